// The evaluator's lines: what a result looks like, and that everything that makes no sense is refused with a
// reason that says what and where.
#include <catch2/catch_test_macros.hpp>

#include <cmath>

#include "engine/exchange/eval.h"
#include "tests/engine/cases.h"

using namespace attn;

namespace {

Json answered(const std::string& line) {
    const Answer done = evaluated(line, 1);
    CAPTURE(done.line);
    CHECK_FALSE(done.failed);
    return kept_json(done.line);
}

// Two queries on three keys, given directly.
const std::string kDirect = R"("q":[[[1,0],[0,1]]],"k":[[[1,0],[0,1],[1,1]]],"v":[[[1],[2],[4]]])";
// Two tokens of width three, two heads.
const std::string kProjected = R"("x":[[1,2,3],[4,5,6]],"w_q":[[1,0],[0,1],[0,0]],"w_k":[[1,0],[0,1],[0,0]],)"
                               R"("w_v":[[1,0],[0,1],[1,1]],"n_heads":2)";
std::string line_of(const std::string& body, const std::string& more = "") {
    return "{" + body + (more.empty() ? "" : "," + more) + "}";
}

// What the error says; "" when the line is accepted.
std::string error_of(const std::string& line) {
    const Answer done = evaluated(line, 7);
    const Json json = kept_json(done.line);
    CHECK(done.failed == json.has("error"));
    if (!done.failed) return "";
    CHECK(json.size() == 3);
    CHECK(json["line"].number() == 7);
    CHECK(json.has("id"));
    CHECK(done.line.find('\n') == std::string::npos);
    CHECK(done.line.size() < 400);
    return json["error"].text();
}

} // namespace

TEST_CASE("a result has its members in their order and their shapes") {
    const Json json = answered(line_of(kProjected, R"("id":"a","w_o":[[1,2,3],[4,5,6]],"b_o":[1,1,1])"));
    std::string names;
    for (const Json member : json) names += member.name() + " ";
    CHECK(names == "id q k v scores scaled biased weights dropped context concat output ");
    for (const char* name : {"q", "k", "v", "context"}) {
        CHECK(json[name].size() == 2);
        CHECK(json[name][1].size() == 2);
        CHECK(json[name][1][1].size() == 1);
    }
    CHECK(json_table(json["q"][1]) == oracle::Table{{2}, {5}});
    CHECK(json["scores"][1][0].size() == 2);
    CHECK(json["concat"][0].size() == 2);
    CHECK(json["output"][1].size() == 3);
    CHECK(json["output"].size() == 2);
}

TEST_CASE("without an output projection the output is the concatenation") {
    const Json json = answered(line_of(kProjected));
    CHECK(json["output"].source() == json["concat"].source());
}

TEST_CASE("masked cells are null, their weights 0, and a row without keys is 0") {
    const Json json = answered(line_of(kDirect, R"("mask":[[true,false,true],[false,false,false]])"));
    CHECK(json["biased"][0].source() == "[[0.70710677,null,0.70710677],[null,null,null]]");
    CHECK(json["weights"].source() == "[[[0.5,0,0.5],[0,0,0]]]");
    CHECK(json["context"].source() == "[[[2.5],[0]]]");
    CHECK(json["scores"].source() == "[[[1,0,1],[0,1,1]]]"); // raw products, as if there were no mask
}

TEST_CASE("a masked nan or infinity reaches no result") {
    const Json json = answered(R"({"q":[[[1]]],"k":[[[1],["nan"],["inf"]]],"v":[[[5],["-inf"],["nan"]]],)"
                               R"("key_padding":[true,false,false]})");
    CHECK(json["k"].source() == R"([[[1],["nan"],["inf"]]])");
    CHECK(json["scores"].source() == R"([[[1,"nan","inf"]]])");
    CHECK(json["biased"].source() == "[[[1,null,null]]]");
    CHECK(json["weights"].source() == "[[[1,0,0]]]");
    CHECK(json["output"].source() == "[[5]]");
}

TEST_CASE("a query whose scores all overflow to minus infinity has weights and output 0, as in PyTorch") {
    const std::string overflows = R"({"q":[[[1e20]]],"k":[[[-1e20],[-1e20]]],"v":[[[1],[3]]]})";
    const Json json = answered(overflows);
    CHECK(json["biased"].source() == R"([[["-inf","-inf"]]])"); // no mask: nothing is null
    CHECK(json["weights"].source() == "[[[0,0]]]");
    CHECK(json["output"].source() == "[[0]]");
    // What a double holds is no overflow.
    CHECK(answered(overflows.substr(0, overflows.size() - 1) + R"(,"precision":"float64"})")["output"].source() ==
          "[[2]]");
    const Json far =
        answered(R"({"q":[[[1e200]]],"k":[[[-1e200],[-1e200]]],"v":[[[1],[3]]],"n_heads":1,"precision":"float64"})");
    CHECK(far["weights"].source() == "[[[0,0]]]");
    // One score that is left takes everything; a masked one does not count, whatever it is.
    const std::string one = R"({"q":[[[1e20]]],"k":[[[-1e20],[1]]],"v":[[[1],[3]]])";
    CHECK(answered(one + "}")["weights"].source() == "[[[0,1]]]");
    CHECK(answered(one + R"(,"mask":[[true,false]]})")["weights"].source() == "[[[0,0]]]");
    CHECK(answered(R"({"q":[[[1e20]]],"k":[[[-1e20],["nan"]]],"v":[[[1],[3]]]})")["weights"].source() ==
          R"([[["nan","nan"]]])");
    // A dropped or kept 0 is 0.
    CHECK(answered(overflows.substr(0, overflows.size() - 1) +
                   R"(,"dropout_keep":[[[true,false]]],"dropout_p":0.5})")["dropped"]
              .source() == "[[[0,0]]]");
}

TEST_CASE("an open nan is passed on as a text") {
    const Json json = answered(R"({"q":[[[1]]],"k":[[["nan"],[1]]],"v":[[[5],[6]]]})");
    CHECK(json["output"].source() == R"([["nan"]])");
}

TEST_CASE("input is read as Python and Windows write it") {
    const std::string bare = R"({"q":[[[1]]],"k":[[[1],[NaN],[Infinity]]],"v":[[[5],[-Infinity],[ NaN ]]],)"
                             R"("bias":[[0,-Infinity,-Infinity]],"precision":)";
    for (const char* precision : {R"("float32"})", R"("float64"})"}) {
        const Json json = answered(bare + precision);
        CHECK(json["k"].source() == R"([[[1],["nan"],["inf"]]])");
        CHECK(json["v"].source() == R"([[[5],["-inf"],["nan"]]])");
        CHECK(json["weights"].source() == "[[[1,0,0]]]");
        CHECK(json["output"].source() == "[[5]]");
    }
    CHECK(answered(R"({"id":[NaN,{"a":-Infinity},"-Infinity N",Infinity],"q":[[[1]]],"k":[[[1]]],"v":[[[1]]]})")["id"]
              .source() == R"(["nan",{"a":"-inf"},"-Infinity N","inf"])");
    for (const char* other :
         {"-NaN", "+Infinity", "Inf", "nan", "inf", "-inf", "NaNs", "Infinity1", "- Infinity", "-I"})
        CHECK_FALSE(error_of(line_of(kDirect, R"("bias":[[0,0,)" + std::string(other) + "],[0,0,0]]")) == "");
    CHECK(error_of(line_of(kDirect, R"("scale":NaN)")) == "scale: must be finite");
    CHECK(error_of(line_of(kDirect, R"("window":Infinity)")) == "window: must be at least 0 and at most 2147483647");
    CHECK(error_of(line_of(kDirect, R"("window":NaN)")) == "window: expected a whole number, found NaN");

    const std::string mark = "\xEF\xBB\xBF";
    CHECK(answered(mark + line_of(kDirect)).source() == answered(line_of(kDirect)).source());
    CHECK(answered(mark + "  " + line_of(kDirect) + "\r\n").has("output"));
    CHECK(evaluated(mark, 1).line.empty());
    CHECK(error_of(mark + "{x}") == "byte 4: expected a name in quotes"); // counted from the mark on
    CHECK(error_of(mark + mark + "{}") == "byte 3: expected a value");
    std::string little = "\xFF\xFE", big = "\xFE\xFF";
    for (const char c : line_of(kDirect)) little += {c, '\0'}, big += {'\0', c};
    for (const std::string& utf16 : {little, big, little.substr(2), big.substr(2), '\0' + little.substr(2)})
        CHECK(error_of(utf16) == "byte 0: this is UTF-16; it must be UTF-8");
}

TEST_CASE("float32 and float64 differ where they should") {
    const std::string third = R"({"q":[[[0.1]]],"k":[[[1]]],"v":[[[0.1]]],"scale":3)";
    CHECK(answered(third + "}")["scaled"].source() == "[[[0.3]]]");
    CHECK(answered(third + R"(,"precision":"float32"})")["scaled"].source() == "[[[0.3]]]");
    CHECK(answered(third + R"(,"precision":"float64"})")["scaled"].source() == "[[[0.30000000000000004]]]");
    // A float is the decimal rounded once: by way of a double this one would be 1.0000002.
    const std::string below = R"({"q":[[[1.00000017881393432617187499]]],"k":[[[1]]],"v":[[[1]]]})";
    CHECK(answered(below)["q"].source() == "[[[1.0000001]]]");
}

TEST_CASE("numbers are in the shortest form that reads back") {
    const Json json =
        answered(R"({"q":[[[1]]],"k":[[[1]]],"v":[[[100000,1e20,1e-7,-0.0,0.1,16777216,1.17549435e-38,1.5]]]})");
    CHECK(json["v"].source() == "[[[1e+05,1e+20,1e-07,-0,0.1,16777216,1.1754944e-38,1.5]]]");
}

TEST_CASE("any id comes back as it was") {
    for (const char* id :
         {"1", "\"a\"", "null", "[1,2]", R"({"a":[true,"x y"]})", "1.50", "-0", "\"\\u00e9\\n\"", "1e400"})
        CHECK(answered(line_of(kDirect, "\"id\": " + std::string(id)))["id"].source() == id);
    CHECK(answered(line_of(kDirect, "\"id\": [ 1 ,\t{ \"a b\" : 2 } ]"))["id"].source() == R"([1,{"a b":2}])");
    CHECK(answered(line_of(kDirect))["id"].source() == "null");
    for (const char* broken : {R"({"id":{"n":5},"x":[[1,)", R"({"id":{"n":5}, "x":1})", R"({"id":{"n":5}})"})
        CHECK(kept_json(evaluated(broken, 1).line)["id"].source() == R"({"n":5})");
    CHECK(kept_json(evaluated(R"({"x":[[1,],"id":5})", 1).line)["id"].kind() == JsonKind::null);
}

TEST_CASE("line ends and blank lines do not matter") {
    const std::string line = line_of(kDirect);
    CHECK(evaluated(line + "\r\n", 1).line == evaluated(line, 1).line);
    CHECK(evaluated(" \t" + line + " \r", 1).line == evaluated(line, 1).line);
    for (const char* blank : {"", "\n", "\r\n", "  \t "}) {
        CHECK(evaluated(blank, 1).line.empty());
        CHECK_FALSE(evaluated(blank, 1).failed);
    }
}

TEST_CASE("the number of heads may be left out where the data has it") {
    CHECK(error_of(line_of(kDirect)).empty());
    CHECK(error_of(line_of(kDirect, R"("n_heads":1,"n_kv_heads":1)")).empty());
    const std::string grouped = R"({"q":[[[1]],[[2]]],"k":[[[1]]],"v":[[[3]]])";
    const Json json = answered(grouped + "}");
    CHECK(json["k"].source() == "[[[1]],[[1]]]"); // the key of each query head
    CHECK(json["concat"].source() == "[[3,3]]");
    CHECK(error_of(grouped + R"(,"n_heads":2,"n_kv_heads":1})").empty());
    CHECK(error_of(grouped + R"(,"n_heads":1})") != "");
    CHECK(error_of(grouped + R"(,"n_kv_heads":2})") != "");
}

TEST_CASE("a mask or bias for each head is told from one for all") {
    const std::string two = R"({"q":[[[1]],[[1]]],"k":[[[1],[1]],[[1],[1]]],"v":[[[1],[2]],[[1],[2]]],"scale":1)";
    CHECK(answered(two + R"(,"mask":[[true,false]]})")["weights"].source() == "[[[1,0]],[[1,0]]]");
    CHECK(answered(two + R"(,"mask":[[[true,false]],[[false,true]]]})")["weights"].source() == "[[[1,0]],[[0,1]]]");
    CHECK(answered(two + R"(,"bias":[[0,"-inf"]]})")["biased"].source() == "[[[1,null]],[[1,null]]]");
    CHECK(answered(two + R"(,"bias":[[[1,2]],[[3,"-inf"]]]})")["biased"].source() == "[[[2,3]],[[4,null]]]");
}

TEST_CASE("what makes no sense is refused, with what and where") {
    const std::pair<std::string, const char*> faults[] = {
        {"[1]", "expected an object, found an array"},
        {"{", "byte 1: expected a name in quotes, found the end"},
        {"{} {}", "byte 3: expected the end"},
        {"{}", "x: is missing; a case has either x, w_q, w_k and w_v, or q, k and v"},
        {R"({"q":[[[1]]]})", "k: is missing; a case has either x, w_q, w_k and w_v, or q, k and v"},
        {R"({"v":[[[1]]]})", "q: is missing; a case has either x, w_q, w_k and w_v, or q, k and v"},
        {R"({"x":[[1]],"w_q":[[1]],"w_k":[[1]],"n_heads":1})",
         "w_v: is missing; a case has either x, w_q, w_k and w_v, or q, k and v"},
        {R"({"x":[[1]],"w_q":[[1]],"w_k":[[1]],"w_v":[[1]]})", "n_heads: is missing"},
        {line_of(kDirect, R"("x":[[1]])"), "x: cannot be given together with q, k and v"},
        {line_of(kDirect, R"("b_q":[1])"), "b_q: cannot be given together with q, k and v"},
        {line_of(kProjected, R"("k":[[[1]]])"), "k: cannot be given together with x"},
        {line_of(kDirect, R"("Mask":[[true]])"), "Mask: there is no such key"},
        {line_of(kDirect, R"("q":[])"), "byte 67, at q: this name occurs twice"},
        {line_of(kDirect, R"("precision":"float16")"), "precision: expected \"float32\" or \"float64\""},
        {line_of(kDirect, R"("precision":32)"), "precision: expected \"float32\" or \"float64\""},
        // Types.
        {line_of(kDirect, R"("w_o":5)"), "w_o: expected an array of rows, found a number"},
        {line_of(kDirect, R"("w_o":[1,2])"), "w_o[0]: expected a row, found a number"},
        {line_of(kDirect, R"("w_o":[["1"]])"),
         "w_o[0][0]: expected a number, \"nan\", \"inf\" or \"-inf\", found a text"},
        {line_of(kDirect, R"("w_o":[[1,null]])"),
         "w_o[0][1]: expected a number, \"nan\", \"inf\" or \"-inf\", found null"},
        {line_of(kDirect, R"("w_o":[[1],[1e39]])"), "w_o[1][0]: too large for float32; infinity is written \"inf\""},
        {line_of(kDirect, R"("mask":[[1,0,1],[1,1,1]])"), "mask[0][0]: expected true or false, found a number"},
        {line_of(kDirect, R"("mask":true)"), "mask: expected an array of rows, found a boolean"},
        {line_of(kDirect, R"("causal":1)"), "causal: expected true or false, found a number"},
        {line_of(kDirect, R"("causal_offset":0.5)"), "causal_offset: expected a whole number, found 0.5"},
        {line_of(kDirect, R"("window":-1)"), "window: must be at least 0 and at most 2147483647"},
        {line_of(kDirect, R"("window":1e99)"), "window: must be at least 0 and at most 2147483647"},
        {line_of(kDirect, R"("window":"3")"), "window: expected a whole number, found \"3\""},
        {line_of(kDirect, R"("n_heads":0)"), "n_heads: must be at least 1 and at most 2147483647"},
        {line_of(kDirect, R"("scale":"inf")"), "scale: must be finite"},
        {line_of(kDirect, R"("scale":null)"), "scale: expected a number, \"nan\", \"inf\" or \"-inf\", found null"},
        {line_of(kDirect, R"("key_padding":[true,1,true])"), "key_padding[1]: expected true or false, found a number"},
        {line_of(kProjected, R"("b_q":[[1,2]])"),
         "b_q[0]: expected a number, \"nan\", \"inf\" or \"-inf\", found an array"},
        // Shapes.
        {R"({"q":[[[1,2],[3]]],"k":[[[1,2]]],"v":[[[1]]]})", "q[0][1]: has 1 column, but row [0] has 2"},
        {R"({"q":[[[1]],[[1],[2]]],"k":[[[1]]],"v":[[[1]]]})", "q[1]: is [2, 1], but [0] is [1, 1]"},
        {R"({"q":[],"k":[[[1]]],"v":[[[1]]]})", "q: has no heads"},
        {R"({"q":[[]],"k":[[[1]]],"v":[[[1]]]})", "q[0]: has no rows"},
        {R"({"q":[[[]]],"k":[[[1]]],"v":[[[1]]]})", "q[0][0]: has no columns"},
        {R"({"q":[[1]],"k":[[[1]]],"v":[[[1]]]})", "q[0][0]: expected a row, found a number"},
        {line_of(kDirect, R"("mask":[[true],[true,false]])"), "mask[1]: has 2 columns, but row [0] has 1"},
        {line_of(kDirect, R"("key_padding":[])"), "key_padding: is empty"},
        // Dropout needs both.
        {line_of(kDirect, R"("dropout_p":0.5)"),
         "dropout_keep: is missing; dropout needs both dropout_keep and dropout_p"},
        {line_of(kDirect, R"("dropout_keep":[[[true]]])"),
         "dropout_p: is missing; dropout needs both dropout_keep and dropout_p"},
    };
    for (const auto& [line, wanted] : faults) {
        CAPTURE(line);
        CHECK(error_of(line) == wanted);
    }
}

TEST_CASE("what does not fit together is refused by its shapes") {
    // The sentences are misfit()'s; here only that the key at fault is named.
    const std::pair<std::string, const char*> faults[] = {
        {line_of(kDirect, R"("mask":[[true,true],[true,true]])"), "mask"},
        {line_of(kDirect, R"("mask":[[[true,true,true],[true,true,true]],[[true,true,true],[true,true,true]]])"),
         "mask"},
        {line_of(kDirect, R"("bias":[[1,2,3]])"), "bias"},
        {line_of(kDirect, R"("key_padding":[true,true])"), "key_padding"},
        {line_of(kDirect, R"("n_heads":2)"), "q"},
        {line_of(kDirect, R"("w_o":[[1],[2]])"), "w_o"},
        {line_of(kDirect, R"("w_o":[[1]],"b_o":[1,2])"), "b_o"},
        {line_of(kDirect, R"("softcap":-1)"), "softcap"},
        {line_of(kDirect, R"("dropout_p":1,"dropout_keep":[[[true,true,true],[true,true,true]]])"), "dropout_p"},
        {line_of(kDirect, R"("dropout_p":0.1,"dropout_keep":[[[true,true]]])"), "dropout_keep"},
        {line_of(kProjected, R"("memory":[[1,2]])"), "w_k"},
        {line_of(kProjected, R"("memory":[[1,2,3]],"memory_v":[[1,2,3],[4,5,6]])"), "memory_v"},
        {line_of(kProjected, R"("b_q":[1])"), "b_q"},
        {line_of(kProjected, R"("n_kv_heads":3)"), "3"},
        {R"({"x":[[1,2]],"w_q":[[1,2,3],[1,2,3]],"w_k":[[1,2,3],[1,2,3]],"w_v":[[1],[1]],"n_heads":2})", "w_q"},
        {R"({"x":[[1,2]],"w_q":[[1]],"w_k":[[1],[1]],"w_v":[[1],[1]],"n_heads":1})", "w_q"},
    };
    for (const auto& [line, key] : faults) {
        CAPTURE(line);
        const std::string error = error_of(line);
        CAPTURE(error);
        CHECK(error.find(key) != std::string::npos);
        CHECK(error.find_first_of("{}") == std::string::npos);
    }
}

TEST_CASE("huge sizes are refused before memory is taken for them") {
    // 8,000 queries on 8,000 keys: a short line whose result would be 64 million weights.
    const auto column = [](int rows) {
        std::string out = "[[";
        for (int i = 0; i < rows; ++i) out += i == 0 ? "[1]" : ",[1]";
        return out + "]]";
    };
    const std::string square = R"({"q":)" + column(8000) + R"(,"k":)" + column(8000) + R"(,"v":)" + column(8000) + "}";
    CHECK(error_of(square) == "the result would have more than 16777216 numbers");
    // Ragged rows must not be taken for a matrix of rows times columns.
    std::string ragged = R"({"q":[[[1)";
    for (int i = 0; i < 200000; ++i) ragged += ",1";
    ragged += "]";
    for (int i = 0; i < 200000; ++i) ragged += ",[1]";
    CHECK(error_of(ragged + R"(]],"k":[[[1]]],"v":[[[1]]]})") == "q[0][1]: has 1 column, but row [0] has 200001");
    // Projections whose product with x would be too large.
    std::string wide = "[[1";
    for (int i = 0; i < 30000; ++i) wide += ",1";
    wide += "]]";
    std::string tall = "[[1]";
    for (int i = 0; i < 30000; ++i) tall += ",[1]";
    tall += "]";
    CHECK(error_of(R"({"x":)" + tall + R"(,"w_q":)" + wide + R"(,"w_k":)" + wide + R"(,"w_v":)" + wide +
                   R"(,"n_heads":1})") == "the result would have more than 16777216 numbers");
    CHECK(error_of("[" + std::string(100, '[')) == "byte 64, at " + [] {
        std::string path;
        for (int i = 0; i < 33; ++i) path += "[0]";
        return path + "[…";
    }() + ": arrays and objects are nested more than 64 deep");
}

TEST_CASE("hostile names and values make short messages of clean text") {
    const std::string name(100000, 'k');
    CHECK(error_of("{\"" + name + "\":1}").size() < 200);
    CHECK(error_of(line_of(kDirect, "\"window\":\"" + name + "\"")).size() < 200);
    CHECK(error_of("{\"\\u0001\\u001b[2J\":1}") == "  [2J: there is no such key");
    CHECK(error_of("{\"\xff\":1}") == "byte 2: this is not UTF-8");
}
