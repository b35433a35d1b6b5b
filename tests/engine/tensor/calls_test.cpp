// What PyTorch cannot be asked about: handles, limits, the engine's own bits, requests that nobody should send.
#include <catch2/catch_test_macros.hpp>

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "engine/math/ops.h"
#include "engine/math/random.h"
#include "engine/tensor/calls.h"

namespace {

using attn::Arena, attn::call;

bool is_error(const std::string& reply) { return reply.starts_with("!"); }

// A tensor of the protocol with a matrix's numbers.
std::string tensor_of(Arena& arena, const attn::Matrix& m) {
    std::string data = "[";
    for (attn::Index i = 0; i < m.rows(); ++i) {
        data += i ? ",[" : "[";
        for (attn::Index j = 0; j < m.cols(); ++j)
            data += (j ? "," : "") + std::to_string(static_cast<int>(m(i, j) * 1000));
        data += "]";
    }
    const std::string whole = call(arena, "tensor " + data + "] float32");
    const std::string reply = call(arena, "div " + whole.substr(0, whole.find(' ')) + " 1000");
    return reply.substr(0, reply.find(' '));
}
// The numbers behind a handle.
attn::Matrix matrix_of(Arena& arena, const std::string& reply) {
    const attn::StridedTensor* const t = arena.find(reply.substr(0, reply.find(' ')));
    REQUIRE(t);
    REQUIRE(t->rank() == 2);
    attn::Matrix out(t->shape[0], t->shape[1]);
    for (attn::Index i = 0; i < out.rows(); ++i)
        for (attn::Index j = 0; j < out.cols(); ++j)
            out(i, j) = t->data<float>()[i * t->strides[0] + j * t->strides[1]];
    return out;
}

} // namespace

TEST_CASE("numbers are the engine's own bits") {
    Arena arena;
    attn::Pcg32 random(7, 1);
    for (const attn::Index keys : {1, 3, 17, 40}) {
        const std::string q = tensor_of(arena, attn::normal_matrix(random, 5, 8, 1.0, 3));
        const std::string k = tensor_of(arena, attn::normal_matrix(random, keys, 8, 1.0, 3));
        const attn::Matrix mq = matrix_of(arena, q), mk = matrix_of(arena, k);
        const std::string kt = call(arena, "t " + k);
        const std::string scores = call(arena, "matmul " + q + " " + kt.substr(0, kt.find(' ')));
        const attn::Matrix expected = attn::product_transposed(mq, mk);
        CHECK((matrix_of(arena, scores) == expected));
        const std::string by_letters = call(arena, "einsum td,sd->ts [" + q + "," + k + "]");
        CHECK((matrix_of(arena, by_letters) == expected));

        const std::string handle = scores.substr(0, scores.find(' '));
        const attn::Matrix weights = attn::softmax(expected, attn::Mask::Constant(5, keys, true)).weights;
        CHECK((matrix_of(arena, call(arena, "softmax " + handle + " -1")) == weights));

        // By hand: exps of what is left of the maximum, over their sum.
        const std::string max = call(arena, "amax " + handle + " -1 True");
        const std::string shifted = call(arena, "sub " + handle + " " + max.substr(0, max.find(' ')));
        const std::string exps = call(arena, "exp " + shifted.substr(0, shifted.find(' ')));
        const std::string sums = call(arena, "sum " + exps.substr(0, exps.find(' ')) + " -1 True");
        const std::string by_hand =
            call(arena, "div " + exps.substr(0, exps.find(' ')) + " " + sums.substr(0, sums.find(' ')));
        CHECK((matrix_of(arena, by_hand) == weights));
    }
}

TEST_CASE("a handle is never used twice") {
    Arena arena;
    CHECK(call(arena, "zeros [2]") == "#1 float32 [2]");
    CHECK(call(arena, "mark") == "2");
    CHECK(call(arena, "ones [2]") == "#2 float32 [2]");
    CHECK(call(arena, "view #2 [2,1]") == "#3 float32 [2,1]");
    CHECK(call(arena, "free #2") == "-");
    CHECK(call(arena, "tolist #3") == "[[1.0],[1.0]]"); // the numbers live on in the view
    CHECK(is_error(call(arena, "tolist #2")));
    CHECK(call(arena, "release 2") == "-");
    CHECK(is_error(call(arena, "tolist #3")));
    CHECK(call(arena, "tolist #1") == "[0.0,0.0]");
    CHECK(call(arena, "ones [1]") == "#4 float32 [1]");
    CHECK(call(arena, "free #1") == "-");
    CHECK(call(arena, "tolist #4") == "[1.0]");
    CHECK(call(arena, "reset") == "-");
    CHECK(is_error(call(arena, "tolist #4")));
    CHECK(arena.context.budget.used == 0);
}

TEST_CASE("nothing grows beyond the limits") {
    Arena arena;
    CHECK(call(arena, "zeros [16777217]") ==
          "!RuntimeError: tensors with more than 16777216 elements are not supported here, and this one has the shape "
          "[16777217]");
    CHECK(call(arena, "zeros [1,1,1,1,1,1,1,1,1]") ==
          "!RuntimeError: tensors with more than 8 dimensions are not supported here");
    for (const char* request :
         {"zeros [0,4294967296,4294967296]", "ones [99999999999999999999]", "eye 100000000", "arange 0 1e300",
          "arange 0 100000000", "linspace 0 1 1000000000", "tril_indices 1000000 1000000", "randperm 1000000000",
          "rand [65536,65536]", "randint 0 2 [70000,70000]"})
        CHECK(is_error(call(arena, request)));
    call(arena, "ones [1]"); // #1
    for (const char* request :
         {"expand #1 [16777217]", "repeat #1 [1000000000]", "repeat_interleave #1 1000000000", "one_hot #1",
          "diag #1 1000000000", "narrow #1 0 0 9223372036854775807", "unflatten #1 0 [1,1,1,1,1,1,1,1,1]"})
        CHECK(is_error(call(arena, request)));
    arena.context.budget.limit = 1000;
    CHECK(call(arena, "zeros [300]") ==
          "!RuntimeError: DefaultCPUAllocator: can't allocate memory: you tried to allocate 1200 bytes.");
    CHECK(call(arena, "zeros [100]") == "#2 float32 [100]");
    CHECK(call(arena, "exp #2") == "#3 float32 [100]");
    CHECK(is_error(call(arena, "exp #2")));
}

TEST_CASE("a request that is none gets an error") {
    Arena arena;
    call(arena, "ones [2,3]");
    for (const char* request : {"",
                                " ",
                                "nonsense",
                                "_",
                                "view",
                                "view #1",
                                "view #1 x",
                                "view #9 [6]",
                                "add #1",
                                "add 1 2 x",
                                "add_ 1 2",
                                "index #1 [x]",
                                "index #1 [1:2:3:4]",
                                "index #1 [#9]",
                                "tensor",
                                "tensor [",
                                "tensor ]",
                                "tensor [1,",
                                "tensor [1]]",
                                "tensor [[1],2]",
                                "tensor [1,[2]]",
                                "tensor [#9]",
                                "einsum ij [#1,#9]",
                                "einsum",
                                "to #1 float3",
                                "cat #1 #1",
                                "cat [#1",
                                "softmax #1 x",
                                "manual_seed",
                                "full [2]",
                                "item #",
                                "item ##1"})
        CHECK(is_error(call(arena, request)));
    CHECK(call(arena, "tolist #1") == "[[1.0,1.0,1.0],[1.0,1.0,1.0]]");
    CHECK(call(arena, "tolist #1\r\n") == "[[1.0,1.0,1.0],[1.0,1.0,1.0]]");
}
