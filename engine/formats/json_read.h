// Reading JSON (RFC 8259) from strangers: strictly, in bounded memory, without guessing. json_read.cpp has the parser,
// json_value.cpp the access to what it found.
//
//   const JsonDocument document = json_read(text);
//   if (document.error) return message(*document.error);   // byte 31, at q[0][2]: expected a comma or ]
//   for (const Json row : Json(document)["q"][0]) ...
//
// The text is scanned once into a flat list of values that remember where in the text they are. Numbers
// stay text until somebody asks for a float or a double, so each is rounded once, and a matrix of a million
// numbers costs one vector.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace attn {

enum class JsonKind : std::uint8_t { null, boolean, number, text, array, object };

// "a number", "a text": for messages.
std::string_view name_of(JsonKind);

struct JsonLimits {
    std::size_t bytes = std::size_t{128} << 20; // of the text, at most 2^32 - 1
    std::size_t values = std::size_t{1} << 24;  // numbers, texts, arrays ... in all; a member's name counts too
    int depth = 64;                             // of arrays and objects inside each other
    // Also read what RFC 8259 forbids and others write: Python's bare NaN, Infinity and -Infinity, which are numbers
    // then, and the byte-order mark that Windows puts before UTF-8.
    bool lenient = false;
};

struct JsonError {
    std::string what;     // a clause without a full stop: "expected a comma or ]"
    std::size_t byte = 0; // counted from 0
    std::string path;     // where in the data: "q[0][2]"; empty for the outermost value
};
std::string message(const JsonError&); // all three in one line

// One value. They are in the order of the text: after an array its items, after an object its members, each
// a name and a value.
struct JsonNode {
    std::uint32_t begin = 0, end = 0; // its bytes in the text
    std::uint32_t next = 0;           // the node behind this value and everything inside it
    std::uint32_t count = 0;          // items, or members
    JsonKind kind = JsonKind::null;
};

struct JsonDocument {
    std::string_view text;          // not owned: it must outlive the document
    std::vector<JsonNode> nodes;    // nodes[0] is the outermost value; empty after a fault outside any object
    std::optional<JsonError> error; // the first fault; an outermost object has the members before it
};

// Refused, besides what is not JSON: text that is not UTF-8 (UTF-16 is called by its name), half a surrogate pair, a
// name that occurs twice in one object, anything after the value, and whatever exceeds the limits.
JsonDocument json_read(std::string_view text, const JsonLimits& = {});

// The text between two quotes of a document, with its escapes resolved, in UTF-8.
std::string unescaped(std::string_view inside);

// A value in a document, as cheap to copy as a pointer; the document must stay where it is. A question that
// does not fit the value is answered by null, 0 or nothing, so ask for kind() where that matters.
class Json {
public:
    Json() = default; // null
    explicit Json(const JsonDocument& document, std::uint32_t at = 0)
        : document_(at < document.nodes.size() ? &document : nullptr), at_(at) {}

    JsonKind kind() const { return node().kind; }
    std::string_view source() const; // its bytes as they are in the text
    std::size_t begins() const { return node().begin; }

    bool truth() const;       // true and nothing else
    double number() const;    // nearest_double; the texts "nan", "inf" and "-inf" are numbers too
    std::string text() const; // unescaped
    std::size_t size() const { return node().count; }

    bool has(std::string_view name) const { return (*this)[name].document_ != nullptr; }
    Json operator[](std::string_view name) const; // searches the members one after the other
    Json operator[](std::size_t index) const;     // steps over the items before it

    // for (const Json item : array), or over the values of an object; name() is the member's name then.
    struct Iterator;
    Iterator begin() const;
    Iterator end() const;
    std::string name() const;

private:
    const JsonNode& node() const;

    const JsonDocument* document_ = nullptr;
    std::uint32_t at_ = 0;
    bool member_ = false; // the node before this one is its name
};

struct Json::Iterator {
    const JsonDocument* document = nullptr;
    std::uint32_t at = 0;
    bool members = false;
    Json operator*() const;
    Iterator& operator++();
    bool operator!=(const Iterator& other) const { return at != other.at; }
};

// A number as `Real`, or nothing: what "nan", "inf", "-inf", Python's bare words for them and JSON's numbers say. A
// JSON number beyond the largest Real gives infinity, as IEEE 754 rounds it.
template <class Real> std::optional<Real> real_of(const Json&);

// Whether a number is one of Python's bare words NaN, Infinity and -Infinity.
bool is_bare_word(const Json&);

// The text without the spaces between values: what can be copied into a line of JSON. Python's bare words become the
// texts "nan", "inf" and "-inf".
std::string compact(const Json&);

} // namespace attn
