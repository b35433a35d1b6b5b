// Reading JSON: what is read, and that everything else is refused with the place of the fault.
#include <catch2/catch_test_macros.hpp>

#include "engine/formats/json.h"
#include "engine/formats/json_read.h"
#include "engine/math/random.h"
#include "tests/engine/cases.h"

using namespace attn;

namespace {

// "byte 3: ..." of what is wrong with the text, or "".
std::string fault(std::string_view text, const JsonLimits& limits = {}) {
    const JsonDocument document = json_read(text, limits);
    return document.error ? message(*document.error) : "";
}

std::string nested(int depth) {
    const auto count = static_cast<std::size_t>(depth);
    return std::string(count, '[') + std::string(count, ']');
}

} // namespace

TEST_CASE("every kind of JSON value is read") {
    const Json json = kept_json(R"( {"a": [1, -2.5e1, [], {}], "b" : {"c":true,"d":false,"e":null}, "":"x" } )");
    CHECK(json.kind() == JsonKind::object);
    CHECK(json.size() == 3);
    CHECK(json["a"].kind() == JsonKind::array);
    CHECK(json["a"].size() == 4);
    CHECK(json["a"][0].number() == 1.0);
    CHECK(json["a"][1].number() == -25.0);
    CHECK(json["a"][1].source() == "-2.5e1");
    CHECK(json["a"][1].begins() == 11);
    CHECK(json["a"][2].kind() == JsonKind::array);
    CHECK(json["a"][2].size() == 0);
    CHECK(json["a"][3].kind() == JsonKind::object);
    CHECK(json["a"][3].size() == 0);
    CHECK(json["b"]["c"].kind() == JsonKind::boolean);
    CHECK(json["b"]["c"].truth());
    CHECK_FALSE(json["b"]["d"].truth());
    CHECK(json["b"]["e"].kind() == JsonKind::null);
    CHECK(json[""].text() == "x");
}

TEST_CASE("members and items are walked in the order of the text") {
    std::string seen;
    const Json object = kept_json(R"({"a":[1,[2]],"b":{},"c":[],"d":{"e":3},"f":4})");
    for (const Json value : object) seen += value.name() + value.source().front();
    CHECK(seen == "a[b{c[d{f4");
    seen.clear();
    const Json array = kept_json("[1,[2,3],[],{},{\"a\":4},5]");
    for (const Json value : array) seen += value.source();
    CHECK(seen == "1[2,3][]{}{\"a\":4}5");
    for (const char* empty : {"[]", "{}", "1", "null", "\"x\""}) {
        const Json nothing = kept_json(empty);
        for (const Json value : nothing) FAIL(value.source());
    }
}

TEST_CASE("a question that does not fit the value has a harmless answer") {
    const Json json = kept_json(R"({"a":[1]})");
    CHECK(json["b"].kind() == JsonKind::null);
    CHECK(json["a"][1].kind() == JsonKind::null);
    CHECK(json["a"]["b"][2]["c"].number() == 0.0);
    CHECK(json[0].kind() == JsonKind::null);
    CHECK(json.text().empty());
    CHECK(json.name().empty());
    CHECK(json.has("a"));
    CHECK_FALSE(json.has("b"));
    CHECK(kept_json(R"({"a":null})").has("a"));
    CHECK(Json().size() == 0);
    CHECK(Json().source().empty());
}

TEST_CASE("escapes are resolved, in names as well") {
    CHECK(kept_json(R"("\"\\\/\b\f\n\r\t\u0041\u00e9\u20AC\ud83d\udc69")").text() == "\"\\/\b\f\n\r\tAé€👩");
    CHECK(kept_json(R"("\u0000")").text() == std::string(1, '\0'));
    CHECK(kept_json(R"("\uFFFD�")").text() == "��"); // the replacement character itself is well-formed
    CHECK(kept_json(R"({"\u0061b":1})")["ab"].number() == 1.0);
    CHECK(kept_json(json_string("a\"b\\c\n\x01é👩‍🚀")).text() == "a\"b\\c\n\x01é👩‍🚀");
}

TEST_CASE("what is not JSON is refused, with the byte and the path") {
    const std::pair<const char*, const char*> faults[] = {
        {"", "byte 0: expected a value, found the end"},
        {"  ", "byte 2: expected a value, found the end"},
        {"{", "byte 1: expected a name in quotes, found the end"},
        {"[1,", "byte 3, at [1]: expected a value, found the end"},
        {"[1 2]", "byte 3, at [1]: expected a comma or ]"},
        {"[1,]", "byte 3, at [1]: expected a value"},
        {"[,1]", "byte 1, at [0]: expected a value"},
        {"{\"a\"}", "byte 4: expected a colon"},
        {"{\"a\":}", "byte 5, at a: expected a value"},
        {"{\"a\":1,}", "byte 7: expected a name in quotes"},
        {"{\"a\":1 \"b\":2}", "byte 7: expected a comma or }"},
        {"{a:1}", "byte 1: expected a name in quotes"},
        {"{'a':1}", "byte 1: expected a name in quotes"},
        {"\"open", "byte 5: expected a closing quote, found the end"},
        {"\"a\\", "byte 2: there is no such escape"},
        {"\"a\\x\"", "byte 2: there is no such escape"},
        {"\"\\u12g4\"", "byte 1: expected four hexadecimal digits after \\u"},
        {"\"\\u12\"", "byte 1: expected four hexadecimal digits after \\u"},
        {"\"\\ud800\"", "byte 1: half of a surrogate pair"},
        {"\"\\udc00\"", "byte 1: half of a surrogate pair"},
        {"\"\\ud800\\u0041\"", "byte 1: half of a surrogate pair"},
        {"\"\\ud800\\", "byte 1: half of a surrogate pair"},
        {"\"a\tb\"", "byte 2: a control character inside a text must be escaped"},
        {"\"a\xff\"", "byte 2: this is not UTF-8"},
        {"\"\xc0\x80\"", "byte 1: this is not UTF-8"},
        {"\"\xed\xa0\x80\"", "byte 1: this is not UTF-8"},
        {"\"\xe2\x82\"", "byte 1: this is not UTF-8"},
        {"1 2", "byte 2: expected the end"},
        {"[1]]", "byte 3: expected the end"},
        {"nul", "byte 0: expected a value"},
        {"NaN", "byte 0: expected a value"},
        {"Infinity", "byte 0: expected a value"},
        {"--1", "byte 1: expected a digit"},
        {"+1", "byte 0: expected a value"},
        {"01", "byte 1: a number must not begin with 0"},
        {"-", "byte 1: expected a digit, found the end"},
        {"1.", "byte 2: expected a digit, found the end"},
        {".5", "byte 0: expected a value"},
        {"1e", "byte 2: expected a digit, found the end"},
        {"1e+-1", "byte 3: expected a digit"},
        {"0x10", "byte 1: expected the end"},
        {"// comment\n1", "byte 0: expected a value"},
        {"\xef\xbb\xbf"
         "1",
         "byte 0: expected a value"},
        {"{\"q\":[[1,2],[3,x]]}", "byte 15, at q[1][1]: expected a value"},
        {"{\"a\":{\"b\":[0,{\"c\":tru}]}}", "byte 18, at a.b[1].c: expected a value"},
        {"{\"a\":1,\"b\":2,\"\\u0061\":3}", "byte 13, at a: this name occurs twice"},
        {"[{\"a\":{\"x\":1,\"x\":1}}]", "byte 13, at [0].a.x: this name occurs twice"},
    };
    for (const auto& [text, wanted] : faults) {
        CAPTURE(text);
        CHECK(fault(text) == wanted);
    }
    CHECK(fault({"[1,\0]", 5}) == "byte 3, at [1]: expected a value");
}

TEST_CASE("what is before a fault can still be read") {
    const JsonDocument document = json_read(R"({"id":{"a":[1]},"x":[[1,)");
    REQUIRE(document.error);
    CHECK(Json(document)["id"].source() == R"({"a":[1]})");
    CHECK_FALSE(Json(document).has("x"));
    for (const char* none : {"", "{", R"({"id)", R"({"id":)", R"({"id":1)", R"([{"id":1},)"}) {
        const JsonDocument broken = json_read(none);
        CHECK(broken.error);
        CHECK(Json(broken)["id"].source() == (std::string_view(none) == R"({"id":1)" ? "1" : ""));
    }
}

TEST_CASE("reading stops at the limits") {
    CHECK(fault(nested(64)).empty());
    CHECK(fault(nested(65)).ends_with("arrays and objects are nested more than 64 deep"));
    CHECK(fault(std::string(1 << 20, '[')).size() < 300);
    CHECK(fault("[[1]]", {.depth = 1}) == "byte 1, at [0]: arrays and objects are nested more than 1 deep");
    CHECK(fault("[1,2]", {.values = 3}).empty());
    CHECK(fault("[1,2]", {.values = 2}) == "byte 3, at [1]: more than 2 values");
    CHECK(fault("[1,2]", {.bytes = 5}).empty());
    CHECK(fault("[1,2]", {.bytes = 4}) == "byte 4: the text is longer than 4 bytes");
    const std::string hostile = "{\"" + std::string(100000, 'k') + "\":x}";
    CHECK(fault(hostile).size() < 300);
}

TEST_CASE("nan and the infinities are written as texts and read as numbers") {
    const Json json = kept_json(R"(["nan","inf","-inf","Inf","+inf","1",true,1e39,-1e39,1e400])");
    CHECK(std::isnan(*real_of<float>(json[0])));
    CHECK(*real_of<double>(json[1]) == INFINITY);
    CHECK(*real_of<float>(json[2]) == -INFINITY);
    for (const std::size_t other : {3, 4, 5, 6}) CHECK_FALSE(real_of<double>(json[other]));
    CHECK(*real_of<float>(json[7]) == INFINITY);
    CHECK(*real_of<double>(json[7]) == 1e39);
    CHECK(*real_of<float>(json[8]) == -INFINITY);
    CHECK(*real_of<double>(json[9]) == INFINITY);
}

TEST_CASE("a value can be copied into a line") {
    CHECK(compact(kept_json("{ \"a b\" : [ 1 ,\r\n\t\"x \\\" y\\\\\" , 2.50 ] }")) ==
          "{\"a b\":[1,\"x \\\" y\\\\\",2.50]}");
}

TEST_CASE("damaged texts are refused or read, and never anything else") {
    // Every prefix of a good text, and thousands of copies with one byte changed. The sanitizers watch.
    const std::string good = R"({"id":"é\n\ud83d\udc69","q":[[1.5,-2e-3],["nan",0]],"deep":[[[{"a":true}]]],"n":null})";
    CHECK(fault(good).empty());
    for (std::size_t length = 0; length < good.size(); ++length) CHECK_FALSE(fault(good.substr(0, length)).empty());
    Pcg32 random(3, 3);
    int refused = 0;
    for (int i = 0; i < 20000; ++i) {
        std::string bad = good;
        bad[random.next() % bad.size()] = static_cast<char>(random.next() % 256);
        const JsonDocument document = json_read(bad);
        refused += document.error.has_value();
        for (const Json member : Json(document)) (void)(member.name() + member.text() + compact(member));
    }
    CHECK(refused > 10000);
    CHECK(refused < 20000);
}
