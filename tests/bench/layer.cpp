// The forward pass as a WebAssembly module that a page or Node can call: the benchmark's own door to the engine. The
// numbers of the workload lie in memory at the addresses that the functions return.
#include "engine/attention/prepared.h"
#include "engine/cli/attn_workload.h"

namespace {

attn::Workload work;
attn::Prepared layer;
attn::Matrix y;
attn::Packed right;

} // namespace

extern "C" {

// Makes the workload and the layer. Returns where x [tokens, d] is.
const float* make(int d, int heads, int tokens) {
    work = attn::workload(d, tokens);
    attn::Options options;
    options.heads = heads;
    layer = attn::prepared(work.projections, std::move(options));
    return work.x.data();
}

// Where the projections [d, d] and the biases [d] are, in the order q, k, v, o.
const float* weight(int which) {
    const attn::Projections& m = work.projections;
    const attn::Matrix* all[] = {&m.w_q, &m.w_k, &m.w_v, &m.w_o};
    return all[which]->data();
}
const float* bias(int which) {
    const attn::Projections& m = work.projections;
    const attn::Matrix* all[] = {&m.b_q, &m.b_k, &m.b_v, &m.b_o};
    return all[which]->data();
}

// Runs the layer `times` times. Returns where the output [tokens, d] is.
const float* forward(int times) {
    for (int i = 0; i < times; ++i) y = attn::output(layer, work.x);
    return y.data();
}

// The product alone: x times the first projection, `times` times.
void multiply(int times) {
    for (int i = 0; i < times; ++i) y = attn::product(*layer.simd, work.x, layer.w_q, attn::Matrix{});
}
}
