# matplotlib.pyplot that draws nothing: it keeps figures as data, for the page to draw and for the checker to read.
#
# _recorded() is a list of figures {title, size, shown, axes}. Each of the axes is {row, column, rows, columns, title,
# xlabel, ylabel, image, bars, lines, points, texts, xticks, yticks, xlim, ylim, colorbar, legend, off, grid, reversed}:
#   image   {data [[number]], cmap, vmin, vmax, aspect} or None; row 0 is at the top
#   bars    [{x, height, width, bottom, label, color, horizontal}]      lines  [{x, y, label, color, style, marker}]
#   texts   [{x, y, text, color, align}]         xticks, yticks  {places, labels, rotation}; None where nothing was said
from ._axes import Axes
from ._figure import Figure

_figures = []


def _clear():
    _figures.clear()


def _recorded():
    return [figure._record() for figure in _figures if figure.axes]


def _figure():
    if not _figures:
        _figures.append(Figure())
    return _figures[-1]


def gcf():
    return _figure()


def gca():
    """The axes that functions without axes draw on."""
    figure_now = _figure()
    return figure_now._current or figure_now.add_subplot(1, 1, 1)


def figure(num=None, figsize=None, dpi=None, **other):
    if isinstance(num, int):
        while len(_figures) < num:
            _figures.append(Figure(figsize))
        return _figures[num - 1]
    _figures.append(Figure(figsize))
    return _figures[-1]


def subplots(nrows=1, ncols=1, figsize=None, squeeze=True, sharex=False, sharey=False, **other):
    made = figure(figsize=figsize)
    return made, made.subplots(nrows, ncols, squeeze)


def subplot(*place, **other):
    if len(place) == 1 and place[0] > 99:
        place = (place[0] // 100, place[0] // 10 % 10, place[0] % 10)
    return _figure().add_subplot(*(place or (1, 1, 1)))


def axes(*given, **other):
    return _figure().add_subplot(1, 1, 1)


def sca(of):
    of.figure._current = of


def get_fignums():
    return list(range(1, len(_figures) + 1))


def close(which=None):
    if which == "all":
        _figures.clear()


def show(*given, **other):
    for each in _figures:
        each._shown = True
    if _figures:
        _figures.append(Figure())


def savefig(*given, **other):
    """There are no files here: the page shows the figure."""
    _figure()._shown = True


def suptitle(text, **other):
    _figure().suptitle(text)


def tight_layout(*given, **other):
    pass


subplots_adjust = ion = ioff = pause = clf = cla = draw = rc = setp = margins = set_cmap = switch_backend = tight_layout


def colorbar(mappable=None, ax=None, **other):
    return (gca() if ax is None or isinstance(ax, list) else ax)._has_colorbar()


def _of_axes(name):
    def on_current_axes(*args, **kwargs):
        return getattr(gca(), name)(*args, **kwargs)

    return on_current_axes


imshow = _of_axes("imshow")
matshow = _of_axes("imshow")
pcolormesh = _of_axes("imshow")
bar = _of_axes("bar")
barh = _of_axes("barh")
plot = _of_axes("plot")
scatter = _of_axes("scatter")
hist = _of_axes("hist")
text = _of_axes("text")
annotate = _of_axes("annotate")
axhline = _of_axes("axhline")
axvline = _of_axes("axvline")
legend = _of_axes("legend")
grid = _of_axes("grid")
axis = _of_axes("axis")
xticks = _of_axes("_xticks")
yticks = _of_axes("_yticks")
xlabel = _of_axes("set_xlabel")
ylabel = _of_axes("set_ylabel")
title = _of_axes("set_title")
xlim = _of_axes("set_xlim")
ylim = _of_axes("set_ylim")
clim = _of_axes("_clim")
tick_params = _of_axes("tick_params")


class style:
    @staticmethod
    def use(name):
        pass


class cm:
    viridis, plasma, Blues, gray, coolwarm, hot, Reds, Greens = "viridis plasma Blues gray coolwarm hot Reds Greens".split()


rcParams = {}


def get_cmap(name=None, count=None):
    return name


def __getattr__(name):
    raise AttributeError("module 'matplotlib.pyplot' has no attribute '%s' (this page draws imshow, bar, plot and their labels)" % name)
