"""The only door to torch, and to the student's code.

What is used of torch is fetched here, when the checker is imported, before a program can change it.
"""
import torch
from torch import nn
from .arrays import Array, from_nested, to_nested
from .lines import error_of

_tensor = torch.tensor
_Tensor = torch.Tensor
_tolist = torch.Tensor.tolist
_clone = torch.Tensor.clone
_div = torch.Tensor.div
_equal = torch.equal
_Parameter = nn.Parameter
_no_grad = torch.no_grad
Module = nn.Module
Linear = nn.Linear


class Failed(Exception):
    """Student code raised: `error` is {type, line, message}."""

    def __init__(self, error):
        super().__init__(error["message"])
        self.error = error


def tensor_of(a):
    """A fresh tensor with the numbers of an Array (or of nested lists)."""
    if not isinstance(a, Array):
        return _tensor(a)
    if a.numbers and isinstance(a.numbers[0], float):
        # Multiples of 1/64 travel as whole numbers, which are written and read several times as fast.
        whole = [int(x * 64) for x in a.numbers]
        if [n / 64 for n in whole] == a.numbers:
            return _div(_tensor(to_nested(Array(a.shape, whole))), 64)
    return _tensor(to_nested(a))


def copy_of(tensor):
    """A tensor of its own with the same numbers."""
    return _clone(tensor)


def untouched(tensor, copy):
    """Whether a tensor still has the numbers of its copy. None of them is NaN."""
    return tuple(tensor.shape) == tuple(copy.shape) and _equal(tensor, copy)


def array_of(value):
    """The Array of a tensor, with True and False as they are; None for what is no tensor."""
    if not isinstance(value, _Tensor):
        return None
    return from_nested(_tolist(value))


def pair_of(value):
    """(output, weights) as Arrays, of what a function of attention returned: a pair, a tensor, or anything else (None)."""
    if isinstance(value, (tuple, list)) and len(value) == 2:
        return array_of(value[0]), array_of(value[1])
    return array_of(value), None


def is_tensor(value):
    return isinstance(value, _Tensor)


def is_module(value):
    return isinstance(value, Module)


def numeric(a):
    """An Array with 1.0 and 0.0 for True and False."""
    return Array(a.shape, [float(x) for x in a.numbers])


def write(owner, name, parameter, a):
    """Gives a parameter the numbers of `a`, in place so that whoever shares it sees them, too."""
    try:
        with _no_grad():
            parameter.copy_(tensor_of(a))
    except (AttributeError, NotImplementedError):
        if isinstance(owner, (list, tuple)):
            return
        setattr(owner, name, _Parameter(tensor_of(a)))


def ask(line_of, function, *arguments, **named):
    """function(*arguments, **named) as the student's code; Failed if it raises, whatever it raises.

    Interrupts (the deadline of whoever runs the checker) pass through.
    """
    try:
        return function(*arguments, **named)
    except KeyboardInterrupt:
        raise
    except Exception as e:
        error = error_of(e, line_of)
    except SystemExit as e:
        error = error_of(e, line_of)
    raise Failed(error)
