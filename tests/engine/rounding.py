"""Why the bar of 4e-7 is held step by step: what float32 tensors alone cost on the way from the inputs to the output.

Random self-attention of the sizes of eval_cases.cpp, three times: in float64; in float32 with one accumulator in
ascending order, which is what the engine does; and in float32 with every step computed in float64 and rounded once,
which is the best that any engine with float32 tensors can do. Prints in how many cases a result is further than
4e-7 max(1, largest) from float64. A score's error is a relative error of its exponential, so even the best is.

usage: python3 tests/engine/rounding.py [CASES]
"""
import sys

import numpy as np

F = np.float32


def ascending(a, b):
    out = np.zeros((a.shape[0], b.shape[1]), F)
    for k in range(a.shape[1]):
        out = out + a[:, k : k + 1] * b[k : k + 1, :]
    return out


def rounded_once(a, b):
    return (a.astype(np.float64) @ b.astype(np.float64)).astype(F)


def exact(a, b):
    return a @ b


def attend(product, x, w_q, w_k, w_v, w_o, heads):
    kind = x.dtype.type
    q, k, v = product(x, w_q), product(x, w_k), product(x, w_v)
    width = q.shape[1] // heads
    found, contexts = [], []
    for h in range(heads):
        own = slice(h * width, (h + 1) * width)
        scaled = product(q[:, own], k[:, own].T.copy()) * kind(1 / np.sqrt(width))
        exps = np.exp((scaled - scaled.max(1, keepdims=True)).astype(np.float64)).astype(kind)
        sums = np.cumsum(exps, axis=1, dtype=kind if product is ascending else np.float64)[:, -1:].astype(kind)
        found.append(scaled)
        contexts.append(product(exps / sums, v[:, own]))
    return {"scaled": np.concatenate(found, 1), "output": product(np.concatenate(contexts, 1), w_o)}


def main(cases):
    random = np.random.default_rng(1)
    ways = {"one accumulator": ascending, "every step rounded once": rounded_once}
    errors = {(way, name): [] for way in ways for name in ("scaled", "output")}
    for _ in range(cases):
        tokens, d_model, d_k, heads, d_out = random.integers(1, [13, 13, 9, 9, 13])
        shapes = [(d_model, heads * d_k)] * 3 + [(heads * d_k, d_out)]
        x = random.standard_normal((tokens, d_model)).astype(F)
        weights = [(random.standard_normal(shape) / np.sqrt(shape[0])).astype(F) for shape in shapes]
        wanted = attend(exact, *[m.astype(np.float64) for m in (x, *weights)], heads)
        for way, product in ways.items():
            for name, have in attend(product, x, *weights, heads).items():
                error = np.abs(have - wanted[name]).max() / max(1, np.abs(wanted[name]).max())
                errors[way, name].append(error)
    for (way, name), all_errors in errors.items():
        over = sum(error > 4e-7 for error in all_errors)
        print(f"{way:24} {name:8} over 4e-7 in {over} of {cases} cases, worst {max(all_errors):.2g}")


main(int(sys.argv[1]) if len(sys.argv) > 1 else 20000)
