// Where everything of a comparison is, from shapes alone: like layout.h, without ImGui, fonts or state.
#pragma once

#include <array>

#include "layout.h"

namespace attn {

struct CompareShape {
    int rows_a = 1, cols_a = 1, rows_b = 1, cols_b = 1;
    float row_name = 0, col_name = 0; // width of the names at the left, height of those above; 0: none
    float joint_name = 0;             // width of the names of the difference, where the two have different ones
    bool shared_names = true;         // both have the same, so they are written once
    bool heading = false;             // a line above the maps says what they show
    bool caption = false;             // the difference has a line below its scale
    int heads = 1;                    // rows of the table
    float stages = 0;                 // height of the row of stages, for two runs; 0: none
    bool button = false;              // there is something to press
    bool tabs = true;                 // and a choice of what is compared, unless the surroundings have one; then
                                      // they say on a narrow canvas what is to be said, too
};

// One of the three maps: its cells, the line above them, and the arrows on that line that change the head.
struct CompareMap {
    Rect title;
    Rect back, forth;
    Panel panel;                      // only area, rows and cols are used
    float row_name = 0, col_name = 0; // as above; 0 where the neighbour's are used
};

struct CompareLayout {
    bool stacked = false; // the maps are below each other
    std::array<Rect, 3> tabs;
    Rect button;
    Rect heading; // above the maps; empty: none
    CompareMap a, b, difference;
    Rect scale, difference_scale; // legends; empty where there is no room
    Rect stages, table, notes;    // likewise
};

CompareLayout compare_layout(const CompareShape&, const Rect& area);

inline constexpr float kTableRow = 24, kTableHead = 34;
// The row of the table for the n-th head; -1 is its heading.
Rect table_row(const CompareLayout&, int n);
// The box of the n-th of `count` stages.
Rect stage_box(const CompareLayout&, int n, int count);

} // namespace attn
