#include "python.h"

#include <algorithm>
#include <cmath>

#include "engine/formats/decimal.h"
#include "engine/formats/number.h"
#include "engine/formats/utf8.h"

namespace attn {

std::string python_string(std::string_view text) {
    std::string out = "\"";
    while (!text.empty()) {
        const char32_t c = take_code_point(text);
        const bool control = c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0xAD || c == 0xFEFF;
        const bool turns =
            c == 0x61C || (c >= 0x200E && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
        if (c == U'"' || c == U'\\') out += '\\';
        if (!control && !turns) {
            append_utf8(out, c);
            continue;
        }
        constexpr char hex[] = "0123456789abcdef";
        out += "\\u";
        for (int shift = 12; shift >= 0; shift -= 4) out += hex[(c >> shift) & 15];
    }
    return out + '"';
}

std::string python_number(float value) {
    if (std::isnan(value)) return "float(\"nan\")";
    if (std::isinf(value)) return value < 0 ? "-float(\"inf\")" : "float(\"inf\")";
    if (value == 0) return std::signbit(value) ? "-0.0" : "0"; // -0 would be a whole number, which has no sign
    const std::string digits = shortest(value);
    // Rounded to a double and then to a float: all but never another number than rounded at once.
    if (static_cast<float>(nearest_double(digits)) == value) return digits;
    return shortest(static_cast<double>(value));
}

std::string python_matrix(const Matrix& m, const std::vector<Token>& rows, std::string_view open,
                          std::string_view close) {
    std::size_t width = 0;
    for (Index i = 0; i < m.size(); ++i) width = std::max(width, python_number(m.data()[i]).size());
    constexpr Index in_a_line = 16;
    std::string out = std::string(open) + "[\n";
    for (Index i = 0; i < m.rows(); ++i) {
        out += "    [";
        for (Index j = 0; j < m.cols(); ++j) {
            const std::string number = python_number(m(i, j));
            if (j > 0) out += j % in_a_line == 0 ? ",\n     " : ", ";
            out += std::string(width - number.size(), ' ') + number;
        }
        out += "],";
        if (!rows.empty()) out += "  # " + python_string(rows[static_cast<std::size_t>(i)].text);
        out += "\n";
    }
    return out + "]" + std::string(close) + "\n";
}

std::string python_picture(const Mask& mask) {
    std::string out = "\"\"\"\n";
    for (Index i = 0; i < mask.rows(); ++i) {
        out += "    ";
        for (Index j = 0; j < mask.cols(); ++j) out += mask(i, j) ? '1' : '0';
        out += '\n';
    }
    return out + "\"\"\"";
}

std::string python_tokens(const std::vector<Token>& tokens) {
    std::string out = "[";
    for (const Token& token : tokens) out += (out.size() > 1 ? ", " : "") + python_string(token.text);
    return out + "]";
}

} // namespace attn
