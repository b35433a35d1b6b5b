#include "attn_bench.h"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <fstream>

#include "attn_workload.h"
#include "engine/attention/prepared.h"
#include "engine/formats/json.h"
#include "engine/formats/number.h"
#include "engine/math/elementary.h"

namespace attn {

namespace {

using Clock = std::chrono::steady_clock;

double milliseconds_since(Clock::time_point start) {
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

// The most memory that the process has held so far, in bytes; 0 where nobody says.
double peak_memory() {
#if defined(__wasm__)
    return static_cast<double>(__builtin_wasm_memory_size(0)) * 65536.0; // it never shrinks
#else
    // Linux says it here. What getrusage says may be the parent's.
    std::ifstream status("/proc/self/status");
    std::uint64_t kilobytes = 0;
    for (std::string word; status >> word;)
        if (word == "VmHWM:") status >> kilobytes;
    return static_cast<double>(kilobytes) * 1024.0;
#endif
}

std::string member(std::string_view key, const std::string& json) { return json_string(key) + ": " + json; }

Reply refused(const std::string& why) { return {.exit_code = 2, .err = "attn: " + why + "\n"}; }

struct Request {
    int d = 64, heads = 4, tokens = 256;
    std::string kernels{};
    bool json = false;
    std::string error{};
};

// The words after the command: each key with a whole number of at most 65536, or a name.
Request request_of(const std::vector<std::string>& words) {
    Request r;
    for (std::size_t i = 1; i < words.size() && r.error.empty(); ++i) {
        const std::string& key = words[i];
        if (key == "--json") {
            r.json = true;
            continue;
        }
        const bool number = key == "--d" || key == "--heads" || key == "--tokens";
        if (!number && key != "--kernels") r.error = "no option " + key;
        else if (i + 1 == words.size()) r.error = key + " wants a value";
        else if (!number) r.kernels = words[++i];
        else {
            const std::string& value = words[++i];
            const bool digits = !value.empty() && value.size() <= 5 &&
                                std::all_of(value.begin(), value.end(), [](char c) { return c >= '0' && c <= '9'; });
            int read = 0;
            if (digits) std::from_chars(value.data(), value.data() + value.size(), read);
            if (read < 1 || read > 65536) r.error = key + " wants a number from 1 to 65536, not \"" + value + "\"";
            (key == "--d" ? r.d : key == "--heads" ? r.heads : r.tokens) = read;
        }
    }
    if (r.error.empty() && r.d % r.heads != 0) r.error = "--heads must divide --d";
    return r;
}

// Times of a forward pass in milliseconds, sorted. Short ones are timed several at a time, so that the clock's step
// does not matter; the first fifth of a second only warms up caches and, on the web, the compiler.
std::vector<double> times(const Prepared& layer, const Matrix& x) {
    const auto begin = Clock::now();
    double once = 0.0;
    do {
        const auto start = Clock::now();
        output(layer, x);
        once = milliseconds_since(start);
    } while (milliseconds_since(begin) < 200.0);
    const int together = std::max(1, static_cast<int>(0.5 / std::max(once, 1e-4)));
    std::vector<double> out;
    const auto measured = Clock::now();
    do {
        const auto start = Clock::now();
        for (int i = 0; i < together; ++i) output(layer, x);
        out.push_back(milliseconds_since(start) / together);
    } while (out.size() < 7 || (milliseconds_since(measured) < 500.0 && out.size() < 1000));
    std::sort(out.begin(), out.end());
    return out;
}

Reply bench(const std::vector<std::string>& words) {
    const Request r = request_of(words);
    if (!r.error.empty()) return refused(r.error);
    const KernelSet* simd = r.kernels.empty() ? widest_kernels() : kernels_named(r.kernels);
    if (!simd && !r.kernels.empty() && r.kernels != "plain") {
        std::string names;
        for (const KernelSet* set : kernel_sets()) names += std::string(set->key) + ", ";
        return refused("no kernels \"" + r.kernels + "\" here; there are " + names + "plain");
    }
    Workload work = workload(r.d, r.tokens);
    Options options;
    options.heads = r.heads;
    const Prepared layer = prepared(std::move(work.projections), std::move(options), simd);
    const std::vector<double> sorted = times(layer, work.x);
    const double median = sorted[sorted.size() / 2], gigaflops = flops(r.d, r.tokens) / median / 1e6;
    const Matrix y = output(layer, work.x);
    const double mean_square = y.cast<double>().squaredNorm() / static_cast<double>(y.size());
    const std::string key = simd ? simd->key : "plain", d = std::to_string(r.d), heads = std::to_string(r.heads),
                      tokens = std::to_string(r.tokens), repetitions = std::to_string(sorted.size());
    if (r.json)
        return {.out = "{" + member("d", d) + ", " + member("heads", heads) + ", " + member("tokens", tokens) + ", " +
                       member("kernels", json_string(key)) + ", " + member("ms", significant(median, 6)) + ", " +
                       member("fastest_ms", significant(sorted[0], 6)) + ", " + member("repetitions", repetitions) +
                       ", " + member("gigaflops", significant(gigaflops, 4)) + ", " +
                       member("peak_memory_bytes", fixed(peak_memory(), 0)) + ", " +
                       member("mean_square", significant(mean_square, 9)) + "}\n"};
    return {.out = "d " + d + ", " + heads + " heads, " + tokens + " tokens, kernels " + key + ": " +
                   significant(median, 4) + " ms (median of " + repetitions + ", fastest " + significant(sorted[0], 4) +
                   "), " + significant(gigaflops, 3) + " Gflop/s\n"};
}

struct Sweep {
    std::uint64_t differing = 0; // wide and plain exp, over all floats and sets
    double worst_ulps = 0.0;     // of exp on [-87.3, 0] against exp in double
    float worst_at = 0.0f;
};

// One block of neighbouring bit patterns.
void sweep_block(std::uint32_t first, std::vector<float>& x, std::vector<float>& plain, std::vector<float>& simd,
                 Sweep& sweep) {
    for (std::size_t i = 0; i < x.size(); ++i) {
        x[i] = std::bit_cast<float>(first + static_cast<std::uint32_t>(i));
        plain[i] = attn::exp(x[i]);
    }
    for (const KernelSet* set : kernel_sets()) {
        set->exp(x.data(), static_cast<attn::Size>(x.size()), simd.data());
        if (std::memcmp(simd.data(), plain.data(), simd.size() * sizeof(float)) == 0) continue;
        for (std::size_t i = 0; i < x.size(); ++i) {
            const bool same = std::bit_cast<std::uint32_t>(simd[i]) == std::bit_cast<std::uint32_t>(plain[i]);
            sweep.differing += !same && !(simd[i] != simd[i] && plain[i] != plain[i]);
        }
    }
    if (!std::signbit(x[0])) return; // all of a block have one sign
    for (std::size_t i = 0; i < x.size(); ++i) {
        if (!(x[i] >= -87.3f && x[i] <= 0.0f)) continue;
        const double want = std::exp(static_cast<double>(x[i])); // the C library's, to check ours with
        // The last place of the float at `want`: 2^(exponent - 23). Results are normal numbers, from 1.2e-38 to 1.
        const std::uint64_t exponent = std::bit_cast<std::uint64_t>(want) >> 52;
        const double ulp = std::bit_cast<double>((exponent - 23) << 52);
        const double off = std::fabs(static_cast<double>(plain[i]) - want) / ulp;
        if (off > sweep.worst_ulps) sweep.worst_ulps = off, sweep.worst_at = x[i];
    }
}

Reply sweep_exp(const std::vector<std::string>& words) {
    const bool json = words.size() == 2 && words[1] == "--json";
    if (words.size() > 1 && !json) return refused("sweep-exp takes only --json");
    const auto start = Clock::now();
    Sweep sweep;
    constexpr std::uint32_t block = 1u << 14;
    std::vector<float> x(block), plain(block), simd(block);
    for (std::uint64_t first = 0; first < (std::uint64_t{1} << 32); first += block)
        sweep_block(static_cast<std::uint32_t>(first), x, plain, simd, sweep);
    const double seconds = milliseconds_since(start) / 1e3;
    std::string names;
    for (const KernelSet* set : kernel_sets()) names += (names.empty() ? "" : " ") + std::string(set->key);
    Reply reply{.exit_code = sweep.differing == 0 && sweep.worst_ulps <= 1.0 ? 0 : 1};
    const std::string differing = std::to_string(sweep.differing), ulps = fixed(sweep.worst_ulps, 4),
                      at = significant(static_cast<double>(sweep.worst_at), 9), took = fixed(seconds, 1);
    if (json)
        reply.out = "{" + member("floats", "4294967296") + ", " + member("kernels", json_string(names)) + ", " +
                    member("differing", differing) + ", " + member("worst_ulps", ulps) + ", " + member("worst_at", at) +
                    ", " + member("seconds", took) + "}\n";
    else
        reply.out = "exp of all 4,294,967,296 floats: kernels " + names + " differ from the plain loop at " +
                    differing + "; on [-87.3, 0] at most " + ulps + " ulp off, at " + at + " (" + took + " s)\n";
    return reply;
}

} // namespace

bool is_bench_command(const std::vector<std::string>& words) {
    return !words.empty() && (words[0] == "bench" || words[0] == "sweep-exp");
}

Reply bench_command(const std::vector<std::string>& words) {
    return words[0] == "bench" ? bench(words) : sweep_exp(words);
}

} // namespace attn
