#include "scaling.h"

#include <algorithm>
#include <cmath>

#include "engine/math/elementary.h"
#include "engine/math/kernels.h"
#include "engine/math/ops.h"
#include "engine/math/random.h"

namespace attn {

ExperimentSamples experiment_samples(int seed) {
    const auto drawn = [&](std::string_view name) {
        Pcg32 random(static_cast<std::uint64_t>(seed), hash(name));
        return normal_matrix(random, kExperimentRows, kExperimentMaxWidth, 1.0, 3);
    };
    return {drawn("laboratory q"), drawn("laboratory k")};
}

Matrix experiment_scores(const ExperimentSamples& samples, int d_k) {
    return product_transposed(widest_kernels(), columns(samples.q, 0, d_k), columns(samples.k, 0, d_k));
}

Matrix experiment_weights(const Matrix& scores, double factor) {
    Matrix rows(kExperimentRows, kExperimentKeys);
    for (Index i = 0; i < kExperimentRows; ++i)
        for (Index j = 0; j < kExperimentKeys; ++j) rows(i, j) = scores(i, (i * kExperimentKeys + j) % kExperimentRows);
    const Mask all = Mask::Constant(kExperimentRows, kExperimentKeys, true);
    return softmax(scale_scores(rows, static_cast<float>(factor)), all).weights;
}

namespace {

double deviation(const Matrix& m) {
    double sum = 0, squares = 0;
    const auto count = static_cast<double>(m.size());
    for (Index i = 0; i < m.size(); ++i) sum += m.data()[i];
    for (Index i = 0; i < m.size(); ++i) {
        const double apart = m.data()[i] - sum / count;
        squares += apart * apart;
    }
    return std::sqrt(squares / count);
}

ExperimentSide side(const Matrix& scores, double spread, double factor) {
    const Matrix weights = experiment_weights(scores, factor);
    ExperimentSide out{.deviation = spread * factor};
    for (Index i = 0; i < kExperimentRows; ++i) {
        double max = 0;
        for (Index j = 0; j < kExperimentKeys; ++j) {
            const double p = weights(i, j);
            if (p > 0) out.entropy -= p * log(p) / kExperimentRows;
            out.gradient += p * (1 - p) / (kExperimentRows * kExperimentKeys);
            max = std::max(max, p);
        }
        out.largest += max / kExperimentRows;
    }
    return out;
}

} // namespace

ExperimentPoint experiment_point(const Matrix& scores, int d_k) {
    const double spread = deviation(scores);
    return {d_k, side(scores, spread, 1), side(scores, spread, 1 / std::sqrt(static_cast<double>(d_k)))};
}

std::vector<ExperimentPoint> experiment_curve(const ExperimentSamples& samples) {
    std::vector<ExperimentPoint> out;
    Matrix scores = Matrix::Zero(kExperimentRows, kExperimentRows);
    int summed = 0; // components that are in the scores already
    for (const int d_k : kExperimentWidths) {
        scores += product_transposed(widest_kernels(), columns(samples.q, summed, d_k - summed),
                                     columns(samples.k, summed, d_k - summed));
        summed = d_k;
        out.push_back(experiment_point(scores, d_k));
    }
    return out;
}

std::vector<double> experiment_histogram(const Matrix& scores, double factor, double reach, int bins) {
    std::vector<double> shares(static_cast<std::size_t>(bins));
    const double unit = 1 / static_cast<double>(scores.size());
    for (Index i = 0; i < scores.size(); ++i) {
        const double place = (scores.data()[i] * factor / reach + 1) / 2 * bins;
        shares[static_cast<std::size_t>(std::clamp(place, 0.0, bins - 1.0))] += unit;
    }
    return shares;
}

} // namespace attn
