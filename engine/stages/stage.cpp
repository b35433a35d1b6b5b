#include "stage.h"

#include <algorithm>
#include <cmath>

#include "engine/attention/mask.h"
#include "engine/run/preset.h"

namespace attn {

const StageInfo& info(Stage stage) { return kStages[static_cast<std::size_t>(stage)]; }
const TensorInfo& info(Tensor tensor) { return kTensors[static_cast<std::size_t>(tensor)]; }

Tensor result_of(Stage stage) { return info(stage).result; }

namespace {
template <class Table> auto named(const Table& table, std::string_view key) {
    const auto found =
        std::find_if(table.begin(), table.end(), [&](const auto& row) { return same_name(row.key, key); });
    return found == table.end() ? std::nullopt : std::optional(found->id);
}
} // namespace

std::optional<Stage> stage_named(std::string_view key) { return named(kStages, key); }
std::optional<Tensor> tensor_named(std::string_view key) { return named(kTensors, key); }

Stage stage_of(Tensor tensor) {
    for (const StageInfo& s : kStages)
        if (std::find(s.makes.begin(), s.makes.end(), tensor) != s.makes.end()) return s.id;
    for (const StageInfo& s : kStages)
        if (std::find(s.from.begin(), s.from.end(), tensor) != s.from.end()) return s.id;
    return Stage::tokens;
}

bool offered(const Config& config, Stage stage) {
    if (stage == Stage::output) return projects_output(config);
    return stage != Stage::dropout || dropout_of(config) > 0;
}

std::vector<Stage> offered_stages(const Config& config) {
    std::vector<Stage> out;
    for (const StageInfo& s : kStages)
        if (offered(config, s.id)) out.push_back(s.id);
    return out;
}

int stage_index(const Config& config, Stage stage) {
    int index = 0;
    for (const StageInfo& s : kStages)
        if (s.id <= stage && s.id != Stage::tokens) index += offered(config, s.id);
    return index;
}

bool has(const Trace& t, Tensor tensor) {
    if (!info(tensor).per_head) return matrix(t, tensor, 0).size() > 0;
    const Options& o = t.options;
    if (tensor == Tensor::capped) return o.softcap > 0;
    if (tensor == Tensor::bias) return !o.bias.empty();
    if (tensor == Tensor::mask) return has_mask(o);
    if (tensor == Tensor::keep || tensor == Tensor::dropped) return !o.dropout_keep.empty();
    if (tensor == Tensor::dropout_uniforms) return !t.dropout_uniforms.empty();
    if (tensor == Tensor::averaged) return !t.times_kept.empty();
    return true; // every head has the others
}

namespace {

const Matrix kNone;

// Where a head has a matrix. (Pointers to members would do, but g++ 12 makes an empty one point at the first member.)
using InHead = const Matrix* (*)(const Head&);
constexpr std::array<InHead, kTensorCount> kInHead = [] {
    using enum Tensor;
    std::array<InHead, kTensorCount> out{};
    const auto at = [&](Tensor tensor) -> InHead& { return out[static_cast<std::size_t>(tensor)]; };
    at(scores) = [](const Head& h) { return &h.scores; };
    at(scaled) = [](const Head& h) { return &h.scaled; };
    at(capped) = [](const Head& h) { return &h.capped; };
    at(mask) = [](const Head& h) { return &h.mask; };
    at(masked) = [](const Head& h) { return &h.masked; };
    at(row_max) = [](const Head& h) { return &h.softmax.row_max; };
    at(shifted) = [](const Head& h) { return &h.shifted; };
    at(exps) = [](const Head& h) { return &h.softmax.exps; };
    at(row_sum) = [](const Head& h) { return &h.softmax.row_sum; };
    at(weights) = [](const Head& h) { return &h.softmax.weights; };
    at(keep) = [](const Head& h) { return &h.keep; };
    at(dropped) = [](const Head& h) { return &h.dropped; };
    at(averaged) = [](const Head& h) { return &h.averaged; };
    return out;
}();

} // namespace

const Matrix* matrix_in(const Head& head, Tensor tensor) {
    const InHead where = kInHead[static_cast<std::size_t>(tensor)];
    return where ? where(head) : nullptr;
}

bool needs_head(Tensor tensor) {
    static const Head empty;
    return matrix_in(empty, tensor) != nullptr;
}

const Matrix& matrix(const Trace& t, Tensor tensor, int head) {
    using enum Tensor;
    // Only a matrix that belongs to a head may ask for that head, because asking computes it.
    if (needs_head(tensor)) return *matrix_in(t.head(std::clamp(head, 0, t.heads - 1)), tensor);
    const auto part = [&]() -> const PartsOf<float>& { return t.parts(std::clamp(head, 0, t.heads - 1)); };
    switch (tensor) {
    case embedding: return t.embedding;
    case position: return t.position;
    case x: return t.x;
    case memory_embedding: return t.memory_embedding;
    case memory_position: return t.memory_position;
    case memory: return t.memory;
    case memory_v: return t.memory_v;
    case w_q: return t.projections.w_q;
    case w_k: return t.projections.w_k;
    case w_v: return t.projections.w_v;
    case b_q: return t.projections.b_q;
    case b_k: return t.projections.b_k;
    case b_v: return t.projections.b_v;
    case q: return t.q;
    case k: return t.k;
    case v: return t.v;
    case q_head: return part().q;
    case k_head: return part().k;
    case v_head: return part().v;
    case bias: return t.options.bias.empty() ? kNone : *of_head(t.options.bias, std::clamp(head, 0, t.heads - 1));
    case dropout_uniforms:
        return t.dropout_uniforms.empty() ? kNone : *of_head(t.dropout_uniforms, std::clamp(head, 0, t.heads - 1));
    case context: return part().context;
    case concat: return t.concat;
    case w_o: return t.projections.w_o;
    case b_o: return t.projections.b_o;
    case output: return t.output;
    case scores:
    case scaled:
    case capped:
    case mask:
    case masked:
    case row_max:
    case shifted:
    case exps:
    case row_sum:
    case weights:
    case keep:
    case dropped:
    case averaged: break; // in its head
    }
    return kNone;
}

Extent extent_of(const Trace& t, Tensor tensor) {
    const TensorInfo& i = info(tensor);
    if (!i.per_head || tensor == Tensor::row_max || tensor == Tensor::row_sum) {
        const Matrix& m = matrix(t, tensor, 0);
        return {m.rows(), m.cols()};
    }
    const auto length = [&](Axis axis) {
        if (axis == Axis::query) return t.queries();
        if (axis == Axis::key) return t.keys();
        return Index{tensor == Tensor::v_head || tensor == Tensor::context ? t.d_v : t.d_k};
    };
    return {length(i.rows), length(i.cols)};
}

const Mask* open_cells(const Trace& t, Tensor tensor, int head) {
    using enum Tensor;
    // The mask may come too late for these three; see mistakes.h.
    if (tensor == masked || tensor == shifted || tensor == exps) return &t.parts(head).seen;
    const bool closes = tensor == mask || tensor == weights || tensor == dropped || tensor == averaged;
    return closes ? &t.parts(head).allowed : nullptr;
}

bool is_masked(const Trace& t, Tensor tensor, int head, Index row, Index col) {
    const Mask* open = open_cells(t, tensor, head);
    return open && !(*open)(row, col);
}

} // namespace attn
