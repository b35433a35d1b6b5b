// The rows of the two tables. A new matrix or a new stage is a line here; the table tests name what else it needs.
#include "stage.h"

namespace attn {

using enum Tensor;

// clang-format off: one row, one line
constinit const std::array<TensorInfo, kTensorCount> kTensors{{
    {embedding, "embedding", "E", "E_{i,j}", Axis::query, Axis::features, false, Ink::plain, Range::about_zero},
    {position, "position", "P", "P_{i,j}", Axis::query, Axis::features, false, Ink::plain, Range::about_zero},
    {x, "x", "X", "X_{i,j} = E_{i,j} + P_{i,j}", Axis::query, Axis::features, false, Ink::plain, Range::about_zero},
    {memory_embedding, "memory_embedding", "E_M", "(E_M)_{i,j}", Axis::key, Axis::features, false, Ink::plain, Range::about_zero},
    {memory_position, "memory_position", "P_M", "(P_M)_{i,j}", Axis::key, Axis::features, false, Ink::plain, Range::about_zero},
    {memory, "memory", "X_M", "(X_M)_{i,j} = (E_M)_{i,j} + (P_M)_{i,j}", Axis::key, Axis::features, false, Ink::plain, Range::about_zero},
    {memory_v, "memory_v", "M_V", "(M_V)_{i,j}", Axis::key, Axis::features, false, Ink::plain, Range::about_zero},
    {w_q, "w_q", "W_Q", "(W_Q)_{i,j}", Axis::features, Axis::joined, false, Ink::query, Range::about_zero},
    {w_k, "w_k", "W_K", "(W_K)_{i,j}", Axis::features, Axis::joined, false, Ink::key, Range::about_zero},
    {w_v, "w_v", "W_V", "(W_V)_{i,j}", Axis::features, Axis::joined, false, Ink::value, Range::about_zero},
    {b_q, "b_q", "b_Q", "(b_Q)_{j}", Axis::one, Axis::joined, false, Ink::query, Range::about_zero},
    {b_k, "b_k", "b_K", "(b_K)_{j}", Axis::one, Axis::joined, false, Ink::key, Range::about_zero},
    {b_v, "b_v", "b_V", "(b_V)_{j}", Axis::one, Axis::joined, false, Ink::value, Range::about_zero},
    {q, "q", "Q", "Q_{i,j} = \\sum_m X_{i,m} (W_Q)_{m,j}", Axis::query, Axis::joined, false, Ink::query, Range::about_zero},
    {k, "k", "K", "K_{i,j} = \\sum_m X_{i,m} (W_K)_{m,j}", Axis::key, Axis::joined, false, Ink::key, Range::about_zero},
    {v, "v", "V", "V_{i,j} = \\sum_m X_{i,m} (W_V)_{m,j}", Axis::key, Axis::joined, false, Ink::value, Range::about_zero},
    {q_head, "q_head", "Q_h", "Q_{i,j}^{(h)} = Q_{i,c}", Axis::query, Axis::head, true, Ink::query, Range::about_zero},
    {k_head, "k_head", "K_h", "K_{i,j}^{(h)} = K_{i,c}", Axis::key, Axis::head, true, Ink::key, Range::about_zero},
    {v_head, "v_head", "V_h", "V_{i,j}^{(h)} = V_{i,c}", Axis::key, Axis::head, true, Ink::value, Range::about_zero},
    {scores, "scores", "S", "S_{i,j} = \\sum_m Q_{i,m} K_{j,m}", Axis::query, Axis::key, true, Ink::plain, Range::about_zero},
    {scaled, "scaled", "S'", "S'_{i,j} = \\frac{S_{i,j}}{\\sqrt{D}}", Axis::query, Axis::key, true, Ink::plain, Range::about_zero},
    {capped, "capped", "S^c", "S^c_{i,j} = c tanh(S'_{i,j} / c)", Axis::query, Axis::key, true, Ink::plain, Range::about_zero},
    {bias, "bias", "B", "B_{i,j}", Axis::query, Axis::key, true, Ink::plain, Range::about_zero},
    {mask, "mask", "M", "M_{i,j}", Axis::query, Axis::key, true, Ink::plain, Range::about_zero},
    {masked, "masked", "S''", "S''_{i,j} = S'_{i,j} + M_{i,j}", Axis::query, Axis::key, true, Ink::plain, Range::about_zero},
    {row_max, "row_max", "max", "max_m S''_{i,m}", Axis::query, Axis::one, true, Ink::plain, Range::about_zero},
    {shifted, "shifted", "S'' - max", "S''_{i,j} - max_m S''_{i,m}", Axis::query, Axis::key, true, Ink::plain, Range::about_zero},
    {exps, "exps", "e", "e_{i,j} = exp(S''_{i,j} - max_m S''_{i,m})", Axis::query, Axis::key, true, Ink::weight, Range::zero_to_one},
    {row_sum, "row_sum", "\\sum e", "\\sum_m e_{i,m}", Axis::query, Axis::one, true, Ink::plain, Range::about_zero},
    {weights, "weights", "A", "A_{i,j} = \\frac{e_{i,j}}{\\sum_m e_{i,m}}", Axis::query, Axis::key, true, Ink::weight, Range::zero_to_one},
    {dropout_uniforms, "dice", "u", "u_{i,j}", Axis::query, Axis::key, true, Ink::plain, Range::zero_to_one},
    {keep, "keep", "D", "D_{i,j}", Axis::query, Axis::key, true, Ink::plain, Range::zero_to_one},
    {dropped, "dropped", "A'", "A'_{i,j} = \\frac{A_{i,j} D_{i,j}}{1 - p}", Axis::query, Axis::key, true, Ink::weight, Range::zero_to_one},
    {averaged, "averaged", "A'_{mean}", "(A'_{mean})_{i,j} = \\frac{A_{i,j}}{1 - p} \\frac{N_{i,j}}{N}", Axis::query, Axis::key, true, Ink::weight, Range::zero_to_one},
    {context, "context", "C_h", "C_{i,j}^{(h)} = \\sum_m A_{i,m} V_{m,j}", Axis::query, Axis::head, true, Ink::plain, Range::about_zero},
    {concat, "concat", "C", "C_{i,j} = C_{i,c}^{(g)}", Axis::query, Axis::joined, false, Ink::plain, Range::about_zero},
    {w_o, "w_o", "W_O", "(W_O)_{i,j}", Axis::joined, Axis::features, false, Ink::plain, Range::about_zero},
    {b_o, "b_o", "b_O", "(b_O)_{j}", Axis::one, Axis::features, false, Ink::plain, Range::about_zero},
    {output, "output", "Y", "Y_{i,j} = \\sum_m C_{i,m} (W_O)_{m,j}", Axis::query, Axis::features, false, Ink::plain, Range::about_zero},
}};

constinit const std::array<StageInfo, kStageCount> kStages{{
    {Stage::tokens, "tokens", "X = E + P", false, x, {memory, x}, {embedding, position, memory_embedding, memory_position}, 4},
    {Stage::project, "project", "Q = X W_Q, \\quad K = X W_K, \\quad V = X W_V", false, v,
     {q, k, v}, {x, memory, memory_v, w_q, w_k, w_v, b_q, b_k, b_v}, 6},
    {Stage::split, "split", "Q = [Q_1 \\dots Q_H]", false, v_head, {q_head, k_head, v_head}, {q, k, v}, 2.5},
    {Stage::scores, "scores", "S = Q_h K_h^T", true, scores, {scores}, {q_head, k_head}, 9},
    {Stage::scale, "scale", "S' = \\frac{S}{\\sqrt{d_k}}", true, scaled, {scaled, capped}, {scores}, 3},
    {Stage::mask, "mask", "S'' = S' + M", true, masked, {masked}, {scaled, capped, bias, mask}, 3},
    {Stage::softmax, "softmax", "A = softmax(S'')", true, weights, {row_max, shifted, exps, row_sum, weights}, {masked}, 9},
    {Stage::dropout, "dropout", "A' = \\frac{A D}{1 - p}", true, dropped, {keep, dropped, averaged}, {weights, dropout_uniforms}, 6},
    {Stage::weighted_sum, "weighted-sum", "C_h = A V_h", true, context, {context}, {weights, dropped, v_head}, 8},
    {Stage::concat, "concat", "C = [C_1 \\dots C_H]", false, concat, {concat}, {context}, 2.5},
    {Stage::output, "output", "Y = C W_O", false, output, {output}, {concat, w_o, b_o}, 4},
}};
// clang-format on

} // namespace attn
