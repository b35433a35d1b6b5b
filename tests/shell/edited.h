// Of a program whose numbers were changed.
#pragma once

#include <cstring>

#include "engine/attention/projections.h"
#include "shell/program/program.h"

namespace attn_test {

inline bool same_bits(const attn::Matrix& a, const attn::Matrix& b) {
    return a.rows() == b.rows() && a.cols() == b.cols() &&
           std::memcmp(a.data(), b.data(), sizeof(float) * static_cast<std::size_t>(a.size())) == 0;
}

// What the program shows must be what its configuration alone gives.
inline bool up_to_date(const attn::Program& p) {
    using namespace attn;
    const Trace fresh = run(p.state.config, projections_of(p.state.config)).trace;
    bool same = p.now.run.config == p.state.config;
    for (const Tensor tensor : {Tensor::x, Tensor::w_q, Tensor::w_o, Tensor::scores, Tensor::weights, Tensor::output})
        same = same && same_bits(matrix(fresh, tensor, 0), matrix(p.now.run.trace, tensor, 0));
    return same;
}

} // namespace attn_test
