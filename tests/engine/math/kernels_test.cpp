// Every set of wide kernels that this machine can run against the plain loops, bit by bit. The same file under Node
// compares WebAssembly's vectors with its plain loops.
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "engine/math/elementary.h"
#include "engine/math/kernels.h"
#include "engine/math/random.h"
#include "tests/engine/cases.h"

using namespace attn;

namespace {

constexpr float kInfinity = std::numeric_limits<float>::infinity(), kNan = std::numeric_limits<float>::quiet_NaN();
constexpr float kDenormal = std::numeric_limits<float>::denorm_min(), kLargest = std::numeric_limits<float>::max();

// Bits, except that any NaN is as good as another.
bool agree(float a, float b) { return same_bits(a, b) || (std::isnan(a) && std::isnan(b)); }
bool agree(const Matrix& a, const Matrix& b) {
    return a.rows() == b.rows() && a.cols() == b.cols() &&
           std::equal(a.data(), a.data() + a.size(), b.data(), [](float x, float y) { return agree(x, y); });
}

// Numbers of which every fourth is one of those that are treated differently somewhere.
Matrix odd_matrix(std::uint64_t seed, Index rows, Index cols) {
    constexpr std::array<float, 12> odd{0.0f,     -0.0f,     kDenormal, -kDenormal, 1.1754942e-38f, -3e-41f,
                                        kLargest, -kLargest, kInfinity, -kInfinity, kNan,           -1e-30f};
    Matrix m = random_matrix(seed, rows, cols);
    Pcg32 random(seed, 7);
    for (Index i = 0; i < m.size(); ++i)
        if (random.next() % 4 == 0) m.data()[i] = odd[random.next() % odd.size()];
    return m;
}

struct Size3 {
    Index rows, inner, cols;
};

// The eight sizes whose bits are golden, see sizes_test.cpp, here for their products.
struct Workload {
    Index d, heads, tokens;
};
constexpr std::array<Workload, 8> kWorkloads{
    {{64, 4, 16}, {64, 4, 64}, {64, 4, 256}, {64, 4, 1024}, {512, 8, 16}, {512, 8, 64}, {512, 8, 256}, {512, 8, 1024}}};

// A few rows of a matrix, first and last among them: rows of a product do not depend on each other.
Matrix some_rows(const Matrix& m) {
    const Index step = std::max<Index>(1, m.rows() / 7);
    Matrix out((m.rows() + step - 1) / step + 1, m.cols());
    for (Index i = 0; i + 1 < out.rows(); ++i) out.row(i) = m.row(i * step);
    out.row(out.rows() - 1) = m.row(m.rows() - 1);
    return out;
}

} // namespace

TEST_CASE("this machine has wide kernels, and they can be asked for by name") {
    const auto sets = kernel_sets();
#if defined(__SSE2__) || defined(__wasm_simd128__)
    REQUIRE_FALSE(sets.empty());
#endif
    for (const KernelSet* set : sets) CHECK(kernels_named(set->key) == set);
    CHECK(widest_kernels() == (sets.empty() ? nullptr : sets[0]));
    CHECK(kernels_named("plain") == nullptr);
    CHECK(kernels_named("") == nullptr);
    for (std::size_t i = 1; i < sets.size(); ++i) CHECK(sets[i]->panel <= sets[i - 1]->panel);
}

TEST_CASE("products of every shape up to 20 have the bits of the plain loops") {
    for (const KernelSet* set : kernel_sets()) {
        int wrong = 0;
        for (Index n = 1; n <= 20; ++n)
            for (Index m = 1; m <= 20; ++m)
                for (Index p = 1; p <= 20; ++p) {
                    const auto seed = static_cast<std::uint64_t>((n * 32 + m) * 32 + p);
                    const Matrix a = random_matrix(seed, n, m), b = random_matrix(seed + 1, m, p);
                    const Matrix bt = b.transpose();
                    const Matrix plain = product(a, b);
                    wrong += !agree(product(*set, a, b), plain);
                    wrong += !agree(product_transposed(*set, a, bt), plain);
                }
        INFO(set->key);
        CHECK(wrong == 0);
    }
}

TEST_CASE("products of odd sizes and of odd numbers have the bits of the plain loops") {
    constexpr std::array<Size3, 7> shapes{
        {{1, 1, 1}, {5, 3, 7}, {33, 67, 129}, {65, 31, 17}, {64, 100, 48}, {2, 0, 3}, {70, 129, 1}}};
    for (const KernelSet* set : kernel_sets())
        for (const auto& [n, m, p] : shapes)
            for (std::uint64_t seed = 0; seed < 4; ++seed) {
                CAPTURE(set->key, n, m, p, seed);
                // With many odd numbers in a sum nearly everything is NaN, so one factor is ordinary half the time.
                const Matrix a = seed < 2 ? random_matrix(seed, n, m) : odd_matrix(seed, n, m);
                Matrix b = seed == 0 ? random_matrix(9, m, p) : odd_matrix(seed + 9, m, p);
                if (seed == 1) b *= kDenormal * 100.0f; // sums of denormal numbers
                CHECK(agree(product(*set, a, b), product(a, b)));
                const Matrix bt = b.transpose();
                CHECK(agree(product_transposed(*set, a, bt), product_transposed(a, bt)));
            }
}

TEST_CASE("a product's bias is added after the sum") {
    for (const KernelSet* set : kernel_sets())
        for (Index p : {1, 7, 8, 15, 16, 17, 40}) {
            CAPTURE(set->key, p);
            const Matrix a = random_matrix(1, 9, 12), b = random_matrix(2, 12, p), bias = random_matrix(3, 1, p);
            CHECK(agree(product(*set, a, packed(*set, b), bias), with_bias(product(a, b), bias)));
        }
}

TEST_CASE("products of the eight sizes have the bits of the plain loops") {
    for (const auto& [d, heads, tokens] : kWorkloads) {
        const Matrix x = random_matrix(1, tokens, d), w = random_matrix(2, d, d), few = some_rows(x);
        const Matrix head = x.leftCols(d / heads), few_of_head = few.leftCols(d / heads);
        const Matrix plain = product(few, w), plain_scores = product_transposed(few_of_head, head);
        for (const KernelSet* set : kernel_sets()) {
            CAPTURE(set->key, d, tokens);
            CHECK(agree(some_rows(product(*set, x, w)), plain));
            CHECK(agree(some_rows(product_transposed(*set, head, head)), plain_scores));
        }
    }
}

TEST_CASE("softmax has the bits of the plain loops, for rows of any length and any masks") {
    for (const KernelSet* set : kernel_sets())
        for (Index cols = 1; cols <= 130; cols += cols < 40 ? 1 : 13)
            for (std::uint64_t seed = 0; seed < 4; ++seed) {
                CAPTURE(set->key, cols, seed);
                const Matrix scores = random_matrix(seed, 9, cols) * (seed == 1 ? 40.0f : 3.0f);
                Mask allowed = seed == 0 ? Mask::Constant(9, cols, true) : random_mask(seed, 9, cols);
                allowed.row(4).setConstant(false);
                const Softmax plain = softmax(scores, allowed), wide = softmax(*set, scores, allowed);
                CHECK(agree(wide.row_max, plain.row_max));
                CHECK(agree(wide.exps, plain.exps));
                CHECK(agree(wide.row_sum, plain.row_sum));
                CHECK(agree(wide.weights, plain.weights));
            }
}

TEST_CASE("softmax of odd rows has the bits of the plain loops") {
    std::vector<std::vector<float>> rows{{kNan, 1, 2, 3},
                                         {1, kNan, 2, 3},
                                         {1, 2, 3, kNan},
                                         {kNan, kNan, kNan, kNan},
                                         {kInfinity, 1, 2, 3},
                                         {1, 2, 3, kInfinity},
                                         {-kInfinity, -kInfinity, -kInfinity, -kInfinity},
                                         {-kInfinity, 5, -kInfinity, 5},
                                         {kInfinity, -kInfinity, kNan, 0},
                                         {0.0f, -0.0f, -1, -2},
                                         {-0.0f, 0.0f, -1, -2},
                                         {-1, -0.0f, -0.0f, 0.0f},
                                         {kLargest, -kLargest, 0, 1},
                                         {-kLargest, -kLargest, kDenormal, -kDenormal},
                                         {-87.3f, 0, -87.30001f, -87.29999f},
                                         {-88, -87.4f, 0, -200},
                                         {kDenormal, -kDenormal, 0.0f, -0.0f}};
    for (const KernelSet* set : kernel_sets())
        for (const Index length : {4, 16, 37})
            for (int open = 1; open < 16; ++open) {
                Matrix scores(static_cast<Index>(rows.size()), length);
                Mask allowed(scores.rows(), length);
                for (Index i = 0; i < scores.rows(); ++i)
                    for (Index j = 0; j < length; ++j) {
                        scores(i, j) = rows[static_cast<std::size_t>(i)][static_cast<std::size_t>(j % 4)];
                        allowed(i, j) = (open >> (j % 4)) % 2 == 1;
                    }
                CAPTURE(set->key, length, open);
                const Softmax plain = softmax(scores, allowed), wide = softmax(*set, scores, allowed);
                CHECK(agree(wide.row_max, plain.row_max));
                CHECK(agree(wide.exps, plain.exps));
                CHECK(agree(wide.row_sum, plain.row_sum));
                CHECK(agree(wide.weights, plain.weights));
            }
}

TEST_CASE("weighted sums have the bits of the plain loops, and masked values never leak") {
    for (const KernelSet* set : kernel_sets())
        for (Index n = 1; n <= 20; n += 3)
            for (Index m = 1; m <= 20; ++m)
                for (Index p = 1; p <= 20; ++p) {
                    const auto seed = static_cast<std::uint64_t>((n * 32 + m) * 32 + p);
                    const Matrix weights = random_matrix(seed, n, m);
                    const Matrix values = m % 2 == 0 ? random_matrix(seed + 1, m, p) : odd_matrix(seed + 1, m, p);
                    const Mask allowed = random_mask(seed, n, m);
                    if (agree(weighted_sum(*set, weights, values, allowed), weighted_sum(weights, values, allowed)))
                        continue;
                    CAPTURE(set->key, n, m, p);
                    FAIL_CHECK("other bits");
                }
}

TEST_CASE("wide exp has the bits of exp on every 64th float, and within one ulp of the borders") {
    // All floats in the order of their bits, in blocks; where exp is not simply 0, infinity or NaN every 64th, else
    // every 4096th.
    constexpr std::size_t block = 4096;
    std::vector<float> x, plain(block), wide(block);
    int wrong = 0;
    const auto compare = [&] {
        for (std::size_t i = 0; i < x.size(); ++i) plain[i] = attn::exp(x[i]);
        for (const KernelSet* set : kernel_sets()) {
            set->exp(x.data(), static_cast<Size>(x.size()), wide.data());
            for (std::size_t i = 0; i < x.size(); ++i) wrong += !agree(wide[i], plain[i]);
        }
        x.clear();
    };
    const auto add = [&](float value) {
        x.push_back(value);
        if (x.size() == block) compare();
    };
    std::size_t count = 0;
    const std::uint32_t border = std::bit_cast<std::uint32_t>(89.0f), all = 0x80000000u;
    for (std::uint32_t magnitude = 0; magnitude < all; magnitude += magnitude < border ? 64 : 4096, ++count) {
        add(std::bit_cast<float>(magnitude));
        add(std::bit_cast<float>(magnitude | all));
    }
    for (const float value : {-87.3f, 88.72283f, 0.0f, -0.0f, kInfinity, -kInfinity, kLargest, -kLargest})
        for (const float near : {std::nextafter(value, -kInfinity), value, std::nextafter(value, kInfinity)}) add(near);
    for (std::uint32_t payload = 1; payload < 0x400000u; payload = payload * 3 + 1)
        for (const std::uint32_t nan : {0x7F800000u, 0x7FC00000u, 0xFF800000u, 0xFFC00000u})
            add(std::bit_cast<float>(nan | payload));
    compare();
    CHECK(wrong == 0);
    CHECK(count > 17'000'000u);
}
