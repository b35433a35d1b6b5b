#include "attention.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "contexts.h"
#include "mask.h"
#include "split.h"

namespace attn {

namespace {

template <class R> HeadOf<R> operands(const TraceOf<R>& t, int h) {
    const int shared = h / (t.heads / t.kv_heads);
    HeadOf<R> head;
    head.q = split(t.q, h, t.d_k, t.options.mistakes);
    head.k = split(t.k, shared, t.d_k, t.options.mistakes);
    head.v = split(t.v, shared, t.d_v, t.options.mistakes);
    return head;
}

// The stages of one head up to softmax for the queries that are in head.q, which are rows [first, ...) of all.
template <class R> void score_rows_into(HeadOf<R>& head, const TraceOf<R>& t, int h, Index first) {
    const OptionsOf<R>& o = t.options;
    const Mistakes& mistakes = o.mistakes;
    const Index rows = head.q.rows(), keys = head.k.rows();
    head.allowed = allowed_rows(o, h, first, rows, keys);
    head.seen = mistakes.mask_after_softmax ? unmasked_rows(o, h, first, rows, keys) : head.allowed;

    head.scores = product_transposed(t.simd, head.q, head.k);
    head.scaled = scale_scores(head.scores, t.factor);
    if (o.softcap > 0) head.capped = cap_scores(head.scaled, o.softcap);
    head.masked = o.softcap > 0 ? head.capped : head.scaled;
    if (const auto* bias = of_head(o.bias, h))
        head.masked = sum(head.masked, MatrixOf<R>(bias->middleRows(first, rows)));
    head.masked = mask_scores(head.masked, head.seen);
}

// All its stages, for the same queries.
template <class R> void attend_rows(HeadOf<R>& head, const TraceOf<R>& t, int h, Index first) {
    score_rows_into(head, t, h, first);
    const OptionsOf<R>& o = t.options;
    const Mistakes& mistakes = o.mistakes;
    const Index rows = head.q.rows();
    head.softmax = mistakes.softmax_over_queries ? softmax_over_queries(head.masked, head.seen)
                                                 : softmax(t.simd, head.masked, head.seen);
    if (mistakes.mask_after_softmax) head.softmax.weights = zeroed(head.softmax.weights, head.allowed);
    if (const Mask* keep = of_head(o.dropout_keep, h))
        head.dropped = drop_weights(head.softmax.weights, Mask(keep->middleRows(first, rows)), t.dropout_factor);
    const MatrixOf<R>& weights = o.dropout_keep.empty() ? head.softmax.weights : head.dropped;
    head.context = weighted_sum(t.simd, weights, head.v, head.allowed);
}

// What is only there to be looked at, for the same queries: the mask and what dropout keeps, as numbers.
template <class R> void add_shown_rows(HeadOf<R>& head, const TraceOf<R>& t, int h, Index first) {
    const Index rows = head.q.rows(), keys = head.k.rows();
    if (has_mask(t.options)) head.mask = mask_scores(MatrixOf<R>(MatrixOf<R>::Zero(rows, keys)), head.allowed);
    head.shifted = shift_scores(head.masked, head.softmax.row_max);
    if (const Mask* keep = of_head(t.options.dropout_keep, h)) head.keep = keep->middleRows(first, rows).cast<R>();
    if (const auto* times = of_head(t.times_kept, h))
        head.averaged = average_weights(head.softmax.weights, MatrixOf<R>(times->middleRows(first, rows)),
                                        t.dropout_samples, t.dropout_factor);
}

// Everything that follows from q, k and v.
template <class R> void attend_into(TraceOf<R>& t) {
    const OptionsOf<R>& o = t.options;
    t.heads = o.heads;
    t.kv_heads = kv_heads_of(o.heads, o.kv_heads);
    t.d_k = static_cast<int>(t.q.cols()) / t.heads;
    t.d_v = static_cast<int>(t.v.cols()) / t.kv_heads;
    t.scale = o.mistakes.no_scaling ? R(1) : o.scale.value_or(R(1) / std::sqrt(static_cast<R>(t.d_k)));
    t.factor = t.scale / o.temperature;
    t.dropout_factor = static_cast<R>(1.0 / (1.0 - o.dropout_p));

    t.concat = all_contexts(t);
    const bool projects = t.projections.w_o.size() > 0 && !o.mistakes.no_w_o;
    t.output = projects ? product(t.simd, t.concat, t.projections.w_o) : t.concat;
    if (!o.mistakes.no_w_o) t.output = with_bias(t.output, t.projections.b_o);
}

// The matrices of all heads side by side: [H][n, width] -> [n, H width].
template <class R> MatrixOf<R> side_by_side(const std::vector<MatrixOf<R>>& heads) {
    MatrixOf<R> out(heads[0].rows(), heads[0].cols() * static_cast<Index>(heads.size()));
    for (std::size_t h = 0; h < heads.size(); ++h)
        out.middleCols(static_cast<Index>(h) * heads[0].cols(), heads[0].cols()) = heads[h];
    return out;
}

// Q, K and V from what is in t.x, t.memory and t.memory_v.
template <class R> void project_into(TraceOf<R>& t) {
    if (t.options.mistakes.keys_from_queries) t.memory.resize(0, 0), t.memory_v.resize(0, 0);
    const MatrixOf<R>& memory = t.memory.size() > 0 ? t.memory : t.x;
    const MatrixOf<R>& memory_v = t.memory_v.size() > 0 ? t.memory_v : memory;
    t.q = with_bias(product(t.simd, t.x, t.projections.w_q), t.projections.b_q);
    t.k = with_bias(product(t.simd, memory, t.projections.w_k), t.projections.b_k);
    t.v = with_bias(product(t.simd, memory_v, t.projections.w_v), t.projections.b_v);
}

} // namespace

template <class R> HeadOf<R> head_of(const TraceOf<R>& t, int h) {
    HeadOf<R> head = operands(t, h);
    attend_rows(head, t, h, 0);
    add_shown_rows(head, t, h, 0);
    return head;
}

template <class R> PartsOf<R> parts_of(const TraceOf<R>& t, int h) {
    HeadOf<R> head = operands(t, h);
    PartsOf<R> out;
    out.q = std::move(head.q), out.k = std::move(head.k), out.v = std::move(head.v);
    out.context = columns(t.concat, Index{h} * t.d_v, t.d_v);
    out.allowed = allowed_rows(t.options, h, 0, t.queries(), t.keys());
    out.seen =
        t.options.mistakes.mask_after_softmax ? unmasked_rows(t.options, h, 0, t.queries(), t.keys()) : out.allowed;
    return out;
}

template <class R> const HeadOf<R>& TraceOf<R>::head(int h) const {
    const HeadOf<R>* kept = by_head.head(h);
    return kept ? *kept : by_head.keep(head_of(*this, h), h, heads);
}

template <class R> const PartsOf<R>& TraceOf<R>::parts(int h) const {
    if (const PartsOf<R>* known = by_head.parts(h)) return *known;
    PartsOf<R> parts = parts_of(*this, h);
    // An average over the heads has replaced what they found, so concat no longer has it.
    if (options.mistakes.heads_averaged) parts.context = head(h).context;
    return by_head.keep(std::move(parts), h, heads);
}

namespace {

Head operands_of_rows(const Trace& t, int h, Index first, Index rows) {
    Head part = operands(t, h);
    part.q = Matrix(part.q.middleRows(first, rows));
    return part;
}

} // namespace

Head score_rows(const Trace& t, int h, Index first, Index rows) {
    Head part = operands_of_rows(t, h, first, rows);
    score_rows_into(part, t, h, first);
    return part;
}

Head head_rows(const Trace& t, int h, Index first, Index rows) {
    assert(!t.options.mistakes.softmax_over_queries);
    Head part = operands_of_rows(t, h, first, rows);
    attend_rows(part, t, h, first);
    add_shown_rows(part, t, h, first);
    return part;
}

namespace {

// The contexts of all heads by the steps of attend_rows, a few rows at a time.
template <class R> MatrixOf<R> contexts_in_steps(const TraceOf<R>& t) {
    const Mistakes& mistakes = t.options.mistakes;
    // Rows do not depend on each other, so any number at a time gives the same bits. Only softmax over the
    // queries needs whole columns.
    const Index at_a_time = mistakes.softmax_over_queries ? std::max<Index>(t.queries(), 1) : 16;
    MatrixOf<R> out(t.queries(), Index{t.heads} * t.d_v);
    for (int h = 0; h < t.heads; ++h) {
        HeadOf<R> part = operands(t, h);
        const MatrixOf<R> q = part.q;
        for (Index first = 0; first < t.queries(); first += at_a_time) {
            const Index rows = std::min(at_a_time, t.queries() - first);
            part.q = q.middleRows(first, rows);
            attend_rows(part, t, h, first);
            out.block(first, Index{h} * t.d_v, rows, t.d_v) = part.context;
        }
    }
    return out;
}

} // namespace

template <class R> MatrixOf<R> all_contexts(const TraceOf<R>& t) {
    const Mistakes& mistakes = t.options.mistakes;
    // The SIMD kernels know the steps of softmax and the cutting of heads only as they should be.
    const bool usual =
        !mistakes.softmax_over_queries && !mistakes.mask_after_softmax && !mistakes.view_without_transpose;
    MatrixOf<R> out;
    if constexpr (std::is_same_v<R, float>)
        if (t.simd && usual)
            out = contexts(*t.simd, t.q, t.k, t.v, t.heads, t.kv_heads, rules_of(t.options, t.factor, t.keys()));
    if (out.size() == 0) out = contexts_in_steps(t);
    if (mistakes.heads_averaged) {
        MatrixOf<R> total = MatrixOf<R>::Zero(t.queries(), t.d_v);
        for (int h = 0; h < t.heads; ++h) total += columns(out, Index{h} * t.d_v, t.d_v);
        out = (total / static_cast<R>(t.heads)).replicate(1, t.heads);
    }
    return out;
}

template <class R>
TraceOf<R> attend(InputsOf<R> inputs, ProjectionsOf<R> projections, OptionsOf<R> options, const KernelSet* simd) {
    assert(!misfit(inputs, projections, options));
    TraceOf<R> t;
    t.simd = simd;
    t.x = std::move(inputs.x);
    t.memory = std::move(inputs.memory);
    t.memory_v = std::move(inputs.memory_v);
    t.projections = std::move(projections);
    t.options = std::move(options);
    project_into(t);
    t.tokens.resize(static_cast<std::size_t>(t.queries()));
    if (t.memory.size() > 0) t.memory_tokens.resize(static_cast<std::size_t>(t.keys()));
    attend_into(t);
    return t;
}

template <class R> TraceOf<R> attend(const ProjectedInputsOf<R>& projected_inputs, ProjectionsOf<R> projections,
                                     OptionsOf<R> options, const KernelSet* simd) {
    assert(!misfit(projected_inputs, projections, options));
    TraceOf<R> t;
    t.simd = simd;
    t.projections = std::move(projections);
    t.options = std::move(options);
    t.q = side_by_side(projected_inputs.q);
    t.k = side_by_side(projected_inputs.k);
    t.v = side_by_side(projected_inputs.v);
    t.tokens.resize(static_cast<std::size_t>(t.queries()));
    t.memory_tokens.resize(static_cast<std::size_t>(t.keys()));
    attend_into(t);
    return t;
}

template struct TraceOf<float>;
template struct TraceOf<double>;
template Head head_of(const Trace&, int);
template HeadOf<double> head_of(const TraceOf<double>&, int);
template PartsOf<float> parts_of(const Trace&, int);
template PartsOf<double> parts_of(const TraceOf<double>&, int);
template Matrix all_contexts(const Trace&);
template MatrixOf<double> all_contexts(const TraceOf<double>&);
template Trace attend(Inputs, Projections, Options, const KernelSet*);
template TraceOf<double> attend(InputsOf<double>, ProjectionsOf<double>, OptionsOf<double>, const KernelSet*);
template Trace attend(const ProjectedInputs&, Projections, Options, const KernelSet*);
template TraceOf<double> attend(const ProjectedInputsOf<double>&, ProjectionsOf<double>, OptionsOf<double>,
                                const KernelSet*);

} // namespace attn
