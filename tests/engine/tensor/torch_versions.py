"""Where later versions of PyTorch (up to 2.6) answer otherwise than 1.13, which torch.txt has, and are not wrong."""
import json
import math
import re

# What 1.13 says, and what a later version says in its place.
WORDS = [
    (r"ValueError: only one element tensors can be converted to Python scalars",
     r"RuntimeError: a Tensor with \d+ elements cannot be converted to Scalar"),
    (r"(.*)must be long, byte or bool tensors", r"(.*)must be long, int, byte or bool tensors"),
    (r"(.*) index tensor\.", r"(.*) index tensor of type LongTensor\."),
    (r"(.*)expected BoolTensor or ByteTensor for mask", r"(.*)expected BoolTensor for mask"),
    (r"RuntimeError: norm\(\): input dtype should be either floating point or complex\. Got (\w+) instead\.",
     r"RuntimeError: linalg\.vector_norm: Expected a floating point or complex tensor as input\. Got (\w+)"),
    (r"RuntimeError: size mismatch, got (\d+), \d+x(\d+),(\d+)",
     r"RuntimeError: size mismatch, got input \((\d+)\), mat \(\d+x(\d+)\), vec \((\d+)\)"),
    (r"RuntimeError: expected scalar type \w+ but found \w+",
     r"RuntimeError: expected m1 and m2 to have the same dtype, but got: .*"),
    (r"RuntimeError: (?:size mismatch, got|mat1 and mat2 shapes cannot be multiplied) .*",
     r"RuntimeError: Expected size for first two dimensions of batch2 tensor to be: .*"),
]
NEAR = 1e-4  # sine, erf and their kin are vector code of another library in later versions


def accepted(before, now):
    """Whether the reply `now` of a later version is the recorded one in other words or with another last digit."""
    if before.startswith("!") and now.startswith("!"):
        return any(_said(old, new, before[1:], now[1:]) for old, new in WORDS)
    try:
        return _near(json.loads(_for_json(before)), json.loads(_for_json(now)))
    except ValueError:
        return False


def _said(old, new, before, now):
    a, b = re.fullmatch(old, before), re.fullmatch(new, now)
    return bool(a and b) and a.groups() == b.groups()


def _for_json(text):
    return text.replace("nan", "NaN").replace("inf", "Infinity")


def _near(a, b):
    if isinstance(a, list) or isinstance(b, list):
        return isinstance(a, list) and isinstance(b, list) and len(a) == len(b) and all(_near(x, y) for x, y in zip(a, b))
    if isinstance(a, bool) or isinstance(b, bool) or not isinstance(a, (int, float)) or not isinstance(b, (int, float)):
        return a == b
    if a == math.inf:
        return b == math.inf or b != b  # gelu of infinity
    return a == b or (a != a and b != b) or abs(a - b) <= NEAR * max(abs(a), abs(b), 1e-2)
