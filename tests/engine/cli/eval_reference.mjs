// Attention a third time, so that the evaluator is checked by something that shares not even its language: plain
// JavaScript numbers (IEEE double precision), written as one would write it with a tensor library.
//     node tests/engine/cli/eval_reference.mjs PROGRAM [ARGUMENTS...]      (build/native/attn eval)
// sends cases of every kind to the program, one line each, and compares what comes back. The first of them wait for
// the answer to the one before, so a program that does not answer line by line never ends.
//
// Conventions, those of torch.nn.functional.scaled_dot_product_attention where it has the option:
//   q [H, T, d_k], k [H_kv, S, d_k], v [H_kv, S, d_v]; q = (x @ w_q + b_q).view(T, H, d_k).transpose(0, 1)
//   scores = q @ k.transpose(-2, -1) * scale; soft cap; + bias; masked_fill(~mask, -inf); softmax(dim=-1)
//   boolean masks: true = takes part; a row without any key gives zeros; dropout multiplies by keep / (1 - p)
//   k and v of grouped heads: repeat_interleave(H / H_kv, dim=0)
import { spawn } from "node:child_process";
import process from "node:process";
import { createInterface } from "node:readline";

const [program, ...rest] = process.argv.slice(2);
const kCases = 500, kOneByOne = 20;
// |error| / max(1, largest) of each member, the whole way from the inputs.
const kBars = { float32: 4e-7, float64: 1e-13 };

// ---------------------------------------------------------------- random numbers
let state = 0;
const random = () => { // splitmix32
    state = (state + 0x9e3779b9) | 0;
    let t = state ^ (state >>> 16);
    t = Math.imul(t, 0x21f0aaad);
    t ^= t >>> 15;
    t = Math.imul(t, 0x735a2d97);
    return ((t ^ (t >>> 15)) >>> 0) / 4294967296;
};
const below = (count) => Math.floor(random() * count);
const chance = (share) => random() < share;
const list = (count, make) => Array.from({ length: count }, (_, i) => make(i));
const grid = (rows, cols, make) => list(rows, () => list(cols, make));

// ---------------------------------------------------------------- attention
const matmul = (a, b) => a.map((row) => b[0].map((_, j) => row.reduce((sum, value, m) => sum + value * b[m][j], 0)));
const transpose = (a) => a[0].map((_, j) => a.map((row) => row[j]));
const linear = (x, w, b) => matmul(x, w).map((row) => row.map((value, j) => value + (b ? b[j] : 0)));
const heads = (rows, count) => {
    const width = rows[0].length / count;
    return list(count, (h) => rows.map((row) => row.slice(h * width, (h + 1) * width)));
};
// A mask or bias is [T][S] for all heads or [H][T][S].
const headOf = (tensor, h) => (Array.isArray(tensor[0][0]) ? tensor[h] : tensor);
const number = (value) => ({ inf: Infinity, "-inf": -Infinity, nan: NaN })[value] ?? value;

function attention(c) {
    const H = c.n_heads, groups = c.n_kv_heads ?? H;
    const memory = c.memory ?? c.x;
    const q = c.q ?? heads(linear(c.x, c.w_q, c.b_q), H);
    const repeat = (tensor) => tensor.flatMap((head) => list(H / groups, () => head));
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

// ---------------------------------------------------------------- cases
function randomCase(id) {
    const precision = id % 2 ? "float64" : "float32", round = precision === "float32" ? Math.fround : (x) => x;
    const normal = (spread = 1) => round(spread * Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random()));
    const dim = (most) => 1 + below(most);
    const T = dim(10), dK = dim(8), dV = chance(0.5) ? dK : dim(8), cross = chance(0.5), S = cross ? dim(10) : T;
    const groups = dim(3), H = groups * (chance(0.5) ? 1 : dim(3));
    const c = { id, precision, n_heads: H };
    if (groups !== H) c.n_kv_heads = groups;
    const projection = (from, to) => grid(from, to, () => normal(1 / Math.sqrt(from)));
    const maybe = (key, share, make) => { if (chance(share)) c[key] = make(); };
    if (chance(0.3)) {
        Object.assign(c, { q: list(H, () => grid(T, dK, () => normal())), k: list(groups, () => grid(S, dK, () => normal())),
            v: list(groups, () => grid(S, dV, () => normal())) });
    } else {
        const E = dim(10), eK = cross ? dim(10) : E, eV = cross && chance(0.5) ? dim(10) : eK;
        c.x = grid(T, E, () => normal());
        if (cross) c.memory = grid(S, eK, () => normal());
        if (eV !== eK) c.memory_v = grid(S, eV, () => normal());
        Object.assign(c, { w_q: projection(E, H * dK), w_k: projection(eK, groups * dK), w_v: projection(eV, groups * dV) });
        maybe("b_q", 0.5, () => list(H * dK, () => normal()));
        maybe("b_k", 0.5, () => list(groups * dK, () => normal()));
        maybe("b_v", 0.5, () => list(groups * dV, () => normal()));
    }
    if (chance(0.6)) {
        c.w_o = projection(H * dV, dim(10));
        maybe("b_o", 0.5, () => list(c.w_o[0].length, () => normal()));
    }
    const flags = () => grid(T, S, () => chance(0.75));
    const forHeads = (make) => (chance(0.5) ? make() : list(H, make));
    maybe("scale", 0.3, () => normal(0.5));
    maybe("softcap", 0.3, () => round(0.5 + 5 * random()));
    maybe("causal", 0.4, () => chance(0.8));
    maybe("causal_offset", 0.3, () => below(9) - 4);
    maybe("window", 0.3, () => below(7));
    maybe("key_padding", 0.3, () => list(S, () => chance(0.75)));
    maybe("mask", 0.4, () => forHeads(flags));
    maybe("bias", 0.3, () => forHeads(() => grid(T, S, () => (chance(0.1) ? "-inf" : normal()))));
    if (chance(0.3)) Object.assign(c, { dropout_keep: list(H, flags), dropout_p: below(9) / 10 });
    return c;
}

// ---------------------------------------------------------------- comparison
function difference(have, want) {
    let largest = 1, worst = 0;
    const walk = (a, b, place) => {
        if (Array.isArray(b)) {
            if (!Array.isArray(a) || a.length !== b.length) throw new Error(`${place} has another shape`);
            b.forEach((item, i) => walk(a[i], item, `${place}[${i}]`));
        } else if (b === -Infinity ? a !== null : b === 0 && a !== 0) throw new Error(`${place} is ${a} and should be ${b} exactly`);
        else if (b !== -Infinity) {
            if (typeof a !== "number") throw new Error(`${place} is ${a} and should be about ${b}`);
            largest = Math.max(largest, Math.abs(b));
            worst = Math.max(worst, Math.abs(a - b));
        }
    };
    walk(have, want, "");
    return worst / largest;
}

const cases = list(kCases, (id) => {
    state = id * 7919;
    return randomCase(id);
});
const worst = {};
const faults = [];
let answered = 0;
const child = spawn(program, rest, { stdio: ["pipe", "pipe", "inherit"] });
createInterface({ input: child.stdout }).on("line", (line) => {
    const c = cases[answered++], result = JSON.parse(line);
    try {
        if (result.id !== c.id || result.error) throw new Error(result.error ?? `id ${result.id}`);
        for (const [key, want] of Object.entries(attention(c))) {
            const apart = difference(result[key], want), of = `${c.precision} ${key}`;
            worst[of] = Math.max(worst[of] ?? 0, apart);
            if (!(apart <= kBars[c.precision])) throw new Error(`${key}: off by ${apart}`);
        }
    } catch (error) {
        faults.push(`case ${c.id} (${c.precision}): ${error.message}\n  ${JSON.stringify(c).slice(0, 400)}`);
    }
    if (answered < kOneByOne) send(cases.slice(answered, answered + 1));
    if (answered === kOneByOne) {
        send(cases.slice(answered));
        child.stdin.end();
    }
});
const send = (some) => child.stdin.write(some.map((c) => JSON.stringify(c) + "\n").join(""));
send(cases.slice(0, 1));
child.on("close", (code) => {
    for (const fault of faults.slice(0, 5)) console.log(fault);
    for (const [key, value] of Object.entries(worst).sort()) console.log(`${key.padEnd(18)} ${value.toExponential(2)}`);
    console.log(`${answered} of ${kCases} answered, ${faults.length} wrong, exit status ${code}`);
    process.exitCode = answered === kCases && faults.length === 0 && code === 0 ? 0 : 1;
});
