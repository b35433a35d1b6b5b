#include "projection_bands.h"

#include <algorithm>

#include "type_scale.h"

namespace attn {

namespace {

constexpr float kDigitsWide = 25;         // a cell that holds a sign, a digit and one decimal
constexpr float kThin = 6, kThinnest = 3; // a row of a strip that has no digits
constexpr float kAbove = 27;              // a symbol between two panels that are below each other
constexpr float kAside = 8;               // what is between them where the symbols are at their sides
constexpr float kEdge = 4;                // frames
constexpr float kLeft = 42, kRight = 30;  // width of the symbols at the sides

// How the bands are drawn: where their symbols are, and how large their cells.
struct Bands {
    bool aside = false;
    CellSize result{};                                    // of the results and of what is added to them
    float strip = 0;                                      // height of a row of a left operand
    float tops_w = 0, results_w = 0, spare = 0;           // width of the two columns; height that each band has left
    float gap() const { return aside ? kAside : kAbove; } // above a result
    bool named() const { return strip >= kSmall; }        // the rows of the left operands
    bool digits() const { return result.w >= kDigitsWide && result.h >= kSmall; }
};

Bands measured(const Layout& l, const Metrics& m, const std::vector<Product>& products, bool aside) {
    Bands b{.aside = aside};
    int bands = 0, rows = 0, strips = 0, cols = 1;
    float biases = 0;
    for (const Product& p : products) {
        strips += p.left.rows;
        cols = std::max(cols, p.left.cols);
        biases += static_cast<float>(p.biases.size());
        for (const Panel& r : p.results) ++bands, rows += r.rows, cols = std::max(cols, r.cols);
    }
    rows += static_cast<int>(biases);
    const auto count = static_cast<float>(bands), groups = static_cast<float>(products.size());
    const float room_w = l.stage.w - m.row_label - kGap - kEdge - (aside ? kLeft + kRight : 0);
    b.tops_w = std::clamp(room_w - kDigitsWide * static_cast<float>(cols), 0.2f * room_w, 0.34f * room_w);
    b.results_w = room_w - b.tops_w;
    const float room_h = l.stage.h - 2 * kEdge - b.gap() * (count + biases) - kAside * (groups - 1);
    const auto high = [](float room, int n) { return std::max(room, 8.0f) / static_cast<float>(n); };
    // All rows are as high where that is enough for digits; else those that are known already give way.
    const float titled = aside ? 0.0f : (kAbove - kAside) * groups + kAside;
    b.strip = high(room_h - titled, rows + strips);
    if (b.strip >= kSmall) b.result.h = b.strip;
    else {
        const float left_over = (room_h - kSmall * static_cast<float>(rows)) / static_cast<float>(strips);
        b.strip = std::min(high(room_h, rows + strips), std::clamp(left_over, kThinnest, kThin));
        b.result.h = high(room_h - b.strip * static_cast<float>(strips), rows);
    }
    b.result = cell_size(b.results_w, b.result.h * static_cast<float>(rows), cols, rows);
    b.strip = std::min(b.strip, b.result.h);
    b.spare = std::max(room_h - (b.named() ? titled : 0) - b.strip * static_cast<float>(strips) -
                           b.result.h * static_cast<float>(rows),
                       0.0f) /
              count;
    return b;
}

Bands chosen(const Layout& l, const Metrics& m, const std::vector<Product>& products) {
    const Bands above = measured(l, m, products, false), aside = measured(l, m, products, true);
    if (above.digits() != aside.digits()) return above.digits() ? above : aside;
    // On a low canvas what is between the bands is dear, and what is beside them is not.
    if (above.digits()) return l.stacked ? above : aside;
    return above.result.h >= kSmall || above.result.h >= aside.result.h ? above : aside;
}

// The cells of a matrix that the strip is multiplied by: as high as its band, and no slivers.
CellSize top_size(const Bands& b, const Panel& top, float height) {
    const float w = b.tops_w / static_cast<float>(top.cols), h = height / static_cast<float>(top.rows);
    return {std::min(w, std::max(h * 1.9f, std::min(w, kThin))), std::min(h, std::max(w * 1.25f, std::min(h, kThin)))};
}

} // namespace

bool bands_have_digits(const Layout& l, const Metrics& m, const std::vector<Product>& products) {
    return chosen(l, m, products).digits();
}

void place_bands(Layout& l, const Metrics& m, const std::vector<Product>& products) {
    const Bands b = chosen(l, m, products);
    const float left = l.stage.x + kEdge / 2 + (b.aside ? kLeft : 0), right = left + b.tops_w + kGap + m.row_label;
    const auto put = [&](Panel p, float x, float y, float w, float h, Side title) {
        p.area = {x, y, w * static_cast<float>(p.cols), h * static_cast<float>(p.rows)};
        p.title = title;
        l.panels.push_back(p);
        return p.area;
    };
    const std::size_t before = l.panels.size();
    float y = 0;
    for (const Product& product : products) {
        y += y > 0 ? kAside : kEdge;
        if (b.named() && !b.aside) y += kAbove - kAside;
        Panel strip = product.left;
        strip.row_labels = b.named();
        y = put(strip, right, y, b.result.w, b.strip,
                b.aside     ? Side::right
                : b.named() ? Side::above
                            : Side::left)
                .bottom();
        for (std::size_t i = 0; i < product.results.size(); ++i) {
            y += b.gap();
            const float top = y;
            if (i < product.biases.size())
                y = put(product.biases[i], right, y, b.result.w, b.result.h, Side::left).bottom() + b.gap();
            Panel result = product.results[i];
            result.row_labels = true;
            const float end =
                put(result, right, y, b.result.w, b.result.h, b.aside ? Side::right : Side::above).bottom();
            const CellSize s = top_size(b, product.tops[i], end - top + b.spare);
            const float width = s.w * static_cast<float>(product.tops[i].cols);
            const Rect matrix =
                put(product.tops[i], left + b.tops_w - width, top, s.w, s.h, b.aside ? Side::left : Side::above);
            y = std::max(end, matrix.bottom());
        }
    }
    // In the middle of the stage.
    const float widest = [&] {
        float x = 0;
        for (std::size_t i = before; i < l.panels.size(); ++i) x = std::max(x, l.panels[i].area.right());
        return x + (b.aside ? kRight : 0) + kEdge / 2;
    }();
    const float dx = (l.stage.right() - widest) / 2, dy = l.stage.y + (l.stage.h - y - kEdge) / 2;
    for (std::size_t i = before; i < l.panels.size(); ++i) l.panels[i].area.x += dx, l.panels[i].area.y += dy;
}

} // namespace attn
