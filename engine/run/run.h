// From a sentence to the output of the layer: what a configuration asks for, computed.
#pragma once

#include <optional>
#include <vector>

#include "config.h"
#include "edits.h"
#include "engine/attention/attention.h"
#include "engine/words/notice.h"

namespace attn {

struct Run {
    Config config{};
    std::vector<Edited> edited{}; // the numbers in x, memory and projections that were set by hand
    int decimals = 2;             // that people are shown; as many as its source has for a published example
    bool fewest_decimals = false; // see decimals_of() in describe.h
    Trace trace{};
};

// The projections of a configuration, or of its preset: with fewer key-value heads W_K and W_V are the first columns of
// the full ones, and with `bias` each projection has a row of normals with standard deviation 0.3, three decimals. Those
// of a file are as it has them, whatever is asked for.
Projections projections_of(const Config&);

// What a configuration asks attend() for: masks from its tokens, painted cells, what dropout keeps from its seed.
Options attention_options(const Config&);

// The whole way from a sentence to the output. `config` must have no problem(), and the projections must fit it, as
// projections_of(config) does. Numbers set by hand take the place of those of the sentence and of the projections.
Run run(const Config&, Projections);

// That numbers were set by hand for cells which this run does not have, if so.
std::optional<Notice> inactive_edits(const Run&);

} // namespace attn
