"""Scaled dot-product attention with switches: one switch for every known mistake.

attend() is right when `how` is empty. Matrices are Arrays [..., T, d_k], [..., S, d_k], [..., S, d_v]; row = query,
column = key. The switches and their values:

  scale    'none', 'dk', 'times', 'after', 'width' (sqrt of how['width']), 'const' (how['const'])
  keys     'plain' (q @ k), 'reshaped' (k in the transposed shape), 'turned' (all axes of k, as
           .T does: it fits only where batch and width are alike), 'flat' (how['flat'], made by the caller)
  softmax  an axis, None (over everything), 'sum' (rows divided by their sum), 'raw' (none at all),
           'result' (over the width of scores @ v), 'batch-and-heads', 'all-of-a-head', 'columns-by-hand' (exp of what
           is left after the row's maximum, over the sums of the columns), 'sum-shifted' (the same without exp, by rows)
  mask     'inverted', 'after', 'zero', 'transposed', 'nan', 'ignored'; how['fill'] is what hidden scores become
  fills    an Array of what scores become, 0 where they stay
  dropped  'scores': every score 0, which is what dropout with p = 1 leaves of them
  roles    which inputs are queries, keys and values, 'qkv' if they are what they should be: only for attend_as()
"""
from math import exp, inf, nan, sqrt
from .arrays import (Array, broadcast, joined, mapped, permuted, product, reshaped, rows_along, scaled, size_of,
                     softmax, swapped)


def _scores(q, k, how):
    keys = how.get("keys", "transposed")
    if keys == "transposed":
        return product(q, swapped(k, -1, -2))
    if keys == "flat":
        return product(q, how["flat"])
    if keys == "plain":
        if k.shape[-2] != q.shape[-1]:
            return None
        return product(q, k)
    if keys == "turned":
        turned = permuted(k, tuple(range(len(k.shape) - 1, -1, -1)))
        if len(k.shape) < 3 or turned.shape[:-2] != q.shape[:-2] or turned.shape[-2] != q.shape[-1]:
            return None
        return product(q, turned)
    return product(q, reshaped(k, k.shape[:-2] + (k.shape[-1], k.shape[-2])))


def _factor(d_k, how):
    scale = how.get("scale", "root")
    if scale == "root":
        return 1 / sqrt(d_k)
    if scale == "dk":
        return 1 / d_k
    if scale == "times":
        return sqrt(d_k)
    if scale == "width":
        return 1 / sqrt(how["width"])
    if scale == "const":
        return how["const"]
    return 1.0


def _hidden(scores, mask, fill):
    return joined(lambda s, may: s if may else fill, scores, mask)


def _over_sums(a, axis):
    out = [0.0] * len(a.numbers)
    for places in rows_along(a, axis):
        total = sum([a.numbers[p] for p in places])
        for p in places:
            out[p] = a.numbers[p] / total if total else nan
    return Array(a.shape, out)


def _below_maximum(scores):
    out = [0.0] * len(scores.numbers)
    for places in rows_along(scores, -1):
        most = max([scores.numbers[p] for p in places])
        for p in places:
            out[p] = scores.numbers[p] - most
    return Array(scores.shape, out)


def _weights(scores, how):
    axis = how.get("softmax", -1)
    if axis in ("columns-by-hand", "sum-shifted"):
        scores = _below_maximum(scores)
        if axis == "columns-by-hand":
            return _over_sums(mapped(exp, scores), -2)
        axis = "sum"
    if axis == "sum":
        return _over_sums(scores, -1)
    if axis in ("raw", "result"):
        return scores
    if axis == "batch-and-heads":  # scores seen as [B * H, T, S]
        flat = (size_of(scores.shape[:-2]),) + scores.shape[-2:]
        return reshaped(softmax(reshaped(scores, flat), 0), scores.shape)
    if axis == "all-of-a-head":  # each head's [B, T, S] as one
        if len(scores.shape) != 4:
            return None
        b, h, t, s = scores.shape
        apart = reshaped(permuted(scores, (1, 0, 2, 3)), (h, b * t * s))
        return permuted(reshaped(softmax(apart, -1), (h, b, t, s)), (1, 0, 2, 3))
    if axis is not None and not -len(scores.shape) <= axis < len(scores.shape):
        return None
    return softmax(scores, axis)


def attend(q, k, v, mask=None, how={}):
    """(output, weights, scores) as Arrays, or None where the mistake does not fit these shapes.

    `mask` is an Array of truth values that broadcasts to the scores, True = may attend. `scores` are those that go
    into softmax.
    """
    scores = _scores(q, k, how)
    if scores is None:
        return None
    scores = scaled(scores, _factor(q.shape[-1], how))
    if how.get("dropped") == "scores":
        scores = scaled(scores, 0.0)
    if "fills" in how:
        scores = joined(lambda s, fill: fill or s, scores, broadcast(how["fills"], scores.shape))
    after = None
    if mask is not None and how.get("mask") != "ignored":
        kind = how.get("mask", "before")
        fill = how.get("fill", 0.0 if kind in ("after", "zero") else -1e9)
        if kind == "transposed":
            if len(mask.shape) < 2:
                return None
            mask = swapped(mask, -1, -2)
        mask = broadcast(mask, scores.shape)
        if mask is None:
            return None
        if kind == "inverted":
            mask = mapped(lambda may: not may, mask)
        if kind == "after":
            after = mask
        elif kind == "nan":
            scores = joined(lambda s, may: nan if may else -inf, scores, mask)
        else:
            scores = _hidden(scores, mask, fill)
    weights = _weights(scores, how)
    if weights is None:
        return None
    if how.get("scale") == "after":
        weights = scaled(weights, 1 / sqrt(q.shape[-1]))
    if after is not None:
        weights = _hidden(weights, after, how.get("fill", 0.0))
    if weights.shape[-1] != v.shape[-2] or weights.shape[:-2] != v.shape[:-2]:
        return None
    output = product(weights, v)
    if how.get("softmax") == "result":
        output = softmax(output, -1)
    return output, weights, scores


def attend_as(q, k, v, mask, how):
    """(output, weights) of attend() with inputs in the places that how["roles"] gives them ("qkk": the keys are summed,
    too), or None where they do not fit there."""
    if "roles" in how:
        of = {"q": q, "k": k, "v": v}
        q, k, v = [of[role] for role in how["roles"]]
        if q.shape[-1] != k.shape[-1] or k.shape[-2] != v.shape[-2]:
            return None
    made = attend(q, k, v, mask, how)
    return None if made is None else made[:2]


# Mistakes in attention itself: (id, switches). Axes from the left are those of [B, T, S] or [B, H, T, S].
CORE = [
    ("no-scale", {"scale": "none"}),
    ("scale-dk", {"scale": "dk"}),
    ("scale-multiplied", {"scale": "times"}),
    ("scale-after-softmax", {"scale": "after"}),
    ("softmax-wrong-dim", {"softmax": -2}),
    ("softmax-wrong-dim", {"softmax": 0}),
    ("softmax-wrong-dim", {"softmax": 1}),
    ("softmax-wrong-dim", {"softmax": None}),
    ("softmax-wrong-dim", {"softmax": "result"}),
    ("softmax-wrong-dim", {"softmax": "columns-by-hand"}),
    ("k-not-transposed", {"keys": "plain"}),
    ("k-not-transposed", {"keys": "reshaped"}),
    ("k-not-transposed", {"keys": "turned"}),
    ("no-softmax", {"softmax": "sum"}),
    ("no-softmax", {"softmax": "sum-shifted"}),
    ("no-softmax", {"softmax": "raw"}),
]

MASKS = [
    ("mask-inverted", {"mask": "inverted"}),
    ("mask-inverted", {"mask": "inverted", "fill": -inf}),
    ("mask-after-softmax", {"mask": "after"}),
    ("mask-after-softmax", {"mask": "after", "fill": -1e9}),
    ("mask-after-softmax", {"mask": "after", "fill": -inf}),
    ("mask-with-zero", {"mask": "zero"}),
    ("mask-with-zero", {"mask": "zero", "fill": -1.0}),
    ("mask-with-zero", {"mask": "zero", "fill": -10.0}),
    ("mask-with-zero", {"mask": "zero", "fill": -100.0}),
    ("mask-transposed", {"mask": "transposed"}),
    ("mask-transposed", {"mask": "transposed", "fill": -inf}),
    ("mask-nan", {"mask": "nan"}),
    ("mask-ignored", {"mask": "ignored"}),
]


def plus(how, more):
    """Both sets of switches in one."""
    out = {}
    for part in (how, more):
        for key in part:
            out[key] = part[key]
    return out


# Mistakes that a program makes only where there is a mask, because it goes another way there.
ON_THE_WAY = [(id, plus(how, {"fill": fill})) for id, how in CORE[:9] for fill in (-1e9, -inf)]
