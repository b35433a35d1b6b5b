"""When numbers count as equal, and where they first differ."""
from math import inf
from .arrays import Array, to_nested

TOLERANCE = 3e-4


def same(x, y, tolerance=TOLERANCE):
    """Two numbers; NaN equals NaN only."""
    if x != x or y != y:
        return x != x and y != y
    if x == y:
        return True
    if x in (inf, -inf) or y in (inf, -inf):
        return False
    return abs(x - y) <= tolerance * (1 + abs(y))


def first_difference(a, b, tolerance=TOLERANCE):
    """The place in one list where a and b differ, or None. Shapes are equal."""
    for i in range(len(b.numbers)):
        if not same(a.numbers[i], b.numbers[i], tolerance):
            return i
    return None


def alike(a, b, tolerance=TOLERANCE):
    """True where both are arrays of one shape with the same numbers."""
    if a is None or b is None:
        return False
    return a.shape == b.shape and first_difference(a, b, tolerance) is None


def indices(place, shape):
    """The indices of a place in a list of numbers laid out row by row."""
    out = []
    for axis in range(len(shape) - 1, -1, -1):
        out.append(place % shape[axis])
        place //= shape[axis]
    out.reverse()
    return out


def comparison(what, yours, right):
    """{what, yours, right, first_difference, at}: the last two axes around the first difference, for the page.

    `first_difference` is [row, column] of the two matrices, `at` the indices before these (batch, head); None where
    they agree or where the shapes differ. Numbers that JSON has no word for (NaN, infinities) are None.
    """
    if yours.shape != right.shape or len(right.shape) < 2:
        return None
    place = first_difference(yours, right)
    if place is None:
        return None
    where = indices(place, right.shape)
    n = right.shape[-2] * right.shape[-1]
    start = place // n * n
    pair = []
    for a in (yours, right):
        part = [x if x == x and x not in (inf, -inf) else None for x in a.numbers[start : start + n]]
        pair.append(to_nested(Array(right.shape[-2:], part)))
    return {"what": what, "yours": pair[0], "right": pair[1], "first_difference": where[-2:], "at": where[:-2]}
