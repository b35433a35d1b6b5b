# What prepared programs call where this Python lacks something that CPython has (web/python/prepare.js writes the calls),
# and built-in functions that are more like CPython's.
import builtins
import sys
from collections import OrderedDict, namedtuple

from _methods import methods, ordered
from _texts import _lab_float, _lab_fmt, _lab_format, _lab_percent, text_of
from torch._tensor import Tensor

import _attention_lab

_print, _sum, _zip, _round, _sorted, _max, _min = print, sum, zip, round, sorted, max, min
_write = _attention_lab.write


# ---------------------------------------------------------------- displays with stars, dicts in order
def _lab_tuple(*items):
    return items


def _lab_list(*items):
    return list(items)


def _lab_set(*items):
    return set(items)


def _lab_dict(*parts):
    """Pairs (key, value) and whole dicts (after **), in their order."""
    made = OrderedDict()
    for part in parts:
        if isinstance(part, tuple):
            made[part[0]] = part[1]
        else:
            for key in part.keys():
                made[key] = part[key]
    return made


def _lab_dict_of(pairs):
    made = OrderedDict()
    for key, value in pairs:
        made[key] = value
    return made


def _lab_named(fields):
    """What a NamedTuple is made of."""
    return namedtuple("NamedTuple", fields)


# ---------------------------------------------------------------- operators
def _swapped(a, b):
    return isinstance(b, Tensor) and not isinstance(a, Tensor)


def _lab_lt(a, b):
    return b > a if _swapped(a, b) else a < b


def _lab_le(a, b):
    return b >= a if _swapped(a, b) else a <= b


def _lab_gt(a, b):
    return b < a if _swapped(a, b) else a > b


def _lab_ge(a, b):
    return b <= a if _swapped(a, b) else a >= b


def _lab_eq(a, b):
    return b == a if _swapped(a, b) else a == b


def _lab_join(a, b):
    """(...) + b, where b may be of a class made of tuple."""
    return a + tuple(b) if isinstance(b, tuple) else a + b


def _in_place(name, plain):
    def change(a, b):
        own = getattr(a, name, None)
        return plain(a, b) if own is None else own(b)

    return change


def _times(a, b):
    if isinstance(a, list) and isinstance(b, int):
        a[:] = a * b
    else:
        a *= b
    return a


def _over(a, b):
    a /= b
    return a


def _whole_over(a, b):
    a //= b
    return a


def _modulo(a, b):
    a %= b
    return a


def _power(a, b):
    a **= b
    return a


def _both(a, b):
    a &= b
    return a


def _either(a, b):
    a |= b
    return a


def _one_of(a, b):
    a ^= b
    return a


def _lab_slice(value, start, stop, step):
    """value[start:stop:step], also backwards."""
    if step is None or not isinstance(value, (tuple, str, range, list)):
        return value[start:stop:step]
    step = int(step)
    count = len(value)
    if step == 0:
        raise ValueError("slice step cannot be zero")
    low, high = (0, count) if step > 0 else (-1, count - 1)
    first = _bound(start, low if step > 0 else high, count, low, high)
    last = _bound(stop, high if step > 0 else low, count, low, high)
    items = [value[i] for i in range(first, last, step)]
    if isinstance(value, str):
        return "".join(items)
    return items if isinstance(value, (list, range)) else tuple(items)


def _bound(given, default, count, low, high):
    if given is None:
        return default
    given = int(given)
    if given < 0:
        given += count
    return low if given < low else high if given > high else given


class _Bounds:
    def __getitem__(self, bounds):
        return bounds


_bounds = _Bounds()


def _slice(*bounds):
    if len(bounds) == 1:
        return _bounds[: bounds[0]]
    return _bounds[bounds[0] : bounds[1] : bounds[2]] if len(bounds) == 3 else _bounds[bounds[0] : bounds[1]]


def _lab_on(condition):
    """A condition of `while`. A call in every round is what lets the clock stop a loop that never ends."""
    return condition


def _lab_method(owner, name):
    kind, function = methods[name]
    if isinstance(owner, kind):
        return lambda *args, **kwargs: function(owner, *args, **kwargs)
    return getattr(owner, name)


# ---------------------------------------------------------------- built-in functions
def _more_print(*values, sep=" ", end="\n", file=None, flush=False):
    text = (" " if sep is None else sep).join([text_of(value) for value in values])
    if file is None or file in (sys.stdout, sys.stderr):
        _write(text + ("\n" if end is None else end))
    else:
        _print(text, end="\n" if end is None else end, file=file)


def _more_sum(values, start=0):
    return _sum(values, start)


def _more_sorted(values, key=None, reverse=False):
    return _sorted(values, key=ordered(key), reverse=reverse)


_nothing = object()


def _extreme(function):
    def of(*values, key=None, default=_nothing):
        items = list(values[0]) if len(values) == 1 else values
        if default is not _nothing and len(items) == 0:
            return default
        return function(items, key=ordered(key))

    return of


def _more_zip(*values, strict=False):
    if strict:
        values = [list(value) for value in values]
        for i in range(1, len(values)):
            if len(values[i]) != len(values[0]):
                word = "shorter" if len(values[i]) < len(values[0]) else "longer"
                raise ValueError("zip() argument %d is %s than argument%s" % (i + 1, word, " 1" if i == 1 else "s 1-%d" % i))
    return _zip(*values)


def _more_round(value, digits=None):
    if isinstance(value, Tensor):
        return value.round() if digits is None else value.round(decimals=digits)
    return _round(value) if digits is None else _round(value, digits)


def _no_input(prompt=""):
    raise RuntimeError("input() has nobody to ask here: write the value into the program")


def _no_file(name, *args, **kwargs):
    raise OSError("there are no files here: write what the program needs into it")


def _leave(code=0):
    raise SystemExit(code)


def _vars(value):
    return value.__dict__


def install(names):
    """Puts all of this into the built-in names."""
    for name, value in list(globals().items()):
        if name.startswith("_lab_"):
            setattr(names, name, value)
    for name, plain in (
        ("mul", _times), ("truediv", _over), ("floordiv", _whole_over), ("mod", _modulo), ("pow", _power),
        ("and", _both), ("or", _either), ("xor", _one_of), ("matmul", lambda a, b: a @ b),
    ):
        setattr(names, "_lab_i" + name, _in_place("__i%s__" % name, plain))
    names.print = _more_print
    names.sum = _more_sum
    names.zip = _more_zip
    names.sorted = _more_sorted
    names.max = _extreme(_max)
    names.min = _extreme(_min)
    names.round = _more_round
    names.slice = _slice
    names.format = _lab_fmt
    names.vars = _vars
    names.input = _no_input
    names.open = _no_file
    names.exit = names.quit = _leave
    for name, kind in (("RecursionError", RuntimeError), ("ModuleNotFoundError", ImportError), ("UnboundLocalError", NameError),
                       ("FloatingPointError", ArithmeticError), ("Warning", Exception), ("UserWarning", Exception)):
        if not hasattr(names, name):
            setattr(names, name, type(name, (kind,), {}))
