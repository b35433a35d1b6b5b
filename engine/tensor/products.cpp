#include "products.h"

#include "convert.h"
#include "elementwise.h"
#include "engine/math/ops.h"
#include "views.h"

namespace attn {

namespace {

template <class R> using View = Eigen::Map<const MatrixOf<R>>;

// [B, n, m] [B, m, p], both contiguous, of one dtype and fitting.
template <class R> void real_products(const StridedTensor& a, const StridedTensor& b, const StridedTensor& out) {
    const Index n = a.shape[1], m = a.shape[2], p = b.shape[2];
    for (Index i = 0; i < a.shape[0]; ++i) {
        const MatrixOf<R> left = View<R>(a.data<R>() + i * n * m, n, m), right = View<R>(b.data<R>() + i * m * p, m, p);
        Eigen::Map<MatrixOf<R>>(out.data<R>() + i * n * p, n, p) = product(left, right);
    }
}

void whole_products(const StridedTensor& a, const StridedTensor& b, const StridedTensor& out) {
    const Index n = a.shape[1], m = a.shape[2], p = b.shape[2];
    for (Index i = 0; i < a.shape[0]; ++i)
        for (Index row = 0; row < n; ++row)
            for (Index column = 0; column < p; ++column) {
                std::uint64_t sum = 0;
                for (Index k = 0; k < m; ++k)
                    sum += static_cast<std::uint64_t>(a.data<std::int64_t>()[(i * n + row) * m + k]) *
                           static_cast<std::uint64_t>(b.data<std::int64_t>()[(i * m + k) * p + column]);
                out.data<std::int64_t>()[(i * n + row) * p + column] =
                    wrapped(out.dtype, static_cast<std::int64_t>(sum));
            }
}

bool same_dtype(Context& c, const StridedTensor& a, const StridedTensor& b, const char* kernel) {
    if (a.dtype != b.dtype)
        c.wrong("expected scalar type " + std::string(scalar_name(a.dtype)) + " but found " +
                std::string(scalar_name(b.dtype)));
    else if (a.dtype == DType::boolean) c.wrong("\"" + std::string(kernel) + "\" not implemented for 'Bool'");
    return !c.failed();
}

// [B, n, m] [B, m, p] whose shapes fit.
StridedTensor multiplied(Context& c, const StridedTensor& a, const StridedTensor& b) {
    const StridedTensor x = contiguous(c, a), y = contiguous(c, b);
    const StridedTensor out = c.zeros({a.shape[0], a.shape[1], b.shape[2]}, a.dtype);
    if (c.failed()) return {};
    if (out.numel() == 0) return out;
    if (a.dtype == DType::float32) real_products<float>(x, y, out);
    else if (a.dtype == DType::float64) real_products<double>(x, y, out);
    else whole_products(x, y, out);
    return out;
}

std::string size_of(const StridedTensor& a) { return std::to_string(a.shape[0]) + "x" + std::to_string(a.shape[1]); }

} // namespace

StridedTensor mm(Context& c, const StridedTensor& a, const StridedTensor& b) {
    if (a.rank() != 2) return c.wrong("self must be a matrix");
    if (b.rank() != 2) return c.wrong("mat2 must be a matrix");
    if (a.shape[1] != b.shape[0])
        return c.wrong("mat1 and mat2 shapes cannot be multiplied (" + size_of(a) + " and " + size_of(b) + ")");
    if (!same_dtype(c, a, b, "addmm_impl_cpu_")) return {};
    const StridedTensor out = multiplied(c, unsqueezed(c, a, 0), unsqueezed(c, b, 0));
    return c.failed() ? out : selected(c, out, 0, 0);
}

StridedTensor bmm(Context& c, const StridedTensor& a, const StridedTensor& b) {
    if (a.rank() != 3) return c.wrong("batch1 must be a 3D tensor");
    if (b.rank() != 3) return c.wrong("batch2 must be a 3D tensor");
    if (a.shape[0] != b.shape[0] || a.shape[2] != b.shape[1])
        return c.wrong(
            "Expected size for first two dimensions of batch2 tensor to be: " + text_of(Dims{a.shape[0], a.shape[2]}) +
            " but got: " + text_of(Dims{b.shape[0], b.shape[1]}) + ".");
    return same_dtype(c, a, b, "bmm") ? multiplied(c, a, b) : StridedTensor{};
}

StridedTensor mv(Context& c, const StridedTensor& a, const StridedTensor& b) {
    if (a.rank() != 2 || b.rank() != 1)
        return c.wrong("vector + matrix @ vector expected, got 1, " + std::to_string(a.rank()) + ", " +
                       std::to_string(b.rank()));
    if (a.shape[1] != b.shape[0])
        return c.wrong("size mismatch, got " + std::to_string(a.shape[0]) + ", " + size_of(a) + "," +
                       std::to_string(b.shape[0]));
    const StridedTensor out = same_dtype(c, a, b, "addmv_impl_cpu") ? mm(c, a, unsqueezed(c, b, 1)) : StridedTensor{};
    return c.failed() ? out : selected(c, out, 1, 0);
}

StridedTensor dot(Context& c, const StridedTensor& a, const StridedTensor& b) {
    if (a.rank() != 1 || b.rank() != 1)
        return c.wrong("1D tensors expected, but got " + std::to_string(a.rank()) + "D and " +
                       std::to_string(b.rank()) + "D tensors");
    if (a.dtype != b.dtype)
        return c.wrong("dot : expected both vectors to have same dtype, but found " +
                       std::string(scalar_name(a.dtype)) + " and " + std::string(scalar_name(b.dtype)));
    const Index n = a.shape[0], m = b.shape[0];
    if (n != m)
        return c.wrong("inconsistent tensor size, expected tensor [" + std::to_string(n) + "] and src [" +
                       std::to_string(m) + "] to have the same number of elements, but got " + std::to_string(n) +
                       " and " + std::to_string(m) + " elements respectively");
    if (!same_dtype(c, a, b, "dot")) return {};
    const StridedTensor out = mm(c, unsqueezed(c, a, 0), unsqueezed(c, b, 1));
    return c.failed() ? out : reshaped(c, out, {});
}

StridedTensor outer(Context& c, const StridedTensor& a, const StridedTensor& b) {
    if (a.rank() != 1) return c.wrong("outer: Expected 1-D argument self, but got " + std::to_string(a.rank()) + "-D");
    if (b.rank() != 1) return c.wrong("outer: Expected 1-D argument vec2, but got " + std::to_string(b.rank()) + "-D");
    return binary(c, Binary::mul, unsqueezed(c, a, 1), b);
}

StridedTensor matmul(Context& c, const StridedTensor& a, const StridedTensor& b) {
    if (a.rank() == 0 || b.rank() == 0)
        return c.wrong("both arguments to matmul need to be at least 1D, but they are " + std::to_string(a.rank()) +
                       "D and " + std::to_string(b.rank()) + "D");
    if (a.rank() == 1 && b.rank() == 1) return dot(c, a, b);
    if (a.rank() == 2 && b.rank() == 1) return mv(c, a, b);
    if (a.rank() == 1 && b.rank() == 2) {
        const StridedTensor out = mm(c, unsqueezed(c, a, 0), b);
        return c.failed() ? out : selected(c, out, 0, 0);
    }
    if (a.rank() == 2 && b.rank() == 2) return mm(c, a, b);
    // A batch times a vector or a matrix is one product of all rows.
    const Dims batch_a = [&] {
        Dims out = a.shape;
        for (Index i = 0; i < std::min<Index>(2, a.rank()); ++i) out.erase(out.size() - 1);
        return out;
    }();
    if (b.rank() <= 2) {
        const Index m = a.shape.back(), rows = m == 0 ? 0 : a.numel() / m;
        Dims kept = a.shape;
        kept.erase(a.rank() - 1);
        Index all = 1;
        for (const Index size : kept) all *= size;
        const StridedTensor flat = reshaped(c, a, {m == 0 ? all : rows, m});
        const StridedTensor out = b.rank() == 1 ? mv(c, flat, b) : mm(c, flat, b);
        if (b.rank() == 2) kept.push_back(b.shape[1]);
        return c.failed() ? StridedTensor{} : reshaped(c, out, kept);
    }
    if (a.rank() <= 2) { // (B^T A^T)^T, and so in its words
        const StridedTensor turned = matmul(c, transposed(c, b, -1, -2), transposed(c, a));
        return c.failed() || a.rank() == 1 ? turned : transposed(c, turned, -1, -2);
    }
    Dims batch_b = b.shape;
    batch_b.erase(batch_b.size() - 1);
    batch_b.erase(batch_b.size() - 1);
    Dims batch = broadcast_shape(c, batch_a, batch_b);
    if (c.failed()) return {};
    const auto flat = [&](const StridedTensor& t) {
        Dims whole = batch;
        whole.push_back(t.shape[t.rank() - 2]);
        whole.push_back(t.shape[t.rank() - 1]);
        Index count = 1;
        for (const Index size : batch) count *= size;
        const StridedTensor wide = expanded(c, t, whole);
        return reshaped(c, wide, {count, t.shape[t.rank() - 2], t.shape[t.rank() - 1]});
    };
    const StridedTensor left = flat(a), right = flat(b);
    if (c.failed()) return {};
    const StridedTensor out = bmm(c, left, right);
    batch.push_back(a.shape[a.rank() - 2]);
    batch.push_back(b.shape.back());
    return c.failed() ? out : reshaped(c, out, batch);
}

StridedTensor linear(Context& c, const StridedTensor& x, const StridedTensor& weight, const StridedTensor* bias) {
    const StridedTensor turned = transposed(c, weight);
    if (c.failed()) return {};
    const StridedTensor out = matmul(c, x, turned);
    if (!bias || c.failed()) return out;
    if (bias->dtype != out.dtype)
        return c.wrong("expected scalar type " + std::string(scalar_name(out.dtype)) + " but found " +
                       std::string(scalar_name(bias->dtype)));
    const Index width = out.rank() ? out.shape.back() : 1;
    if (bias->rank() > 1 || (bias->rank() == 1 && bias->shape[0] != width && bias->shape[0] != 1)) {
        const Index rows = width ? out.numel() / width : 0;
        return expanded(c, *bias, {rows, width});
    }
    return binary(c, Binary::add, out, *bias);
}

} // namespace attn
