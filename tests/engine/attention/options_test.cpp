// What attend() is asked for must fit together, and what it keeps in memory is what is looked at.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators_range.hpp>

#include <functional>

#include "tests/engine/cases.h"
#include "tests/english.h"

#if defined(__linux__)
#include <sys/resource.h>
#endif

using namespace attn;

namespace {

Matrix ones(Index rows, Index cols) { return Matrix::Ones(rows, cols); }

struct Asked {
    Inputs in{.x = ones(3, 4), .memory = ones(5, 6), .memory_v = ones(5, 7)};
    Projections projections{.w_q = ones(4, 8),
                            .w_k = ones(6, 4),
                            .w_v = ones(7, 6),
                            .w_o = ones(12, 9),
                            .b_q = ones(1, 8),
                            .b_k = ones(1, 4),
                            .b_v = ones(1, 6),
                            .b_o = ones(1, 9)};
    Options options{.heads = 4, .kv_heads = 2};
};
struct AskedGiven {
    ProjectedInputs in{.q = {ones(3, 2), ones(3, 2)}, .k = {ones(5, 2)}, .v = {ones(5, 4)}};
    Projections projections{};
    Options options{.heads = 2, .kv_heads = 1};
};

// How many bytes the matrices of a trace hold, without what was put in.
std::size_t bytes_kept(const Trace& t) {
    std::size_t cells = 0;
    for (const Matrix* m : {&t.q, &t.k, &t.v, &t.concat, &t.output}) cells += static_cast<std::size_t>(m->size());
    for (int h = 0; h < t.heads; ++h)
        if (t.by_head.is_kept(h)) {
            const Head& kept = t.head(h);
            for (const Matrix* m :
                 {&kept.scores, &kept.scaled, &kept.masked, &kept.softmax.exps, &kept.softmax.weights})
                cells += static_cast<std::size_t>(m->size());
        }
    return cells * sizeof(float);
}

} // namespace

TEST_CASE("what fits has no misfit") {
    const Asked a;
    CHECK(misfit(a.in, a.projections, a.options) == std::nullopt);
    const Trace t = attend(a.in, a.projections, a.options);
    CHECK(t.output.rows() == 3);
    CHECK(t.output.cols() == 9);
    CHECK(t.keys() == 5);
    const AskedGiven g;
    CHECK(misfit(g.in, g.projections, g.options) == std::nullopt);
    CHECK(attend(g.in, g.projections, g.options).output.cols() == 8); // no w_o: the concatenation
}

TEST_CASE("every misfit of inputs and projections is named with its shapes") {
    const std::vector<std::pair<std::string, std::function<void(Asked&)>>> wrong{
        {"x is empty.", [](Asked& a) { a.in.x = {}; }},
        {"w_v is empty.", [](Asked& a) { a.projections.w_v = {}; }},
        {"n_heads is 0; it must be at least 1.", [](Asked& a) { a.options.heads = 0; }},
        {"n_kv_heads is -1; it must be at least 0.", [](Asked& a) { a.options.kv_heads = -1; }},
        {"3 key-value heads do not divide 4 heads.", [](Asked& a) { a.options.kv_heads = 3; }},
        {"memory_v is [4, 7]; here it must be [5, *].", [](Asked& a) { a.in.memory_v = ones(4, 7); }},
        {"w_q is [5, 8]; here it must be [4, *].", [](Asked& a) { a.projections.w_q = ones(5, 8); }},
        {"w_k is [5, 4]; here it must be [6, *].", [](Asked& a) { a.projections.w_k = ones(5, 4); }},
        {"w_v is [6, 6]; here it must be [7, *].", [](Asked& a) { a.projections.w_v = ones(6, 6); }},
        {"the 7 columns of w_q cannot be split evenly among 4 heads.",
         [](Asked& a) { a.projections.w_q = ones(4, 7); }},
        {"the 5 columns of w_v cannot be split evenly among 2 heads.",
         [](Asked& a) { a.projections.w_v = ones(7, 5); }},
        {"w_k is [6, 6]; here it must be [6, 4].", [](Asked& a) { a.projections.w_k = ones(6, 6); }},
        {"b_q is [1, 7]; here it must be [1, 8].", [](Asked& a) { a.projections.b_q = ones(1, 7); }},
        {"b_k is [4, 1]; here it must be [1, 4].", [](Asked& a) { a.projections.b_k = ones(4, 1); }},
        {"b_v is [1, 5]; here it must be [1, 6].", [](Asked& a) { a.projections.b_v = ones(1, 5); }},
        {"w_o is [6, 9]; here it must be [12, *].", [](Asked& a) { a.projections.w_o = ones(6, 9); }},
        {"b_o is [1, 8]; here it must be [1, 9].", [](Asked& a) { a.projections.b_o = ones(1, 8); }},
        {"temperature is 0; it must be above 0 and finite.", [](Asked& a) { a.options.temperature = 0; }},
        {"softcap is -1; it must be 0 (off) or above, and finite.", [](Asked& a) { a.options.softcap = -1; }},
        {"window is -2; it must be 0 (off) or above.", [](Asked& a) { a.options.window = -2; }},
        {"dropout_p is 1; it must be at least 0 and below 1.", [](Asked& a) { a.options.dropout_p = 1; }},
        {"dropout_p is 0.5, but no dropout_keep says which weights are kept.",
         [](Asked& a) { a.options.dropout_p = 0.5; }},
        {"key_padding has 3 entries; here it must have 5.",
         [](Asked& a) { a.options.key_padding = {true, true, false}; }},
        {"mask has 2 matrices; it can have none, one for all heads, or 4.",
         [](Asked& a) { a.options.mask.assign(2, Mask::Constant(3, 5, true)); }},
        {"mask is [5, 3]; here it must be [3, 5].", [](Asked& a) { a.options.mask = {Mask::Constant(5, 3, true)}; }},
        {"bias is [3, 3]; here it must be [3, 5].", [](Asked& a) { a.options.bias = {ones(3, 3)}; }},
        {"dropout_keep has 1 matrices; it can have none or 4.",
         [](Asked& a) { a.options.dropout_keep = {Mask::Constant(3, 5, true)}; }},
        {"key_padding has 5 entries; here it must have 3.",
         [](Asked& a) { a.options.key_padding.assign(5, true), a.options.mistakes.padding_on_rows = true; }},
        {"w_k is [6, 4]; here it must be [4, *].", [](Asked& a) { a.options.mistakes.keys_from_queries = true; }},
    };
    for (const auto& [said, spoil] : wrong) {
        Asked a;
        spoil(a);
        CHECK(text(english_tools(), misfit(a.in, a.projections, a.options).value()) == said);
    }
}

TEST_CASE("every misfit of given queries, keys and values is named too") {
    const std::vector<std::pair<std::string, std::function<void(AskedGiven&)>>> wrong{
        {"q has 1 heads; here it must have 2.", [](AskedGiven& a) { a.in.q.pop_back(); }},
        {"k has 2 heads; here it must have 1.", [](AskedGiven& a) { a.in.k.push_back(ones(5, 2)); }},
        {"v has 0 heads; here it must have 1.", [](AskedGiven& a) { a.in.v.clear(); }},
        {"q is empty.", [](AskedGiven& a) { a.in.q[0] = {}; }},
        {"q is [3, 3]; here it must be [3, 2].", [](AskedGiven& a) { a.in.q[1] = ones(3, 3); }},
        {"k is [5, 3]; here it must be [5, 2].", [](AskedGiven& a) { a.in.k[0] = ones(5, 3); }},
        {"v is [4, 4]; here it must be [5, 4].", [](AskedGiven& a) { a.in.v[0] = ones(4, 4); }},
        {"w_o is [4, 4]; here it must be [8, *].", [](AskedGiven& a) { a.projections.w_o = ones(4, 4); }},
        {"b_o is [1, 4]; here it must be [1, 8].", [](AskedGiven& a) { a.projections.b_o = ones(1, 4); }},
        {"mask is [5, 5]; here it must be [3, 5].",
         [](AskedGiven& a) { a.options.mask = {Mask::Constant(5, 5, true)}; }},
    };
    for (const auto& [said, spoil] : wrong) {
        AskedGiven a;
        spoil(a);
        CHECK(text(english_tools(), misfit(a.in, a.projections, a.options).value()) == said);
    }
}

TEST_CASE("a head's matrices exist once somebody has looked at it, and no sooner") {
    const Trace t = trace_of({.heads = 4});
    for (int h = 0; h < 4; ++h) CHECK_FALSE(t.by_head.is_kept(h));
    for (const TensorInfo& tensor : kTensors) {
        has(t, tensor.id);
        if (!tensor.per_head) matrix(t, tensor.id, 0);
    }
    for (int h = 0; h < 4; ++h) CHECK_FALSE(t.by_head.is_kept(h));
    matrix(t, Tensor::weights, 2);
    for (int h = 0; h < 4; ++h) CHECK(t.by_head.is_kept(h) == (h == 2));
    CHECK(&t.head(2) == &t.head(2)); // kept, not computed again
}

TEST_CASE("a long sentence with 8 heads needs memory for what is looked at, not for n x n per head") {
    constexpr Index tokens = 2048;
    constexpr std::size_t grid = tokens * tokens * sizeof(float);
    const Matrix x = random_matrix(1, tokens, 16);
    Projections projections{
        .w_q = random_matrix(2, 16, 16), .w_k = random_matrix(3, 16, 16), .w_v = random_matrix(4, 16, 16)};
    const auto peak = [] {
#if defined(__linux__) && !defined(ATTN_SANITIZED) // whose own memory would be counted
        rusage usage{};
        getrusage(RUSAGE_SELF, &usage);
        return static_cast<std::size_t>(usage.ru_maxrss) * 1024; // the highest ever, in bytes
#else
        return std::size_t{0};
#endif
    };
    const std::size_t before = peak();
    const Trace t = attend({.x = x}, projections, {.heads = 8, .causal = true});
    // All heads at once would be at least 5 x 8 grids of 16 MB. Not even one is made.
    CHECK(peak() - before < 3 * grid);
    CHECK(bytes_kept(t) < grid / 8);
    t.head(3);
    CHECK(bytes_kept(t) < 6 * grid);
    CHECK(bytes_kept(t) > 5 * grid);
    CHECK(same_bits(t.head(3).context, Matrix(t.concat.middleCols(6, 2))));
}
