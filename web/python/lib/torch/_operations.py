# The functions that the table of signatures describes.
from ._bridge import ask, dtype_of
from ._signatures import parsed

# NumPy's names for the same parameters, which PyTorch takes as well.
_numpy_names = {"axis": "dim", "keepdims": "keepdim", "x2": "other"}


def sizes_of(given):
    """Sizes given as f(2, 3), f((2, 3)) or f([2, 3])."""
    if len(given) == 1 and isinstance(given[0], (list, tuple)):
        given = given[0]
    return [int(size) for size in given]


def _named(name, parameters, args, kwargs):
    if len(args) > len(parameters):
        count = len(parameters)
        raise TypeError(
            "%s() takes %d positional argument%s but %d were given" % (name, count, "" if count == 1 else "s", len(args))
        )
    values = list(args)
    known = [parameter[0] for parameter in parameters]
    left = {}
    for key in kwargs:
        right = key if key in known else _numpy_names.get(key, key)
        if right not in known:
            raise TypeError("%s() got an unexpected keyword argument '%s'" % (name, key))
        if known.index(right) < len(values):
            raise TypeError("%s() got multiple values for argument '%s'" % (name, key))
        left[right] = kwargs[key]
    for parameter, has_default, default in parameters[len(values) :]:
        if parameter in left:
            values.append(left[parameter])
        elif has_default:
            values.append(default)
        else:
            raise TypeError('%s() missing 1 required positional arguments: "%s"' % (name, parameter))
    for i in range(len(values)):
        if parameters[i][0] == "dtype":
            values[i] = dtype_of(values[i])
    return values


def operation(line):
    """The name and the function of a tensor that a line of the table describes."""
    name, parameters, collects = parsed(line)

    def collecting(self, *args, **kwargs):
        if collects in kwargs:
            args = (kwargs.pop(collects),)
        elif len(args) == 0:
            raise TypeError('%s() missing 1 required positional arguments: "%s"' % (name, collects))
        if kwargs:
            raise TypeError("%s() got an unexpected keyword argument '%s'" % (name, list(kwargs)[0]))
        return ask(name, tensor_for(name, "input", 1, self), sizes_of(args))

    def plain(self, *args, **kwargs):
        if kwargs or len(args) != len(parameters):
            args = _named(name, parameters, args, kwargs)
        for i in range(len(args)):
            if parameters[i][0] in _tensors_only and name != "select":
                tensor_for(name, parameters[i][0], i + 2, args[i])
        return ask(name, tensor_for(name, "input", 1, self), *args)

    return name, collecting if collects else plain


# Parameters that must be tensors; elsewhere a number will do.
_tensors_only = ("mask", "index", "indices", "mat2", "vec", "vec2")


def tensor_for(function, parameter, position, value):
    """The value, if it is a tensor; else PyTorch's TypeError."""
    if not hasattr(value, "_name"):
        raise TypeError(
            "%s(): argument '%s' (position %d) must be Tensor, not %s"
            % (function, parameter, position, type(value).__name__)
        )
    return value
