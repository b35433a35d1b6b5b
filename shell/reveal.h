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
