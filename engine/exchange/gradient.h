// The gradients of attention on anybody's numbers, one JSON object per line in and out, so that another backward pass
// can be checked against this one. `attn gradient < cases.jsonl > gradients.jsonl` feeds it.
//
// A case has the keys of eval.h and one more:
//
//   d_output      [T][out]  the gradient of the output: how much the loss grows when a number of it does
//
// A result has the same id and the gradient of what the output was made from, each of the shape of its matrix:
//
//   d_q           [H][T][d_k]
//   d_k, d_v      [H_kv][S][d_k], [H_kv][S][d_v]; the query heads that share them have added up their parts
//   d_scores      [H][T][S]  of the raw products q k^T, before the scale
//   d_weights     [H][T][S]  of softmax's output, before dropout
//   d_x           where x was given; in self-attention the sum of all three ways: queries, keys and values
//   d_memory      where it was given; keys and, unless memory_v was given, values were made from it
//   d_memory_v    where it was given
//   d_w_q, d_w_k, d_w_v, d_w_o, d_b_q, d_b_k, d_b_v, d_b_o   those that were given
//
// Masked cells have gradient 0, and so has everything that came only from a query without a key: a NaN or infinity in a
// key or value that no query sees reaches no gradient. A row of scores that are all -infinity because they overflowed
// shares nothing out, whatever they are, so they have gradient 0.
// Numbers, errors, blank lines and limits are those of eval.h.
#pragma once

#include <string_view>

#include "eval_line.h"

namespace attn {

// `line` with or without its line feed; `number` counts from 1.
Answer differentiated(std::string_view line, long number);

} // namespace attn
