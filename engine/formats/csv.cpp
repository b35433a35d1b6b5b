#include "csv.h"

#include <algorithm>
#include <array>

namespace attn {

namespace {

// What a spreadsheet reads as the beginning of a formula, also in the wide forms of East Asian keyboards.
constexpr std::array<std::string_view, 10> kFormulaSigns{"=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"};

} // namespace

std::string csv_field(std::string_view text) {
    const bool formula = std::any_of(kFormulaSigns.begin(), kFormulaSigns.end(),
                                     [&](std::string_view sign) { return text.starts_with(sign); });
    const std::string safe = (formula ? "'" : "") + std::string(text);
    if (safe.find_first_of(",\"\r\n") == std::string::npos) return safe;
    std::string out = "\"";
    for (const char c : safe) out += c == '"' ? "\"\"" : std::string(1, c);
    return out + '"';
}

} // namespace attn
