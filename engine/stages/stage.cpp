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

// Where each tensor is: in the trace, among the parts of a head, or in the head itself. One row a tensor, in the order
// of the enumeration, and one of the three. (Pointers to members would do, but g++ 12 makes an empty one point at the
// first.)
struct Place {
    Tensor tensor{};
    const Matrix& (*whole)(const Trace&, int head) = nullptr;
    const Matrix& (*part)(const PartsOf<float>&) = nullptr;
    const Matrix& (*in_head)(const Head&) = nullptr;
};

const Matrix& of_one(const std::vector<Matrix>& list, int head) { return list.empty() ? kNone : *of_head(list, head); }

using T = const Trace&;
using P = const PartsOf<float>&;
using H = const Head&;
using M = const Matrix&;
constexpr std::array<Place, kTensorCount> kPlaces{{
    {.tensor = Tensor::embedding, .whole = [](T t, int) -> M { return t.embedding; }},
    {.tensor = Tensor::position, .whole = [](T t, int) -> M { return t.position; }},
    {.tensor = Tensor::x, .whole = [](T t, int) -> M { return t.x; }},
    {.tensor = Tensor::memory_embedding, .whole = [](T t, int) -> M { return t.memory_embedding; }},
    {.tensor = Tensor::memory_position, .whole = [](T t, int) -> M { return t.memory_position; }},
    {.tensor = Tensor::memory, .whole = [](T t, int) -> M { return t.memory; }},
    {.tensor = Tensor::memory_v, .whole = [](T t, int) -> M { return t.memory_v; }},
    {.tensor = Tensor::w_q, .whole = [](T t, int) -> M { return t.projections.w_q; }},
    {.tensor = Tensor::w_k, .whole = [](T t, int) -> M { return t.projections.w_k; }},
    {.tensor = Tensor::w_v, .whole = [](T t, int) -> M { return t.projections.w_v; }},
    {.tensor = Tensor::b_q, .whole = [](T t, int) -> M { return t.projections.b_q; }},
    {.tensor = Tensor::b_k, .whole = [](T t, int) -> M { return t.projections.b_k; }},
    {.tensor = Tensor::b_v, .whole = [](T t, int) -> M { return t.projections.b_v; }},
    {.tensor = Tensor::q, .whole = [](T t, int) -> M { return t.q; }},
    {.tensor = Tensor::k, .whole = [](T t, int) -> M { return t.k; }},
    {.tensor = Tensor::v, .whole = [](T t, int) -> M { return t.v; }},
    {.tensor = Tensor::q_head, .part = [](P p) -> M { return p.q; }},
    {.tensor = Tensor::k_head, .part = [](P p) -> M { return p.k; }},
    {.tensor = Tensor::v_head, .part = [](P p) -> M { return p.v; }},
    {.tensor = Tensor::scores, .in_head = [](H h) -> M { return h.scores; }},
    {.tensor = Tensor::scaled, .in_head = [](H h) -> M { return h.scaled; }},
    {.tensor = Tensor::capped, .in_head = [](H h) -> M { return h.capped; }},
    {.tensor = Tensor::bias, .whole = [](T t, int head) -> M { return of_one(t.options.bias, head); }},
    {.tensor = Tensor::mask, .in_head = [](H h) -> M { return h.mask; }},
    {.tensor = Tensor::masked, .in_head = [](H h) -> M { return h.masked; }},
    {.tensor = Tensor::row_max, .in_head = [](H h) -> M { return h.softmax.row_max; }},
    {.tensor = Tensor::shifted, .in_head = [](H h) -> M { return h.shifted; }},
    {.tensor = Tensor::exps, .in_head = [](H h) -> M { return h.softmax.exps; }},
    {.tensor = Tensor::row_sum, .in_head = [](H h) -> M { return h.softmax.row_sum; }},
    {.tensor = Tensor::weights, .in_head = [](H h) -> M { return h.softmax.weights; }},
    {.tensor = Tensor::dropout_uniforms, .whole = [](T t, int head) -> M { return of_one(t.dropout_uniforms, head); }},
    {.tensor = Tensor::keep, .in_head = [](H h) -> M { return h.keep; }},
    {.tensor = Tensor::dropped, .in_head = [](H h) -> M { return h.dropped; }},
    {.tensor = Tensor::averaged, .in_head = [](H h) -> M { return h.averaged; }},
    {.tensor = Tensor::context, .part = [](P p) -> M { return p.context; }},
    {.tensor = Tensor::concat, .whole = [](T t, int) -> M { return t.concat; }},
    {.tensor = Tensor::w_o, .whole = [](T t, int) -> M { return t.projections.w_o; }},
    {.tensor = Tensor::b_o, .whole = [](T t, int) -> M { return t.projections.b_o; }},
    {.tensor = Tensor::output, .whole = [](T t, int) -> M { return t.output; }},
}};

constexpr bool in_order() {
    for (std::size_t i = 0; i < kPlaces.size(); ++i)
        if (kPlaces[i].tensor != static_cast<Tensor>(i)) return false;
    return true;
}
static_assert(in_order());

const Place& place(Tensor tensor) { return kPlaces[static_cast<std::size_t>(tensor)]; }

} // namespace

const Matrix* matrix_in(const Head& head, Tensor tensor) {
    const auto in_head = place(tensor).in_head;
    return in_head ? &in_head(head) : nullptr;
}

bool needs_head(Tensor tensor) { return place(tensor).in_head != nullptr; }

const Matrix& matrix(const Trace& t, Tensor tensor, int head) {
    const Place& where = place(tensor);
    const int h = std::clamp(head, 0, t.heads - 1);
    if (where.whole) return where.whole(t, h);
    return where.part ? where.part(t.parts(h)) : where.in_head(t.head(h));
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
