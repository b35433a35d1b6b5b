// What each cell of a panel shows at a moment: how far it is computed, and which numbers it turns from and to.
// A pure function of stage and time, so playing, stepping, scrubbing and links all give the same picture.
#pragma once

#include "layout.h"
#include "timeline.h"

namespace attn {

struct CellState {
    double done = 1;     // 0 not computed yet .. 1 computed; in between a sum is under way
    Tensor before{};     // the grid cross-fades from these numbers ...
    double blend = 1;    // ... to those of the panel's tensor
    bool masked = false; // hidden by the mask, and already hatched
    double hatch = 0;    // how far the hatch has swept in
    double cross = 0;    // how far the cross of a dropped weight is drawn
    double die = 0;      // how far its die has fallen on the cell
    double die_gone = 1; // and how far it has been taken away again
    double bar = 0;      // 1: the cell is drawn as a bar as high as its number, 0: as a whole cell
    double pulse = 0;    // how far the cell shrinks while its number does
    double gone = 0;     // of what gives way to something else in its place
};
CellState cell_state(const Trace&, const Moment&, const Panel&, int row, int col);

// How many terms of a sum are in it when `done` of it is: a place in e.terms, where the next one is. Terms that
// the mask keeps out take no time.
int terms_in(const Explanation& e, double done);

// The query that a stage computes first and slowly: the one that the moment names, else the first; of a weighted sum the
// one that collects most.
int lead_row(const Trace&, const Moment&);
int collects_most(const Trace&); // under a causal mask the last word

// The tensor whose number a cell shows at this moment.
Tensor shown_tensor(const CellState&, const Panel&);

// The cell being computed at this moment, and how many of its terms are in the sum already. For the weighted
// sum the whole row is; its first cell stands for it.
struct Underway {
    Cell cell;
    int terms_done = 0;
    double done = 0; // of the whole sum, 0..1
    bool whole_row = false;
};
std::optional<Underway> underway(const Trace&, const Moment&, int head);

} // namespace attn
