#include "pixel_grid.h"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace attn {

Axis1 axis_of(float origin, float pitch, int cells, int from, int to) {
    Axis1 out;
    const auto inside = [&](double cell) {
        return static_cast<int>(std::clamp(cell, 0.0, static_cast<double>(cells)));
    };
    const double begin = origin, each = pitch;
    for (int p = from; p < to; ++p) {
        int first = 0, last = 0;
        if (pitch >= 1) {
            const double cell = std::floor((p + 0.5 - begin) / each);
            if (cell >= 0 && cell < cells) first = static_cast<int>(cell), last = first + 1;
        } else {
            // A cell belongs to the pixel that its middle is in.
            first = inside(std::ceil((p - begin) / each - 0.5));
            last = inside(std::ceil((p + 1 - begin) / each - 0.5));
        }
        if (first >= last) {
            out.dot.push_back(-1);
            continue;
        }
        if (out.first.empty() || out.first.back() != first) out.first.push_back(first), out.last.push_back(last);
        out.dot.push_back(static_cast<int>(out.first.size()) - 1);
    }
    return out;
}

PixelGrid empty_pixel_grid(const Axis1& across, const Axis1& down) {
    const std::size_t count = across.first.size() * down.first.size();
    return {std::vector<float>(count, 0.0f), std::vector<PixelKind>(count, PixelKind::masked)};
}

void gather(PixelGrid& out, const Rows& from, const Mask* open, int first_col, bool transposed, const Axis1& across,
            const Axis1& down) {
    const Matrix& m = from.numbers;
    const std::size_t w = across.first.size();
    const auto begin = static_cast<int>(from.first), end = static_cast<int>(from.first + m.rows());
    // Always along the rows of the matrix, which is how it lies in memory.
    const Axis1 &rows = transposed ? across : down, &cols = transposed ? down : across;
    for (std::size_t r = 0; r < rows.first.size(); ++r)
        for (int row = std::max(rows.first[r], begin); row < std::min(rows.last[r], end); ++row) {
            const float* numbers = m.data() + (row - begin) * m.cols() + first_col;
            const bool* opens = open ? open->data() + row * m.cols() + first_col : nullptr;
            const float* keeps = from.keep ? from.keep->data() + (row - begin) * m.cols() + first_col : nullptr;
            for (std::size_t c = 0; c < cols.first.size(); ++c) {
                const std::size_t at = transposed ? c * w + r : r * w + c;
                float max = out.numbers[at];
                PixelKind kind = out.kinds[at];
                // The first number counts, whatever it is; after it only larger ones do.
                if (!opens && !keeps) { // without a branch, because this is most of what is gathered
                    for (int col = cols.first[c]; col < cols.last[c]; ++col) {
                        const float number = numbers[col];
                        const bool takes = (kind != PixelKind::number) | (std::fabs(number) > std::fabs(max));
                        max = takes ? number : max;
                        kind = PixelKind::number;
                    }
                } else
                    for (int col = cols.first[c]; col < cols.last[c]; ++col) {
                        if (opens && !opens[col]) continue;
                        const bool dropped = keeps && keeps[col] == 0;
                        if (dropped && kind == PixelKind::number) continue;
                        if (dropped) kind = PixelKind::dropped;
                        else if (kind != PixelKind::number || std::fabs(numbers[col]) > std::fabs(max))
                            max = numbers[col], kind = PixelKind::number;
                    }
                out.numbers[at] = max;
                out.kinds[at] = kind;
            }
        }
}

namespace {

constexpr int kSteps = std::tuple_size_v<ColorSteps>;

const ColorSteps& colours_of(PixelColors& made, const Theme& theme, Range range) {
    const auto [at, is_new] = made.try_emplace({&theme, range});
    if (is_new)
        for (int i = 0; i < kSteps; ++i) {
            const float share = static_cast<float>(i) / (kSteps - 1);
            at->second[static_cast<std::size_t>(i)] =
                packed(cell_color(theme, range, range == Range::zero_to_one ? share : share * 2 - 1, 1));
        }
    return at->second;
}

std::uint32_t blend(std::uint32_t a, std::uint32_t b, double share) {
    const auto t = static_cast<std::uint32_t>(share * 256);
    const std::uint32_t odd = 0x00FF00FFu;
    const std::uint32_t low = ((a & odd) * (256 - t) + (b & odd) * t) >> 8;
    const std::uint32_t high = ((a >> 8) & odd) * (256 - t) + ((b >> 8) & odd) * t;
    return (low & odd) | (high & ~odd);
}

struct Colours {
    const ColorSteps& steps;
    float factor, middle;
    std::uint32_t of(float value) const {
        return steps[static_cast<std::size_t>(std::clamp(value * factor + middle, 0.0f, float{kSteps - 1}))];
    }
};
Colours colours(PixelColors& made, const Theme& theme, Range range, float largest) {
    constexpr float last = kSteps - 1;
    if (range == Range::zero_to_one) return {colours_of(made, theme, range), last, 0.5f};
    return {colours_of(made, theme, range), largest > 0 ? last / 2 / largest : 0, last / 2 + 0.5f};
}

} // namespace

void paint_pixels(PixelColors& made, const PixelPaint& p, const PixelGrid& now, const PixelGrid& before,
                  const Axis1& across, const Axis1& down, std::uint32_t* pixels, int stride) {
    const Theme& theme = *p.theme;
    const Colours own = colours(made, theme, p.range, p.largest),
                  old = colours(made, theme, p.range_before, p.largest_before);
    const std::uint32_t hidden = packed(theme.masked), paper = packed(theme.paper),
                        empty = packed(mix(theme.paper, theme.line, 0.4f)),
                        stripe = packed(mix(theme.masked, theme.hatch, 0.55f));
    const std::size_t w = across.first.size();
    std::vector<std::uint32_t> row(w);
    std::vector<std::uint8_t> striped(w);
    const auto color_of = [&](const PixelGrid& dots, std::size_t at, const Colours& from) {
        return dots.kinds[at] == PixelKind::masked ? hidden : from.of(dots.numbers[at]);
    };
    const int width = std::max(p.stripes / 6, 1);
    int painted = -1;
    for (std::size_t y = 0; y < down.dot.size(); ++y) {
        std::uint32_t* line = pixels + y * static_cast<std::size_t>(stride);
        const int d = down.dot[y];
        if (d < 0) {
            std::fill(line, line + across.dot.size(), 0u);
            continue;
        }
        if (d != painted) {
            painted = d;
            for (std::size_t x = 0; x < w; ++x) {
                const std::size_t at = static_cast<std::size_t>(d) * w + x;
                const float share = p.shares[at];
                const bool masked = now.kinds[at] == PixelKind::masked;
                striped[x] = masked && (!p.hatching || share > 0.5f);
                if (!p.turning) row[x] = share < 1 ? empty : color_of(now, at, own);
                else if (share >= 1) row[x] = color_of(now, at, own);
                else if (share <= 0) row[x] = color_of(before, at, old);
                else row[x] = blend(color_of(before, at, old), color_of(now, at, own), share);
                if (now.kinds[at] == PixelKind::dropped) row[x] = blend(row[x], paper, share);
            }
        }
        int stripe_at = (p.phase + static_cast<int>(y)) % p.stripes;
        for (std::size_t x = 0; x < across.dot.size(); ++x) {
            const int at = across.dot[x];
            const bool dark = at >= 0 && stripe_at < width && striped[static_cast<std::size_t>(at)];
            line[x] = at < 0 ? 0u : dark ? stripe : row[static_cast<std::size_t>(at)];
            if (++stripe_at == p.stripes) stripe_at = 0;
        }
    }
}

} // namespace attn
