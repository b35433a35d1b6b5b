# The operators of tensors: +, -, @, < and their kin.
from ._bridge import ask


def is_operand(value):
    """What may be computed with a tensor: another one or a number."""
    return hasattr(value, "_name") or isinstance(value, (bool, int, float))


def _refused(symbol, left, right):
    return TypeError(
        "unsupported operand type(s) for %s: '%s' and '%s'" % (symbol, type(left).__name__, type(right).__name__)
    )


def _operator(symbol, name, swapped=False):
    def plain(self, other):
        if not is_operand(other):
            raise _refused(symbol, self, other)
        return ask(name, self, other)

    def turned(self, other):
        if not is_operand(other):
            raise _refused(symbol, other, self)
        return ask(name, other, self)

    return turned if swapped else plain


def _changing(symbol, name):
    def change(self, other):
        if not is_operand(other):
            raise _refused(symbol, self, other)
        ask(name, self, other)
        return self

    return change


_operators = (
    ("+", "add", "add"), ("-", "sub", "sub"), ("*", "mul", "mul"), ("/", "truediv", "div"),
    ("//", "floordiv", "floor_divide"), ("%", "mod", "remainder"), ("**", "pow", "pow"),
    ("&", "and", "bitwise_and"), ("|", "or", "bitwise_or"), ("^", "xor", "bitwise_xor"),
)


def _matmul(self, other):
    if not hasattr(other, "_name"):
        raise _refused("@", self, other)
    return ask("matmul", self, other)


def give_operators(tensor_class):
    for symbol, python, name in _operators:
        setattr(tensor_class, "__%s__" % python, _operator(symbol, name))
        setattr(tensor_class, "__r%s__" % python, _operator(symbol, name, True))
        setattr(tensor_class, "__i%s__" % python, _changing(symbol + "=", name + "_"))
    for symbol, name in (("<", "lt"), ("<=", "le"), (">", "gt"), (">=", "ge")):
        setattr(tensor_class, "__%s__" % name, _operator(symbol, name))
    tensor_class.__matmul__ = _matmul
