// The tensors against what PyTorch answered to the same requests (record_torch.py).
#include <catch2/catch_test_macros.hpp>

#include <cmath>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/formats/decimal.h"
#include "engine/tensor/calls.h"
#include "tests/engine/golden_files.h"

namespace {

// "[[1.5,nan]]" as the text around the numbers, and the numbers.
struct Taken {
    std::string frame;
    std::vector<double> numbers;
};
Taken taken(std::string_view text) {
    Taken out;
    for (std::size_t at = 0; at < text.size();) {
        const auto end = std::min(text.find_first_of(",[]", at), text.size());
        const std::string_view word = text.substr(at, end - at);
        const auto number = word == "nan"    ? std::optional(std::nan(""))
                            : word == "inf"  ? std::optional(HUGE_VAL)
                            : word == "-inf" ? std::optional(-HUGE_VAL)
                                             : attn::read_double(word);
        if (number) out.numbers.push_back(*number);
        else out.frame += word;
        if (end < text.size()) out.frame += text[end];
        at = end + 1;
    }
    return out;
}

bool is_near(double a, double b) {
    if (std::isnan(a) || std::isnan(b)) return std::isnan(a) && std::isnan(b);
    return a == b || std::fabs(a - b) <= 1e-6 + 2e-6 * std::fabs(b);
}

// Numbers may differ in their last digits: the engine sums and rounds in its own order. All else is the same.
bool agree(std::string_view request, std::string_view ours, std::string_view theirs) {
    if (ours == theirs) return true;
    if (!request.starts_with("tolist") && !request.starts_with("item") && !request.starts_with("float")) return false;
    const Taken a = taken(ours), b = taken(theirs);
    if (a.frame != b.frame || a.numbers.size() != b.numbers.size()) return false;
    for (std::size_t i = 0; i < a.numbers.size(); ++i)
        if (!is_near(a.numbers[i], b.numbers[i])) return false;
    return true;
}

std::string escaped(const std::string& reply) {
    std::string out;
    for (const char c : reply)
        out += c == '\n' ? std::string("\\n") : c == '\\' ? std::string("\\\\") : std::string(1, c);
    return out;
}

} // namespace

TEST_CASE("tensors answer as PyTorch does", "[golden]") {
    const std::string text = attn::file_text(attn::source_path("tests/golden/torch.txt"));
    REQUIRE(text.size() > 500'000);
    std::optional<attn::Arena> arena(std::in_place);
    std::string before;
    int replies = 0, wrong = 0;
    for (std::size_t at = 0; at < text.size();) {
        const auto tab = text.find('\t', at), end = text.find('\n', at);
        REQUIRE(tab < end);
        const std::string request = text.substr(at, tab - at), theirs = text.substr(tab + 1, end - tab - 1);
        at = end + 1;
        ++replies;
        if (request == "reset") {
            arena.emplace();
            before.clear();
            continue;
        }
        before += "    " + request + "\n";
        const std::string ours = escaped(attn::call(*arena, request));
        if (agree(request, ours, theirs)) continue;
        if (++wrong <= 10) UNSCOPED_INFO(before << "ours:   " << ours << "\ntheirs: " << theirs);
    }
    CHECK(wrong == 0);
    CHECK(replies > 20'000);
}
