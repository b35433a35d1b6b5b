// From shapes to rectangles. Drawing, hit test and highlights read the same panels, so they cannot disagree.
// Pure arithmetic: no ImGui, no fonts, no state. All lengths in CSS pixels.
#pragma once

#include <optional>
#include <vector>

#include "engine/stages/explain.h"

namespace attn {

struct Rect {
    float x = 0, y = 0, w = 0, h = 0;
    float right() const { return x + w; }
    float bottom() const { return y + h; }
    float mid_x() const { return x + w / 2; }
    float mid_y() const { return y + h / 2; }
    bool contains(float px, float py) const { return px >= x && py >= y && px < x + w && py < y + h; }
    bool overlaps(const Rect& o) const { return x < o.right() && o.x < right() && y < o.bottom() && o.y < bottom(); }
    Rect inset(float by) const { return {x + by, y + by, w - 2 * by, h - 2 * by}; }
    bool operator==(const Rect&) const = default;
};
Rect mix(const Rect& a, const Rect& b, float t);
Rect around(const Rect& a, const Rect& b); // the smallest that holds both

enum class Side { none, left, right, above, below };

// One matrix, or a block of its columns, on the canvas.
struct Panel {
    Tensor tensor{};
    int head = 0;
    int first_col = 0;       // the matrix's column at the panel's left edge
    int rows = 0, cols = 0;  // of the matrix block (before transposition)
    bool transposed = false; // drawn with the matrix's rows running to the right: K^T
    Rect area{};
    float alpha = 1;         // fades in and out between stages
    float names = 1;         // how far its names have faded in
    bool dim = false;        // drawn faintly: takes no part in this stage
    bool row_labels = false; // at the left of what is drawn
    bool col_labels = false; // above what is drawn
    Side title = Side::none; // where its symbol is
};
Rect cell_rect(const Panel&, int row, int col); // row and col of the matrix
std::optional<Cell> cell_at(const Panel&, float x, float y);
bool holds(const Panel&, const Cell&);

// Whether a matrix is in the [T, S] grid, whose cells keep their place from scores to dropout.
bool in_grid(Tensor);

// What comes after the concatenation: its product with W_O, by mistake a mere copy, or nothing, as there is no W_O.
enum class Ending { projected, copied, none };

// What layout needs to know of a run.
struct Dims {
    int tokens = 1, keys = 1; // T, S
    int d_model = 1, heads = 1, d_k = 1, d_v = 1;
    int kv_heads = 0;          // 0: as many as heads
    bool cross = false;        // keys and values come from a second sentence
    bool capped = false;       // the scores have a soft cap
    bool dropout = false;      // the stage is there
    bool averaged = false;     // and ends with the average over many samples
    bool biased = false;       // the projections add a bias
    bool columns = false;      // by mistake softmax runs along the columns
    bool given = false;        // X is as it is: no embedding and no position
    int d_out = 0;             // width of the output; 0: d_model
    Ending ending{};           // what comes after the concatenation
    int d_memory = 0;          // width of the memory's vectors; 0: d_model
    bool memory_given = false; // the memory is as it is
};
Dims dims(const Trace&);
inline int d_memory(const Dims& d) { return d.d_memory > 0 ? d.d_memory : d.d_model; }
// The heads of keys and values, of which several heads of queries may share one.
inline int kv_heads(const Dims& d) { return kv_heads_of(d.heads, d.kv_heads); }

// What layout needs to know of the type.
struct Metrics {
    float row_name = 26, row_label = 40; // width of the widest token name, and with its margins
    float col_name = 26, col_label = 36; // length of names above columns, and the height kept for them
};

struct Sign {
    float x = 0, y = 0;
    const char* symbol = ""; // "+", "=", drawn centred
    float alpha = 1;
};

struct Layout {
    bool narrow = false;  // the stage has room for one product only
    bool stacked = false; // the regions are below each other, the heads in a row
    // Regions. Those that have no room, and the heads where no strip is shown, are empty.
    Rect formula, heads, stage, inspector, sentence, legend;
    Rect crumb;  // where one is, above the inspector
    Rect corner; // free place above the left operand, empty if there is none
    Rect badges; // column at the right of a [T, S] grid
    Metrics metrics;
    std::vector<Panel> panels;
    std::vector<Sign> signs;
};

// The topmost cell at a point.
std::optional<Cell> cell_at(const Layout&, float x, float y);

// Where a cell is drawn in a layout.
std::optional<Rect> cell_place(const Layout&, const Cell&);

} // namespace attn
