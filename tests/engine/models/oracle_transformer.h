// A transformer, its loss and its gradients from the definition alone, number by number on a tape (tests/engine/tape.h),
// in double precision. Which parts it has follows from the names of its parameters, those of Hugging Face's GPT-2.
#pragma once

#include <map>
#include <string>

#include "tests/engine/oracle.h"

namespace oracle {

struct Transformer {
    std::map<std::string, Table> parameters; // vectors as one row
    int heads = 1;
    bool causal = true, gelu = true, sinusoidal = false;
    double scale = 0; // 0: 1/sqrt(width of a head)
};

struct Trained {
    double loss = 0; // mean over the targets that are not negative
    Table logits;    // of all tokens of all sequences, one below the other
    std::map<std::string, Table> gradients;
};
Trained trained(const Transformer&, const std::vector<std::vector<int>>& sequences,
                const std::vector<std::vector<int>>& targets);

} // namespace oracle
