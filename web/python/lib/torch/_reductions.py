# What tensors are reduced to, in forms of their own: the part of Tensor with max, std, sort and their kin.
from collections import namedtuple

from ._bridge import ask

_pair = namedtuple("return_type", ["values", "indices"])


def _extreme(name, tensor, dim, keepdim, other):
    if hasattr(dim, "_name"):
        other = dim
    if other is not None:
        return ask(name + "imum", tensor, other)
    if dim is None:
        return ask(name, tensor)
    return _pair(*ask(name, tensor, dim, keepdim))


def _spread(name, tensor, dim, unbiased, keepdim, correction):
    if isinstance(dim, bool):
        dim, unbiased = None, dim
    if correction is None:
        correction = 1 if unbiased else 0
    return ask(name, tensor, dim, correction, keepdim)


class Reductions:
    def max(self, dim=None, keepdim=False, axis=None, other=None):
        return _extreme("max", self, axis if dim is None else dim, keepdim, other)

    def min(self, dim=None, keepdim=False, axis=None, other=None):
        return _extreme("min", self, axis if dim is None else dim, keepdim, other)

    def std(self, dim=None, unbiased=True, keepdim=False, correction=None, axis=None):
        return _spread("std", self, axis if dim is None else dim, unbiased, keepdim, correction)

    def var(self, dim=None, unbiased=True, keepdim=False, correction=None, axis=None):
        return _spread("var", self, axis if dim is None else dim, unbiased, keepdim, correction)

    def norm(self, p="fro", dim=None, keepdim=False, dtype=None):
        return ask("norm", self, 2 if p in ("fro", None) else p, dim, keepdim)

    def median(self):
        return ask("median", self)

    def sort(self, dim=-1, descending=False, stable=None):
        return _pair(*ask("sort", self, dim, descending))

    def topk(self, k, dim=-1, largest=True, sorted=True):
        return _pair(*ask("topk", self, k, dim, largest))

    def nonzero(self, as_tuple=False):
        found = ask("nonzero", self)
        return found.unbind(1) if as_tuple else found
