// Writing JSON, nothing more.
#pragma once

#include <string>
#include <string_view>

#include "engine/math/matrix.h"

namespace attn {

// "text" with quotes and escapes. The text must be UTF-8.
std::string json_string(std::string_view text);

// The shortest number that reads back the same; NaN and infinities as the strings "nan", "inf", "-inf".
std::string json_number(double value);
std::string json_number(float value);

// [[...], [...]], row by row; cells as json_number writes them.
std::string json_matrix(const Matrix&);

// Builds nested objects and arrays; commas and closing brackets come by themselves.
class JsonWriter {
public:
    JsonWriter& object() { return open('{'); }
    JsonWriter& array() { return open('['); }
    JsonWriter& end(); // of the innermost object or array
    JsonWriter& key(std::string_view name);
    JsonWriter& value(std::string_view text);
    JsonWriter& value(const char* text) { return value(std::string_view(text)); }
    JsonWriter& value(double number);
    JsonWriter& value(float number);
    JsonWriter& value(int number);
    JsonWriter& value(bool truth);
    JsonWriter& raw(std::string_view json);
    template <class Value> JsonWriter& member(std::string_view name, const Value& v) { return key(name).value(v); }

    // The text; the writer is empty afterwards.
    std::string take() { return std::move(out_); }

private:
    JsonWriter& open(char bracket);
    void separate();

    std::string out_;
    std::string closing_;
    bool first_ = true;
};

} // namespace attn
