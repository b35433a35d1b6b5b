"""Every known mistake of a module, as switches of heads.py: lists of (id, switches)."""
from .attention import CORE, MASKS

ROLES = [
    ("k-v-swapped", {"roles": "qvk"}),
    ("values-are-keys", {"roles": "qkk"}),
    ("same-projection", {"roles": "qqv"}),
    ("same-projection", {"roles": "kkv"}),
    ("q-k-swapped", {"roles": "kqv"}),
    ("values-not-projected", {"roles": "qkx"}),
    ("no-projection", {"roles": "xxx"}),
]

# One learned layer for everything, or fewer than three: only where layers are missing.
FEWER = [
    ("same-projection", {"roles": "qqq"}),
    ("same-projection", {"roles": "vvv"}),
    ("same-projection", {"roles": "qqx"}),
    ("no-projection", {"roles": "xxv"}),
]

CONSTANTS = [("scale-constant", {"scale": "const", "const": c}) for c in (
    1 / 2, 1 / 4, 1 / 8, 1 / 16, 1 / 3, 1 / 10, 1 / 64, 0.1 ** 0.5, 2 ** -0.5, 32 ** -0.5, 128 ** -0.5, 512 ** -0.5)]

SPLITS = [
    ("scale-embed-dim", {"scale": "width"}),
    ("softmax-wrong-dim", {"softmax": "batch-and-heads"}),
    ("softmax-wrong-dim", {"softmax": "all-of-a-head"}),
    ("k-not-transposed", {"keys": "flat"}),
    ("view-without-transpose", {"split": "view"}),
    ("view-without-transpose", {"split": "view", "merge": "reshape"}),
    ("view-without-transpose", {"split": "view-first"}),
    ("view-without-transpose", {"split": "view-first", "merge": "reshape-first"}),
    ("attends-over-heads", {"split": "axis2", "merge": "reshape"}),
    ("attends-over-heads", {"split": "axis2"}),
    ("merge-without-transpose", {"merge": "reshape"}),
    ("merge-without-transpose", {"merge": "reshape-first"}),
    ("merge-without-transpose", {"merge": "strided"}),
    ("one-head", {"one": True}),
    ("one-head", {"one": True, "scale": "head"}),
    ("no-out-proj", {"out": "none"}),
    ("out-proj-before-concat", {"out": "each"}),
    ("heads-averaged", {"merge": "mean"}),
    ("heads-averaged", {"merge": "sum"}),
    ("heads-averaged", {"merge": "repeat"}),
    ("heads-averaged", {"merge": "weights"}),
    ("heads-averaged", {"merge": "mean", "out": "none"}),
    ("heads-averaged", {"merge": "sum", "out": "none"}),
    ("heads-averaged", {"merge": "repeat", "out": "none"}),
    ("heads-averaged", {"merge": "weights", "out": "none"}),
]

MEMORY = [
    ("memory-ignored", {"inputs": "xxx"}),
    ("memory-as-query", {"inputs": "mxx"}),
    ("memory-as-query", {"inputs": "mmm"}),
    ("memory-as-query", {"inputs": "mxm"}),
    ("values-from-x", {"inputs": "xmx"}),
    ("keys-from-x", {"inputs": "xxm"}),
]

SELF = CORE + ROLES + FEWER + CONSTANTS
MULTI = SPLITS + CORE + ROLES + FEWER + CONSTANTS
CROSS = MEMORY + MULTI
MASKED = MASKS
