# Python's own modules as far as this Python has none of them, or only half. What is imported for a demonstration and is
# not to be had here can be imported, and is refused where it is called.
import collections
import functools
import itertools
import sys


def lru_cache(maxsize=128, typed=False):
    def caching(function):
        known = {}

        def of(*args, **kwargs):
            key = (args, tuple(sorted(kwargs.items())))
            if key not in known:
                known[key] = function(*args, **kwargs)
            return known[key]

        return of

    return caching(maxsize) if callable(maxsize) else caching


def combinations(values, count):
    pool = tuple(values)
    for places in permutations(range(len(pool)), count):
        if list(places) == sorted(places):
            yield tuple([pool[i] for i in places])


def permutations(values, count=None):
    pool = tuple(values)
    if count == 0:
        yield ()
        return
    for i in range(len(pool)):
        for rest in permutations(pool[:i] + pool[i + 1 :], (len(pool) if count is None else count) - 1):
            yield (pool[i],) + rest


def product(*values, repeat=1):
    made = [()]
    for pool in [tuple(each) for each in values] * repeat:
        made = [one + (item,) for one in made for item in pool]
    return iter(made)


def combinations_with_replacement(values, count):
    pool = tuple(values)
    for places in product(range(len(pool)), repeat=count):
        if list(places) == sorted(places):
            yield tuple([pool[i] for i in places])


def pairwise(values):
    pool = list(values)
    return zip(pool, pool[1:])


def zip_longest(*values, fillvalue=None):
    pools = [list(each) for each in values]
    for i in range(max([len(pool) for pool in pools])):
        yield tuple([pool[i] if i < len(pool) else fillvalue for pool in pools])


class defaultdict(collections.OrderedDict):
    def __init__(self, default_factory=None, *given, **named):
        super().__init__(*given, **named)
        self.default_factory = default_factory

    def __getitem__(self, key):
        if key not in self:
            if self.default_factory is None:
                raise KeyError(key)
            self[key] = self.default_factory()
        return self.get(key)


class Counter(collections.OrderedDict):
    def __init__(self, values=()):
        super().__init__()
        for value in values:
            self[value] = self.get(value, 0) + 1

    def __getitem__(self, key):
        return self.get(key, 0)

    def most_common(self, count=None):
        return sorted(self.items(), key=lambda item: item[1], reverse=True)[:count]


class Absent:
    """A name of a module that is not here: any attribute is another one, any call is refused."""

    def __init__(self, name):
        self.__name__ = name

    def __getattr__(self, name):
        if name[:2] == "__":
            raise AttributeError(name)
        return Absent(self.__name__ + "." + name)

    def __getitem__(self, item):
        return self

    def __call__(self, *args, **kwargs):
        raise NotImplementedError(self.__name__ + " is not to be had here")


ABSENT = (
    "argparse bisect cProfile collections.abc decimal doctest fractions glob keyword matplotlib.axes matplotlib.cm"
    " matplotlib.colors matplotlib.figure matplotlib.gridspec matplotlib.patches matplotlib.ticker multiprocessing numbers"
    " pickle pprint shutil signal statistics subprocess tempfile textwrap threading timeit torch.autograd torch.backends"
    " torch.nn.utils torch.optim torch.testing torch.types torch.utils torch.utils.data traceback weakref"
)


def install():
    functools.lru_cache = lru_cache
    functools.cache = lambda function: lru_cache()(function)
    functools.cached_property = property
    functools.total_ordering = lambda cls: cls
    for each in (combinations, combinations_with_replacement, pairwise, permutations, product, zip_longest):
        setattr(itertools, each.__name__, each)
    collections.Counter = Counter
    collections.defaultdict = defaultdict
    sys.modules["typing_extensions"] = __import__("typing")
    for name in ABSENT.split():
        if name in sys.modules:
            continue
        module = sys.modules[name] = Absent(name)
        owner, _, last = name.rpartition(".")
        if owner in sys.modules and not isinstance(sys.modules[owner], Absent):
            setattr(sys.modules[owner], last, module)
