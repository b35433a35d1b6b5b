#include "unicode_golden.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <sstream>

#include "cases.h"

namespace attn {

std::vector<CharacterClass> unicode_classes() {
    constexpr std::array<std::string_view, 6> names{"letter", "space", "symbol", "mark", "invisible", "invisible_mark"};
    std::vector<CharacterClass> out(kCodePoints);
    std::istringstream lines(file_text(source_path("tests/golden/unicode_classes.txt")));
    int ranges = 0;
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with("#")) continue;
        std::istringstream words(line);
        std::uint32_t first = 0, last = 0;
        std::string name;
        if (!(words >> std::hex >> first >> last >> name) || first > last || last >= kCodePoints) return {};
        const auto found = std::find(names.begin(), names.end(), name);
        if (found == names.end()) return {};
        std::fill(out.begin() + first, out.begin() + last + 1, static_cast<CharacterClass>(found - names.begin()));
        ++ranges;
    }
    return ranges > 0 ? out : std::vector<CharacterClass>{};
}

std::string code_point_name(char32_t c) {
    std::array<char, 16> text{};
    std::snprintf(text.data(), text.size(), "U+%04X", static_cast<unsigned>(c));
    return text.data();
}

} // namespace attn
