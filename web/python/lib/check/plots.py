"""What a program drew: read from the page's own matplotlib, or from a real one.

drawn(student, function, ...) gives a dict: image (an Array [rows, columns] or None), x and y (lists of texts at the
ticks), xlabel, ylabel, title; and what went wrong.
"""
from .arrays import from_nested
from .trusted import array_of


def _pyplot():
    try:
        import matplotlib
        matplotlib.use("Agg")
        import matplotlib.pyplot as plt
        return plt
    except ImportError:
        return None


def _text(thing):
    if hasattr(thing, "get_text"):
        return thing.get_text()
    return str(thing)


def _image_of(value):
    a = array_of(value)
    if a is not None:
        return a
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, (list, tuple)):
        return from_nested(value)
    return None


def _real(plt):
    """The first picture of any figure of a real matplotlib, and the number of pictures."""
    for number in plt.get_fignums():
        for axes in plt.figure(number).axes:
            if axes.images and axes.get_label() != "<colorbar>":
                image = axes.images[0]
                return {
                    "image": _image_of(image.get_array()),
                    "x": _ticks(axes.get_xticks(), axes.get_xticklabels()),
                    "y": _ticks(axes.get_yticks(), axes.get_yticklabels()),
                    "xlabel": axes.get_xlabel(), "ylabel": axes.get_ylabel(), "title": axes.get_title(),
                }
    return None


def _ticks(places, labels):
    """The texts of the ticks in the order of their places."""
    pairs = sorted(zip([float(p) for p in places], [_text(t) for t in labels]))
    return [t for _, t in pairs]


def drawn(student, function, *arguments):
    """(picture or None, failed). Figures from before are closed first, and those that were made afterwards."""
    plt = _pyplot()
    if plt is None:
        return None, None
    own = hasattr(plt, "_recorded")
    if not own:
        plt.close("all")
        kept = plt.show, plt.close
        plt.show = plt.close = lambda *a, **k: None
    else:
        plt._clear()
    _, failed = student.make(function, *arguments)
    picture = None
    if not failed:
        picture = _own(plt._recorded()) if own else _real(plt)
    if own:
        plt._clear()
    else:
        plt.show, plt.close = kept
        plt.close("all")
    return picture, failed


def _own(figures):
    """The first picture in the page's own record, in the same form."""
    for figure in figures:
        for axes in figure["axes"]:
            if axes["image"] is not None:
                return {
                    "image": from_nested(axes["image"]["data"]),
                    "x": _own_ticks(axes["xticks"]), "y": _own_ticks(axes["yticks"]),
                    "xlabel": axes["xlabel"], "ylabel": axes["ylabel"], "title": axes["title"],
                }
    return None


def _own_ticks(ticks):
    if not ticks or not ticks["labels"]:
        return []
    places = ticks["places"] or list(range(len(ticks["labels"])))
    return [t for _, t in sorted(zip(places, [str(t) for t in ticks["labels"]]))]
