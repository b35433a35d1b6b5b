#include "layers.h"

#include <cmath>
#include <limits>

#include "convert.h"
#include "elementwise.h"
#include "engine/math/ops.h"
#include "indexing.h"
#include "products.h"
#include "random_numbers.h"
#include "views.h"

namespace attn {

namespace {

template <class R> void softmax_rows(const Rows& rows, const StridedTensor& out, bool log) {
    const auto from = Eigen::Map<const MatrixOf<R>>(rows.numbers.data<R>(), rows.outer, rows.inner);
    auto to = Eigen::Map<MatrixOf<R>>(out.data<R>(), rows.outer, rows.inner);
    // A few rows at a time, so that the steps in between stay small.
    const Index some = std::max<Index>(1, 65536 / std::max<Index>(rows.inner, 1));
    for (Index first = 0; first < rows.outer; first += some) {
        const Index count = std::min(some, rows.outer - first);
        const Mask all = Mask::Constant(count, rows.inner, true);
        const SoftmaxOf<R> s = softmax(MatrixOf<R>(from.middleRows(first, count)), all);
        for (Index i = 0; i < count; ++i) {
            if (s.row_sum(i) == 0) to.row(first + i).setConstant(std::numeric_limits<R>::quiet_NaN());
            else if (!log) to.row(first + i) = s.weights.row(i);
            else {
                const R total = apply(Unary::log, s.row_sum(i), R{0});
                for (Index j = 0; j < rows.inner; ++j) to(first + i, j) = from(first + i, j) - s.row_max(i) - total;
            }
        }
    }
}

} // namespace

StridedTensor softmax(Context& c, const StridedTensor& given, std::int64_t dim, std::optional<DType> t, bool log) {
    const StridedTensor a = converted(c, given, t.value_or(given.dtype));
    const Index d = c.dimension(dim, a.rank());
    if (c.failed()) return {};
    if (!is_floating(a.dtype))
        return c.wrong("\"" +
                       std::string(d < a.rank() - 1 ? "softmax_kernel_impl"
                                   : log            ? "log_softmax_lastdim_kernel_impl"
                                                    : "softmax_lastdim_kernel_impl") +
                       "\" not implemented for '" + std::string(scalar_name(a.dtype)) + "'");
    const StridedTensor last = a.rank() ? transposed(c, a, d, -1) : a;
    const Rows rows = rows_along(c, last, {-1}, false, a.dtype);
    const StridedTensor out = c.zeros(last.shape, a.dtype);
    if (c.failed()) return {};
    if (out.numel() > 0 && a.dtype == DType::float64) softmax_rows<double>(rows, out, log);
    if (out.numel() > 0 && a.dtype == DType::float32) softmax_rows<float>(rows, out, log);
    return a.rank() ? contiguous(c, transposed(c, out, d, -1)) : out;
}

StridedTensor layer_norm(Context& c, const StridedTensor& x, const Dims& normalised, const StridedTensor* weight,
                         const StridedTensor* bias, double eps) {
    if (normalised.empty())
        return c.wrong(
            "Expected normalized_shape to be at least 1-dimensional, i.e., containing at least one element, but "
            "got normalized_shape = []");
    for (const auto& [name, part] : {std::pair("weight", weight), std::pair("bias", bias)})
        if (part && !(part->shape == normalised))
            return c.wrong("Expected " + std::string(name) + " to be of same shape as normalized_shape, but got " +
                           name + " of shape " + text_of(part->shape) +
                           " and normalized_shape = " + text_of(normalised));
    const Index before = x.rank() - normalised.size();
    bool fits = before >= 0;
    Dims dims;
    for (Index i = 0; i < normalised.size() && fits; ++i) {
        fits = x.shape[before + i] == normalised[i];
        dims.push_back(before + i);
    }
    if (!fits) {
        std::string wanted = "[*";
        for (const Index size : normalised) wanted += ", " + std::to_string(size);
        return c.wrong("Given normalized_shape=" + text_of(normalised) + ", expected input with shape " + wanted +
                       "], but got input of size" + text_of(x.shape));
    }
    if (!is_floating(x.dtype))
        return c.wrong("\"LayerNormKernelImpl\" not implemented for '" + std::string(scalar_name(x.dtype)) + "'");
    const StridedTensor centred = binary(c, Binary::sub, x, mean(c, x, dims, true, std::nullopt));
    const StridedTensor spread = variance(c, x, dims, 0, true, false);
    StridedTensor shift = c.scalar(eps, DType::float64);
    shift.number = true;
    StridedTensor out = binary(c, Binary::mul, centred, unary(c, Unary::rsqrt, binary(c, Binary::add, spread, shift)));
    if (weight) out = binary(c, Binary::mul, out, *weight);
    if (bias) out = binary(c, Binary::add, out, *bias);
    return out;
}

StridedTensor dropout(Context& c, const StridedTensor& a, double p, bool training) {
    if (!(p >= 0.0 && p <= 1.0)) {
        std::string digits = "nan"; // the words have the number as C++ prints it; Python says its own before
        if (p == p) digits = p < 0.0 ? "a negative one" : "one above 1";
        return c.wrong("dropout probability has to be between 0 and 1, but got " + digits);
    }
    if (p == 0.0 || !training || a.numel() == 0) return a;
    if (p == 1.0) return binary(c, Binary::mul, a, c.zeros({}, a.dtype));
    if (!is_floating(a.dtype)) return c.wrong("result type Float can't be cast to the desired output type Long");
    const StridedTensor kept = c.zeros(a.shape, a.dtype);
    if (c.failed()) return {};
    fill_bernoulli(c, kept, 1.0 - p);
    StridedTensor rest = c.scalar(1.0 - p, DType::float64);
    rest.number = true;
    return binary(c, Binary::mul, a, binary(c, Binary::div, kept, rest));
}

StridedTensor embedding(Context& c, const StridedTensor& weight, const StridedTensor& ids) {
    if (weight.rank() != 2) return c.wrong("'weight' must be 2-D");
    if (ids.dtype != DType::int64 && ids.dtype != DType::int32)
        return c.wrong(
            "Expected tensor for argument #1 'indices' to have one of the following scalar types: Long, Int; but "
            "got " +
            std::string(tensor_class(ids.dtype)) + " instead (while checking arguments for embedding)");
    const StridedTensor flat = reshaped(c, ids, {-1});
    const StridedTensor rows = c.failed() ? weight : index_select(c, weight, 0, converted(c, flat, DType::int64));
    Dims shape = ids.shape;
    if (c.failed() || !c.fits_rank(shape.size() + 1)) return {};
    shape.push_back(weight.shape[1]);
    return reshaped(c, rows, shape);
}

StridedTensor attention(Context& c, const StridedTensor& q, const StridedTensor& k, const StridedTensor& v,
                        const StridedTensor* mask, double dropout_p, bool causal) {
    if (q.rank() < 2 || k.rank() < 2 || v.rank() < 2)
        return c.wrong(
            "scaled_dot_product_attention: Expected query, key, and value to all be  at least 2 dimensional, but "
            "got query.dim: " +
            std::to_string(q.rank()) + ", key.dim: " + std::to_string(k.rank()) +
            " and value.dim: " + std::to_string(v.rank()) + " instead.");
    if (mask && causal)
        return c.wrong("scaled_dot_product_attention: Explicit attn_mask should not be set when is_causal=True");
    StridedTensor scale = c.scalar(1.0 / std::sqrt(static_cast<double>(q.shape.back())), DType::float64);
    scale.number = true;
    StridedTensor scores = binary(c, Binary::mul, matmul(c, q, transposed(c, k, -2, -1)), scale);
    if (c.failed()) return {};
    StridedTensor closed = c.scalar(-HUGE_VAL, DType::float64);
    closed.number = true;
    StridedTensor open = c.zeros({q.shape[q.rank() - 2], k.shape[k.rank() - 2]}, DType::boolean);
    if (causal) {
        fill(open, 1.0);
        open = triangle(c, open, 0, true);
    }
    const bool chooses = causal || (mask && mask->dtype == DType::boolean);
    if (chooses) scores = where(c, causal ? open : *mask, scores, closed);
    else if (mask) scores = binary(c, Binary::add, scores, *mask);
    const StridedTensor weights = softmax(c, scores, -1, std::nullopt, false);
    const StridedTensor kept = c.failed() ? weights : dropout(c, weights, dropout_p, true);
    return c.failed() ? StridedTensor{} : matmul(c, kept, v);
}

StridedTensor cosine_similarity(Context& c, const StridedTensor& a, const StridedTensor& b, std::int64_t dim,
                                double eps) {
    const Dims shape = broadcast_shape(c, a.shape, b.shape);
    if (c.failed()) return {};
    const DType t = promoted(a, b);
    if (!is_floating(t)) return c.wrong("expected common dtype to be floating point, yet common dtype is Long");
    const Dims dims{c.dimension(dim, shape.size())};
    if (c.failed()) return {};
    const StridedTensor x = broadcast(c, converted(c, a, t), shape), y = broadcast(c, converted(c, b, t), shape);
    StridedTensor least = c.scalar(eps, DType::float64);
    least.number = true;
    const auto unit = [&](const StridedTensor& v) {
        const StridedTensor length = norm(c, v, 2.0, dims, true);
        return c.failed() ? v : binary(c, Binary::div, v, binary(c, Binary::maximum, length, least));
    };
    const StridedTensor ux = unit(x), uy = unit(y);
    return c.failed() ? StridedTensor{} : sum(c, binary(c, Binary::mul, ux, uy), dims, false, std::nullopt);
}

StridedTensor cross_entropy(Context& c, const StridedTensor& logits, const StridedTensor& classes) {
    if (logits.rank() != 2 || classes.rank() != 1)
        return c.wrong("cross_entropy is offered for logits [N, C] and classes [N]");
    if (logits.shape[0] != classes.shape[0])
        return c.fail("ValueError", "Expected input batch_size (" + std::to_string(logits.shape[0]) +
                                        ") to match target batch_size (" + std::to_string(classes.shape[0]) + ").");
    if (classes.dtype != DType::int64)
        return c.wrong("expected scalar type Long but found " + std::string(scalar_name(classes.dtype)));
    const StridedTensor logs = softmax(c, logits, 1, std::nullopt, true), ids = contiguous(c, classes);
    if (c.failed()) return {};
    for (Index i = 0; i < ids.numel(); ++i)
        if (const std::int64_t id = ids.data<std::int64_t>()[i]; id < 0 || id >= logits.shape[1])
            return c.fail("IndexError", "Target " + std::to_string(id) + " is out of bounds.");
    const StridedTensor chosen = gather(c, logs, 1, unsqueezed(c, ids, 1));
    return unary(c, Unary::neg, mean(c, chosen, {}, false, std::nullopt));
}

StridedTensor mse_loss(Context& c, const StridedTensor& a, const StridedTensor& b) {
    const StridedTensor off = binary(c, Binary::sub, a, b);
    return c.failed() ? off : mean(c, unary(c, Unary::square, off), {}, false, std::nullopt);
}

StridedTensor triangle(Context& c, const StridedTensor& a, std::int64_t diagonal, bool lower) {
    if (a.rank() == 0) return c.fail("IndexError", "Dimension specified as -2 but tensor has no dimensions");
    c.dimension(-2, a.rank());
    const StridedTensor out = c.failed() ? a : copied(c, a);
    if (c.failed()) return {};
    const Index rows = out.shape[a.rank() - 2], columns = out.shape.back();
    with_type(out.dtype, [&](auto zero) {
        for (Index i = 0, count = out.numel(); i < count; ++i) {
            const std::int64_t row = i / columns % rows, column = i % columns;
            if (lower ? column > row + diagonal : column < row + diagonal) out.data<decltype(zero)>()[i] = zero;
        }
    });
    return out;
}

} // namespace attn
