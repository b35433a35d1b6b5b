#include "reference.h"

#include <cmath>
#include <limits>
#include <random>

namespace exercise {

namespace {

using Wide = attn::MatrixOf<double>;

Wide softmax(Wide m) {
    for (Index i = 0; i < m.rows(); ++i) {
        const double maximum = m.row(i).maxCoeff();
        double sum = 0;
        for (Index j = 0; j < m.cols(); ++j) sum += m(i, j) = std::exp(m(i, j) - maximum);
        m.row(i) /= sum;
    }
    return m;
}

std::string shape_of(Index rows, Index cols) { return std::to_string(rows) + " x " + std::to_string(cols); }

std::string short_number(double value) {
    std::string out = std::to_string(value);
    return out.substr(0, out.find('.') + 4);
}

// Of the first cell that is not the same, by `same`; shown by `show`.
template <class M, class Same, class Show> std::string parted(const M& yours, const M& right, Same same, Show show) {
    if (yours.rows() != right.rows() || yours.cols() != right.cols())
        return "Yours is " + shape_of(yours.rows(), yours.cols()) + ", and " + shape_of(right.rows(), right.cols()) +
               " is right.";
    for (Index i = 0; i < right.rows(); ++i)
        for (Index j = 0; j < right.cols(); ++j)
            if (!same(yours(i, j), right(i, j)))
                return "Row " + std::to_string(i + 1) + ", column " + std::to_string(j + 1) + " is " +
                       show(yours(i, j)) + ", and " + show(right(i, j)) + " is right.";
    return {};
}

} // namespace

Matrix numbers(Index rows, Index cols, unsigned seed) {
    std::mt19937 bits(seed);
    Matrix out(rows, cols);
    for (Index i = 0; i < out.size(); ++i)
        out.data()[i] = static_cast<float>(static_cast<double>(bits()) / 4294967296.0 * 3 - 1.5);
    return out;
}

Layer layer_of(Index width, unsigned seed) {
    return {numbers(width, width, seed), numbers(width, width, seed + 1), numbers(width, width, seed + 2),
            numbers(width, width, seed + 3)};
}

Attended right_attention(const Matrix& q, const Matrix& k, const Matrix& v, const Mask& allowed, Slip slip) {
    const double d_k = static_cast<double>(q.cols());
    Wide scores(q.rows(), k.rows());
    for (Index i = 0; i < q.rows(); ++i)
        for (Index j = 0; j < k.rows(); ++j) {
            double sum = 0;
            for (Index d = 0; d < q.cols(); ++d) sum += static_cast<double>(q(i, d)) * k(j, d);
            scores(i, j) = sum / (slip == Slip::not_scaled ? 1 : slip == Slip::by_d_k ? d_k : std::sqrt(d_k));
        }
    const auto shut = [&](Wide& m, double value) {
        for (Index i = 0; i < m.rows(); ++i)
            for (Index j = 0; j < m.cols() && allowed.size() > 0; ++j)
                if (!allowed(i, j)) m(i, j) = value;
    };
    if (slip == Slip::masked_to_zero) shut(scores, 0);
    else if (slip != Slip::masked_afterwards) shut(scores, -std::numeric_limits<double>::infinity());
    Wide weights = slip == Slip::over_queries ? Wide(softmax(scores.transpose()).transpose()) : softmax(scores);
    if (slip == Slip::masked_afterwards) shut(weights, 0);
    const Matrix& mixed = slip == Slip::keys_for_values ? k : v;
    return {(weights * mixed.cast<double>()).cast<float>(), weights.cast<float>()};
}

Matrix right_heads(const Matrix& x, const Matrix& memory, const Layer& layer, int heads, const Mask& allowed) {
    const Matrix q = x * layer.q, k = memory * layer.k, v = memory * layer.v;
    const Index width = q.cols() / heads;
    Matrix joined(q.rows(), q.cols());
    for (Index h = 0; h < heads; ++h)
        joined.middleCols(h * width, width) =
            right_attention(q.middleCols(h * width, width), k.middleCols(h * width, width),
                            v.middleCols(h * width, width), allowed)
                .output;
    return joined * layer.o;
}

std::string apart(const Matrix& yours, const Matrix& right) {
    return parted(
        yours, right, [](float a, float b) { return std::fabs(a - b) <= 1e-4f * std::max(1.0f, std::fabs(b)); },
        [](float value) { return short_number(value); });
}

std::string apart(const Mask& yours, const Mask& right) {
    return parted(
        yours, right, [](bool a, bool b) { return a == b; }, [](bool value) { return value ? "open" : "shut"; });
}

std::string known_mistake(const Matrix& weights, const Matrix& q, const Matrix& k, const Matrix& v,
                          const Mask& allowed) {
    struct Known {
        Slip slip;
        const char* says;
    };
    for (const auto& [slip, says] : std::initializer_list<Known>{
             {Slip::not_scaled, "The scores are not divided."},
             {Slip::by_d_k, "The scores are divided by d_k, not by its square root."},
             {Slip::over_queries, "Softmax runs down the columns: each column adds up to 1, and each row should."},
             {Slip::masked_to_zero, "Masked scores became 0, whose exponential is 1; they have to be minus infinity."},
             {Slip::masked_afterwards, "The mask came after softmax: the rest of a row no longer adds up to 1."}})
        if (apart(weights, right_attention(q, k, v, allowed, slip).weights).empty()) return std::string(" ") + says;
    return {};
}

} // namespace exercise
