// Loss and optimiser, by hand and against their definitions.
#include <catch2/catch_test_macros.hpp>

#include <cmath>
#include <limits>

#include "engine/train/adam.h"
#include "engine/train/loss.h"
#include "tests/engine/cases.h"

using namespace attn;

TEST_CASE("cross-entropy counts the targets that are asked for") {
    MatrixOf<double> logits(4, 3), d(1, 1);
    logits << 1, 2, 3, 0, 0, 0, 5, -1, 2, 1000, 0, -1000;
    const std::vector<int> targets{2, 1, kIgnored, 0};
    const Loss loss = cross_entropy(logits, targets, d);
    const double first = std::log(std::exp(1.0) + std::exp(2.0) + std::exp(3.0)) - 3, second = std::log(3.0);
    CHECK(loss.counted == 3);
    CHECK(std::fabs(loss.mean - (first + second) / 3) < 1e-13);
    CHECK(loss.right == 2); // of three equal logits the first is taken, and 1 was asked for
    CHECK(loss.accuracy() == 2.0 / 3.0);
    CHECK(d.row(2).isZero(0));
    CHECK(std::fabs(d(0, 0) - std::exp(1.0 - 3 - first) / 3) < 1e-13);
    CHECK(std::fabs(d(1, 1) - (1.0 / 3 - 1) / 3) < 1e-15);
    CHECK(d.row(3).isZero(0));
    for (Index i = 0; i < 4; ++i) CHECK(std::fabs(d.row(i).sum()) < 1e-15);
    CHECK(cross_entropy(logits, targets).mean == loss.mean);
    const Loss none = cross_entropy(logits, std::vector<int>(4, kIgnored), d);
    CHECK((none.mean == 0 && none.counted == 0 && none.accuracy() == 0 && d.isZero(0)));
}

TEST_CASE("Adam takes the steps that its authors wrote down") {
    const ModelShape shape{.vocabulary = 3, .context = 2, .width = 2, .layers = 1, .heads = 1};
    for (const bool clips : {false, true}) {
        CAPTURE(clips);
        ParametersOf<double> p = seeded_parameters<double>(shape, 1, 1), d = seeded_parameters<double>(shape, 2, 1);
        AdamOf<double> adam = adam_of<double>(shape);
        double length = 0;
        for (const auto& g : parameters_of(shape, d)) length += g.numbers->squaredNorm();
        length = std::sqrt(length);
        const AdamSettings settings{
            .rate = 0.01, .beta1 = 0.9, .beta2 = 0.99, .decay = 0.1, .clip = clips ? 0.9 * length : 1.1 * length};
        const double factor = clips ? 0.9 : 1;
        double embedding = p.wte(1, 1), weight = p.lm_head(1, 1), m = 0, v = 0, m_w = 0, v_w = 0;
        for (int t = 1; t <= 4; ++t) {
            CHECK(std::fabs(adam_step(shape, settings, d, p, adam) - length) < 1e-12);
            const auto step = [&](double& number, double& mean, double& square, double g, double decay) {
                mean = 0.9 * mean + 0.1 * g, square = 0.99 * square + 0.01 * g * g;
                number -= 0.01 * decay * number;
                number -= 0.01 * (mean / (1 - std::pow(0.9, t))) / (std::sqrt(square / (1 - std::pow(0.99, t))) + 1e-8);
            };
            step(embedding, m, v, d.wte(1, 1) * factor, 0);
            step(weight, m_w, v_w, d.lm_head(1, 1) * factor, 0.1);
            CHECK(std::fabs(p.wte(1, 1) - embedding) < 1e-12);
            CHECK(std::fabs(p.lm_head(1, 1) - weight) < 1e-12);
        }
        CHECK(adam.steps == 4);
    }
}
