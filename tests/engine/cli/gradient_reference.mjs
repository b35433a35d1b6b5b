// The gradients once more in JavaScript, from the Jacobians as a textbook has them, on the forward pass of
// reference_attention.mjs.
//     node tests/engine/cli/gradient_reference.mjs PROGRAM [ARGUMENTS...]      (build/native/attn gradient)
import { attention, heads, matmul, transpose } from "./reference_attention.mjs";
import { compare, normalGrid } from "./reference_cases.mjs";

const each = (a, f) => a.map((row, i) => row.map((value, j) => f(value, i, j)));
const plus = (a, b) => each(a, (value, i, j) => value + b[i][j]);
const columnSums = (a) => a.reduce((sum, row) => sum.map((value, j) => value + row[j]));
const sideBySide = (parts) => parts[0].map((_, i) => parts.flatMap((part) => part[i]));

// The Jacobian of softmax at a row of weights, d weight j / d score m = w_j (delta_jm - w_m), times a row of gradients.
const throughSoftmax = (w, dW) => w.map((wm, m) => w.reduce((sum, wj, j) => sum + wj * ((j === m) - wm) * dW[j], 0));

function gradient(c) {
    const H = c.n_heads, groups = c.n_kv_heads ?? H, f = attention(c);
    const scale = c.scale ?? 1 / Math.sqrt(f.q[0][0].length);
    const dConcat = c.w_o ? matmul(c.d_output, transpose(c.w_o)) : c.d_output;
    const dContexts = heads(dConcat, H);
    const d = { d_q: [], d_k: [], d_v: [], d_scores: [], d_weights: [] };
    const addTo = (list, group, part) => { list[group] = list[group] ? plus(list[group], part) : part; };
    for (let h = 0; h < H; ++h) {
        const group = Math.floor(h / (H / groups)), open = (i, j) => f.biased[h][i][j] !== -Infinity;
        const dWeights = each(matmul(dContexts[h], transpose(f.v[h])), (value, i, j) => {
            if (!open(i, j)) return 0;
            return c.dropout_keep ? (c.dropout_keep[h][i][j] ? value / (1 - c.dropout_p) : 0) : value;
        });
        const dScores = each(f.weights[h].map((w, i) => throughSoftmax(w, dWeights[i])), (value, i, j) => {
            const sech = c.softcap ? 1 / Math.cosh(f.scaled[h][i][j] / c.softcap) : 1;
            return value * sech * sech * scale;
        });
        d.d_weights.push(dWeights);
        d.d_scores.push(dScores);
        d.d_q.push(matmul(dScores, f.k[h]));
        addTo(d.d_k, group, matmul(transpose(dScores), f.q[h]));
        addTo(d.d_v, group, matmul(transpose(f.dropped[h]), dContexts[h]));
    }
    if (c.w_o) d.d_w_o = matmul(transpose(f.concat), c.d_output);
    if (c.b_o) d.d_b_o = columnSums(c.d_output);
    if (!c.x) return d;

    const memory = c.memory ? "memory" : "x", inputs = { q: "x", k: memory, v: c.memory_v ? "memory_v" : memory };
    for (const [way, input] of Object.entries(inputs)) {
        const dWay = sideBySide(d[`d_${way}`]), dInput = matmul(dWay, transpose(c[`w_${way}`]));
        d[`d_${input}`] = d[`d_${input}`] ? plus(d[`d_${input}`], dInput) : dInput;
        d[`d_w_${way}`] = matmul(transpose(c[input]), dWay);
        if (c[`b_${way}`]) d[`d_b_${way}`] = columnSums(dWay);
    }
    return d;
}

compare({
    complete(c) {
        const { output } = attention(c);
        return { ...c, d_output: normalGrid(output.length, output[0].length, c.precision) };
    },
    wanted: gradient,
    bars: { float32: 2e-5, float64: 1e-11 },
    zeros: false, // a sum that cancels in one order need not in another
});
