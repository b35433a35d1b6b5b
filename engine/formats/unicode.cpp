#include "unicode.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>

#include "unicode_table.h"

namespace attn {

namespace {

constexpr unsigned kClasses = 6;
constexpr std::size_t kStep = 16; // ranges from one place to begin reading to the next

struct Range {
    char32_t first = 0, end = 0; // end: the code point behind the last
    CharacterClass of{};
};

// Reads the table from some place on.
struct Ranges {
    char32_t end = 0;   // of the range before
    std::size_t at = 0; // in kUnicodeTable

    constexpr bool more() const { return at < std::size(kUnicodeTable); }
    constexpr char32_t number() {
        char32_t out = 0;
        for (unsigned shift = 0;; shift += 7) {
            const char32_t byte = kUnicodeTable[at++];
            out |= (byte & 127) << shift;
            if (byte < 128) return out;
        }
    }
    constexpr Range take() {
        const char32_t first = end + number();
        const char32_t packed = number();
        end = first + packed / (kClasses - 1) + 1;
        return {first, end, static_cast<CharacterClass>(packed % (kClasses - 1) + 1)};
    }
};

constexpr std::size_t count_of_ranges() {
    std::size_t count = 0;
    for (Ranges ranges; ranges.more(); ranges.take()) ++count;
    return count;
}

// Where to begin, so that looking up a code point reads kStep ranges at most.
constexpr auto kStarts = [] {
    std::array<Ranges, (count_of_ranges() + kStep - 1) / kStep> out{};
    Ranges ranges;
    for (std::size_t i = 0; ranges.more(); ++i, ranges.take())
        if (i % kStep == 0) out[i / kStep] = ranges;
    return out;
}();

} // namespace

CharacterClass character_class(char32_t c) {
    // The last start at or before c; the first one is 0.
    Ranges ranges = *std::prev(std::upper_bound(kStarts.begin(), kStarts.end(), c,
                                                [](char32_t point, const Ranges& start) { return point < start.end; }));
    while (ranges.more()) {
        const Range range = ranges.take();
        if (c < range.end) return c >= range.first ? range.of : CharacterClass::letter;
    }
    return CharacterClass::letter;
}

} // namespace attn
