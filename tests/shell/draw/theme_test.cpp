// The palettes by measure: everything that is read reaches 4.5 to 1, every mark 3 to 1, and the colours of numbers
// keep their order for colour-blind viewers.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <array>
#include <cmath>

#include "shell/draw/theme.h"
#include "shell/program/control.h"
#include "shell/program/program.h"

using namespace attn;

namespace {

const Theme& every_theme() {
    const int which = GENERATE(0, 1, 2, 3);
    CAPTURE(which);
    return theme(static_cast<Appearance>(which));
}

// What is seen of a colour with transparency.
Color over(const Color& ground, const Color& c, float alpha) { return mix(ground, {c.r, c.g, c.b, 1}, alpha); }

constexpr int kSteps = 200;
Color step_color(const Theme& t, Range range, int i) {
    const float at = static_cast<float>(i) / kSteps;
    return cell_color(t, range, range == Range::zero_to_one ? at : at * 2 - 1, 1);
}

using Triple = std::array<double, 3>;

Triple linear(const Color& c) {
    const auto one = [](float v) {
        return v <= 0.04045f ? static_cast<double>(v) / 12.92 : std::pow((static_cast<double>(v) + 0.055) / 1.055, 2.4);
    };
    return {one(c.r), one(c.g), one(c.b)};
}

// Machado, Oliveira and Fernandes, "A Physiologically-based Model for Simulation of Color Vision Deficiency" (2009),
// severity 1.0; they act on linear RGB.
enum Sight { typical, protan, deutan, tritan };
constexpr double kSimulation[4][3][3] = {
    {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
    {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}},
    {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}},
    {{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}},
};

Triple simulated(const Color& c, Sight sight) {
    const Triple in = linear(c);
    Triple out{};
    for (std::size_t i = 0; i < 3; ++i) {
        for (std::size_t j = 0; j < 3; ++j) out[i] += kSimulation[sight][i][j] * in[j];
        out[i] = std::min(std::max(out[i], 0.0), 1.0);
    }
    return out;
}

// CIELAB under D65, so that distances are about what an eye tells apart: 2.3 is just noticeable.
Triple experiment(const Triple& rgb) {
    const double x = (0.4124564 * rgb[0] + 0.3575761 * rgb[1] + 0.1804375 * rgb[2]) / 0.95047;
    const double y = 0.2126729 * rgb[0] + 0.7151522 * rgb[1] + 0.0721750 * rgb[2];
    const double z = (0.0193339 * rgb[0] + 0.1191920 * rgb[1] + 0.9503041 * rgb[2]) / 1.08883;
    const auto f = [](double t) { return t > 216.0 / 24389 ? std::cbrt(t) : (24389.0 / 27 * t + 16) / 116; };
    return {116 * f(y) - 16, 500 * (f(x) - f(y)), 200 * (f(y) - f(z))};
}

double distance(const Color& a, const Color& b, Sight sight) {
    const Triple p = experiment(simulated(a, sight)), q = experiment(simulated(b, sight));
    return std::hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]);
}

} // namespace

TEST_CASE("text reads at 4.5 to 1 in every theme") {
    const Theme& t = every_theme();
    for (const Color& ground : {t.paper, t.raised})
        for (const Color& c : {t.ink, t.muted, t.accent, t.query, t.key, t.value, t.weight, t.wrong})
            CHECK(contrast(c, ground) >= 4.5f);
    for (const Color& c : {t.ink, t.muted}) CHECK(contrast(c, t.tint) >= 4.5f); // a button under the pointer
    for (const Color& c : {t.ink, t.query, t.key, t.value}) CHECK(contrast(stood_back(t, c), t.paper) >= 4.5f);
    CHECK(contrast(t.muted, t.masked) >= 4.5f); // minus infinity under the hatch
}

TEST_CASE("digits read at 4.5 to 1 on every colour of every scale, in matrices that stand by, too") {
    const Theme& t = every_theme();
    for (const Range range : {Range::about_zero, Range::zero_to_one})
        for (int i = 0; i <= kSteps; ++i) {
            const Color ground = step_color(t, range, i), dim = over(t.paper, ground, kDimCell);
            CAPTURE(static_cast<int>(range), i);
            CHECK(contrast(digit_ink(ground), ground) >= 4.5f);
            CHECK(contrast(over(dim, digit_ink(dim), kDimDigits), dim) >= 4.5f);
        }
}

TEST_CASE("marks stand out at 3 to 1 in every theme") {
    const Theme& t = every_theme();
    for (const Color& c : {t.faint, t.accent, t.ink, t.muted, t.query, t.key, t.value})
        CHECK(contrast(c, t.paper) >= 3.0f);
    for (const Color& c : t.heads) CHECK(contrast(c, t.paper) >= 3.0f);
    for (const Color& c : {t.query, t.key, t.value}) CHECK(contrast(over(t.paper, c, kDimEdge), t.paper) >= 3.0f);
    CHECK(contrast(t.hatch, t.masked) >= 3.0f);
}

TEST_CASE("high contrast is black on white or white on black, at 7 to 1") {
    const Theme &white = theme(Appearance::black_on_white), &black = theme(Appearance::white_on_black);
    CHECK(contrast(white.ink, white.paper) > 20.99f);
    CHECK(contrast(black.ink, black.paper) > 20.99f);
    for (const Theme* t : {&white, &black})
        for (const Color& c : {t->ink, t->muted, t->accent, t->query, t->key, t->value, t->weight, t->wrong})
            CHECK(contrast(c, t->paper) >= 7.0f);
}

TEST_CASE("more attention is farther from the paper, step by step, for every kind of sight") {
    const Theme& t = every_theme();
    for (const Sight sight : {typical, protan, deutan, tritan})
        for (int i = 0; i < kSteps; i += 4) {
            const double a = experiment(simulated(step_color(t, Range::zero_to_one, i), sight))[0],
                         b = experiment(simulated(step_color(t, Range::zero_to_one, i + 4), sight))[0];
            CAPTURE(static_cast<int>(sight), i);
            CHECK((luminance(t.paper) > 0.5f ? b < a : b > a));
        }
    // Nothing is nearly the paper, all of it is as far as it gets.
    CHECK(distance(step_color(t, Range::zero_to_one, 0), t.paper, typical) < 30);
    CHECK(contrast(step_color(t, Range::zero_to_one, kSteps), t.paper) > 10);
}

TEST_CASE("signs are told apart and sizes ordered, for every kind of sight") {
    const Theme& t = every_theme();
    for (const Sight sight : {typical, protan, deutan, tritan}) {
        double last_minus = 0, last_plus = 0;
        for (int i = 5; i <= 100; i += 5) {
            const float size = static_cast<float>(i) / 100;
            const Color minus = cell_color(t, Range::about_zero, -size, 1),
                        plus = cell_color(t, Range::about_zero, size, 1);
            CAPTURE(static_cast<int>(sight), i);
            // Lightness alone keeps the order.
            const double zero = experiment(simulated(t.zero, sight))[0];
            const double from_zero_minus = std::fabs(experiment(simulated(minus, sight))[0] - zero),
                         from_zero_plus = std::fabs(experiment(simulated(plus, sight))[0] - zero);
            CHECK(from_zero_minus > last_minus);
            CHECK(from_zero_plus > last_plus);
            last_minus = from_zero_minus, last_plus = from_zero_plus;
            if (i >= 20) CHECK(distance(minus, plus, sight) > 10);
        }
    }
}

TEST_CASE("queries, keys, values and heads are told apart for every kind of sight") {
    const Theme& t = every_theme();
    for (const Sight sight : {typical, protan, deutan, tritan}) {
        CAPTURE(static_cast<int>(sight));
        CHECK(distance(t.query, t.key, sight) > 20);
        CHECK(distance(t.key, t.value, sight) > 10);
        CHECK(distance(t.query, t.value, sight) > 10);
        for (std::size_t i = 0; i < 8; ++i)
            for (std::size_t j = i + 1; j < 8; ++j) {
                CAPTURE(i, j);
                CHECK(distance(t.heads[i], t.heads[j], sight) > 4.5);
            }
    }
}

TEST_CASE("the theme follows the choice, and the system where there is none") {
    const auto shown = [](std::string_view settings, Environment e) { return appearance(started(settings, e)); };
    CHECK(shown("", {}) == Appearance::light);
    CHECK(shown("", {.dark = true}) == Appearance::dark);
    CHECK(shown("", {.contrast = true}) == Appearance::black_on_white);
    CHECK(shown("", {.dark = true, .contrast = true}) == Appearance::white_on_black);
    CHECK(shown("theme=contrast", {}) == Appearance::black_on_white);
    CHECK(shown("theme=contrast", {.dark = true}) == Appearance::white_on_black);
    CHECK(shown("theme=light", {.dark = true, .contrast = true}) == Appearance::light);
    CHECK(shown("theme=dark", {}) == Appearance::dark);
}
