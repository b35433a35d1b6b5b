// The experiment behind the square root of d_k, against an oracle in double precision with the C library's functions.
#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <cmath>
#include <numeric>

#include "engine/analysis/scaling.h"

using namespace attn;
using Catch::Approx;

namespace {

// Everything again, from the drawn numbers alone.
struct Recomputed {
    double deviation = 0, entropy = 0, largest = 0, gradient = 0;
};
Recomputed recomputed(const ExperimentSamples& samples, int d_k, double factor) {
    std::vector<std::vector<double>> s(kExperimentRows, std::vector<double>(kExperimentRows));
    double sum = 0, squares = 0;
    for (int i = 0; i < kExperimentRows; ++i)
        for (int j = 0; j < kExperimentRows; ++j) {
            for (int c = 0; c < d_k; ++c) s[i][j] += static_cast<double>(samples.q(i, c)) * samples.k(j, c);
            s[i][j] *= factor;
            sum += s[i][j], squares += s[i][j] * s[i][j];
        }
    const double count = kExperimentRows * kExperimentRows, mean = sum / count;
    Recomputed out{.deviation = std::sqrt(squares / count - mean * mean)};
    for (int i = 0; i < kExperimentRows; ++i) {
        double most = -1e300, total = 0;
        const auto score = [&](int j) { return s[i][(i * kExperimentKeys + j) % kExperimentRows]; };
        for (int j = 0; j < kExperimentKeys; ++j) most = std::max(most, score(j));
        for (int j = 0; j < kExperimentKeys; ++j) total += std::exp(score(j) - most);
        out.largest += 1 / total / kExperimentRows;
        for (int j = 0; j < kExperimentKeys; ++j) {
            const double p = std::exp(score(j) - most) / total;
            if (p > 0) out.entropy -= p * std::log(p) / kExperimentRows;
            out.gradient += p * (1 - p) / (kExperimentRows * kExperimentKeys);
        }
    }
    return out;
}

void check(const ExperimentSide& side, const Recomputed& wanted) {
    CHECK(side.deviation == Approx(wanted.deviation).epsilon(1e-4));
    CHECK(side.entropy == Approx(wanted.entropy).margin(1e-4));
    CHECK(side.largest == Approx(wanted.largest).margin(1e-4));
    CHECK(side.gradient == Approx(wanted.gradient).margin(1e-4));
}

} // namespace

TEST_CASE("the experiment measures what an oracle measures") {
    const int d_k = GENERATE(1, 7, 64, 512);
    const ExperimentSamples samples = experiment_samples(3);
    const ExperimentPoint point = experiment_point(experiment_scores(samples, d_k), d_k);
    CHECK(point.d_k == d_k);
    check(point.raw, recomputed(samples, d_k, 1));
    check(point.divided, recomputed(samples, d_k, 1 / std::sqrt(d_k)));
}

TEST_CASE("the curve has the same points as the single measurements") {
    const ExperimentSamples samples = experiment_samples(1);
    const std::vector<ExperimentPoint> curve = experiment_curve(samples);
    REQUIRE(curve.size() == kExperimentWidths.size());
    for (const std::size_t i : {0u, 5u, 11u, 17u}) {
        const ExperimentPoint point =
            experiment_point(experiment_scores(samples, kExperimentWidths[i]), kExperimentWidths[i]);
        CHECK(curve[i].d_k == kExperimentWidths[i]);
        CHECK(curve[i].raw.deviation == Approx(point.raw.deviation).epsilon(1e-4));
        CHECK(curve[i].divided.entropy == Approx(point.divided.entropy).margin(1e-4));
    }
}

TEST_CASE("scores spread as the square root of d_k; divided they spread as 1, and softmax stays alive") {
    const int seed = GENERATE(0, 1, 2, 999999);
    for (const ExperimentPoint& point : experiment_curve(experiment_samples(seed))) {
        INFO("seed " << seed << ", d_k " << point.d_k);
        // Few different numbers make a narrow head's scores, so chance has more say there.
        const double chance = point.d_k < 8 ? 0.25 : 0.08;
        CHECK(std::fabs(point.raw.deviation / std::sqrt(point.d_k) - 1) < chance);
        CHECK(std::fabs(point.divided.deviation - 1) < chance);
        CHECK(point.divided.largest < 0.5);
        CHECK(point.divided.gradient > 0.08);
        if (point.d_k < 128) continue;
        CHECK(point.raw.largest > 0.85);
        CHECK(point.raw.gradient < 0.02);
        CHECK(point.raw.entropy < 0.3);
    }
}

TEST_CASE("a histogram counts every score once, and those beyond the ends at the ends") {
    Matrix scores(1, 5);
    scores << -100, -0.6f, 0.1f, 0.2f, 100;
    const std::vector<double> shares = experiment_histogram(scores, 1, 1, 4);
    CHECK(shares[0] == Approx(0.4));
    CHECK(shares[1] == 0);
    CHECK(shares[2] == Approx(0.4));
    CHECK(shares[3] == Approx(0.2));
    CHECK(experiment_histogram(scores, 0.001, 1, 4)[2] == Approx(0.6));
    const ExperimentSamples samples = experiment_samples(1);
    const std::vector<double> all = experiment_histogram(experiment_scores(samples, 64), 1, 64, 128);
    CHECK(std::accumulate(all.begin(), all.end(), 0.0) == Approx(1));
}

TEST_CASE("the weights of a row of the experiment add up to 1") {
    const Matrix weights = experiment_weights(experiment_scores(experiment_samples(5), 512), 1);
    for (Index i = 0; i < weights.rows(); ++i) CHECK(weights.row(i).sum() == Approx(1).margin(1e-5));
}
