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
