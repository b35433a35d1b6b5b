#include "json.h"

#include <cmath>

#include "number.h"

namespace attn {

std::string json_string(std::string_view text) {
    constexpr char hex[] = "0123456789abcdef";
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') out += {'\\', c};
        else if (static_cast<unsigned char>(c) < 0x20) out += {'\\', 'u', '0', '0', hex[c >> 4], hex[c & 15]};
        else out += c;
    }
    return out + '"';
}

std::string json_number(double value) { return std::isfinite(value) ? shortest(value) : json_string(shortest(value)); }
std::string json_number(float value) { return std::isfinite(value) ? shortest(value) : json_string(shortest(value)); }

std::string json_matrix(const Matrix& m) {
    JsonWriter json;
    json.array();
    for (Index i = 0; i < m.rows(); ++i) {
        json.array();
        for (Index j = 0; j < m.cols(); ++j) json.value(m(i, j));
        json.end();
    }
    return json.end().take();
}

void JsonWriter::separate() {
    if (!first_) out_ += ',';
    first_ = false;
}

JsonWriter& JsonWriter::open(char bracket) {
    separate();
    out_ += bracket;
    closing_ += bracket == '{' ? '}' : ']';
    first_ = true;
    return *this;
}

JsonWriter& JsonWriter::end() {
    out_ += closing_.back();
    closing_.pop_back();
    first_ = false;
    return *this;
}

JsonWriter& JsonWriter::key(std::string_view name) {
    separate();
    out_ += json_string(name) + ':';
    first_ = true;
    return *this;
}

JsonWriter& JsonWriter::raw(std::string_view json) {
    separate();
    out_ += json;
    return *this;
}

JsonWriter& JsonWriter::value(std::string_view text) { return raw(json_string(text)); }
JsonWriter& JsonWriter::value(double number) { return raw(json_number(number)); }
JsonWriter& JsonWriter::value(float number) { return raw(json_number(number)); }
JsonWriter& JsonWriter::value(int number) { return raw(std::to_string(number)); }
JsonWriter& JsonWriter::value(bool truth) { return raw(truth ? "true" : "false"); }

} // namespace attn
