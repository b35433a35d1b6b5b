# Tensors of another dtype, or in another place: a part of Tensor.
from ._bridge import ask, dtype, dtype_of, dtypes
from ._device import device


class Converting:
    def to(self, *args, **kwargs):
        kind = kwargs.get("dtype")
        for arg in args:
            if isinstance(arg, dtype) or arg in (float, int, bool):
                kind = arg
            elif hasattr(arg, "_name"):
                kind = arg.dtype
            elif isinstance(arg, (str, device)):
                device(arg)
        if "device" in kwargs and kwargs["device"] is not None:
            device(kwargs["device"])
        kind = dtype_of(kind)
        if kind is None or kind is self.dtype:
            return self
        return ask("to", self, kind)

    def float(self):
        return self.to(dtypes["float32"])

    def double(self):
        return self.to(dtypes["float64"])

    def long(self):
        return self.to(dtypes["int64"])

    def int(self):
        return self.to(dtypes["int32"])

    def bool(self):
        return self.to(dtypes["bool"])

    def byte(self):
        return self.to(dtypes["uint8"])

    def type_as(self, other):
        return self.to(other.dtype)

    def cpu(self):
        return self

    def cuda(self, *args):
        raise AssertionError("Torch not compiled with CUDA enabled")
