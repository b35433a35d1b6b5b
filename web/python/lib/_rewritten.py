# What prepared programs call where this Python lacks something that CPython has (web/python/prepare.js writes the calls),
# and built-in functions that are more like CPython's.
import builtins
import sys
from collections import OrderedDict, namedtuple

from torch._size import is_size, size_text
from torch._tensor import Tensor

import _attention_lab

_print, _sum, _zip, _round, _sorted, _max, _min = print, sum, zip, round, sorted, max, min
_write = _attention_lab.write


# ---------------------------------------------------------------- text
def _matching(text, at):
    """Where the parenthesis closes that opens at `at`."""
    depth = 0
    for i in range(at, len(text)):
        if text[i] == "(":
            depth += 1
        elif text[i] == ")":
            depth -= 1
            if depth == 0:
                return i
    return -1


def text_of(value):
    """str(value), but a shape is a torch.Size and a dict looks like one."""
    if isinstance(value, str):
        return value
    if is_size(value):
        return size_text(value)
    text = str(value)
    if isinstance(value, (dict, list, tuple)):
        at = text.find("OrderedDict({")
        while at >= 0:
            end = _matching(text, at + 11)
            text = text[:at] + text[at + 12 : end] + text[end + 1 :]
            at = text.find("OrderedDict({")
    return text


def _number(value):
    """What the formatting of strings gets: a tensor with one number is that number."""
    if isinstance(value, Tensor):
        return value.item() if value.dim() == 0 else str(value)
    return size_text(value) if is_size(value) else value


def _lab_fmt(value, spec=""):
    if hasattr(value, "__format__") and not isinstance(value, (str, int, float)):
        return value.__format__(spec)
    if spec == "":
        return text_of(value)
    if isinstance(value, (list, tuple, dict)) or value is None:
        raise TypeError("unsupported format string passed to %s.__format__" % type(value).__name__)
    return ("{:" + spec + "}").format(value)


def _lab_format(text, *args, **kwargs):
    if not isinstance(text, str):
        return text.format(*args, **kwargs)
    return text.format(*[_number(arg) for arg in args], **{key: _number(kwargs[key]) for key in kwargs})


def _lab_percent(text, value):
    if isinstance(text, str):
        many = isinstance(value, tuple) and not is_size(value)
        return text % (tuple([_number(item) for item in value]) if many else _number(value))
    return text % value


def _lab_float(*value):
    if len(value) == 1 and isinstance(value[0], Tensor):
        return value[0]._float()
    return float(*value)


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


def _lab_on(condition):
    """A condition of `while`. A call in every round is what lets the clock stop a loop that never ends."""
    return condition


# ---------------------------------------------------------------- methods that str, int and float lack here
def _ljust(text, width, fill=" "):
    return text + fill * (width - len(text))


def _rjust(text, width, fill=" "):
    return fill * (width - len(text)) + text


def _zfill(text, width):
    sign = text[:1] if text[:1] in ("+", "-") else ""
    return sign + "0" * (width - len(text)) + text[len(sign) :]


def _capitalize(text):
    return text[:1].upper() + text[1:].lower()


def _title(text):
    made, inside = "", False
    for letter in text:
        made += letter.lower() if inside else letter.upper()
        inside = letter.isalpha()
    return made


def _isalnum(text):
    return len(text) > 0 and all([letter.isalpha() or letter.isdigit() for letter in text])


def _removeprefix(text, prefix):
    return text[len(prefix) :] if text.startswith(prefix) else text


def _removesuffix(text, suffix):
    return text[: len(text) - len(suffix)] if suffix and text.endswith(suffix) else text


def _swapcase(text):
    return "".join([letter.lower() if letter.isupper() else letter.upper() for letter in text])


def _bit_length(number):
    return len(bin(abs(number))) - 2 if number else 0


def _is_integer(number):
    return number == int(number)


def _numel(size):
    count = 1
    for n in size:
        count *= n
    return count


def _ordered(key):
    """A key that is in the order of numbers also where values are tensors, alone or in tuples."""

    def plain(value):
        value = value if key is None else key(value)
        return tuple([plain_number(item) for item in value]) if isinstance(value, tuple) else plain_number(value)

    def plain_number(value):
        return value.item() if isinstance(value, Tensor) else value

    return plain


def _sort(values, key=None, reverse=False):
    values.sort(key=_ordered(key), reverse=reverse)


_methods = {
    "ljust": (str, _ljust), "rjust": (str, _rjust), "zfill": (str, _zfill), "capitalize": (str, _capitalize),
    "title": (str, _title), "isalnum": (str, _isalnum), "removeprefix": (str, _removeprefix),
    "removesuffix": (str, _removesuffix), "swapcase": (str, _swapcase), "casefold": (str, lambda text: text.lower()),
    "bit_length": (int, _bit_length), "is_integer": (float, _is_integer), "numel": (tuple, _numel),
    "sort": (list, _sort),
}


def _lab_method(owner, name):
    kind, function = _methods[name]
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
    return _sorted(values, key=_ordered(key), reverse=reverse)


_nothing = object()


def _extreme(function):
    def of(*values, key=None, default=_nothing):
        items = list(values[0]) if len(values) == 1 else values
        if default is not _nothing and len(items) == 0:
            return default
        return function(items, key=_ordered(key))

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
    names.format = _lab_fmt
    names.vars = _vars
    names.input = _no_input
    names.open = _no_file
    names.exit = names.quit = _leave
    for name, kind in (("RecursionError", RuntimeError), ("ModuleNotFoundError", ImportError), ("UnboundLocalError", NameError),
                       ("FloatingPointError", ArithmeticError), ("Warning", Exception), ("UserWarning", Exception)):
        if not hasattr(names, name):
            setattr(names, name, type(name, (kind,), {}))
