// The seeded numbers: PCG32 as its author prints it, and what is built from it.
#include <catch2/catch_test_macros.hpp>

#include <cmath>
#include <set>

#include "engine/math/random.h"
#include "tests/engine/cases.h"

using namespace attn;

TEST_CASE("PCG32 gives the numbers of its author's demo") {
    // pcg32-demo of https://www.pcg-random.org, seed 42 and stream 54, round 1: 32-bit numbers.
    Pcg32 random(42, 54);
    for (const std::uint32_t wanted : {0xa15c02b7u, 0x7b47f409u, 0xba1d3330u, 0x83d2f293u, 0xbfa4784bu, 0xcbed606eu})
        CHECK(random.next() == wanted);
}

TEST_CASE("uniform numbers are multiples of 2^-24 in [0, 1) and evenly spread") {
    Pcg32 random(1, 2);
    constexpr int count = 100000;
    int wrong = 0, bucket[10] = {};
    for (int i = 0; i < count; ++i) {
        const float u = uniform(random);
        wrong += !(u >= 0.0f && u < 1.0f) || u * 0x1p24f != std::floor(u * 0x1p24f);
        ++bucket[static_cast<int>(u * 10.0f)];
    }
    CHECK(wrong == 0);
    for (const int hits : bucket) CHECK(std::abs(hits - count / 10) < 500); // five standard deviations
}

TEST_CASE("normal numbers have the moments and the tails of the normal distribution") {
    Pcg32 random(3, 4);
    constexpr int count = 200000;
    double sum = 0, squares = 0, cubes = 0, fourths = 0;
    int beyond_one = 0, beyond_two = 0, beyond_three = 0;
    for (int i = 0; i < count; ++i) {
        const double z = normal(random);
        sum += z, squares += z * z, cubes += z * z * z, fourths += z * z * z * z;
        beyond_one += std::fabs(z) > 1.0, beyond_two += std::fabs(z) > 2.0, beyond_three += std::fabs(z) > 3.0;
    }
    CHECK(std::fabs(sum / count) < 0.01);
    CHECK(std::fabs(squares / count - 1.0) < 0.015);
    CHECK(std::fabs(cubes / count) < 0.04);
    CHECK(std::fabs(fourths / count - 3.0) < 0.11);
    CHECK(std::fabs(beyond_one / static_cast<double>(count) - 0.3173) < 0.005);
    CHECK(std::fabs(beyond_two / static_cast<double>(count) - 0.0455) < 0.0025);
    CHECK(std::fabs(beyond_three / static_cast<double>(count) - 0.0027) < 0.0006);
}

TEST_CASE("a normal matrix has numbers with as many decimals as it says, and no negative zero") {
    Pcg32 random(5, 6);
    const Matrix m = normal_matrix(random, 100, 50, 0.5, 2);
    int wrong = 0;
    double squares = 0;
    for (Index i = 0; i < m.rows(); ++i)
        for (Index j = 0; j < m.cols(); ++j) {
            const double hundredths = std::round(m(i, j) * 100.0);
            wrong += m(i, j) != static_cast<float>(hundredths / 100.0) || (m(i, j) == 0.0f && std::signbit(m(i, j)));
            squares += static_cast<double>(m(i, j)) * m(i, j);
        }
    CHECK(wrong == 0);
    CHECK(std::fabs(std::sqrt(squares / static_cast<double>(m.size())) - 0.5) < 0.025);
}

TEST_CASE("the hash is FNV-1a") {
    // Reference values of draft-eastlake-fnv.
    CHECK(hash("") == 0xcbf29ce484222325ull);
    CHECK(hash("a") == 0xaf63dc4c8601ec8cull);
    CHECK(hash("foobar") == 0x85944171f73967e8ull);
    CHECK(hash("é") != hash("e"));
}

TEST_CASE("projections differ from each other and with the seed, and keep lengths") {
    const Projections a = seeded_projections(32, 1), again = seeded_projections(32, 1), b = seeded_projections(32, 2);
    CHECK(same_bits(a.w_q, again.w_q));
    CHECK_FALSE(same_bits(a.w_q, b.w_q));
    CHECK_FALSE(same_bits(a.w_q, a.w_k));
    CHECK_FALSE(same_bits(a.w_k, a.w_v));
    CHECK_FALSE(same_bits(a.w_v, a.w_o));
    for (const Matrix* w : {&a.w_q, &a.w_k, &a.w_v, &a.w_o})
        CHECK(std::fabs(w->norm() / std::sqrt(32.0f) - 1.0f) < 0.1f);
}
