// What each cell of a plate shows at a moment: how far it is computed, and which numbers it turns from and to.
// A pure function of stage and time, so playing, stepping, scrubbing and links all give the same picture.
#pragma once

#include "layout.h"

namespace attn {

struct Look {
    double done = 1;    // 0 not computed yet .. 1 computed; in between a sum is under way
    Tensor before{};    // the grid cross-fades from these numbers ...
    double blend = 1;   // ... to those of the plate's tensor
    bool masked = false; // hidden by the mask, and already hatched
    double hatch = 0;   // how far the hatch has swept in
    double cross = 0;   // how far the cross of a dropped weight is drawn
};
Look look(const Trace&, Stage, double time, const Plate&, int row, int col);

// The same for a whole plate: what does not depend on the cell is found out once, because a long text has a million.
struct Looks {
    enum class Order { at_once, sweep, by_row, product, pour, exponential, divide };
    Order order = Order::at_once; // in which order the cells change
    bool turning = false;         // they turn from `before`; otherwise they are computed
    bool hatching = false;        // the hatch sweeps in with the change
    bool crossing = false;        // so do the crosses of dropped weights
    double share = 1;             // of the change
    int rows = 0, cols = 0;
    Tensor before{};
    const Mask* open = nullptr;   // false where the mask hides a cell; null where it hides none
    const Matrix* keep = nullptr; // 0 where a weight is dropped
};
Looks looks(const Trace&, Stage, double time, const Plate&);
// The same without what belongs to single cells, `open` and `keep`: no head has to be computed for it.
Looks order_of(const Trace&, Stage, double time, const Plate&);
Look look(const Looks&, int row, int col);
// How far a cell has changed, 0 .. 1.
double changed(const Looks&, int row, int col);

// The tensor whose number a cell shows at this moment.
Tensor shown_tensor(const Look&, const Plate&);

// The cell being computed at this moment, and how many of its terms are in the sum already. For the weighted
// sum the whole row is; its first cell stands for it.
struct Underway {
    Cell cell;
    int terms_done = 0;
    bool whole_row = false;
};
std::optional<Underway> underway(const Trace&, Stage, double time, int head);

} // namespace attn
