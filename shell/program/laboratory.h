// The laboratory of scaling, without drawing: what is measured for the width that is set.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/analysis/scaling.h"

namespace attn {

struct Program;

struct Laboratory {
    int seed = 0;
    LabDraws draws{};
    std::vector<LabPoint> curve{}; // one for each of kLabWidths
    LabPoint now{};              // for the width that is set
    Matrix scores{};              // [kLabRows, kLabRows] for that width
};
// Keeps Program::laboratory in step with the seed and the width while the view shows it.
void refresh_laboratory(Program&);

// The next width of kLabWidths, above (1) or below (-1).
int next_width(int d_k, int direction);

// What the experiment shows at this width, in two sentences.
std::string lab_finding(const Laboratory&);

} // namespace attn
