// The tasks of task.h whose tokens mean something: brackets and template English.
#include <algorithm>

#include "task.h"

namespace attn {

namespace {

template <std::size_t N> int one_of(Pcg32& random, const std::array<int, N>& ids) {
    return ids[static_cast<std::size_t>(below(random, static_cast<int>(N)))];
}

// The vocabulary of agreement_example, and where in it what begins. Nouns are pairs: singular, plural.
constexpr std::array<const char*, 26> kAgreementWords{
    "the",  "is",    "are",  "old",     "new",      "red",   "big",     "to",      "near",
    "by",   "key",   "keys", "cabinet", "cabinets", "table", "tables",  "door",    "doors",
    "lamp", "lamps", "book", "books",   "box",      "boxes", "picture", "pictures"};
constexpr int kThe = 0, kIs = 1, kAre = 2, kNouns = 10, kNounPairs = 8;
constexpr std::array kAdjectives{3, 4, 5, 6};
constexpr std::array kPrepositions{7, 8, 9};

} // namespace

std::vector<std::string> bracket_words(const TaskSize&) { return {"(", ")", "[", "]", "{", "}"}; }

Example bracket_example(Pcg32& random, const TaskSize& size) {
    const int length = size.length / 2 * 2;
    std::vector<int> open; // the closing brackets that are still to come
    Example out;
    for (int i = 0; i < length; ++i) {
        const bool must_close = static_cast<int>(open.size()) == length - i;
        const bool closes = must_close || (!open.empty() && below(random, 2) == 0);
        if (closes) {
            // The target is asked for one place earlier: there, what is next can be known.
            out.targets[static_cast<std::size_t>(i - 1)] = open.back();
            out.tokens.push_back(open.back());
            open.pop_back();
        } else {
            const int kind = below(random, 3);
            out.tokens.push_back(2 * kind);
            open.push_back(2 * kind + 1);
        }
        out.targets.push_back(kIgnored);
    }
    return out;
}

std::vector<std::string> agreement_words(const TaskSize&) { return {kAgreementWords.begin(), kAgreementWords.end()}; }

Example agreement_example(Pcg32& random, const TaskSize& size) {
    Example out;
    bool plural = false; // of the subject, which is the first noun
    // The subject and up to two distractors, as far as there is room for "near the old keys" and the verb.
    const int most = std::clamp((size.length - 4) / 4, 0, 2), distractors = below(random, most + 1);
    for (int noun = 0; noun <= distractors; ++noun) {
        if (noun > 0) out.tokens.push_back(one_of(random, kPrepositions));
        out.tokens.push_back(kThe);
        if (below(random, 2) == 0) out.tokens.push_back(one_of(random, kAdjectives));
        const int word = kNouns + below(random, 2 * kNounPairs);
        if (noun == 0) plural = (word - kNouns) % 2 == 1;
        out.tokens.push_back(word);
    }
    out.targets.assign(out.tokens.size(), kIgnored);
    out.targets.back() = plural ? kAre : kIs;
    out.tokens.push_back(out.targets.back());
    out.targets.push_back(kIgnored);
    return out;
}

} // namespace attn
