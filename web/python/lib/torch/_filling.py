# Tensors that get new numbers, and new ones of the same kind: a part of Tensor.
from ._bridge import ask, dtype_of
from ._operations import sizes_of


class Filling:
    def fill_(self, value):
        ask("fill_", self, value)
        return self

    def fill_diagonal_(self, fill_value):
        self.diagonal().fill_(fill_value)
        return self

    def zero_(self):
        ask("zero_", self)
        return self

    def copy_(self, other, non_blocking=False):
        ask("copy_", self, other)
        return self

    def uniform_(self, a=0.0, b=1.0):
        ask("uniform_", self, a, b)
        return self

    def normal_(self, mean=0.0, std=1.0):
        ask("normal_", self, mean, std)
        return self

    def bernoulli_(self, p=0.5):
        ask("bernoulli_", self, p)
        return self

    def index_add_(self, dim, index, source):
        ask("index_add_", self, dim, index, source)
        return self

    def new_zeros(self, *size, dtype=None, device=None, requires_grad=False):
        return ask("zeros", sizes_of(size), dtype_of(dtype) or self.dtype)

    def new_ones(self, *size, dtype=None, device=None, requires_grad=False):
        return ask("ones", sizes_of(size), dtype_of(dtype) or self.dtype)

    def new_full(self, size, fill_value, dtype=None, device=None, requires_grad=False):
        return ask("full", sizes_of((size,)), fill_value, dtype_of(dtype) or self.dtype)

    def new_empty(self, *size, dtype=None, device=None, requires_grad=False):
        return ask("empty", sizes_of(size), dtype_of(dtype) or self.dtype)

    def new_tensor(self, data, dtype=None, device=None, requires_grad=False):
        return ask("tensor", data, dtype_of(dtype) or self.dtype)
