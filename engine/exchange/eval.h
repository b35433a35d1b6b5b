// The evaluator: attention on anybody's numbers, one JSON object per line in and out, so that another
// implementation can be checked against this one. `attn eval < cases.jsonl > results.jsonl` feeds it.
//
// A case, with T queries, S keys, H heads for queries and H_kv for keys and values:
//
//   id            any JSON value; it comes back as it was (null when it was left out)
//   x             [T][E], and the projections w_q, w_k, w_v as [in][out] (x times w_q; PyTorch's nn.Linear
//                 stores the transpose), optional b_q, b_k, b_v as [out]
//   memory        [S][..]  cross-attention: keys and values are made from it. Left out: from x
//   memory_v      [S][..]  values are made from it. Left out: from what the keys are made from
//   q, k, v       instead of all these: [H][T][d_k], [H_kv][S][d_k], [H_kv][S][d_v], projected already
//   w_o, b_o      [H*d_v][out] and [out]; without w_o the output is the concatenation
//   n_heads       H; with q, k, v it may be left out, because q has it
//   n_kv_heads    H_kv, divides H: query head h uses key head h / (H / H_kv). Left out: H, or what k has
//   scale         scores are multiplied by it. Left out: 1/sqrt(d_k)
//   softcap       c: then c tanh(score / c). Left out or 0: none
//   causal        true: key j is allowed for query i when j <= i + causal_offset
//   causal_offset left out: 0
//   window        w: with causal the w keys up to and including i + causal_offset; without it those with
//                 |i + causal_offset - j| < w. Left out or 0: none
//   key_padding   [S]; true = a real token
//   mask          [T][S] or [H][T][S]; true = may attend
//   bias          [T][S] or [H][T][S], added after scale and soft cap; "-inf" masks the cell
//   dropout_keep  [H][T][S] with dropout_p: kept weights times 1/(1-p), the others 0
//   precision     "float32" (the default) or "float64"
//
// A result has the same id and q, k, v, scores (raw products), scaled, biased (after scale, soft cap, bias and
// mask; masked cells are null), weights, dropped (after dropout, else as the weights), context, each
// [H][..][..] (with grouped heads the k and v of each query head), then concat [T][H*d_v] and output [T][out].
// A query whose scores are all masked, or all -infinity because they overflowed, has weights and context 0, as in
// PyTorch's scaled_dot_product_attention since 2.5; before, and in its softmax(), they are NaN.
// Numbers are in the shortest form that reads back the same; "nan", "inf" and "-inf" are texts, both ways. Python's
// json.dumps writes bare NaN, Infinity and -Infinity instead; they are read as well, but never written.
//
// Text is UTF-8; a byte-order mark before it is skipped, and UTF-16 is refused by its name.
//
// A line that makes no sense gives {"id", "line", "error"}: what is wrong, and where. Lines of nothing but
// spaces are passed over but counted. Limits: 128 MiB and 2^24 values in a line, 2^24 numbers in a result.
#pragma once

#include <string_view>

#include "eval_line.h"

namespace attn {

// `line` with or without its line feed; `number` counts from 1.
Answer evaluated(std::string_view line, long number);

} // namespace attn
