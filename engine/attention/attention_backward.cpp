#include "attention_backward.h"

#include <cassert>

#include "engine/math/ops_backward.h"
#include "mask.h"
#include "split.h"

namespace attn {

namespace {

// attend_rows() of attention.cpp backwards, for all rows.
template <class R> HeadGradientsOf<R> head_backward(const TraceOf<R>& t, const HeadOf<R>& head, int h,
                                                    const Eigen::Ref<const MatrixOf<R>>& d_context) {
    const OptionsOf<R>& o = t.options;
    const Mistakes& mistakes = o.mistakes;
    const Mask* keep = of_head(o.dropout_keep, h);
    HeadGradientsOf<R> d{.context = d_context};

    auto [d_weights, d_v] =
        weighted_sum_backward(t.simd, keep ? head.dropped : head.softmax.weights, head.v, head.allowed, d.context);
    d.v = std::move(d_v);
    if (keep) {
        d.dropped = std::move(d_weights);
        d.weights = drop_weights_backward(d.dropped, *keep, t.dropout_factor);
    } else {
        d.weights = std::move(d_weights);
    }

    // Where the mask came too late, softmax had shared out more than is left.
    const bool late = mistakes.mask_after_softmax, over_queries = mistakes.softmax_over_queries;
    SoftmaxOf<R> undone;
    if (late)
        undone = over_queries ? softmax_over_queries(head.masked, head.seen) : softmax(t.simd, head.masked, head.seen);
    const SoftmaxOf<R>& shared_out = late ? undone : head.softmax;
    d.masked = over_queries ? softmax_over_queries_backward(shared_out, d.weights, head.seen)
                            : softmax_backward(shared_out, d.weights, head.seen);
    if (o.softcap > 0) {
        d.capped = d.masked;
        d.scaled = zeroed(cap_scores_backward(head.scaled, o.softcap, d.capped), head.seen);
    } else {
        d.scaled = d.masked;
    }
    d.scores = zeroed(scale_scores_backward(d.scaled, t.factor), head.seen);

    auto [d_q, d_k] = product_transposed_backward(t.simd, head.q, head.k, d.scores, head.seen);
    d.q = std::move(d_q), d.k = std::move(d_k);
    return d;
}

// Which cells of q, k and v anything came of: those of queries that see a key, and of keys and values that are seen.
struct Used {
    Mask q, k, v;
};

// Adds what one head has found.
template <class R> void add_head(GradientsOf<R>& d, Used& used, const TraceOf<R>& t, const HeadOf<R>& head,
                                 const HeadGradientsOf<R>& d_head, int h) {
    const int shared = h / (t.heads / t.kv_heads);
    const auto add = [&](MatrixOf<R>& whole, Mask& whole_used, const MatrixOf<R>& part, int index, const Mask& seen) {
        const int width = static_cast<int>(part.cols());
        split(whole, index, width, t.options.mistakes) += part;
        auto cells = split(whole_used, index, width, t.options.mistakes);
        for (Index i = 0; i < part.rows(); ++i)
            if (seen.row(i).any()) cells.row(i).setConstant(true);
    };
    add(d.q, used.q, d_head.q, h, head.seen);
    add(d.k, used.k, d_head.k, shared, head.seen.transpose());
    add(d.v, used.v, d_head.v, shared, head.allowed.transpose());
}

// The end of attend_into() backwards.
template <class R> void output_backward(GradientsOf<R>& d, const TraceOf<R>& t, const MatrixOf<R>& d_output) {
    const ProjectionsOf<R>& p = t.projections;
    const Mistakes& mistakes = t.options.mistakes;
    d.projections.w_o = MatrixOf<R>::Zero(p.w_o.rows(), p.w_o.cols());
    d.projections.b_o = MatrixOf<R>::Zero(p.b_o.rows(), p.b_o.cols());
    d.concat = d_output;
    if (p.w_o.size() > 0 && !mistakes.no_w_o) {
        auto [d_concat, d_w_o] = product_backward(t.simd, t.concat, p.w_o, d_output);
        d.concat = std::move(d_concat), d.projections.w_o = std::move(d_w_o);
    }
    if (p.b_o.size() > 0 && !mistakes.no_w_o) d.projections.b_o = bias_backward(d_output);
}

// The gradient of each head's context, side by side.
template <class R> MatrixOf<R> contexts_backward(const MatrixOf<R>& d_concat, const TraceOf<R>& t) {
    if (!t.options.mistakes.heads_averaged) return d_concat;
    MatrixOf<R> total = MatrixOf<R>::Zero(t.queries(), t.d_v);
    for (int h = 0; h < t.heads; ++h) total += columns(d_concat, Index{h} * t.d_v, t.d_v);
    return (total / static_cast<R>(t.heads)).replicate(1, t.heads);
}

// One projection, rows w + bias: adds to the gradient of the rows.
template <class R> void projection_backward(const KernelSet* simd, const MatrixOf<R>& rows, const MatrixOf<R>& w,
                                            const MatrixOf<R>& bias, const MatrixOf<R>& d_out, const Mask& used,
                                            MatrixOf<R>& d_rows, MatrixOf<R>& d_w, MatrixOf<R>& d_bias) {
    auto [d_more, d_weights] = product_backward(simd, rows, w, d_out, used);
    if (d_rows.size() == 0) d_rows = std::move(d_more);
    else d_rows = sum(d_rows, d_more);
    d_w = std::move(d_weights);
    if (bias.size() > 0) d_bias = bias_backward(d_out);
}

// project_into() of attention.cpp backwards.
template <class R> void inputs_backward(GradientsOf<R>& d, const TraceOf<R>& t, const Used& used) {
    const bool cross = t.memory.size() > 0, own_values = t.memory_v.size() > 0;
    const MatrixOf<R>& memory = cross ? t.memory : t.x;
    const MatrixOf<R>& memory_v = own_values ? t.memory_v : memory;
    MatrixOf<R>& d_memory = cross ? d.inputs.memory : d.inputs.x;
    MatrixOf<R>& d_memory_v = own_values ? d.inputs.memory_v : d_memory;
    const ProjectionsOf<R>& p = t.projections;
    ProjectionsOf<R>& d_p = d.projections;
    projection_backward(t.simd, t.x, p.w_q, p.b_q, d.q, used.q, d.inputs.x, d_p.w_q, d_p.b_q);
    projection_backward(t.simd, memory, p.w_k, p.b_k, d.k, used.k, d_memory, d_p.w_k, d_p.b_k);
    projection_backward(t.simd, memory_v, p.w_v, p.b_v, d.v, used.v, d_memory_v, d_p.w_v, d_p.b_v);
}

} // namespace

template <class R>
GradientsOf<R> attend_backward(const TraceOf<R>& t, const MatrixOf<R>& d_output, const HeadVisitorOf<R>& visit) {
    assert(d_output.rows() == t.output.rows() && d_output.cols() == t.output.cols());
    GradientsOf<R> d{.q = MatrixOf<R>::Zero(t.q.rows(), t.q.cols()),
                     .k = MatrixOf<R>::Zero(t.k.rows(), t.k.cols()),
                     .v = MatrixOf<R>::Zero(t.v.rows(), t.v.cols())};
    Used used{.q = Mask::Zero(t.q.rows(), t.q.cols()),
              .k = Mask::Zero(t.k.rows(), t.k.cols()),
              .v = Mask::Zero(t.v.rows(), t.v.cols())};
    output_backward(d, t, d_output);
    const MatrixOf<R> d_contexts = contexts_backward(d.concat, t);
    for (int h = 0; h < t.heads; ++h) {
        const HeadOf<R> head = head_of(t, h);
        const HeadGradientsOf<R> d_head = head_backward<R>(t, head, h, d_contexts.middleCols(Index{h} * t.d_v, t.d_v));
        add_head(d, used, t, head, d_head, h);
        if (visit) visit(h, d_head);
    }
    if (t.x.size() > 0) inputs_backward(d, t, used);
    return d;
}

template Gradients attend_backward(const Trace&, const Matrix&, const HeadVisitorOf<float>&);
template GradientsOf<double> attend_backward(const TraceOf<double>&, const MatrixOf<double>&,
                                             const HeadVisitorOf<double>&);

} // namespace attn
