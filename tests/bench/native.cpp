// The native half of ./lab bench: the engine's kernels and the peer in plain Eigen by turns, on the same numbers.
// Prints one JSON object a line: one for each size, then one for the machine.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <functional>
#include <string>
#include <vector>

#include "engine/attention/prepared.h"
#include "engine/cli/attn_workload.h"
#include "peer.h"

namespace {

using attn::Matrix;

// The processor's time of this thread: what other programs take away in between does not count.
double now() {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

double seconds(const std::function<void()>& work, int times) {
    const double start = now();
    for (int i = 0; i < times; ++i) work();
    return (now() - start) / times;
}

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

// The contestants by turns: seconds[c][round].
using Times = std::vector<std::vector<double>>;
Times by_turns(const std::vector<std::function<void()>>& contestants, double about_seconds) {
    const double once = std::max(seconds(contestants[0], 3), 1e-7);
    const int together = std::max(1, static_cast<int>(2e-4 / once));
    const int rounds = std::clamp(static_cast<int>(about_seconds / (once * together * 3)), 9, 400);
    Times times(contestants.size());
    for (int round = 0; round < rounds; ++round)
        for (std::size_t c = 0; c < contestants.size(); ++c) times[c].push_back(seconds(contestants[c], together));
    return times;
}

std::vector<double> ratios(const std::vector<double>& ours, const std::vector<double>& theirs) {
    std::vector<double> out;
    for (std::size_t i = 0; i < ours.size(); ++i) out.push_back(ours[i] / theirs[i]);
    return out;
}

EigenLayer peer_of(const attn::Workload& w, int heads, Matrix& y) {
    const attn::Projections& m = w.projections;
    y.resize(w.x.rows(), w.x.cols());
    return {.d = static_cast<int>(w.x.cols()),
            .heads = heads,
            .tokens = static_cast<int>(w.x.rows()),
            .x = w.x.data(),
            .w = {m.w_q.data(), m.w_k.data(), m.w_v.data(), m.w_o.data()},
            .b = {m.b_q.data(), m.b_k.data(), m.b_v.data(), m.b_o.data()},
            .y = y.data()};
}

void compare(int d, int heads, int tokens) {
    const attn::Workload work = attn::workload(d, tokens);
    Matrix theirs, ours;
    const EigenLayer peer = peer_of(work, heads, theirs);
    std::vector<attn::Prepared> layers;
    for (const attn::KernelSet* set : attn::kernel_sets()) {
        attn::Options options;
        options.heads = heads;
        layers.push_back(attn::prepared(work.projections, std::move(options), set));
    }
    std::vector<std::function<void()>> contestants{[&] { eigen_forward(peer); }};
    for (const attn::Prepared& layer : layers) contestants.push_back([&] { ours = attn::output(layer, work.x); });
    const Times times = by_turns(contestants, 0.7);
    const double off = static_cast<double>((ours - theirs).cwiseAbs().maxCoeff());
    std::printf("{\"d\": %d, \"heads\": %d, \"tokens\": %d, \"flops\": %.0f, \"eigen_ms\": %.6g, \"difference\": %.2g",
                d, heads, tokens, attn::flops(d, tokens), median(times[0]) * 1e3, off);
    for (std::size_t i = 0; i < layers.size(); ++i)
        std::printf(", \"%s_ms\": %.6g, \"%s_ratio\": %.4f", layers[i].simd->key, median(times[i + 1]) * 1e3,
                    layers[i].simd->key, median(ratios(times[i + 1], times[0])));
    std::puts("}");
    std::fflush(stdout);
}

// The product alone, [64, 512] [512, 512], beside the machine's limit.
void products() {
    const attn::Workload work = attn::workload(512, 64);
    Matrix y, out;
    const EigenLayer peer = peer_of(work, 8, y);
    std::vector<attn::Packed> right;
    for (const attn::KernelSet* set : attn::kernel_sets()) right.push_back(attn::packed(*set, work.projections.w_q));
    constexpr long steps = 20000;
    std::vector<std::function<void()>> contestants{[] { peak_128(steps); }, [&] { eigen_multiply(peer); }};
    for (std::size_t i = 0; i < right.size(); ++i)
        contestants.push_back([&, i] { out = attn::product(*attn::kernel_sets()[i], work.x, right[i], Matrix{}); });
    const Times times = by_turns(contestants, 1.0);
    const double work_done = 2.0 * 64 * 512 * 512, peak = 96.0 * static_cast<double>(steps);
    const auto rate = [&](std::size_t c, double flops) { return flops / median(times[c]) / 1e9; };
    std::printf("{\"peak_128_gigaflops\": %.4g, \"eigen_product_gigaflops\": %.4g", rate(0, peak), rate(1, work_done));
    for (std::size_t i = 0; i < right.size(); ++i) {
        const char* key = attn::kernel_sets()[i]->key;
        const double share = median(ratios(times[0], times[i + 2])) * work_done / peak;
        std::printf(", \"%s_product_gigaflops\": %.4g, \"%s_share_of_peak_128\": %.3f", key, rate(i + 2, work_done),
                    key, share);
    }
    std::puts("}");
}

} // namespace

int main() {
    for (const auto& [d, heads] : {std::array{64, 4}, std::array{512, 8}})
        for (const int tokens : {16, 64, 256, 1024}) compare(d, heads, tokens);
    products();
    return 0;
}
