#!/usr/bin/env python3
"""Writes down the gradients that PyTorch's autograd finds in float64 for the random cases of tests/golden/gradient.

    record_gradients.py                  writes tests/golden/gradient/torch.jsonl anew (recorded with PyTorch 1.13.1)
    record_gradients.py --compare ATTN   asks the PyTorch that is installed, and says where the file or the answers of
                                         `ATTN gradient` differ (77: nothing to compare with)

torch_gradient_test.cpp compares the engine with the file. Nothing here says how a gradient is computed: the forward pass is
written in PyTorch's own operations, and autograd does the rest.
"""
import json
import math
import subprocess
import sys
from pathlib import Path

try:
    import torch
except ImportError:
    print("PyTorch is not installed, so nothing was compared")
    sys.exit(77)

FOLDER = Path(__file__).resolve().parents[2] / "golden" / "gradient"
INPUTS = ["x", "memory", "memory_v", "q", "k", "v", "w_q", "w_k", "w_v", "w_o", "b_q", "b_k", "b_v", "b_o"]
# Of max(1, largest gradient): the bars of the tests, and how far one PyTorch may be from another.
BARS = {"float64": 1e-11, "float32": 2e-5, "recorded": 1e-12}


def numbers(value):
    """Nested lists as a tensor; "-inf" is a text in JSON."""
    if isinstance(value, list):
        return [numbers(item) for item in value]
    return float(value)


def heads_of(rows, count):
    return rows.reshape(rows.shape[0], count, -1).transpose(0, 1)


def allowed_of(case, heads, queries, keys):
    """[H, T, S], true = may attend."""
    i = torch.arange(queries)[:, None] + case.get("causal_offset", 0)
    j = torch.arange(keys)[None, :]
    allowed = torch.ones(heads, queries, keys, dtype=torch.bool)
    if case.get("causal"):
        allowed &= j <= i
    if case.get("window"):
        allowed &= (i - j).abs() < case["window"]
    if "key_padding" in case:
        allowed &= torch.tensor(case["key_padding"])[None, None, :]
    if "mask" in case:
        allowed &= torch.tensor(case["mask"])
    if "bias" in case:
        allowed &= torch.tensor(numbers(case["bias"]), dtype=torch.float64) != -math.inf
    return allowed


def gradients(case):
    t = {name: torch.tensor(case[name], dtype=torch.float64, requires_grad=True) for name in INPUTS if name in case}
    heads = case["n_heads"]
    kv_heads = case.get("n_kv_heads", heads)

    def project(rows, name):
        out = rows @ t["w_" + name]
        return out + t["b_" + name] if "b_" + name in t else out

    if "x" in t:
        memory = t.get("memory", t["x"])
        q = heads_of(project(t["x"], "q"), heads)
        k = heads_of(project(memory, "k"), kv_heads)
        v = heads_of(project(t.get("memory_v", memory), "v"), kv_heads)
        for tensor in (q, k, v):
            tensor.retain_grad()
    else:
        q, k, v = t["q"], t["k"], t["v"]

    def repeated(tensor):
        return tensor.repeat_interleave(heads // kv_heads, dim=0)

    allowed = allowed_of(case, heads, q.shape[1], k.shape[1])
    scores = q @ repeated(k).transpose(-2, -1)
    scores.retain_grad()
    logits = scores * case.get("scale", 1 / math.sqrt(q.shape[-1]))
    if case.get("softcap"):
        logits = case["softcap"] * torch.tanh(logits / case["softcap"])
    if "bias" in case:
        logits = logits + torch.tensor(numbers(case["bias"]), dtype=torch.float64)
    # Before 2.5 softmax answers NaN for a row without any key, so such a row gets numbers first and zeros afterwards.
    logits = logits.masked_fill(~allowed, -math.inf).masked_fill(~allowed.any(-1, keepdim=True), 0)
    weights = torch.softmax(logits, dim=-1)
    weights.retain_grad()
    dropped = weights.masked_fill(~allowed, 0)
    if "dropout_keep" in case:
        dropped = dropped * torch.tensor(case["dropout_keep"]) / (1 - case["dropout_p"])
    context = dropped @ repeated(v)
    output = context.transpose(0, 1).reshape(q.shape[1], -1)
    if "w_o" in t:
        output = output @ t["w_o"]
    if "b_o" in t:
        output = output + t["b_o"]
    output.backward(torch.tensor(case["d_output"], dtype=torch.float64))

    found = {"d_q": q, "d_k": k, "d_v": v, "d_scores": scores, "d_weights": weights}
    found.update({"d_" + name: t[name] for name in INPUTS if name in t})
    return {"id": case["id"], **{name: tensor.grad.tolist() for name, tensor in found.items()}}


def flat(value):
    return [number for item in value for number in flat(item)] if isinstance(value, list) else [value]


def difference(have, want):
    """The first member of two results that differs, and by how much; the bar is that of the caller."""
    worst = ("names", math.inf if set(have) != set(want) else 0.0)
    for name in set(have) & set(want) - {"id"}:
        a, b = flat(have[name]), flat(want[name])
        apart = max(abs(x - y) for x, y in zip(a, b)) if len(a) == len(b) else math.inf
        apart /= max(1.0, max(abs(y) for y in b))
        if apart > worst[1]:
            worst = (name, apart)
    return worst


def main():
    lines = [json.loads(line) for line in (FOLDER / "cases.jsonl").read_text().splitlines() if line.startswith('{"id":') and line.endswith("}")]
    cases = [case for case in lines if isinstance(case["id"], int)]
    ours = [gradients(case) for case in cases]
    if "--compare" not in sys.argv:
        (FOLDER / "torch.jsonl").write_text("".join(json.dumps(g, separators=(",", ":")) + "\n" for g in ours))
        print(f"gradients of {len(ours)} cases by PyTorch {torch.__version__}")
        return 0

    attn = sys.argv[sys.argv.index("--compare") + 1]

    def answers(precision):
        asked = "".join(json.dumps({**case, "precision": precision}) + "\n" for case in cases)
        done = subprocess.run([attn, "gradient"], input=asked, capture_output=True, text=True, check=True)
        return [json.loads(line) for line in done.stdout.splitlines()]

    recorded = [json.loads(line) for line in (FOLDER / "torch.jsonl").read_text().splitlines()]
    wrong = 0
    for what, have in (("recorded", recorded), ("float64", answers("float64")), ("float32", answers("float32"))):
        worst = 0.0
        if len(have) != len(ours):
            wrong += 1
            print(f"{what}: {len(have)} results, PyTorch has {len(ours)}")
        for case, a, b in zip(cases, have, ours):
            if what == "float32" and case["precision"] != what:
                continue  # its numbers are no floats
            name, apart = difference(a, b)
            worst = max(worst, apart)
            if not apart <= BARS[what]:
                wrong += 1
                print(f"{what}, case {case['id']}: {name} is off by {apart:.3g}")
        print(f"{what}: worst difference to PyTorch {torch.__version__} {worst:.3g}, the bar is {BARS[what]:g}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
