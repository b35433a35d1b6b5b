// The experiment of scaling, without drawing: what is measured for the width that is set.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/analysis/scaling.h"
#include "engine/words/text.h"

namespace attn {

struct ScalingExperiment {
    int seed = 0;
    ExperimentSamples samples{};
    std::vector<ExperimentPoint> curve{}; // one for each of kExperimentWidths
    ExperimentPoint now{};                // for the width that is set
    Matrix scores{};                      // [kExperimentRows, kExperimentRows] for that width
};
// Brings the experiment into step with a seed and a width.
void refresh_experiment(std::optional<ScalingExperiment>&, int seed, int d_k);

// The next width of kExperimentWidths, above (1) or below (-1).
int next_width(int d_k, int direction);

// What the experiment shows at this width, in two sentences.
std::string experiment_finding(const Words&, const ScalingExperiment&);

} // namespace attn
