// Reading JSON in tests: the published tables, and what the engine writes. Not for untrusted input.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "oracle.h"

namespace attn {

struct JsonMember;

struct Json {
    enum class Kind { null, boolean, number, text, array, object };
    Kind kind = Kind::null;
    bool truth = false;
    double number = 0;
    std::string text;
    std::vector<Json> items;
    std::vector<JsonMember> members;

    // The member or item; a null where there is none, so that a wrong name fails the check that follows.
    const Json& operator[](std::string_view key) const;
    const Json& operator[](std::size_t index) const;
    bool has(std::string_view key) const;
};
struct JsonMember {
    std::string name;
    Json value;
};

// The value in `text`. `rest` is set to what could not be read: "" when all is well.
Json json_read(std::string_view text, std::string& rest);
Json json_read(std::string_view text);

// A number, a row or a table, all as a table; the strings "inf", "-inf" and "nan" are numbers.
double json_value(const Json&);
oracle::Table json_table(const Json&);

} // namespace attn
