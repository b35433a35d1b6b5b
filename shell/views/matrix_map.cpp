#include "matrix_map.h"

#include <algorithm>
#include <cmath>

#include "engine/formats/number.h"
#include "shell/draw/cache.h"
#include "shell/scene/matrix_texture.h"

namespace attn {

namespace {

struct Digits {
    int decimals = -1; // none fit
    float size = kSmall;
    bool bare = false; // without the zero before the point
};

Digits digits_for(const Pen& pen, const MatrixMap& m, const Rect& cell) {
    if (cell.h < kSmall + 2) return {};
    const bool share = m.range == Range::zero_to_one;
    for (const auto& [decimals, size] : {std::pair{2, kDigits}, {2, kSmall}, {1, kSmall}}) {
        if (m.largest < 1 && decimals == 1) break; // rather two without the zero
        const std::string widest = share ? fixed(0.5, decimals) : fixed(-std::max(m.largest, 1.0f), decimals);
        if (text_width(pen.faces->text, size, widest) <= cell.w - 2) return {decimals, size};
    }
    if (text_width(pen.faces->text, kSmall, share ? ".50" : "\u2212.50") > cell.w - 2) return {};
    return m.largest < 1 || share ? Digits{2, kSmall, true} : Digits{};
}

std::string digits_text(const Digits& d, float value) {
    std::string words = fixed(value, d.decimals);
    const auto point = words.find("0.");
    if (d.bare && point != std::string::npos && std::fabs(value) < 1) words.erase(point, 1);
    return d.bare && value > 1 ? fixed(value, 1) : words; // as wide as without the zero
}

void hatch(const Pen& pen, const Rect& r, const Color& color) {
    const float step = std::max(5.0f, r.h / 4);
    pen.canvas.clip(r);
    for (float d = step / 2; d < r.w + r.h; d += step) pen.canvas.line(r.x + d, r.y, r.x + d - r.h, r.bottom(), color);
    pen.canvas.unclip();
}

// No number can say how far a number is from a masked cell: the colour of the side that has it, and that side's name
// or, without room for it, stripes.
void draw_one_sided(const Pen& pen, const MatrixMap& m, const Rect& r, bool of_a, float round, const Digits& digits) {
    const Color ground = of_a ? pen.theme->positive : pen.theme->negative;
    pen.canvas.fill(r, ground, round);
    const std::string_view words = m.only[of_a ? 0 : 1];
    const bool fits = digits.decimals >= 0 && text_width(pen.faces->text, kSmall, words) <= r.w - 2;
    if (fits) draw_text(pen, pen.faces->text, kSmall, r.mid_x(), r.mid_y(), words, digit_ink(ground), Align::center);
    else if (r.w > 6) hatch(pen, r, pen.theme->paper);
}

void draw_cell(const Pen& pen, const MatrixMap& m, int row, int col, const Digits& digits) {
    const Rect whole = map_cell(m, row, col);
    const bool large = whole.w > 14 && whole.h > 14;
    const Rect r = whole.inset(large ? 1.0f : whole.w > 6 ? 0.5f : 0.0f);
    const float value = (*m.values)(row, col), round = large ? 3.0f : 0.0f;
    const bool hidden = m.open && !(*m.open)(row, col);
    if (m.is_difference && !std::isfinite(value)) return draw_one_sided(pen, m, r, value > 0, round, digits);
    const Color ground = hidden ? pen.theme->masked : cell_color(*pen.theme, m.range, value, m.largest);
    pen.canvas.fill(r, ground, round);
    if (pen.theme->framed && whole.w > 6) pen.canvas.frame(r, pen.theme->line, 1, round);
    if (hidden && whole.w > 6) hatch(pen, r, pen.theme->hatch);
    if (digits.decimals < 0) return;
    if (!std::isfinite(value))
        draw_text(pen, pen.faces->text, digits.size, r.mid_x(), r.mid_y(), value < 0 ? "\u2212∞" : "∞",
                  hidden ? pen.theme->muted : pen.theme->ink, Align::center);
    else if (!hidden)
        draw_text(pen, pen.faces->text, digits.size, r.mid_x(), r.mid_y(), digits_text(digits, value),
                  digit_ink(ground), Align::center);
}

// The slot of a map holds its dots and their colours for as long as they stay what they are.
void draw_pixel_grid(const Pen& pen, const MatrixMap& m) {
    const float scale = ImGui::GetIO().DisplayFramebufferScale.x;
    const auto first = [&](float at) { return static_cast<int>(std::floor(at * scale)); };
    const auto last = [&](float at) { return static_cast<int>(std::ceil(at * scale)); };
    const PixelGridKey key{.run = m.identity,
                           .head = m.part,
                           .x = m.area.x * scale,
                           .y = m.area.y * scale,
                           .w = m.area.w * scale,
                           .h = m.area.h * scale,
                           .left = first(m.area.x),
                           .top = first(m.area.y),
                           .right = last(m.area.right()),
                           .bottom = last(m.area.bottom())};
    const int w = key.right - key.left, h = key.bottom - key.top;
    if (w <= 0 || h <= 0) return;
    const auto rows = static_cast<int>(m.values->rows()), cols = static_cast<int>(m.values->cols());
    TextureSlot& slot = texture_slot(pen.cache.textures, key);
    if (slot.key != key) {
        slot.key = key;
        slot.across = axis_of(key.x, key.w / static_cast<float>(cols), cols, key.left, key.right);
        slot.down = axis_of(key.y, key.h / static_cast<float>(rows), rows, key.top, key.bottom);
        slot.now = {{}, empty_pixel_grid(slot.across, slot.down), rows};
        slot.before = {};
        gather(slot.now.dots, {*m.values}, m.open, 0, false, slot.across, slot.down);
    }
    const PaintKey paint{.theme = pen.theme};
    if (!is_painted(slot) || slot.shown != key || slot.paint != paint) {
        slot.shown = key, slot.paint = paint;
        const std::vector<float> shares(slot.now.dots.kinds.size(), 1.0f);
        const int stripes = std::max(static_cast<int>(8 * scale), 2);
        const PixelPaint how{.theme = pen.theme,
                             .range = m.range,
                             .range_before = m.range,
                             .largest = m.largest,
                             .shares = shares,
                             .stripes = stripes};
        ImTextureData& texture = fresh_texture(pen.cache.textures, slot, w, h);
        paint_pixels(pen.cache.colors, how, slot.now.dots, slot.before.dots, slot.across, slot.down,
                     static_cast<std::uint32_t*>(texture.GetPixels()), texture.Width);
    }
    const auto share = [](int of, int all) { return static_cast<float>(of) / static_cast<float>(all); };
    pen.canvas.picture({static_cast<float>(key.left) / scale, static_cast<float>(key.top) / scale,
                        static_cast<float>(w) / scale, static_cast<float>(h) / scale},
                       *slot.texture, {0, 0, share(w, slot.texture->Width), share(h, slot.texture->Height)}, 1);
}

} // namespace

Rect map_cell(const MatrixMap& m, int row, int col) {
    const float w = m.area.w / static_cast<float>(m.values->cols()),
                h = m.area.h / static_cast<float>(m.values->rows());
    return {m.area.x + w * static_cast<float>(col), m.area.y + h * static_cast<float>(row), w, h};
}

void draw_map(const Pen& pen, const MatrixMap& m) {
    if (m.values->size() == 0) return;
    const Rect cell = map_cell(m, 0, 0);
    if (std::min(cell.w, cell.h) < kMinCell && m.values->size() >= kManyCells) return draw_pixel_grid(pen, m);
    const Digits digits = digits_for(pen, m, cell);
    for (int row = 0; row < m.values->rows(); ++row)
        for (int col = 0; col < m.values->cols(); ++col) draw_cell(pen, m, row, col, digits);
}

namespace {

// Which names there is room for.
bool shown(int i, int bold, float pitch, float needed) {
    if (i == bold) return true;
    if (bold >= 0 && std::fabs(static_cast<float>(i - bold)) * pitch < needed) return false;
    return i % std::max(1, static_cast<int>(std::ceil(needed / pitch))) == 0;
}

} // namespace

void draw_row_names(const Pen& pen, const MatrixMap& m, const std::vector<std::string>& names, float width,
                    const Color& color, int bold) {
    const auto count = static_cast<int>(names.size());
    const float pitch = map_cell(m, 0, 0).h, size = pitch < kBody + 2 ? kSmall : kBody;
    for (int i = 0; i < count; ++i) {
        if (!shown(i, bold, pitch, kSmall + 1)) continue;
        ImFont* face = i == bold ? pen.faces->bold : pen.faces->text;
        draw_text(pen, face, size, m.area.x - 9, map_cell(m, i, 0).mid_y(),
                  fitted(face, size, names[static_cast<std::size_t>(i)], width - 10), color, Align::right);
    }
}

bool slanted_names(const Faces& faces, const std::vector<std::string>& names, float column) {
    return std::any_of(names.begin(), names.end(),
                       [&](const std::string& name) { return text_width(faces.text, kBody, name) > column - 4; });
}

void draw_col_names(const Pen& pen, const MatrixMap& m, const std::vector<std::string>& names, float height,
                    const Color& color, int bold) {
    const auto count = static_cast<int>(names.size());
    const float pitch = map_cell(m, 0, 0).w;
    const bool slanted = slanted_names(*pen.faces, names, pitch);
    for (int i = 0; i < count; ++i) {
        if (!shown(i, bold, pitch, slanted ? kSmall * 1.25f : 1)) continue;
        ImFont* face = i == bold ? pen.faces->bold : pen.faces->text;
        const float size = slanted && pitch < kBody + 2 ? kSmall : kBody, x = map_cell(m, 0, i).mid_x();
        const std::string& name = names[static_cast<std::size_t>(i)];
        if (!slanted) draw_text(pen, face, size, x, m.area.y - 11, name, color, Align::center);
        else draw_slanted(pen, face, size, x - 2, m.area.y - 7, fitted(face, size, name, (height - 10) / 0.71f), color);
    }
}

void draw_scale_bar(const Pen& pen, const Rect& r, Range range, float largest) {
    constexpr int steps = 24;
    const bool share = range == Range::zero_to_one;
    const float width = std::min(r.w, 190.0f);
    for (int i = 0; i < steps; ++i) {
        const float at = (static_cast<float>(i) + 0.5f) / steps;
        pen.canvas.fill({r.x + width * static_cast<float>(i) / steps, r.y, width / steps + 0.5f, 8},
                        cell_color(*pen.theme, range, share ? at : (2 * at - 1) * largest, largest));
    }
    const auto number = [&](float x, const std::string& digits, Align align) {
        draw_text(pen, pen.faces->text, kSmall, x, r.y + 18, digits, pen.theme->muted, align);
    };
    number(r.x, share ? "0" : fixed(-largest, 2), Align::left);
    number(r.x + width, share ? "1" : fixed(largest, 2), Align::right);
    if (!share) number(r.x + width / 2, "0", Align::center);
}

} // namespace attn
