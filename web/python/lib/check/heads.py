"""Multi-head attention with switches: the right one and every way that students get it wrong.

multi() is right when `how` is empty. Besides the switches of attention.py:

  roles    which layers make queries, keys and values: 'qkv'; 'x' is the input as it is
  inputs   what these see: 'xmm' (x, memory, memory)
  split    'heads', 'view' ([B, H, T, d] by reshape alone), 'axis2' ([B, T, H, d], never transposed),
           'view-first' ([H, B, T, d] by reshape alone), 'strided' (a head takes every H-th column)
  merge    'concat', 'reshape', 'reshape-first' (of [H, B, T, d]), 'strided', 'mean', 'sum', 'repeat' (the mean, H times),
           'weights' (the heads' weights averaged before they meet the values)
  out      'layer', 'none', 'each' (the layer is as wide as a head and works before concatenation)
  one      True: one head of the full width; 'scale': 'head' then divides by the root of a head's width
"""
from .arrays import Array, permuted, plus_row, product, reduced, reshaped, scaled
from .attention import attend, plus
from .close import alike


def _projected(reading, role, which, source, cache):
    if role == "x":
        return source
    key = role + which
    if key not in cache:
        if role not in reading.roles:
            return None
        matrix, bias = reading.roles[role]
        if source.shape[-1] != matrix.shape[0]:
            return None
        cache[key] = plus_row(product(source, matrix), bias)
    return cache[key]


def _split(a, heads, kind):
    b, t, width = a.shape
    d = width // heads
    if width % heads:
        return None
    if kind == "view":
        return reshaped(a, (b, heads, t, d))
    if kind == "axis2":
        return reshaped(a, (b, t, heads, d))
    if kind == "view-first":
        return permuted(reshaped(a, (heads, b, t, d)), (1, 0, 2, 3))
    if kind == "strided":
        return permuted(reshaped(a, (b, t, d, heads)), (0, 3, 1, 2))
    return permuted(reshaped(a, (b, t, heads, d)), (0, 2, 1, 3))


def _merged(a, kind, flat):
    """[B, H, T, d] to [B, T, width]; `flat` is [B, T] of the result."""
    b, h, t, d = a.shape
    if kind == "reshape":
        return reshaped(a, flat + (len(a.numbers) // (flat[0] * flat[1]),))
    if kind == "reshape-first":
        return reshaped(permuted(a, (1, 0, 2, 3)), (b, t, h * d))
    if kind == "strided":
        return reshaped(permuted(a, (0, 2, 3, 1)), (b, t, d * h))
    if kind in ("mean", "sum", "repeat"):
        added = reduced(a, 1)
        if kind == "sum":
            return added
        added = scaled(added, 1 / h)
        if kind == "mean":
            return added
        return permuted(reshaped(Array((h, b, t, d), added.numbers * h), (h, b * t, d)), (1, 0, 2))
    return reshaped(permuted(a, (0, 2, 1, 3)), (b, t, h * d))


def multi(reading, x, memory, heads, mask=None, how={}, cache=None, wanted=None):
    """(output [B, T, E], weights [B, H, T, S], scores) as Arrays, or None where the mistake does not fit.

    `memory` may be x. `cache` keeps projections between calls with the same reading, x and memory. With `wanted`, the
    output that is looked for, it gives up (None) as soon as the first row differs: most of the work is in the others.
    """
    cache = {} if cache is None else cache
    inputs = how.get("inputs", "xmm")
    made = []
    for role, which in zip(how.get("roles", "qkv"), inputs):
        a = _projected(reading, role, which, x if which == "x" else memory, cache)
        if a is None:
            return None
        made.append(a)
    q, k, v = made
    width = q.shape[-1]
    if width != k.shape[-1] or k.shape[1] != v.shape[1]:
        return None
    n = 1 if how.get("one") else heads
    kind = how.get("split", "heads")
    q4, k4, v4 = _split(q, n, kind), _split(k, n, kind), _split(v, n, kind)
    if q4 is None or k4 is None or v4 is None:
        return None
    more = {}
    if how.get("scale") == "width":
        more = {"width": how.get("width", x.shape[-1])}
    elif how.get("scale") == "head":
        more = {"scale": "width", "width": width // heads}
    if how.get("keys") == "flat":
        more["flat"] = reshaped(k, (k.shape[0], n, width // n, k.shape[1]))
    if kind == "axis2" and q4.shape[1] != k4.shape[1]:
        return None
    done = attend(q4, k4, v4, mask, plus(how, more))
    if done is None:
        return None
    context, weights, scores = done
    merge = how.get("merge", "concat")
    b, t = q.shape[0], q.shape[1]
    if merge == "weights":
        weights = Array((b, t, k.shape[1]), scaled(reduced(weights, 1), 1 / n).numbers)
        context = product(weights, v)
    else:
        out = how.get("out", "layer")
        if out == "each":
            context = _each(reading, context, heads)
            if context is None:
                return None
        context = _merged(context, merge, (b, t))
        if context.shape[:2] != (b, t):  # of axis2, where tokens and heads have changed places
            context = reshaped(context, (b, t, len(context.numbers) // (b * t)))
    if how.get("out", "layer") != "layer":
        return context, weights, scores
    if "o" not in reading.roles or reading.each:
        return None
    matrix, bias = reading.roles["o"]
    n = context.shape[-1]
    if n != matrix.shape[0]:
        return None
    if wanted is not None:
        row = plus_row(product(Array((1, n), context.numbers[:n]), matrix), bias)
        if not alike(row, Array(row.shape, wanted.numbers[: row.shape[-1]])):
            return None
    return plus_row(product(context, matrix), bias), weights, scores


def _each(reading, context, heads):
    """A layer as wide as a head (shared, or one for each), on each head by itself."""
    if not reading.each:
        return None
    matrix, bias = reading.roles["o"]
    d = context.shape[-1]
    b, h, t = context.shape[0], context.shape[1], context.shape[2]
    if h != heads:
        return None
    if matrix.shape[0] == d:
        return plus_row(product(context, matrix), bias)
    if matrix.shape[0] == h * d:
        joined = reshaped(permuted(context, (0, 2, 1, 3)), (b, t, h * d))
        moved = plus_row(product(joined, matrix), bias)
        return permuted(reshaped(moved, (b, t, h, moved.shape[-1] // h)), (0, 2, 1, 3))
    return None
