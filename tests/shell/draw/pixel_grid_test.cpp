// Matrices whose cells are too small to be drawn one by one: what each pixel shows, and that it is said exactly.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <cmath>
#include <set>

#include "shell/draw/pixel_grid.h"
#include "shell/program/control.h"
#include "shell/scene/matrix_texture.h"
#include "tests/shell/fixture.h"

using namespace attn;
using namespace attn_test;

namespace {

std::string long_text(int words) {
    std::string text;
    for (int i = 0; i < words; ++i) text += "w" + std::to_string(i * i % 41) + "+";
    return "text=" + text;
}

} // namespace

// Some rows at a time, as a picture that takes several frames is made.
PixelGrid gathered(const Matrix& m, const Mask* open, const Matrix* keep, int first_col, bool transposed,
                   const Axis1& across, const Axis1& down) {
    PixelGrid dots = empty_pixel_grid(across, down);
    for (Index first = 0; first < m.rows(); first += 3) {
        const Index rows = std::min<Index>(3, m.rows() - first);
        const Matrix part = m.middleRows(first, rows), kept = keep ? Matrix(keep->middleRows(first, rows)) : Matrix();
        gather(dots, {part, keep ? &kept : nullptr, first}, open, first_col, transposed, across, down);
    }
    return dots;
}

TEST_CASE("every cell belongs to exactly one dot, and where cells are larger than pixels to those it covers") {
    const float pitch = GENERATE(0.13f, 0.5f, 0.61f, 0.99f, 1.0f, 1.7f, 5.3f), origin = GENERATE(0.0f, 3.4f, -20.7f);
    const int cells = 100, end = static_cast<int>(origin + pitch * 100) + 2;
    const Axis1 axis = axis_of(origin, pitch, cells, static_cast<int>(std::floor(origin)) - 1, end);
    int next = 0;
    for (std::size_t d = 0; d < axis.first.size(); ++d) {
        CHECK(axis.first[d] == next);
        CHECK(axis.last[d] > axis.first[d]);
        next = axis.last[d];
    }
    CHECK(next == cells);
    int before = -1;
    for (std::size_t p = 0; p < axis.dot.size(); ++p) {
        const int dot = axis.dot[p];
        if (dot < 0) continue;
        CHECK((dot == before || dot == before + 1));
        before = dot;
        if (pitch < 1) continue;
        const double middle = std::floor(double{origin}) - 0.5 + static_cast<double>(p);
        CHECK(axis.first[static_cast<std::size_t>(dot)] == static_cast<int>((middle - double{origin}) / double{pitch}));
    }
}

TEST_CASE("a dot shows the largest of its cells and is masked only if all of them are") {
    const bool transposed = GENERATE(false, true);
    Matrix m = Matrix::Zero(40, 60);
    for (int i = 0; i < 40; ++i)
        for (int j = 0; j < 60; ++j) m(i, j) = static_cast<float>((i * 37 + j * 61) % 101 - 50) / 100;
    m(17, 5) = -9; // one among many
    Mask open(40, 60);
    for (int i = 0; i < 40; ++i)
        for (int j = 0; j < 60; ++j) open(i, j) = j <= i + 10;
    const Axis1 rows = axis_of(0.3f, 0.4f, 40, 0, 17), cols = axis_of(0, 0.7f, 60, 0, 42);
    const Axis1 &across = transposed ? rows : cols, &down = transposed ? cols : rows;
    const PixelGrid dots = gathered(m, &open, nullptr, 0, transposed, across, down);
    for (std::size_t y = 0; y < down.first.size(); ++y)
        for (std::size_t x = 0; x < across.first.size(); ++x) {
            const std::size_t r = transposed ? x : y, c = transposed ? y : x;
            float most = 0;
            bool any = false;
            for (int i = rows.first[r]; i < rows.last[r]; ++i)
                for (int j = cols.first[c]; j < cols.last[c]; ++j)
                    if (open(i, j)) {
                        if (!any || std::fabs(m(i, j)) > std::fabs(most)) most = m(i, j);
                        any = true;
                    }
            const std::size_t at = y * across.first.size() + x;
            CHECK((dots.kinds[at] == PixelKind::number) == any);
            if (any) CHECK(dots.numbers[at] == most);
        }
}

TEST_CASE("dots have the colours of the cells they stand for, before, during and after a change") {
    Matrix now(2, 3), old(2, 3);
    now << 0.1f, 0.9f, 0, 0.5f, 0.2f, 1;
    old << -4, 2, 3, 1, 0, -2;
    Mask open = Mask::Constant(2, 3, true);
    open(0, 2) = false;
    const Axis1 across = axis_of(0, 2, 3, 0, 6), down = axis_of(0, 2, 2, 0, 4);
    const Theme& t = theme(Appearance::light);
    PixelColors colors;
    const PixelGrid dots = gathered(now, &open, nullptr, 0, false, across, down),
                    before = gathered(old, nullptr, nullptr, 0, false, across, down);
    const std::vector<float> none(6, 0), whole(6, 1);
    PixelPaint paint{.theme = &t,
                     .range = Range::zero_to_one,
                     .range_before = Range::about_zero,
                     .largest = 1,
                     .largest_before = 4,
                     .shares = whole};
    paint.stripes = 1000; // none here
    paint.phase = 500;
    std::vector<std::uint32_t> pixels(6 * 4);
    const auto near = [](std::uint32_t a, std::uint32_t b) {
        for (int shift = 0; shift < 32; shift += 8)
            if (std::abs(static_cast<int>(a >> shift & 255) - static_cast<int>(b >> shift & 255)) > 2) return false;
        return true;
    };
    const auto check = [&](const Matrix& m, Range range, float most, const Mask* mask) {
        paint_pixels(colors, paint, dots, before, across, down, pixels.data(), 6);
        for (int y = 0; y < 4; ++y)
            for (int x = 0; x < 6; ++x) {
                const bool hidden = mask && !(*mask)(y / 2, x / 2);
                const Color expected = hidden ? t.masked : cell_color(t, range, m(y / 2, x / 2), most);
                CHECK(near(pixels[static_cast<std::size_t>(y * 6 + x)], packed(expected)));
            }
    };
    check(now, Range::zero_to_one, 1, &open);
    paint.turning = paint.hatching = true;
    paint.shares = none;
    check(old, Range::about_zero, 4, nullptr);
    paint.shares = whole;
    check(now, Range::zero_to_one, 1, &open);
    // Not computed yet is a place of its own.
    paint.turning = false;
    paint.shares = none;
    paint_pixels(colors, paint, dots, before, across, down, pixels.data(), 6);
    CHECK(pixels[0] == packed(mix(t.paper, t.line, 0.4f)));
}

namespace {

// Until everything has been gathered.
void settle(Headless& screen, Program& p) {
    screen.frame(p);
    for (int i = 0; i < 500 && screen.cache.budget.put_off; ++i) screen.frame(p);
    CHECK_FALSE(screen.cache.budget.put_off);
}

} // namespace

TEST_CASE("with 1,024 tokens the grid is one picture, is pointed at exactly, and is made once") {
    Headless screen(1280, 800);
    Program p = started(long_text(1100) + "&heads=8&stage=softmax&time=1");
    REQUIRE(p.now.run.trace.queries() == 1024);
    settle(screen, p);
    const auto is_one = [](const ImTextureData* t) { return t->UseColors; };
    const auto& textures = ImGui::GetPlatformIO().Textures;
    CHECK(std::count_if(textures.begin(), textures.end(), is_one) >= 9); // the grid and eight heads
    CHECK(ImGui::GetDrawData()->TotalVtxCount < 30000);
    // Nothing is made again while nothing changes.
    ImGui::NewFrame();
    figure_ui(p, screen.faces, screen.cache, screen.area);
    ImGui::Render();
    for (const ImTextureData* t : textures) CHECK(t->Status == ImTextureStatus_OK);
    // The cell under the pointer is the one whose place it is.
    const Layout l = figure_layout(p, screen.faces, screen.area);
    for (const auto& [row, col] : {std::pair{0, 0}, {1023, 1023}, {500, 20}, {777, 776}}) {
        const auto place = cell_place(l, {Tensor::weights, 0, row, col});
        REQUIRE(place);
        // The pointer is on whole pixels, which are larger than cells here.
        const float x = std::ceil(place->x), y = std::ceil(place->y);
        const auto there = cell_at(l, x, y);
        screen.point(x, y);
        screen.frame(p);
        screen.frame(p);
        if (!there) continue;
        REQUIRE(p.hover);
        CHECK(p.hover->row == there->row);
        CHECK(p.hover->col == there->col);
        CHECK(std::abs(p.hover->row - row) <= 2);
        CHECK(std::abs(p.hover->col - col) <= 2);
    }
    // Another stage takes the same textures.
    const auto count = textures.size();
    for (const char* stage : {"stage=scores", "stage=mask", "stage=scale", "stage=softmax&time=0.4"}) {
        set(p, stage);
        settle(screen, p);
    }
    for (int i = 0; i < 610; ++i) screen.frame(p); // until those that are not shown any more have gone
    CHECK(textures.size() <= count + 4);
}

TEST_CASE("thumbnails that are gathered some rows at a time show what whole heads show") {
    const char* stage = GENERATE("stage=softmax&time=1", "stage=softmax&time=0.6", "stage=dropout&time=1&dropout=0.4");
    // The pixels of the textures of eight heads, in an order of their own.
    const auto pixels = [&](bool whole) {
        Headless screen(1280, 800);
        Program p = started(long_text(700) + "&heads=8&motion=full&" + stage);
        if (whole)
            for (int h = 0; h < 8; ++h) p.now.run.trace.head(h);
        screen.frame(p);
        if (!whole) CHECK(screen.cache.budget.put_off);
        settle(screen, p);
        screen.frame(p);
        std::multiset<std::vector<unsigned char>> out;
        for (const ImTextureData* t : ImGui::GetPlatformIO().Textures)
            if (t->UseColors && t->Width == 64 && t->Height == 64) out.emplace(t->Pixels, t->Pixels + 64 * 64 * 4);
        return out;
    };
    const auto parts = pixels(false);
    CHECK(parts.size() == 8);
    const bool same = parts == pixels(true);
    CHECK(same);
}

TEST_CASE("of a long text no head is computed again while only the time goes on") {
    Headless screen(1280, 800);
    Program p = started(long_text(1024) + "&heads=8&stage=mask&time=0.3&motion=full");
    settle(screen, p);
    const Trace& trace = p.now.run.trace;
    const auto kept = [&] {
        int count = 0;
        for (int h = 0; h < trace.heads; ++h) count += trace.by_head.is_kept(h);
        return count;
    };
    const int before = kept();
    REQUIRE(before < 8);
    for (const double time : {0.4, 0.5, 0.7}) {
        p.state.time = time;
        screen.frame(p);
        CHECK_FALSE(screen.cache.budget.put_off);
        CHECK(kept() == before);
    }
    // Neither for the blocks of Q, K and V, which take no pass over all pairs.
    set(p, "stage=split&time=0.5");
    screen.frame(p);
    CHECK(kept() == before);
}

TEST_CASE("seen from near, only the cells in view are drawn, with their digits") {
    Headless screen(1280, 800);
    Program p = started(long_text(1024) + "&stage=scores&time=1&zoom=64&at-x=0.5&at-y=0.6");
    screen.frame(p);
    screen.frame(p);
    CHECK(ImGui::GetDrawData()->TotalVtxCount < 60000);
    CHECK(ImGui::GetDrawData()->TotalVtxCount > 1000);
}
