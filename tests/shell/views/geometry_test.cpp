// Queries and keys as arrows where a head has two numbers: true lengths, true angles, and nothing where it has more.
#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <array>

#include "shell/layout/arrows.h"
#include "shell/program/control.h"
#include "shell/views/geometry.h"
#include "tests/shell/fixture.h"
#include "tests/shell/recorded.h"

using namespace attn;
using attn_test::Headless;

namespace {

bool says(Headless& screen, const std::string& settings, std::string_view words, float w = 1280, float h = 800) {
    Program p = started(settings);
    std::string all;
    for (const attn_test::Drawn& d : attn_test::drawn(screen, p, w, h)) all += d.words + " ";
    return all.find(words) != std::string::npos;
}

} // namespace

TEST_CASE("the plane keeps lengths and angles, and everything lies inside") {
    const std::array<Vec2, 3> points{{{2, 0.9f}, {2.2f, 0.2f}, {-1, -3}}};
    const Rect area{10, 20, 200, 100};
    const Plane plane = plane_of(area, points);
    for (const Vec2& v : points) {
        const Vec2 at = plane.at(v), zero = plane.at({});
        CHECK(area.inset(-0.5f).contains(at.x, at.y));
        CHECK(length_of({at.x - zero.x, at.y - zero.y}) == Catch::Approx(plane.scale * length_of(v)));
    }
    CHECK(plane.at({0, 1}).y < plane.at({0, 0}).y); // up is up
    CHECK(degrees_between({1, 0}, {0, 2}) == Catch::Approx(90));
    CHECK(degrees_between({1, 1}, {-1, -1}) == Catch::Approx(180));
    CHECK(degrees_between({0, 0}, {1, 1}) == 0);
}

TEST_CASE("scores have arrows with lengths and angle exactly where d_k = 2, and the weighted sum where d_v = 2") {
    Headless screen;
    CHECK(says(screen, "preset=animal&stage=scores&row=9&col=2", "19.0°"));
    CHECK(says(screen, "preset=animal&stage=scores", "19.0°")); // of the word that asks, while nothing is selected
    CHECK(says(screen, "preset=animal&stage=weighted-sum&row=9&col=1", "one behind the other"));
    CHECK(says(screen, "preset=animal&stage=scores&row=1&col=1", "points nowhere"));
    CHECK_FALSE(says(screen, "stage=scores&row=2&col=2", "°:"));
    CHECK(says(screen, "preset=animal&stage=scores&row=9&col=2", "19.0°", 390, 700));
    const Program two = started("preset=animal"), four = started("");
    CHECK(has_geometry(two.now.run.trace, Tensor::scores));
    CHECK_FALSE(has_geometry(four.now.run.trace, Tensor::scores));
    CHECK_FALSE(has_geometry(two.now.run.trace, Tensor::weights));
}

TEST_CASE("lengths times cosine are the score that is shown") {
    const Program p = started("preset=animal");
    const Trace& t = p.now.run.trace;
    for (int i = 0; i < t.queries(); ++i)
        for (int j = 0; j < t.keys(); ++j) {
            const Vec2 q{t.head(0).q(i, 0), t.head(0).q(i, 1)}, k{t.head(0).k(j, 0), t.head(0).k(j, 1)};
            const float angle = degrees_between(q, k) * 3.14159265f / 180;
            CHECK(length_of(q) * length_of(k) * std::cos(angle) == Catch::Approx(t.head(0).scores(i, j)).margin(1e-5));
        }
}
