#include "json_read.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "decimal.h"
#include "utf8.h"

namespace attn {

namespace {

// The value of up to four hexadecimal digits, or -1.
int hexadecimal(std::string_view digits) {
    int value = 0;
    for (const char c : digits) {
        const int digit = is_digit(c)            ? c - '0'
                          : c >= 'a' && c <= 'f' ? c - 'a' + 10
                          : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                                 : -1;
        if (digit < 0) return -1;
        value = value * 16 + digit;
    }
    return value;
}

constexpr std::string_view kEscapes = "\"\\/bfnrt", kEscaped = "\"\\/\b\f\n\r\t";

} // namespace

std::string unescaped(std::string_view inside) {
    std::string out;
    for (std::size_t i = 0; i < inside.size(); ++i) {
        if (inside[i] != '\\') {
            out += inside[i];
            continue;
        }
        const char escape = inside[++i];
        if (escape != 'u') {
            out += kEscaped[kEscapes.find(escape)];
            continue;
        }
        auto c = static_cast<char32_t>(hexadecimal(inside.substr(i + 1, 4)));
        i += 4;
        if (c >= 0xD800 && c < 0xDC00) {
            const auto low = static_cast<char32_t>(hexadecimal(inside.substr(i + 3, 4)));
            c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
            i += 6;
        }
        append_utf8(out, c);
    }
    return out;
}

namespace {

struct Reader {
    std::string_view text;
    const JsonLimits& limits;
    JsonDocument& out;
    std::size_t at = 0;

    bool fail(std::string what) { return fail_at(at, std::move(what)); }
    bool fail_at(std::size_t byte, std::string what) {
        out.error = JsonError{std::move(what), byte, {}};
        return false;
    }
    // On the way out of a nested value its place is put in front of the path.
    bool failed_inside(const std::string& place) {
        out.error->path = place + out.error->path;
        return false;
    }

    char peek() const { return at < text.size() ? text[at] : '\0'; }
    void skip_space() {
        while (at < text.size() && (text[at] == ' ' || text[at] == '\t' || text[at] == '\n' || text[at] == '\r')) ++at;
    }
    bool take(char c) {
        if (peek() != c || at >= text.size()) return false;
        ++at;
        return true;
    }
    bool expected(std::string_view what) {
        return fail("expected " + std::string(what) + (at >= text.size() ? ", found the end" : ""));
    }

    // Opens a node at the current byte; `index` is where it is.
    bool open(JsonKind kind, std::size_t& index) {
        index = out.nodes.size();
        if (index >= limits.values) return fail("more than " + std::to_string(limits.values) + " values");
        out.nodes.push_back({.begin = static_cast<std::uint32_t>(at), .kind = kind});
        return true;
    }
    void close(std::size_t index) {
        out.nodes[index].end = static_cast<std::uint32_t>(at);
        out.nodes[index].next = static_cast<std::uint32_t>(out.nodes.size());
    }

    bool value(int depth) {
        const char c = peek();
        if (c == '{' || c == '[') {
            if (depth >= limits.depth)
                return fail("arrays and objects are nested more than " + std::to_string(limits.depth) + " deep");
            return c == '{' ? object(depth + 1) : array(depth + 1);
        }
        if (c == '"') return string();
        if (c == '-' || is_digit(c)) return number();
        if (c == 't') return word("true", JsonKind::boolean);
        if (c == 'f') return word("false", JsonKind::boolean);
        if (c == 'n') return word("null", JsonKind::null);
        if (limits.lenient && (c == 'N' || c == 'I')) return bare_number();
        return expected("a value");
    }

    bool word(std::string_view name, JsonKind kind) {
        if (!text.substr(at).starts_with(name)) return expected("a value");
        std::size_t index = 0;
        if (!open(kind, index)) return false;
        at += name.size();
        close(index);
        return true;
    }

    // Python's NaN, Infinity and, behind its sign, -Infinity.
    bool bare_number() {
        return word(peek() == 'N' ? "NaN" : peek() == 'I' ? "Infinity" : "-Infinity", JsonKind::number);
    }

    bool digits() {
        if (!is_digit(peek())) return expected("a digit");
        while (is_digit(peek())) ++at;
        return true;
    }
    bool number() {
        if (limits.lenient && text.substr(at).starts_with("-I")) return bare_number();
        std::size_t index = 0;
        if (!open(JsonKind::number, index)) return false;
        take('-');
        if (take('0')) {
            if (is_digit(peek())) return fail("a number must not begin with 0");
        } else if (!digits()) return false;
        if (take('.') && !digits()) return false;
        if (take('e') || take('E')) {
            if (!take('+')) take('-');
            if (!digits()) return false;
        }
        close(index);
        return true;
    }

    bool string() {
        std::size_t index = 0;
        if (!open(JsonKind::text, index)) return false;
        ++at;
        while (at < text.size() && text[at] != '"') {
            const auto c = static_cast<unsigned char>(text[at]);
            if (c < 0x20) return fail("a control character inside a text must be escaped");
            if (c == '\\') {
                if (!escape()) return false;
            } else if (c < 0x80) ++at;
            else {
                std::string_view rest = text.substr(at);
                const bool bad = take_code_point(rest) == 0xFFFD && text.size() - at - rest.size() == 1;
                if (bad) return fail("this is not UTF-8");
                at = text.size() - rest.size();
            }
        }
        if (!take('"')) return expected("a closing quote");
        close(index);
        return true;
    }
    bool escape() {
        const std::size_t begin = at++;
        if (peek() != 'u') {
            if (at >= text.size() || kEscapes.find(text[at]) == std::string_view::npos)
                return fail_at(begin, "there is no such escape");
            ++at;
            return true;
        }
        const int unit = four_digits();
        if (unit < 0) return fail_at(begin, "expected four hexadecimal digits after \\u");
        if (unit < 0xD800 || unit > 0xDFFF) return true;
        // Beyond the first plane a character is two escapes, a high and a low half.
        const bool high = unit < 0xDC00, second = high && text.substr(at).starts_with("\\u");
        at += second;
        const int low = second ? four_digits() : -1;
        if (low < 0xDC00 || low > 0xDFFF) return fail_at(begin, "half of a surrogate pair");
        return true;
    }
    // At the u of \uXXXX.
    int four_digits() {
        const std::string_view four = text.substr(at + 1, 4);
        if (four.size() < 4) return -1;
        at += 5;
        return hexadecimal(four);
    }

    bool array(int depth) {
        std::size_t index = 0;
        if (!open(JsonKind::array, index)) return false;
        ++at;
        skip_space();
        std::uint32_t count = 0;
        if (!take(']'))
            for (;; ++count) {
                skip_space();
                if (!value(depth)) return failed_inside("[" + std::to_string(count) + "]");
                skip_space();
                if (take(',')) continue;
                if (take(']')) break;
                return expected("a comma or ]"), failed_inside("[" + std::to_string(count + 1) + "]");
            }
        out.nodes[index].count = out.nodes.size() == index + 1 ? 0 : count + 1;
        close(index);
        return true;
    }

    bool object(int depth) {
        std::size_t index = 0;
        if (!open(JsonKind::object, index)) return false;
        ++at;
        skip_space();
        close(index);
        if (!take('}'))
            for (;;) {
                skip_space();
                const std::size_t key = out.nodes.size();
                if (peek() != '"') return expected("a name in quotes");
                if (!string()) return false;
                skip_space();
                if (!take(':')) return expected("a colon");
                skip_space();
                if (!value(depth)) return failed_inside("." + name_at(key));
                // Counted one by one, so that after a fault the members before it can be read.
                ++out.nodes[index].count;
                close(index);
                skip_space();
                if (take(',')) continue;
                if (take('}')) break;
                return expected("a comma or }");
            }
        close(index);
        return unique_names(index);
    }

    std::string name_at(std::size_t key) const {
        const JsonNode& node = out.nodes[key];
        return unescaped(text.substr(node.begin + 1, node.end - node.begin - 2));
    }
    bool unique_names(std::size_t index) {
        std::vector<std::pair<std::string, std::uint32_t>> names;
        for (auto key = static_cast<std::uint32_t>(index) + 1; key < out.nodes.size(); key = out.nodes[key + 1].next)
            names.emplace_back(name_at(key), out.nodes[key].begin);
        std::sort(names.begin(), names.end());
        const auto twice = std::adjacent_find(names.begin(), names.end(),
                                              [](const auto& a, const auto& b) { return a.first == b.first; });
        if (twice == names.end()) return true;
        fail_at(std::next(twice)->second, "this name occurs twice");
        return failed_inside("." + twice->first);
    }
};

} // namespace

std::string_view name_of(JsonKind kind) {
    switch (kind) {
    case JsonKind::null: return "null";
    case JsonKind::boolean: return "a boolean";
    case JsonKind::number: return "a number";
    case JsonKind::text: return "a text";
    case JsonKind::array: return "an array";
    case JsonKind::object: return "an object";
    }
    return {};
}

std::string message(const JsonError& error) {
    constexpr std::size_t longest = 100; // a hostile name must not make a long message
    std::string place = clean_utf8(std::string_view(error.path).substr(0, longest));
    if (error.path.size() > longest) place += "…";
    return "byte " + std::to_string(error.byte) + (place.empty() ? "" : ", at " + place) + ": " + error.what;
}

JsonDocument json_read(std::string_view text, const JsonLimits& limits) {
    JsonDocument document{.text = text, .nodes = {}, .error = {}};
    Reader reader{text, limits, document};
    if (text.size() > std::min<std::size_t>(limits.bytes, std::numeric_limits<std::uint32_t>::max())) {
        reader.fail_at(limits.bytes, "the text is longer than " + std::to_string(limits.bytes) + " bytes");
        return document;
    }
    // In UTF-16 every second byte of a bracket is 0, and neither of the marks at its beginning is UTF-8.
    const std::string_view two = text.substr(0, 2);
    if (two == "\xFF\xFE" || two == "\xFE\xFF" || two.find('\0') != std::string_view::npos) {
        reader.fail("this is UTF-16; it must be UTF-8");
        return document;
    }
    if (limits.lenient && text.starts_with(kByteOrderMark)) reader.at = kByteOrderMark.size();
    reader.skip_space();
    if (reader.value(0)) {
        reader.skip_space();
        if (reader.at < text.size()) reader.fail("expected the end");
    } else if (document.error->path.starts_with('.')) document.error->path.erase(0, 1);
    // Half a text or half an array is nothing that a question could be asked about.
    if (document.error && !document.nodes.empty() && document.nodes[0].kind != JsonKind::object) document.nodes.clear();
    return document;
}

} // namespace attn
