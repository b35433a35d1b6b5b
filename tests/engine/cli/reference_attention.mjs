// Attention a third time, so that the evaluator is checked by something that shares not even its language: plain
// JavaScript numbers (IEEE double precision), written as one would write it with a tensor library.
//
// Conventions, those of torch.nn.functional.scaled_dot_product_attention where it has the option:
//   q [H, T, d_k], k [H_kv, S, d_k], v [H_kv, S, d_v]; q = (x @ w_q + b_q).view(T, H, d_k).transpose(0, 1)
//   scores = q @ k.transpose(-2, -1) * scale; soft cap; + bias; masked_fill(~mask, -inf); softmax(dim=-1)
//   boolean masks: true = takes part; a row without any key gives zeros; dropout multiplies by keep / (1 - p)
//   k and v of grouped heads: repeat_interleave(H / H_kv, dim=0)
export const matmul = (a, b) => a.map((row) => b[0].map((_, j) => row.reduce((sum, value, m) => sum + value * b[m][j], 0)));
export const transpose = (a) => a[0].map((_, j) => a.map((row) => row[j]));
const linear = (x, w, b) => matmul(x, w).map((row) => row.map((value, j) => value + (b ? b[j] : 0)));
export const heads = (rows, count) => {
    const width = rows[0].length / count;
    return Array.from({ length: count }, (_, h) => rows.map((row) => row.slice(h * width, (h + 1) * width)));
};
// A mask or bias is [T][S] for all heads or [H][T][S].
const headOf = (tensor, h) => (Array.isArray(tensor[0][0]) ? tensor[h] : tensor);
const number = (value) => ({ inf: Infinity, "-inf": -Infinity, nan: NaN })[value] ?? value;

export function attention(c) {
    const H = c.n_heads, groups = c.n_kv_heads ?? H;
    const memory = c.memory ?? c.x;
    const q = c.q ?? heads(linear(c.x, c.w_q, c.b_q), H);
    const repeat = (tensor) => tensor.flatMap((head) => Array(H / groups).fill(head));
    const k = repeat(c.k ?? heads(linear(memory, c.w_k, c.b_k), groups));
    const v = repeat(c.v ?? heads(linear(c.memory_v ?? memory, c.w_v, c.b_v), groups));
    const out = { q, k, v, scores: [], scaled: [], biased: [], weights: [], dropped: [], context: [] };
    const scale = c.scale ?? 1 / Math.sqrt(q[0][0].length), offset = c.causal_offset ?? 0;
    for (let h = 0; h < H; ++h) {
        const scores = matmul(q[h], transpose(k[h]));
        const scaled = scores.map((row) => row.map((s) => s * scale));
        const biased = scaled.map((row, i) => row.map((s, j) => {
            const bias = c.bias ? number(headOf(c.bias, h)[i][j]) : 0;
            const closed = (c.causal && j > i + offset) ||
                (c.window && (j <= i + offset - c.window || (!c.causal && j >= i + offset + c.window))) ||
                (c.key_padding && !c.key_padding[j]) || (c.mask && !headOf(c.mask, h)[i][j]);
            return closed ? -Infinity : (c.softcap ? c.softcap * Math.tanh(s / c.softcap) : s) + bias;
        }));
        const weights = biased.map((row) => {
            const most = Math.max(...row);
            if (most === -Infinity) return row.map(() => 0);
            const exps = row.map((s) => Math.exp(s - most)), total = exps.reduce((a, b) => a + b);
            return exps.map((e) => e / total);
        });
        const dropped = weights.map((row, i) => row.map((w, j) =>
            (c.dropout_keep ? (c.dropout_keep[h][i][j] ? w / (1 - c.dropout_p) : 0) : w)));
        const context = matmul(dropped, v[h]);
        for (const [key, value] of Object.entries({ scores, scaled, biased, weights, dropped, context })) out[key].push(value);
    }
    out.concat = out.context[0].map((_, i) => out.context.flatMap((head) => head[i]));
    out.output = c.w_o ? linear(out.concat, c.w_o, c.b_o) : out.concat;
    return out;
}
