#include "stage.h"

#include <algorithm>
#include <cmath>

namespace attn {

// Both tables are built inside a lambda, because there the short names of the tensors do not collide with
// the functions scaled() and masked() of ops.h.
// clang-format off: one row, one line
constinit const std::array<TensorInfo, kTensorCount> kTensors = [] {
    using enum Tensor;
    return std::array<TensorInfo, kTensorCount>{{
        {embedding, "embedding", "E", "E_{i,j}", Axis::query, Axis::model, false, Ink::plain, Range::about_zero},
        {position, "position", "P", "P_{i,j}", Axis::query, Axis::model, false, Ink::plain, Range::about_zero},
        {x, "x", "X", "X_{i,j} = E_{i,j} + P_{i,j}", Axis::query, Axis::model, false, Ink::plain, Range::about_zero},
        {w_q, "w_q", "W_Q", "(W_Q)_{i,j}", Axis::model, Axis::joined, false, Ink::query, Range::about_zero},
        {w_k, "w_k", "W_K", "(W_K)_{i,j}", Axis::model, Axis::joined, false, Ink::key, Range::about_zero},
        {w_v, "w_v", "W_V", "(W_V)_{i,j}", Axis::model, Axis::joined, false, Ink::value, Range::about_zero},
        {q, "q", "Q", "Q_{i,j} = \\sum_m X_{i,m} (W_Q)_{m,j}", Axis::query, Axis::joined, false, Ink::query,
         Range::about_zero},
        {k, "k", "K", "K_{i,j} = \\sum_m X_{i,m} (W_K)_{m,j}", Axis::key, Axis::joined, false, Ink::key,
         Range::about_zero},
        {v, "v", "V", "V_{i,j} = \\sum_m X_{i,m} (W_V)_{m,j}", Axis::key, Axis::joined, false, Ink::value,
         Range::about_zero},
        {q_head, "q_head", "Q_h", "Q_{i,j}^{(h)} = Q_{i,c}", Axis::query, Axis::head, true, Ink::query,
         Range::about_zero},
        {k_head, "k_head", "K_h", "K_{i,j}^{(h)} = K_{i,c}", Axis::key, Axis::head, true, Ink::key, Range::about_zero},
        {v_head, "v_head", "V_h", "V_{i,j}^{(h)} = V_{i,c}", Axis::key, Axis::head, true, Ink::value,
         Range::about_zero},
        {scores, "scores", "S", "S_{i,j} = \\sum_m Q_{i,m} K_{j,m}", Axis::query, Axis::key, true, Ink::plain,
         Range::about_zero},
        {scaled, "scaled", "S'", "S'_{i,j} = \\frac{S_{i,j}}{\\sqrt{D}}", Axis::query, Axis::key, true, Ink::plain,
         Range::about_zero},
        {masked, "masked", "S''", "S''_{i,j} = S'_{i,j} + M_{i,j}", Axis::query, Axis::key, true, Ink::plain,
         Range::about_zero},
        {exps, "exps", "e", "e_{i,j} = exp(S''_{i,j} - max_m S''_{i,m})", Axis::query, Axis::key, true, Ink::weight,
         Range::zero_to_one},
        {weights, "weights", "A", "A_{i,j} = \\frac{e_{i,j}}{\\sum_m e_{i,m}}", Axis::query, Axis::key, true,
         Ink::weight, Range::zero_to_one},
        {context, "context", "C_h", "C_{i,j}^{(h)} = \\sum_m A_{i,m} V_{m,j}", Axis::query, Axis::head, true,
         Ink::plain, Range::about_zero},
        {concat, "concat", "C", "C_{i,j}", Axis::query, Axis::joined, false, Ink::plain, Range::about_zero},
        {w_o, "w_o", "W_O", "(W_O)_{i,j}", Axis::joined, Axis::model, false, Ink::plain, Range::about_zero},
        {output, "output", "Y", "Y_{i,j} = \\sum_m C_{i,m} (W_O)_{m,j}", Axis::query, Axis::model, false, Ink::plain,
         Range::about_zero},
    }};
}();

constinit const std::array<StageInfo, kStageCount> kStages = [] {
    using enum Tensor;
    return std::array<StageInfo, kStageCount>{{
        {Stage::tokens, "tokens", "X = E + P", false, {x}, {embedding, position}, 5},
        {Stage::project,
         "project",
         "Q = X W_Q, \\quad K = X W_K, \\quad V = X W_V",
         false,
         {q, k, v},
         {x, w_q, w_k, w_v},
         10},
        {Stage::split, "split", "Q = [Q_1 \\dots Q_H]", false, {q_head, k_head, v_head}, {q, k, v}, 4},
        {Stage::scores, "scores", "S = Q_h K_h^T", true, {scores}, {q_head, k_head}, 9},
        {Stage::scale, "scale", "S' = \\frac{S}{\\sqrt{d_k}}", true, {scaled}, {scores}, 4},
        {Stage::mask, "mask", "S'' = S' + M", true, {masked}, {scaled}, 4},
        {Stage::softmax, "softmax", "A = softmax(S'')", true, {exps, weights}, {masked}, 8},
        {Stage::weighted_sum, "weighted-sum", "C_h = A V_h", true, {context}, {weights, v_head}, 9},
        {Stage::concat, "concat", "C = [C_1 \\dots C_H]", false, {concat}, {context}, 4},
        {Stage::output, "output", "Y = C W_O", false, {output}, {concat, w_o}, 8},
    }};
}();
// clang-format on

const StageInfo& info(Stage stage) { return kStages[static_cast<std::size_t>(stage)]; }
const TensorInfo& info(Tensor tensor) { return kTensors[static_cast<std::size_t>(tensor)]; }

Tensor result_of(Stage stage) {
    Tensor last = *info(stage).makes[0];
    for (const auto& made : info(stage).makes)
        if (made) last = *made;
    return last;
}

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

const Matrix& matrix(const Trace& t, Tensor tensor, int head) {
    using enum Tensor;
    // Only a matrix that belongs to a head may ask for that head, because asking computes it.
    const auto of_head = [&]() -> const Head& { return t.head(std::clamp(head, 0, t.heads - 1)); };
    switch (tensor) {
    case embedding: return t.embedding;
    case position: return t.position;
    case x: return t.x;
    case w_q: return t.model.w_q;
    case w_k: return t.model.w_k;
    case w_v: return t.model.w_v;
    case q: return t.q;
    case k: return t.k;
    case v: return t.v;
    case q_head: return of_head().q;
    case k_head: return of_head().k;
    case v_head: return of_head().v;
    case scores: return of_head().scores;
    case scaled: return of_head().scaled;
    case masked: return of_head().masked;
    case exps: return of_head().softmax.exps;
    case weights: return of_head().softmax.weights;
    case context: return of_head().context;
    case concat: return t.concat;
    case w_o: return t.model.w_o;
    case output: return t.output;
    }
    return t.output;
}

bool is_masked(const Trace& t, Tensor tensor, int head, Index row, Index col) {
    return (tensor == Tensor::masked || tensor == Tensor::exps || tensor == Tensor::weights) &&
           !t.head(head).allowed(row, col);
}

float largest(const Trace& t, Tensor tensor) {
    float most = 0.0f;
    for (int h = 0; h < (info(tensor).per_head ? t.heads : 1); ++h) {
        const Matrix& m = matrix(t, tensor, h);
        for (Index i = 0; i < m.rows(); ++i)
            for (Index j = 0; j < m.cols(); ++j)
                if (!is_masked(t, tensor, h, i, j) && std::isfinite(m(i, j))) most = std::max(most, std::fabs(m(i, j)));
    }
    return most;
}

} // namespace attn
