#include "options.h"

#include <cmath>

#include "engine/formats/number.h"
#include "engine/words/text.h"

namespace attn {

namespace {

constexpr Index kAny = -1;

std::string shape(Index rows, Index cols) {
    const auto part = [](Index n) { return n == kAny ? std::string("*") : std::to_string(n); };
    return "[" + part(rows) + ", " + part(cols) + "]";
}

// Collects the first thing that is wrong; after it nothing else is looked at, because it may be a consequence.
struct Fit {
    std::optional<Said> error;

    void need(bool fits, std::string_view key, std::initializer_list<Filling> slots) {
        if (!error && !fits) error = said(key, slots);
    }
    template <class M> void need_shape(std::string_view name, const M& m, Index rows, Index cols) {
        need((rows == kAny || m.rows() == rows) && (cols == kAny || m.cols() == cols), "misfit.shape",
             {{"name", name}, {"have", shape(m.rows(), m.cols())}, {"want", shape(rows, cols)}});
    }
    template <class M> void need_some(std::string_view name, const M& m) {
        need(m.rows() > 0 && m.cols() > 0, "misfit.empty", {{"name", name}});
    }
    void need_range(bool fits, std::string_view name, double value, std::string_view range) {
        need(fits, "misfit.range", {{"name", name}, {"value", shortest(value)}, {"range", range, Filling::as_key}});
    }
    void need_split(std::string_view name, Index columns, Index heads) {
        need(columns > 0 && columns % heads == 0, "misfit.split",
             {{"name", name}, {"columns", std::to_string(columns)}, {"heads", std::to_string(heads)}});
    }
    // A list with none, possibly one for all heads, or one for each head.
    template <class M> void need_list(std::string_view name, const std::vector<M>& list, bool one_for_all, int heads,
                                      Index rows, Index cols) {
        const auto count = static_cast<int>(list.size());
        need(count == 0 || count == heads || (one_for_all && count == 1),
             one_for_all ? "misfit.count" : "misfit.count_exact",
             {{"name", name}, {"have", std::to_string(count)}, {"heads", std::to_string(heads)}});
        for (const M& m : list) need_shape(name, m, rows, cols);
    }
};

template <class R> int kv_heads(const OptionsOf<R>& o) { return kv_heads_of(o.heads, o.kv_heads); }

template <class R> void need_heads(Fit& fit, const OptionsOf<R>& o) {
    fit.need_range(o.heads >= 1, "n_heads", o.heads, "range.at_least_1");
    fit.need_range(o.kv_heads >= 0, "n_kv_heads", o.kv_heads, "range.at_least_0");
    fit.need(fit.error || o.heads % kv_heads(o) == 0, "misfit.kv_heads",
             {{"kv_heads", std::to_string(kv_heads(o))}, {"heads", std::to_string(o.heads)}});
}

template <class R> void need_bias(Fit& fit, std::string_view name, const MatrixOf<R>& bias, Index columns) {
    if (bias.size() > 0) fit.need_shape(name, bias, 1, columns);
}

template <class R> void need_options(Fit& fit, const OptionsOf<R>& o, Index queries, Index keys) {
    fit.need_range(o.temperature > 0 && std::isfinite(o.temperature), "temperature", static_cast<double>(o.temperature),
                   "range.above_0");
    fit.need_range(o.softcap >= 0 && std::isfinite(o.softcap), "softcap", static_cast<double>(o.softcap),
                   "range.off_or_finite");
    fit.need_range(o.window >= 0, "window", o.window, "range.off_or_above");
    fit.need_range(o.dropout_p >= 0 && o.dropout_p < 1, "dropout_p", o.dropout_p, "range.share");
    fit.need(o.dropout_p == 0 || !o.dropout_keep.empty(), "misfit.no_keep", {{"value", shortest(o.dropout_p)}});
    // The mistake of putting the padding on the rows reads the flags by query.
    const Index flags = o.mistakes.padding_on_rows ? queries : keys;
    const auto padding = static_cast<Index>(o.key_padding.size());
    fit.need(padding == 0 || padding == flags, "misfit.length",
             {{"name", "key_padding"}, {"have", std::to_string(padding)}, {"want", std::to_string(flags)}});
    fit.need_list("mask", o.mask, true, o.heads, queries, keys);
    fit.need_list("bias", o.bias, true, o.heads, queries, keys);
    fit.need_list("dropout_keep", o.dropout_keep, false, o.heads, queries, keys);
}

template <class R> void need_output(Fit& fit, const ProjectionsOf<R>& m, Index joined) {
    if (m.w_o.size() > 0) fit.need_shape("w_o", m.w_o, joined, kAny);
    need_bias(fit, "b_o", m.b_o, m.w_o.size() > 0 ? m.w_o.cols() : joined);
}

} // namespace

template <class R> std::optional<Said> misfit(const InputsOf<R>& in, const ProjectionsOf<R>& m, const OptionsOf<R>& o) {
    Fit fit;
    fit.need_some("x", in.x);
    for (const auto& [name, w] : {std::pair{"w_q", &m.w_q}, {"w_k", &m.w_k}, {"w_v", &m.w_v}}) fit.need_some(name, *w);
    need_heads(fit, o);
    if (fit.error) return fit.error;

    const bool cross = !o.mistakes.keys_from_queries;
    const MatrixOf<R>& memory = cross && in.memory.size() > 0 ? in.memory : in.x;
    const MatrixOf<R>& memory_v = cross && in.memory_v.size() > 0 ? in.memory_v : memory;
    fit.need_shape("memory_v", memory_v, memory.rows(), kAny);
    fit.need_shape("w_q", m.w_q, in.x.cols(), kAny);
    fit.need_shape("w_k", m.w_k, memory.cols(), kAny);
    fit.need_shape("w_v", m.w_v, memory_v.cols(), kAny);
    fit.need_split("w_q", m.w_q.cols(), o.heads);
    fit.need_split("w_v", m.w_v.cols(), kv_heads(o));
    fit.need_shape("w_k", m.w_k, memory.cols(), m.w_q.cols() / o.heads * kv_heads(o));
    need_bias(fit, "b_q", m.b_q, m.w_q.cols());
    need_bias(fit, "b_k", m.b_k, m.w_k.cols());
    need_bias(fit, "b_v", m.b_v, m.w_v.cols());
    need_output(fit, m, m.w_v.cols() / kv_heads(o) * o.heads);
    need_options(fit, o, in.x.rows(), memory.rows());
    return fit.error;
}

template <class R> std::optional<Said> misfit(const ProjectedInputsOf<R>& projected_inputs, const ProjectionsOf<R>& m,
                                              const OptionsOf<R>& o) {
    Fit fit;
    need_heads(fit, o);
    if (fit.error) return fit.error;
    const auto need_heads_of = [&](std::string_view name, const std::vector<MatrixOf<R>>& list, int count) {
        fit.need(static_cast<int>(list.size()) == count, "misfit.heads_given",
                 {{"name", name}, {"have", std::to_string(list.size())}, {"want", std::to_string(count)}});
        if (!fit.error) fit.need_some(name, list[0]);
    };
    need_heads_of("q", projected_inputs.q, o.heads);
    need_heads_of("k", projected_inputs.k, kv_heads(o));
    need_heads_of("v", projected_inputs.v, kv_heads(o));
    if (fit.error) return fit.error;

    const Index queries = projected_inputs.q[0].rows(), keys = projected_inputs.k[0].rows(),
                d_k = projected_inputs.q[0].cols(), d_v = projected_inputs.v[0].cols();
    for (const auto& q : projected_inputs.q) fit.need_shape("q", q, queries, d_k);
    for (const auto& k : projected_inputs.k) fit.need_shape("k", k, keys, d_k);
    for (const auto& v : projected_inputs.v) fit.need_shape("v", v, keys, d_v);
    need_output(fit, m, d_v * o.heads);
    need_options(fit, o, queries, keys);
    return fit.error;
}

template <class R>
std::optional<Said> misfit_of_shape(std::string_view name, const MatrixOf<R>& m, Index rows, Index cols) {
    Fit fit;
    fit.need_shape(name, m, rows, cols);
    return fit.error;
}

template std::optional<Said> misfit_of_shape(std::string_view, const Matrix&, Index, Index);
template std::optional<Said> misfit_of_shape(std::string_view, const MatrixOf<double>&, Index, Index);
template std::optional<Said> misfit(const Inputs&, const Projections&, const Options&);
template std::optional<Said> misfit(const InputsOf<double>&, const ProjectionsOf<double>&, const OptionsOf<double>&);
template std::optional<Said> misfit(const ProjectedInputs&, const Projections&, const Options&);
template std::optional<Said> misfit(const ProjectedInputsOf<double>&, const ProjectionsOf<double>&,
                                    const OptionsOf<double>&);

} // namespace attn
