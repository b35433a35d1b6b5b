// What the tasks draw: every counted target is the one that the rule gives, and the probe sentences fit.
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <functional>
#include <set>

#include "engine/train/recipe.h"
#include "tests/engine/cases.h"

using namespace attn;

namespace {

const Task& task_named(std::string_view key) {
    return *std::find_if(kTasks.begin(), kTasks.end(), [&](const Task& t) { return t.key == key; });
}

// Looks at every counted target of some examples.
void for_targets(std::string_view key, const TaskSize& size,
                 const std::function<void(const Example&, std::size_t, int target)>& visit) {
    Pcg32 random(4, 2);
    int counted = 0;
    for (int n = 0; n < 60; ++n) {
        const Example e = task_named(key).draw(random, size);
        REQUIRE(e.tokens.size() == e.targets.size());
        for (std::size_t i = 0; i < e.targets.size(); ++i)
            if (e.targets[i] != kIgnored) visit(e, i, e.targets[i]), ++counted;
    }
    CHECK(counted >= 60);
}

} // namespace

TEST_CASE("every task draws words of its vocabulary, of many lengths, and its probe can be read") {
    for (const Task& task : kTasks)
        for (const TaskSize& size : {kSmallestTask, TaskSize{}, TaskSize{.symbols = kMostSymbols, .length = 31}}) {
            CAPTURE(task.key, size.length);
            const std::vector<std::string> words = task.words(size);
            CHECK(std::set<std::string>(words.begin(), words.end()).size() == words.size());
            Pcg32 random(1, 1);
            const Batch batch = drawn_batch(task, size, random, 20);
            CHECK(batch.tokens.ids.size() == static_cast<std::size_t>(20 * size.length));
            for (std::size_t i = 0; i < batch.tokens.ids.size(); ++i) {
                CHECK((batch.tokens.ids[i] >= 0 && batch.tokens.ids[i] < static_cast<int>(words.size())));
                CHECK((batch.targets[i] >= kIgnored && batch.targets[i] < static_cast<int>(words.size())));
            }
            CHECK(std::any_of(batch.targets.begin(), batch.targets.end(), [](int t) { return t != kIgnored; }));
            CHECK(token_ids(words, task.probe).size() >= 6);
        }
    CHECK(token_ids({"a", "b"}, "b  a b") == std::vector<int>{1, 0, 1});
    CHECK(token_ids({"a", "b"}, "b c").empty());
}

TEST_CASE("the targets of symbols are those of their rules") {
    for_targets("previous", {}, [](const Example& e, std::size_t i, int target) { CHECK(target == e.tokens[i - 1]); });
    for_targets("reversal", {}, [](const Example& e, std::size_t i, int target) {
        CHECK(target == e.tokens[e.tokens.size() - 1 - i]);
    });
    std::set<std::size_t> distances, beginnings;
    for_targets("induction", {}, [&](const Example& e, std::size_t i, int target) {
        // The one place before where this token was says what comes next.
        const auto before = std::find(e.tokens.rend() - static_cast<std::ptrdiff_t>(i), e.tokens.rend(), e.tokens[i]);
        REQUIRE(before != e.tokens.rend());
        const auto at = static_cast<std::size_t>(e.tokens.rend() - before - 1);
        distances.insert(i - at);
        if (e.targets[i - 1] == kIgnored) beginnings.insert(i);
        CHECK(target == e.tokens[at + 1]);
        if (i + 1 < e.tokens.size()) CHECK(target == e.tokens[i + 1]);
    });
    CHECK(distances == std::set<std::size_t>{4, 5, 6, 7, 8});
    CHECK(beginnings.size() > 5);
    for_targets("induction-fixed", {}, [](const Example& e, std::size_t i, int target) {
        CHECK(e.tokens[i] == e.tokens[i - 8]);
        CHECK(target == e.tokens[i - 7]);
    });
}

TEST_CASE("brackets are balanced and verbs agree") {
    for_targets("brackets", {}, [](const Example& e, std::size_t i, int target) {
        std::vector<int> open;
        for (std::size_t k = 0; k <= i; ++k)
            if (e.tokens[k] % 2 == 0) open.push_back(e.tokens[k]);
            else open.pop_back();
        CHECK(target == open.back() + 1);
        CHECK(e.tokens[i + 1] == target);
    });
    const std::vector<std::string> words = agreement_words({});
    std::set<std::size_t> lengths;
    int against = 0; // the last noun has the other number
    for_targets("agreement", {}, [&](const Example& e, std::size_t i, int target) {
        const auto plural = [&](int token) { return words[static_cast<std::size_t>(token)].ends_with("s"); };
        const auto is_noun = [&](int token) {
            return std::find(words.begin() + 10, words.end(), words[static_cast<std::size_t>(token)]) != words.end();
        };
        const auto subject = std::find_if(e.tokens.begin(), e.tokens.end(), is_noun);
        REQUIRE(subject != e.tokens.end());
        CHECK(words[static_cast<std::size_t>(target)] == (plural(*subject) ? "are" : "is"));
        CHECK((i + 2 == e.tokens.size() && e.tokens.back() == target && is_noun(e.tokens[i])));
        against += plural(e.tokens[i]) != plural(*subject);
        lengths.insert(e.tokens.size());
    });
    CHECK(*lengths.begin() == 3);
    CHECK(*lengths.rbegin() == 12);
    CHECK(against > 5);
}

TEST_CASE("a number below another is spread evenly") {
    Pcg32 random(3, 3);
    std::array<int, 5> counts{};
    for (int i = 0; i < 5000; ++i) ++counts[static_cast<std::size_t>(below(random, 5))];
    for (const int count : counts) CHECK((count > 850 && count < 1150));
}
