# Type hints are read by people: here every name is a hint of any kind.


class _Hint:
    def __getitem__(self, item):
        return self

    def __call__(self, *args, **kwargs):
        return args[-1] if args else self

    def __or__(self, other):
        return self


_hint = _Hint()
TYPE_CHECKING = False


def cast(kind, value):
    return value


def overload(function):
    return function


def __getattr__(name):
    return _hint
