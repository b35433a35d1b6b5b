# What the dtypes can hold.
from ._bridge import dtype_of, dtypes


class finfo:
    """The limits of a dtype of floating point numbers."""

    def __init__(self, kind=None):
        kind = dtype_of(kind) or dtypes["float32"]
        if not kind.is_floating_point:
            raise TypeError(
                "torch.finfo() requires a floating point input type. Use torch.iinfo to handle 'torch.finfo'"
            )
        self.dtype = kind.name
        if kind.name == "float32":
            self.bits, self.max, self.eps, self.tiny = 32, 3.4028234663852886e38, 1.1920928955078125e-07, 1.1754943508222875e-38
        else:
            self.bits, self.max, self.eps, self.tiny = 64, 1.7976931348623157e308, 2.220446049250313e-16, 2.2250738585072014e-308
        self.min = -self.max
        self.smallest_normal = self.tiny
        self.resolution = 1e-06 if kind.name == "float32" else 1e-15


class iinfo:
    """The limits of a dtype of integers."""

    def __init__(self, kind):
        kind = dtype_of(kind)
        if kind.is_floating_point or kind.name == "bool":
            raise TypeError("torch.iinfo() requires an integer input type. Use torch.finfo to handle 'torch.iinfo'")
        self.bits = {"int64": 64, "int32": 32, "uint8": 8}[kind.name]
        self.min = 0 if kind.name == "uint8" else -(2 ** (self.bits - 1))
        self.max = 255 if kind.name == "uint8" else 2 ** (self.bits - 1) - 1
