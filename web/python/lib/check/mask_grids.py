"""Which cells a mask leaves open, right or after a mistake: True = may attend."""
from .arrays import from_nested

CAUSAL = {
    "right": lambda i, j: j <= i,
    "strict": lambda i, j: j < i,
    "ahead": lambda i, j: j <= i + 1,
    "transposed": lambda i, j: j >= i,
    "inverted": lambda i, j: j > i,
    "none": lambda i, j: True,
}
MISTAKE_OF_CAUSAL = [("strict", "causal-off-by-one"), ("ahead", "causal-off-by-one"), ("transposed", "mask-transposed"),
                     ("inverted", "mask-inverted"), ("none", "mask-all-ones")]


def causal_grid(size, kind):
    rule = CAUSAL[kind]
    return from_nested([[rule(i, j) for j in range(size)] for i in range(size)])


def padding_grid(ids, pad, kind):
    """[B, 1, 1 or S, S] of truth values: which keys (and queries) may be seen."""
    out = []
    for row in ids:
        real = [t != pad for t in row]
        if kind == "right":
            out.append([[real]])
        elif kind == "inverted":
            out.append([[[not r for r in real]]])
        elif kind == "rows":
            out.append([[[r] * len(row) for r in real]])
        elif kind == "rows-inverted":
            out.append([[[not r] * len(row) for r in real]])
        elif kind == "both":
            out.append([[[r and c for c in real] for r in real]])
        elif kind == "either":
            out.append([[[r or c for c in real] for r in real]])
        else:
            out.append([[[True] * len(row)]])
    return from_nested(out)
