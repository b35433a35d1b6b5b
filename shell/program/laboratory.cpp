#include "laboratory.h"

#include <algorithm>
#include <cmath>

#include "engine/formats/number.h"
#include "engine/words/text.h"
#include "program.h"

namespace attn {

void refresh_laboratory(Program& p) {
    if (p.state.view != View::scaling) return;
    const int seed = p.state.config.seed, d_k = p.state.lab_d_k;
    if (!p.laboratory || p.laboratory->seed != seed) {
        Laboratory lab;
        lab.seed = seed;
        lab.draws = lab_draws(seed);
        lab.now.d_k = 0; // nothing is measured yet
        lab.curve = lab_curve(lab.draws);
        p.laboratory = std::move(lab);
    }
    if (p.laboratory->now.d_k == d_k) return;
    p.laboratory->scores = lab_scores(p.laboratory->draws, d_k);
    p.laboratory->now = lab_point(p.laboratory->scores, d_k);
}

int next_width(int d_k, int direction) {
    if (direction > 0) {
        const auto above = std::upper_bound(kLabWidths.begin(), kLabWidths.end(), d_k);
        return above == kLabWidths.end() ? kLabWidths.back() : *above;
    }
    const auto at = std::lower_bound(kLabWidths.begin(), kLabWidths.end(), d_k);
    return at == kLabWidths.begin() ? kLabWidths.front() : *(at - 1);
}

std::string lab_finding(const Laboratory& lab) {
    const LabPoint& now = lab.now;
    return text("lab.finding", {{"d_k", std::to_string(now.d_k)},
                                {"raw", fixed(now.raw.deviation, 2)},
                                {"predicted", fixed(std::sqrt(static_cast<double>(now.d_k)), 2)},
                                {"largest_raw", fixed(now.raw.largest, 2)},
                                {"gradient_raw", fixed(now.raw.gradient, 3)},
                                {"largest", fixed(now.divided.largest, 2)},
                                {"gradient", fixed(now.divided.gradient, 3)}});
}

} // namespace attn
