// The experiment behind the square root of d_k: random queries and keys, their scores, and what softmax makes of
// them with and without the division (Vaswani et al. 2017, section 3.2.1, footnote 4).
//
// Components are independent and standard normal, so a score, the sum of d_k products, has the standard deviation
// sqrt(d_k). A wider head has the components of a narrower one and more, so what changes along d_k is the width alone.
#pragma once

#include <array>
#include <vector>

#include "engine/math/matrix.h"

namespace attn {

inline constexpr int kExperimentMaxWidth = 512; // the largest d_k
inline constexpr int kExperimentRows = 256;     // queries, and as many keys: 65,536 scores
inline constexpr int kExperimentKeys = 8;       // keys that one query shares its attention among
// The widths for which the curves have a point: powers of two and one in between.
inline constexpr std::array<int, 18> kExperimentWidths{1,  2,  3,  4,  6,   8,   12,  16,  24,
                                                       32, 48, 64, 96, 128, 192, 256, 384, 512};

struct ExperimentSamples {
    Matrix q, k; // [kExperimentRows, kExperimentMaxWidth]
};
ExperimentSamples experiment_samples(int seed);

// q k^T over the first d_k components, not divided.  [kExperimentRows, kExperimentRows]
Matrix experiment_scores(const ExperimentSamples&, int d_k);

// Softmax of every query over kExperimentKeys keys, with the scores multiplied by `factor`. Query i meets keys i
// kExperimentKeys, i kExperimentKeys + 1, ... (counted around).  [kExperimentRows, kExperimentRows] ->
// [kExperimentRows, kExperimentKeys]
Matrix experiment_weights(const Matrix& scores, double factor);

// What softmax gets and what it makes of it.
struct ExperimentSide {
    double deviation = 0; // standard deviation of the scores times the factor
    double entropy = 0;   // of a row of weights, in nats; ln kExperimentKeys when attention is even
    double largest = 0;   // weight of a row
    double gradient = 0;  // p (1 - p) of a weight: its derivative by its own score
};
struct ExperimentPoint {
    int d_k = 1;
    ExperimentSide raw;     // the last three are means over all rows
    ExperimentSide divided; // by sqrt(d_k)
};
ExperimentPoint experiment_point(const Matrix& scores, int d_k);

// One point for each of kExperimentWidths.
std::vector<ExperimentPoint> experiment_curve(const ExperimentSamples&);

// The share of the scores, times `factor`, in each of `bins` equal parts of [-reach, reach]. What lies beyond counts
// in the first and the last.
std::vector<double> experiment_histogram(const Matrix& scores, double factor, double reach, int bins);

} // namespace attn
