#include "parameters.h"

#include <cmath>
#include <type_traits>

#include "engine/math/random.h"

namespace attn {

namespace {

// P is ParametersOf<R>, const or not.
template <class M, class P> std::vector<ParameterOf<M>> listed_parameters(const ModelShape& s, P& p) {
    const Index e = s.width;
    std::vector<ParameterOf<M>> out;
    const auto weight = [&](const std::string& name, Role role, Index rows, Index cols, auto& affine) {
        out.push_back({name + ".weight", role, rows, cols, &affine.weight});
        if (s.biases) out.push_back({name + ".bias", Role::bias, 1, cols, &affine.bias});
    };
    out.push_back({"wte.weight", Role::embedding, s.vocabulary, e, &p.wte});
    if (s.positions == Positions::learned) out.push_back({"wpe.weight", Role::embedding, s.context, e, &p.wpe});
    for (std::size_t l = 0; l < p.h.size(); ++l) {
        const std::string block = "h." + std::to_string(l) + ".";
        auto& b = p.h[l];
        if (s.layer_norm) weight(block + "ln_1", Role::gain, 1, e, b.ln_1);
        weight(block + "attn.c_attn", Role::matrix, e, 3 * e, b.c_attn);
        weight(block + "attn.c_proj", Role::residual, e, e, b.c_proj);
        if (s.mlp == 0) continue;
        if (s.layer_norm) weight(block + "ln_2", Role::gain, 1, e, b.ln_2);
        weight(block + "mlp.c_fc", Role::matrix, e, s.mlp, b.c_fc);
        weight(block + "mlp.c_proj", Role::residual, s.mlp, e, b.mlp);
    }
    if (s.layer_norm) weight("ln_f", Role::gain, 1, e, p.ln_f);
    if (!s.tied) out.push_back({"lm_head.weight", Role::matrix, s.vocabulary, e, &p.lm_head});
    return out;
}

template <class R> ParametersOf<R> empty_parameters(const ModelShape& s) {
    ParametersOf<R> out;
    out.h.resize(static_cast<std::size_t>(s.layers));
    return out;
}

} // namespace

template <class R> std::vector<ParameterOf<MatrixOf<R>>> parameters_of(const ModelShape& s, ParametersOf<R>& p) {
    return listed_parameters<MatrixOf<R>>(s, p);
}

template <class R>
std::vector<ParameterOf<const MatrixOf<R>>> parameters_of(const ModelShape& s, const ParametersOf<R>& p) {
    return listed_parameters<const MatrixOf<R>>(s, p);
}

Index parameter_count(const ModelShape& s) {
    Parameters none = empty_parameters<float>(s);
    Index count = 0;
    for (const auto& p : parameters_of(s, none)) count += p.rows * p.cols;
    return count;
}

template <class R> ParametersOf<R> zero_parameters(const ModelShape& s) {
    ParametersOf<R> out = empty_parameters<R>(s);
    for (const auto& p : parameters_of(s, out)) p.numbers->setZero(p.rows, p.cols);
    return out;
}

template <class R> ParametersOf<R> seeded_parameters(const ModelShape& s, std::uint64_t seed, double embedding) {
    ParametersOf<R> out = zero_parameters<R>(s);
    for (const auto& p : parameters_of(s, out)) {
        // lm_head alone is [out, in].
        const auto in = static_cast<double>(p.numbers == &out.lm_head ? p.cols : p.rows);
        double deviation = p.role == Role::embedding ? embedding : 1 / std::sqrt(in);
        if (p.role == Role::residual) deviation /= std::sqrt(2.0 * s.layers);
        Pcg32 random(seed, hash(p.name));
        for (Index i = 0; i < p.numbers->size(); ++i) {
            R& number = p.numbers->data()[i];
            if (p.role == Role::gain) number = R(1);
            else if (p.role != Role::bias) number = static_cast<R>(static_cast<float>(normal(random) * deviation));
        }
    }
    return out;
}

template <class R> ProjectionsOf<R> projections_of(const ModelShape& s, const ParametersOf<R>& p, int layer) {
    const BlockOf<R>& b = p.h[static_cast<std::size_t>(layer)];
    const Index e = s.width;
    const auto third = [&](const MatrixOf<R>& m, Index i) -> MatrixOf<R> {
        if (m.size() == 0) return {};
        return m.middleCols(i * e, e);
    };
    return {.w_q = third(b.c_attn.weight, 0),
            .w_k = third(b.c_attn.weight, 1),
            .w_v = third(b.c_attn.weight, 2),
            .w_o = b.c_proj.weight,
            .b_q = third(b.c_attn.bias, 0),
            .b_k = third(b.c_attn.bias, 1),
            .b_v = third(b.c_attn.bias, 2),
            .b_o = b.c_proj.bias};
}

#define ATTN_PARAMETERS(R)                                                                                             \
    template std::vector<ParameterOf<MatrixOf<R>>> parameters_of(const ModelShape&, ParametersOf<R>&);                 \
    template std::vector<ParameterOf<const MatrixOf<R>>> parameters_of(const ModelShape&, const ParametersOf<R>&);     \
    template ParametersOf<R> zero_parameters(const ModelShape&);                                                       \
    template ParametersOf<R> seeded_parameters(const ModelShape&, std::uint64_t, double);                              \
    template ProjectionsOf<R> projections_of(const ModelShape&, const ParametersOf<R>&, int);
ATTN_PARAMETERS(float)
ATTN_PARAMETERS(double)
#undef ATTN_PARAMETERS

} // namespace attn
