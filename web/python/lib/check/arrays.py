"""Small arrays in plain Python: what the checker computes its right answers with.

Nothing here knows torch, so nothing a program does to torch can change what is right. An Array is a shape (a tuple)
and its numbers in one list, row by row, as PyTorch lays them out. Sizes are a few hundred numbers.
"""
from math import exp, inf, nan


class Array:
    def __init__(self, shape, numbers):
        self.shape = tuple(shape)
        self.numbers = numbers


def size_of(shape):
    size = 1
    for n in shape:
        size *= n
    return size


def from_nested(nested):
    """The Array of nested lists; a bare number has the shape ()."""
    shape = []
    level = nested
    while isinstance(level, (list, tuple)):
        shape.append(len(level))
        if not level:
            break
        level = level[0]
    numbers = []

    def walk(part, depth):
        if depth == len(shape):
            numbers.append(part)
        else:
            for p in part:
                walk(p, depth + 1)

    walk(nested, 0)
    return Array(shape, numbers)


def to_nested(a):
    """Nested lists of an Array; of shape () the number."""
    level = list(a.numbers)
    if not a.shape:
        return level[0]
    for axis in range(len(a.shape) - 1, 0, -1):
        n = a.shape[axis]
        level = [level[i : i + n] for i in range(0, len(level), n)] if n else [[] for _ in range(size_of(a.shape[:axis]))]
    return level


def reshaped(a, shape):
    return Array(shape, a.numbers)


def permuted(a, order):
    """Axis i of the result is axis order[i] of a."""
    shape = [a.shape[i] for i in order]
    strides = []
    step = 1
    for i in range(len(a.shape) - 1, -1, -1):
        strides.append(step)
        step *= a.shape[i]
    strides.reverse()
    places = [0]
    for i in order:
        jumps = [j * strides[i] for j in range(a.shape[i])]
        places = [p + j for p in places for j in jumps]
    numbers = a.numbers
    return Array(shape, [numbers[p] for p in places])


def swapped(a, i, j):
    """a.transpose(i, j); axes may be negative."""
    rank = len(a.shape)
    order = list(range(rank))
    i, j = i % rank, j % rank
    order[i], order[j] = order[j], order[i]
    return permuted(a, order)


def product(a, b):
    """a @ b: [.., n, k] times [.., k, m] with equal leading axes, or times one [k, m]."""
    n, k = a.shape[-2], a.shape[-1]
    m = b.shape[-1]
    one = len(b.shape) == 2
    out = []
    columns = [b.numbers[j::m] for j in range(m)] if one else None
    for batch in range(size_of(a.shape[:-2])):
        if not one:
            matrix = b.numbers[batch * k * m : (batch + 1) * k * m]
            columns = [matrix[j::m] for j in range(m)]
        for i in range(batch * n, batch * n + n):
            row = a.numbers[i * k : i * k + k]
            for column in columns:
                out.append(sum([x * y for x, y in zip(row, column)]))
    return Array(tuple(a.shape[:-1]) + (m,), out)


def mapped(f, a):
    return Array(a.shape, [f(x) for x in a.numbers])


def joined(f, a, b):
    """f of each pair of numbers; equal shapes."""
    return Array(a.shape, [f(x, y) for x, y in zip(a.numbers, b.numbers)])


def scaled(a, factor):
    return Array(a.shape, [x * factor for x in a.numbers])


def plus_row(a, row):
    """a + row, for a row as long as the last axis, or None."""
    if row is None:
        return a
    n = len(row)
    return Array(a.shape, [x + row[i % n] for i, x in enumerate(a.numbers)])


def broadcast(a, shape):
    """a.expand(shape), or None where it does not broadcast to that shape."""
    if len(a.shape) > len(shape):
        return None
    own = (1,) * (len(shape) - len(a.shape)) + tuple(a.shape)
    places = [0]
    strides = []
    step = 1
    for n in reversed(own):
        strides.append(step)
        step *= n
    strides.reverse()
    for n, wanted, stride in zip(own, shape, strides):
        if n != wanted and n != 1:
            return None
        jumps = [(j * stride if n != 1 else 0) for j in range(wanted)]
        places = [p + j for p in places for j in jumps]
    numbers = a.numbers
    return Array(shape, [numbers[p] for p in places])


def rows_along(a, axis):
    """Lists of places, each the numbers along one axis; axis None: all of them as one."""
    if axis is None:
        return [list(range(len(a.numbers)))]
    axis = axis % len(a.shape)
    step = size_of(a.shape[axis + 1 :])
    n = a.shape[axis]
    return [[outer * n * step + inner + i * step for i in range(n)]
            for outer in range(size_of(a.shape[:axis])) for inner in range(step)]


def softmax(a, axis):
    """softmax along an axis (None: over everything). A row of -inf alone becomes NaN, as in PyTorch."""
    out = [0.0] * len(a.numbers)
    for places in rows_along(a, axis):
        top = max([a.numbers[p] for p in places])
        if top == -inf or top != top:
            for p in places:
                out[p] = nan
            continue
        grown = [exp(max(a.numbers[p] - top, -700.0)) if a.numbers[p] > -inf else 0.0 for p in places]
        total = sum(grown)
        for p, g in zip(places, grown):
            out[p] = 0.0 if g < 1e-300 else g / total
    return Array(a.shape, out)


def reduced(a, axis):
    """Sums along an axis, which is dropped."""
    axis = axis % len(a.shape)
    shape = a.shape[:axis] + a.shape[axis + 1 :]
    return Array(shape, [sum([a.numbers[p] for p in places]) for places in rows_along(a, axis)])
