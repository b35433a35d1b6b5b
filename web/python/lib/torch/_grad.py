# Words about gradients, which this lab does not compute: programs that switch them off work as they are.


class no_grad:
    """Both `with torch.no_grad():` and `@torch.no_grad()`."""

    def __init__(self, *given, **named):
        pass

    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        return False

    def __call__(self, function):
        return function


enable_grad = inference_mode = set_grad_enabled = no_grad


def is_grad_enabled():
    return False


class Generator:
    def __init__(self, device="cpu"):
        raise NotImplementedError("this lab's torch has one source of chance: use torch.manual_seed(...)")


class WithoutGradients:
    """What tensors say of gradients."""

    def detach_(self):
        self.requires_grad = False
        return self

    def requires_grad_(self, requires_grad=True):
        self.requires_grad = requires_grad
        return self

    def retain_grad(self):
        pass

    def backward(self, *args, **kwargs):
        raise RuntimeError("this lab's torch computes forwards only: it has no gradients, so backward() is not there")
