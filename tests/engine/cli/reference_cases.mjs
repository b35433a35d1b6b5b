// What the two references share: random cases, and a program that is asked them line by line and whose answers are
// compared. The first lines wait for the answer to the one before, so a program that does not answer line by line never
// ends.
import { spawn } from "node:child_process";
import process from "node:process";
import { createInterface } from "node:readline";

const kCases = 500, kOneByOne = 20;

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
// Normal numbers that the precision can hold.
const roundTo = (precision) => (precision === "float32" ? Math.fround : (x) => x);
const normalOf = (round) => (spread = 1) =>
    round(spread * Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random()));
export const normalGrid = (rows, cols, precision) => grid(rows, cols, () => normalOf(roundTo(precision))());

export function randomCase(id) {
    const precision = id % 2 ? "float64" : "float32", round = roundTo(precision), normal = normalOf(round);
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

// |error| / max(1, largest) of one member. Where −Infinity is wanted the cell is masked and null; `zeros` have to be exact.
function difference(have, want, zeros) {
    let largest = 1, worst = 0;
    const walk = (a, b, place) => {
        if (Array.isArray(b)) {
            if (!Array.isArray(a) || a.length !== b.length) throw new Error(`${place} has another shape`);
            b.forEach((item, i) => walk(a[i], item, `${place}[${i}]`));
        } else if (b === -Infinity ? a !== null : zeros && b === 0 && a !== 0) throw new Error(`${place} is ${a} and should be ${b} exactly`);
        else if (b !== -Infinity) {
            if (typeof a !== "number") throw new Error(`${place} is ${a} and should be about ${b}`);
            largest = Math.max(largest, Math.abs(b));
            worst = Math.max(worst, Math.abs(a - b));
        }
    };
    walk(have, want, "");
    return worst / largest;
}

// Asks the program of the command line. `complete(case)` may add to a case; `wanted(case)` is what its result has, each
// member within `bars[precision]`.
export function compare({ complete = (c) => c, wanted, bars, zeros = true }) {
    const [program, ...rest] = process.argv.slice(2);
    const cases = list(kCases, (id) => {
        state = id * 7919;
        return complete(randomCase(id));
    });
    const worst = {};
    const faults = [];
    let answered = 0;
    const child = spawn(program, rest, { stdio: ["pipe", "pipe", "inherit"] });
    createInterface({ input: child.stdout }).on("line", (line) => {
        const c = cases[answered++], result = JSON.parse(line);
        try {
            if (result.id !== c.id || result.error) throw new Error(result.error ?? `id ${result.id}`);
            const members = wanted(c), names = (o) => Object.keys(o).filter((key) => key !== "id").sort().join(" ");
            if (names(result) !== names(members)) throw new Error(`has ${names(result)}, should have ${names(members)}`);
            for (const [key, want] of Object.entries(members)) {
                const apart = difference(result[key], want, zeros), of = `${c.precision} ${key}`;
                worst[of] = Math.max(worst[of] ?? 0, apart);
                if (!(apart <= bars[c.precision])) throw new Error(`${key}: off by ${apart}`);
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
}
