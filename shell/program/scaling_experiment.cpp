#include "scaling_experiment.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/formats/number.h"
#include "engine/words/text.h"

namespace attn {

void refresh_experiment(std::optional<ScalingExperiment>& shown, int seed, int d_k) {
    if (!shown || shown->seed != seed) {
        ScalingExperiment experiment;
        experiment.seed = seed;
        experiment.samples = experiment_samples(seed);
        experiment.now.d_k = 0; // nothing is measured yet
        experiment.curve = experiment_curve(experiment.samples);
        shown = std::move(experiment);
    }
    if (shown->now.d_k == d_k) return;
    shown->scores = experiment_scores(shown->samples, d_k);
    shown->now = experiment_point(shown->scores, d_k);
}

int next_width(int d_k, int direction) {
    if (direction > 0) {
        const auto above = std::upper_bound(kExperimentWidths.begin(), kExperimentWidths.end(), d_k);
        return above == kExperimentWidths.end() ? kExperimentWidths.back() : *above;
    }
    const auto at = std::lower_bound(kExperimentWidths.begin(), kExperimentWidths.end(), d_k);
    return at == kExperimentWidths.begin() ? kExperimentWidths.front() : *(at - 1);
}

std::string experiment_finding(const Words& w, const ScalingExperiment& experiment) {
    const ExperimentPoint& now = experiment.now;
    return text(w, "lab.finding",
                {{"d_k", std::to_string(now.d_k)},
                 {"raw", fixed(now.raw.deviation, 2)},
                 {"predicted", fixed(std::sqrt(static_cast<double>(now.d_k)), 2)},
                 {"largest_raw", fixed(now.raw.largest, 2)},
                 {"gradient_raw", fixed(now.raw.gradient, 3)},
                 {"largest", fixed(now.divided.largest, 2)},
                 {"gradient", fixed(now.divided.gradient, 3)}});
}

} // namespace attn
