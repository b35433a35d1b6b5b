// The lines of gradients: what a result looks like, what is exactly 0, and that everything that makes no sense is refused
// with a reason that says what and where.
#include <catch2/catch_test_macros.hpp>

#include "engine/exchange/eval.h"
#include "engine/exchange/gradient.h"
#include "tests/engine/cases.h"

using namespace attn;

namespace {

Json gradients_in(const std::string& line) {
    const Answer done = differentiated(line, 1);
    CAPTURE(done.line);
    CHECK_FALSE(done.failed);
    return kept_json(done.line);
}
// What the error says; "" when the line is accepted.
std::string gradient_error(const std::string& line) {
    const Answer done = differentiated(line, 7);
    const Json json = kept_json(done.line);
    CHECK(done.failed == json.has("error"));
    if (!done.failed) return "";
    CHECK(json.size() == 3);
    CHECK(json["line"].number() == 7);
    return json["error"].text();
}

std::string with(const std::string& line, const std::string& more) {
    return line.substr(0, line.size() - 1) + "," + more + "}";
}
const std::string kPlain = R"({"q":[[[1,0],[0,1]]],"k":[[[1,0],[0,1],[1,1]]],"v":[[[1],[2],[4]]]})";

} // namespace

TEST_CASE("a result has the gradients of what was given, in their order") {
    const auto names = [](const std::string& line) {
        std::string out;
        for (const Json member : gradients_in(line)) out += member.name() + " ";
        return out;
    };
    CHECK(names(with(kPlain, R"("d_output":[[1],[1]])")) == "id d_q d_k d_v d_scores d_weights ");
    const std::string projected = R"({"x":[[1,2],[3,4]],"w_q":[[1,2],[3,4]],"w_k":[[1,2],[3,4]],"w_v":[[1],[2]],)"
                                  R"("n_heads":1,"d_output":[[1],[1]]})";
    CHECK(names(projected) == "id d_q d_k d_v d_scores d_weights d_x d_w_q d_w_k d_w_v ");
    CHECK(names(with(projected, R"("memory":[[1,2]],"memory_v":[[5,6]],"w_o":[[2]],"b_q":[0,0],"b_k":[0,0],"b_v":[0],)"
                                R"("b_o":[0])")) ==
          "id d_q d_k d_v d_scores d_weights d_x d_memory d_memory_v d_w_q d_w_k d_w_v d_w_o d_b_q d_b_k d_b_v d_b_o ");
    const Json json = gradients_in(with(projected, R"("id":"a","b_q":[0,0])"));
    CHECK(json["id"].text() == "a");
    CHECK(json["d_b_q"].size() == 2);
    CHECK(json["d_b_q"][0].kind() == JsonKind::number);
}

TEST_CASE("one key passes the gradient to its value and to nothing else") {
    const Json json = gradients_in(R"({"q":[[[3]]],"k":[[[5]]],"v":[[[7,9]]],"d_output":[[2,-1]]})");
    CHECK(json["d_v"].source() == "[[[2,-1]]]");
    CHECK(json["d_weights"].source() == "[[[5]]]");
    CHECK(json["d_scores"].source() == "[[[0]]]");
    CHECK(json["d_q"].source() == "[[[0]]]");
}

TEST_CASE("two keys of equal weight share the gradient, worked by hand") {
    // weights 1/2, 1/2; d_weights = d_output v = 2, 6; their mean is 4; d_scores = 1/2 (2 - 4), 1/2 (6 - 4), times scale 3.
    const Json json = gradients_in(R"({"q":[[[0]]],"k":[[[1],[2]]],"v":[[[1],[3]]],"scale":3,"d_output":[[2]]})");
    CHECK(json["d_weights"].source() == "[[[2,6]]]");
    CHECK(json["d_scores"].source() == "[[[-3,3]]]");
    CHECK(json["d_q"].source() == "[[[3]]]");
    CHECK(json["d_k"].source() == "[[[0],[0]]]");
    CHECK(json["d_v"].source() == "[[[1],[1]]]");
}

TEST_CASE("a query without a key, and a key without a query, have gradient 0") {
    const Json json =
        gradients_in(with(kPlain, R"("mask":[[true,false,true],[false,false,false]],"d_output":[[1],["nan"]])"));
    CHECK(json["d_scores"][0][1].source() == "[0,0,0]");
    CHECK(json["d_weights"].source() == "[[[1,0,4],[0,0,0]]]");
    CHECK(json["d_q"][0][1].source() == "[0,0]");
    CHECK(json["d_k"][0][1].source() == "[0,0]");
    CHECK(json["d_v"].source() == "[[[0.5],[0],[0.5]]]");
}

TEST_CASE("a nan or infinity that no query sees reaches no gradient") {
    const std::string clean = R"({"x":[[1,2],[3,4]],"memory":[[1,2],[5,6]],"w_q":[[1,2],[3,4]],"w_k":[[1,-2],[-3,4]],)"
                              R"("w_v":[[1],[2]],"w_o":[[2]],"n_heads":1,"softcap":3,"key_padding":[true,false],)"
                              R"("scale":-0.5,"d_output":[[1],[-1]]})";
    for (const char* precision : {R"("precision":"float32")", R"("precision":"float64")"}) {
        std::string broken = clean;
        broken.replace(broken.find("[5,6]"), 5, R"(["nan","inf"])");
        CHECK(gradients_in(with(broken, precision)).source() == gradients_in(with(clean, precision)).source());
        CHECK(gradients_in(with(clean, precision))["d_memory"][1].source() == "[0,0]");
    }
    const Json direct = gradients_in(R"({"q":[[[1]],[[1]]],"k":[[[1],["nan"],["inf"]]],"v":[[[5],["-inf"],["nan"]]],)"
                                     R"("mask":[[true,false,false]],"softcap":2,"d_output":[[2,3]]})");
    CHECK(direct["d_k"].source() == "[[[0],[0],[0]]]");
    CHECK(direct["d_v"].source() == "[[[5],[0],[0]]]");
    CHECK(direct["d_scores"].source() == "[[[0,0,0]],[[0,0,0]]]");
    CHECK(direct["d_weights"].source() == "[[[10,0,0]],[[15,0,0]]]");
}

TEST_CASE("scores that all overflow to minus infinity have gradient 0") {
    const Json json = gradients_in(R"({"q":[[[1e20]]],"k":[[[-1e20],[-1e20]]],"v":[[[1],[3]]],"d_output":[[1]]})");
    CHECK(json["d_scores"].source() == "[[[0,0]]]");
    CHECK(json["d_q"].source() == "[[[0]]]");
    CHECK(json["d_v"].source() == "[[[0],[0]]]");
}

TEST_CASE("d_output is needed, in the shape of the output, and only here") {
    CHECK(gradient_error(kPlain) == "d_output: is missing; it is the gradient of the output, [T][out]");
    CHECK(gradient_error(with(kPlain, R"("d_output":[[1],[1]])")).empty());
    CHECK(gradient_error(with(kPlain, R"("d_output":[[1]])")) == "d_output is [1, 1]; here it must be [2, 1].");
    CHECK(gradient_error(with(kPlain, R"("d_output":[[1,2],[3,4]])")) == "d_output is [2, 2]; here it must be [2, 1].");
    CHECK(gradient_error(with(kPlain, R"("d_output":[[1,2],[3,4]],"w_o":[[1,2]])")).empty());
    CHECK(gradient_error(with(kPlain, R"("d_output":[[1],[1,2]])")) == "d_output[1]: has 2 columns, but row [0] has 1");
    CHECK(gradient_error(with(kPlain, R"("d_output":[[1],["x"]])")) ==
          R"(d_output[1][0]: expected a number, "nan", "inf" or "-inf", found a text)");
    CHECK(gradient_error(with(kPlain, R"("d_output":7)")) == "d_output: expected an array of rows, found a number");
    CHECK(gradient_error(with(kPlain, R"("d_output":[[1],[1e39]])")) ==
          R"(d_output[1][0]: too large for float32; infinity is written "inf")");
    const Answer values = evaluated(with(kPlain, R"("d_output":[[1],[1]])"), 1);
    CHECK(kept_json(values.line)["error"].text() == "d_output: there is no such key");
}

TEST_CASE("what the evaluator refuses is refused in the same words") {
    const std::string d_output = R"("d_output":[[1],[1]])";
    for (const std::string& line :
         {std::string("[1,2]"), std::string("{"), std::string("null"), std::string(R"({"id":3})"),
          with(kPlain, R"("mask":[[true]])"), with(kPlain, R"("x":[[1]])"), with(kPlain, R"("keys":1)"),
          with(kPlain, R"("n_heads":0)"), with(kPlain, R"("dropout_p":0.5)"), with(kPlain, R"("precision":"half")")}) {
        CAPTURE(line);
        const bool object = line.ends_with("}");
        CHECK(differentiated(object && line.size() > 2 ? with(line, d_output) : line, 3).line ==
              evaluated(line, 3).line);
        CHECK(evaluated(line, 3).failed);
    }
    for (const char* blank : {"", "\n", "\r\n", "  \t "}) {
        CHECK(differentiated(blank, 1).line.empty());
        CHECK_FALSE(differentiated(blank, 1).failed);
    }
    const std::string line = with(kPlain, d_output);
    CHECK(differentiated("\xEF\xBB\xBF " + line + "\r\n", 1).line == differentiated(line, 1).line);
}

TEST_CASE("a result of gradients has a limit, too") {
    // Two [T, S] of 2,896 squared are fewer than 2^24 numbers; with q, k and v they are more.
    const auto line = [](int count) {
        std::string rows = "[";
        for (int i = 0; i < count; ++i) rows += i == 0 ? "[1]" : ",[1]";
        rows += "]";
        return R"({"q":[)" + rows + R"(],"k":[)" + rows + R"(],"v":[)" + rows + R"(],"d_output":)" + rows + "}";
    };
    CHECK(gradient_error(line(2896)) == "the result would have more than 16777216 numbers");
    CHECK(gradient_error(line(40)).empty());
}
