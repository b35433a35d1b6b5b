#!/usr/bin/env python3
"""Writes down what PyTorch finds in float64 for the small transformers of tests/golden/models/cases.jsonl: loss, gradients,
and the parameters after some steps of AdamW with clipped gradients.

    record_models.py             writes tests/golden/models/torch.jsonl anew (recorded with PyTorch 1.13.1)
    record_models.py --compare   asks the PyTorch that is installed, and says where the file differs (77: no PyTorch)

torch_models_test.cpp compares the engine with the file. Nothing here says how a gradient is computed: the forward pass is
written in PyTorch's own operations, autograd and torch.optim do the rest.
"""
import json
import math
import sys
from pathlib import Path

try:
    import torch
    import torch.nn.functional as F
except ImportError:
    print("PyTorch is not installed, so nothing was compared")
    sys.exit(77)

FOLDER = Path(__file__).resolve().parents[2] / "golden" / "models"
BAR = 1e-12  # of max(1, largest): how far one PyTorch may be from another


def sinusoids(length, width):
    t = torch.arange(length, dtype=torch.float64)[:, None]
    angle = t / 10000 ** (torch.arange(0, width, 2, dtype=torch.float64) / width)
    return torch.stack([angle.sin(), angle.cos()], dim=-1).reshape(length, width)


def logits_of(case, p, tokens):
    def affine(x, name):
        out = x @ p[name + ".weight"]
        return out + p[name + ".bias"] if name + ".bias" in p else out

    def norm(x, name):
        if name + ".weight" not in p:
            return x
        return F.layer_norm(x, x.shape[-1:], p[name + ".weight"], p.get(name + ".bias"), 1e-5)

    ids = torch.tensor(tokens)
    x = F.embedding(ids, p["wte.weight"])
    if "wpe.weight" in p:
        x = x + p["wpe.weight"][: len(tokens)]
    if case["positions"] == "sinusoidal":
        x = x + sinusoids(len(tokens), x.shape[-1])
    layer = 0
    while f"h.{layer}.attn.c_attn.weight" in p:
        block = f"h.{layer}."
        q, k, v = affine(norm(x, block + "ln_1"), block + "attn.c_attn").chunk(3, dim=-1)
        q, k, v = (m.reshape(len(tokens), case["heads"], -1).transpose(0, 1) for m in (q, k, v))
        scores = q @ k.transpose(-2, -1) * (case["scale"] or 1 / math.sqrt(q.shape[-1]))
        if case["causal"]:
            scores = scores.masked_fill(torch.ones(scores.shape[-2:]).triu(1).bool(), -math.inf)
        context = torch.softmax(scores, dim=-1) @ v
        x = x + affine(context.transpose(0, 1).reshape(len(tokens), -1), block + "attn.c_proj")
        if block + "mlp.c_fc.weight" in p:
            hidden = affine(norm(x, block + "ln_2"), block + "mlp.c_fc")
            active = F.gelu(hidden, approximate="tanh") if case["activation"] == "gelu" else F.relu(hidden)
            x = x + affine(active, block + "mlp.c_proj")
        layer += 1
    return norm(x, "ln_f") @ p.get("lm_head.weight", p["wte.weight"]).T


def loss_of(case, p):
    pairs = [(logits_of(case, p, s), torch.tensor(t)) for s, t in zip(case["sequences"], case["targets"])]
    return F.cross_entropy(torch.cat([a for a, _ in pairs]), torch.cat([b for _, b in pairs]), ignore_index=-1)


def rows(tensor):
    return [[float(f"{n:.15g}") for n in row] for row in tensor.reshape(-1, tensor.shape[-1]).tolist()]


def answer(case):
    def leaf(name, table):
        vector = name.endswith(".bias") or ".ln_" in "." + name
        return torch.tensor(table[0] if vector else table, dtype=torch.float64, requires_grad=True)

    p = {name: leaf(name, table) for name, table in case["parameters"].items()}
    loss = loss_of(case, p)
    loss.backward()
    gradients = {name: rows(tensor.grad) for name, tensor in p.items()}

    adam = case["adam"]
    decays = [t for n, t in p.items() if n.endswith(".weight") and ".ln_" not in "." + n and n[:3] not in ("wte", "wpe")]
    others = [t for t in p.values() if all(t is not d for d in decays)]
    groups = [{"params": decays, "weight_decay": adam["decay"]}, {"params": others, "weight_decay": 0.0}]
    optimiser = torch.optim.AdamW(groups, lr=adam["rate"], betas=(adam["beta1"], adam["beta2"]), eps=1e-8)
    for _ in range(adam["steps"]):
        optimiser.zero_grad()
        loss_of(case, p).backward()
        # clip_grad_norm_() adds 1e-6 to the length, so it is done by hand.
        length = math.sqrt(sum(float((t.grad**2).sum()) for t in p.values()))
        for t in p.values():
            t.grad *= min(1.0, adam["clip"] / length)
        optimiser.step()
    return {"name": case["name"], "loss": loss.item(), "gradients": gradients,
            "after": {name: rows(tensor.detach()) for name, tensor in p.items()}}


def numbers(value):
    if isinstance(value, dict):
        return [n for key in sorted(value) for n in numbers(value[key])]
    if isinstance(value, list):
        return [n for item in value for n in numbers(item)]
    return [value] if isinstance(value, float) else []


def main():
    cases = [json.loads(line) for line in (FOLDER / "cases.jsonl").read_text().splitlines()]
    ours = [answer(case) for case in cases]
    if "--compare" not in sys.argv:
        (FOLDER / "torch.jsonl").write_text("".join(json.dumps(a, separators=(",", ":")) + "\n" for a in ours))
        print(f"{len(ours)} transformers by PyTorch {torch.__version__}")
        return 0
    kept = [json.loads(line) for line in (FOLDER / "torch.jsonl").read_text().splitlines()]
    wrong = len(kept) != len(ours)
    for have, want in zip(kept, ours):
        a, b = numbers(have), numbers(want)
        apart = max(abs(x - y) for x, y in zip(a, b)) / max(1.0, max(map(abs, b))) if len(a) == len(b) else math.inf
        wrong = wrong or not apart <= BAR
        print(f"{want['name']}: worst difference to PyTorch {torch.__version__} {apart:.3g}, the bar is {BAR:g}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
