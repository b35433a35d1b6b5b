// A model under way: it can be advanced step by step, stopped, saved, loaded and advanced further, with the same bits as
// without a stop.
#pragma once

#include "adam.h"
#include "recipe.h"

namespace attn {

// What steps work in; nothing of it is needed to go on.
struct TrainingRoom {
    Products products{};
    Pass pass{};
    Matrix d_logits{};
    Parameters gradients{};
};

struct Trainer {
    Recipe recipe;
    ModelShape shape;
    Parameters parameters;
    Adam adam;      // and how many steps were done
    Pcg32 examples; // draws what comes next
    Loss last{};    // of the batch of the last step, before it
    TrainingRoom room{};
};

// Before the first step.
Trainer trainer_of(const Recipe&, const KernelSet* simd = widest_kernels());

// Takes `steps` steps, of a batch each.
void advance(Trainer&, int steps);

// Examples that no step draws from, always the same ones for a recipe.
Batch held_out(const Recipe&, int count);
Loss held_out_loss(Trainer&, const Batch&);

} // namespace attn
