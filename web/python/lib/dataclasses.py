# Data classes. Annotations leave no trace in this Python, so rewrites.js writes the names of the fields into the class.
_nothing = object()


class FrozenInstanceError(AttributeError):
    pass


class Field:
    def __init__(self, default, default_factory, init, repr, compare):
        self.name, self.default, self.default_factory = None, default, default_factory
        self.init, self.repr, self.compare = init, repr, compare

    def first(self):
        return self.default if self.default_factory is _nothing else self.default_factory()

    def needed(self):
        return self.default is _nothing and self.default_factory is _nothing


def field(default=_nothing, default_factory=_nothing, init=True, repr=True, compare=True, **more):
    return Field(default, default_factory, init, repr, compare)


def _fields_of(cls, names):
    made = []
    for base in cls.__bases__:
        made.extend([f for f in getattr(base, "_lab_dataclass", ()) if f.name not in names])
    for name in names:
        given = getattr(cls, name, _nothing)
        if isinstance(given, (list, dict, set)):
            raise ValueError("mutable default %s for field %s is not allowed: use default_factory" % (type(given), name))
        one = given if isinstance(given, Field) else field(given)
        one.name = name
        if one.default is not _nothing:
            setattr(cls, name, one.default)
        made.append(one)
    return made


def _make(cls, fields, kw_only):
    named = [f for f in fields if f.init]

    def __init__(self, *args, **kwargs):
        if len(args) > (0 if kw_only else len(named)):
            raise TypeError("__init__() takes %d positional arguments but %d were given" % (len(named) + 1, len(args) + 1))
        for i, f in enumerate(named):
            if i < len(args):
                if f.name in kwargs:
                    raise TypeError("__init__() got multiple values for argument '%s'" % f.name)
                kwargs[f.name] = args[i]
            elif f.name not in kwargs and f.needed():
                raise TypeError("__init__() missing 1 required positional argument: '%s'" % f.name)
        for f in fields:
            if f.init and f.name in kwargs:
                setattr(self, f.name, kwargs.pop(f.name))
            elif not f.needed():
                setattr(self, f.name, f.first())
        for name in kwargs:
            raise TypeError("__init__() got an unexpected keyword argument '%s'" % name)
        if hasattr(self, "__post_init__"):
            self.__post_init__()

    def __repr__(self):
        return type(self).__name__ + "(" + ", ".join([f.name + "=" + repr(getattr(self, f.name)) for f in fields if f.repr]) + ")"

    def __eq__(self, other):
        return type(self) is type(other) and all([getattr(self, f.name) == getattr(other, f.name) for f in fields if f.compare])

    return __init__, __repr__, __eq__


def dataclass(cls=None, init=True, repr=True, eq=True, kw_only=False, **more):
    def made(cls):
        own = cls.__dict__
        fields = cls._lab_dataclass = _fields_of(cls, own.get("_lab_fields", ()))
        for function, name, wanted in zip(_make(cls, fields, kw_only), ("__init__", "__repr__", "__eq__"), (init, repr, eq)):
            if wanted and name not in own:
                setattr(cls, name, function)
        return cls

    return made if cls is None else made(cls)


def fields(thing):
    return tuple(thing._lab_dataclass)


def is_dataclass(thing):
    return hasattr(thing, "_lab_dataclass")


def asdict(thing):
    from collections import OrderedDict

    made = OrderedDict()
    for f in thing._lab_dataclass:
        value = getattr(thing, f.name)
        made[f.name] = asdict(value) if is_dataclass(value) else value
    return made


def astuple(thing):
    return tuple([getattr(thing, f.name) for f in thing._lab_dataclass])


def replace(thing, **changes):
    for f in thing._lab_dataclass:
        if f.init and f.name not in changes:
            changes[f.name] = getattr(thing, f.name)
    return type(thing)(**changes)
