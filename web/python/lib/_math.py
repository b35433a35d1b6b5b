# The module math, for tensors with one number, too.
import math


def _taking_tensors(function):
    def of(*values):
        return function(*[value._float() if hasattr(value, "_float") else value for value in values])

    return of


for _name in dir(math):
    _value = getattr(math, _name)
    if not _name.startswith("_"):
        globals()[_name] = _taking_tensors(_value) if callable(_value) else _value


def prod(values, start=1):
    for value in values:
        start *= value
    return start


def dist(p, q):
    return math.sqrt(sum([(a - b) ** 2 for a, b in zip(p, q)]))


if "comb" not in globals():

    def comb(n, k):
        result = 1
        for i in range(min(k, n - k)):
            result = result * (n - i) // (i + 1)
        return result if 0 <= k <= n else 0
