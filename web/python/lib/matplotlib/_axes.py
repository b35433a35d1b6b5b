# Figures and axes as data.


def _plain(value):
    """Numbers of Python from a tensor, a range or lists with tensors in them."""
    if hasattr(value, "tolist"):
        return value.tolist()
    if isinstance(value, (list, tuple, range)):
        return [_plain(item) for item in value]
    if hasattr(value, "keys") or isinstance(value, (str, int, float, bool)) or value is None:
        return value
    return [_plain(item) for item in value]


def _rank(data):
    rank = 0
    while isinstance(data, list):
        rank += 1
        data = data[0] if data else None
    return rank


def _shape(data):
    shape = []
    while isinstance(data, list):
        shape.append(len(data))
        data = data[0] if data else None
    return tuple(shape)


class Text:
    def __init__(self, text):
        self._text = str(text)

    def get_text(self):
        return self._text


class Spines:
    def set_visible(self, on):
        pass

    def __getitem__(self, name):
        return self


class Axes:
    def __init__(self, figure, rows=1, columns=1, row=0, column=0):
        self.figure = figure
        self.spines = Spines()
        self._kept = {
            "rows": rows, "columns": columns, "row": row, "column": column, "title": "", "xlabel": "", "ylabel": "",
            "image": None, "bars": [], "lines": [], "points": [], "texts": [], "xticks": None, "yticks": None,
            "xlim": None, "ylim": None, "colorbar": False, "legend": False, "off": False, "grid": False, "reversed": False,
        }
        self.xaxis = Axis(self, "xticks")
        self.yaxis = Axis(self, "yticks")

    # ------------------------------------------------------------ what is drawn
    def imshow(self, X, cmap=None, vmin=None, vmax=None, aspect=None, interpolation=None, origin=None, **other):
        data = _plain(X)
        while _rank(data) == 3 and len(data) == 1:
            data = data[0]
        if _rank(data) != 2:
            raise TypeError("Invalid shape %s for image data" % (_shape(data),))
        for row in data:
            if len(row) != len(data[0]):
                raise ValueError("setting an array element with a sequence: the rows are not equally long")
        self._kept["image"] = {
            "data": data, "cmap": str(cmap) if cmap else "viridis", "vmin": _plain(vmin), "vmax": _plain(vmax),
            "aspect": aspect if isinstance(aspect, str) else "equal", "origin": origin or "upper",
        }
        return Mappable(self)

    matshow = pcolormesh = imshow

    def bar(self, x, height, width=0.8, bottom=0, label=None, color=None, **other):
        return self._bars(x, height, width, bottom, label, color, False)

    def barh(self, y, width, height=0.8, left=0, label=None, color=None, **other):
        return self._bars(y, width, height, left, label, color, True)

    def _bars(self, x, height, width, bottom, label, color, horizontal):
        x, height = _plain(x), _plain(height)
        count = len(x) if isinstance(x, list) else 1
        height = height if isinstance(height, list) else [height] * count
        x = x if isinstance(x, list) else [x]
        if len(height) != len(x):
            raise ValueError("shape mismatch: objects cannot be broadcast to a single shape.  Mismatch is between arg 0 "
                             "with shape (%d,) and arg 1 with shape (%d,)." % (len(x), len(height)))
        if x and isinstance(x[0], str):
            ticks = {"places": list(range(len(x))), "labels": x, "rotation": 0}
            self._kept["yticks" if horizontal else "xticks"] = ticks
            x = list(range(len(x)))
        self._kept["bars"].append(
            {"x": x, "height": height, "width": _plain(width), "bottom": _plain(bottom), "label": label,
             "color": _plain(color), "horizontal": horizontal}
        )
        return self._kept["bars"][-1]

    def plot(self, *args, label=None, color=None, marker=None, linestyle="-", linewidth=None, **other):
        args = list(args)
        style = args.pop() if args and isinstance(args[-1], str) else ""
        data = [_plain(arg) for arg in args]
        x, y = (list(range(len(data[0]))), data[0]) if len(data) == 1 else (data[0], data[1])
        if len(x) != len(y):
            raise ValueError(
                "x and y must have same first dimension, but have shapes (%d,) and (%d,)" % (len(x), len(y))
            )
        if _rank(y) == 2:
            for i in range(len(y[0])):
                self.plot(x, [row[i] for row in y], style, label=label, color=color, marker=marker, linestyle=linestyle)
            return self._kept["lines"]
        for mark in "o s x ^ + * .".split():
            if mark in style and not marker:
                marker = mark
        line = "" if style and "-" not in style and ":" not in style else linestyle
        line = "--" if "--" in style else ":" if ":" in style else line
        self._kept["lines"].append({"x": x, "y": y, "label": label, "color": color, "style": line, "marker": marker})
        return [self._kept["lines"][-1]]

    def scatter(self, x, y, s=None, c=None, label=None, marker="o", color=None, **other):
        self._kept["points"].append({"x": _plain(x), "y": _plain(y), "label": label, "color": _plain(color or c)})
        return Mappable(self)

    def hist(self, x, bins=10, label=None, color=None, **other):
        values = _plain(x)
        low, high = min(values), max(values)
        width = (high - low) / bins or 1.0
        counts = [0] * bins
        for value in values:
            counts[min(int((value - low) / width), bins - 1)] += 1
        edges = [low + width * i for i in range(bins + 1)]
        self._bars([edge + width / 2 for edge in edges[:-1]], counts, width, 0, label, color, False)
        return counts, edges, None

    def text(self, x, y, s, ha="left", va="baseline", color=None, fontsize=None, **other):
        align = other.get("horizontalalignment", ha)
        self._kept["texts"].append(
            {"x": float(_plain(x)), "y": float(_plain(y)), "text": str(s), "color": color, "align": align,
             "middle": other.get("verticalalignment", va) == "center"}
        )
        return Text(s)

    def annotate(self, text, xy, *args, **other):
        return self.text(xy[0], xy[1], text, **other)

    def axhline(self, y=0, color=None, linestyle="-", label=None, **other):
        self._kept["lines"].append({"x": None, "y": float(_plain(y)), "label": label, "color": color, "style": linestyle, "marker": None})

    def axvline(self, x=0, color=None, linestyle="-", label=None, **other):
        self._kept["lines"].append({"x": float(_plain(x)), "y": None, "label": label, "color": color, "style": linestyle, "marker": None})

    # ------------------------------------------------------------ ticks and words
    def _ticks(self, key, places, labels, rotation):
        known = self._kept[key] or {"places": None, "labels": None, "rotation": 0}
        if places is not None:
            places = [float(place) for place in _plain(places)]
            known = {"places": places, "labels": None, "rotation": known["rotation"]}
        if labels is not None:
            labels = [label.get_text() if isinstance(label, Text) else str(label) for label in labels]
            if known["places"] is not None and len(labels) != len(known["places"]):
                raise ValueError(
                    "The number of FixedLocator locations (%d), usually from a call to set_ticks, does not match the "
                    "number of labels (%d)." % (len(known["places"]), len(labels))
                )
            known["labels"] = labels
        if rotation is not None:
            known["rotation"] = {"vertical": 90, "horizontal": 0}.get(rotation, rotation)
        self._kept[key] = known

    def _xticks(self, ticks=None, labels=None, rotation=None, **other):
        return self._asked("xticks", ticks, labels, rotation)

    def _yticks(self, ticks=None, labels=None, rotation=None, **other):
        return self._asked("yticks", ticks, labels, rotation)

    def _asked(self, key, ticks, labels, rotation):
        if ticks is not None or labels is not None or rotation is not None:
            self._ticks(key, ticks, labels, rotation)
        known = self._kept[key] or {"places": [], "labels": []}
        return known["places"] or [], [Text(label) for label in known["labels"] or []]

    def set_xticks(self, ticks, labels=None, rotation=None, minor=False, **other):
        if not minor:
            self._ticks("xticks", ticks, labels, rotation)

    def set_yticks(self, ticks, labels=None, rotation=None, minor=False, **other):
        if not minor:
            self._ticks("yticks", ticks, labels, rotation)

    def set_xticklabels(self, labels, rotation=None, **other):
        self._ticks("xticks", None, labels, rotation)

    def set_yticklabels(self, labels, rotation=None, **other):
        self._ticks("yticks", None, labels, rotation)

    def get_xticks(self):
        return (self._kept["xticks"] or {}).get("places") or []

    def get_yticks(self):
        return (self._kept["yticks"] or {}).get("places") or []

    def get_xticklabels(self):
        return [Text(label) for label in (self._kept["xticks"] or {}).get("labels") or []]

    def get_yticklabels(self):
        return [Text(label) for label in (self._kept["yticks"] or {}).get("labels") or []]

    def tick_params(self, axis="both", rotation=None, labelrotation=None, **other):
        turned = labelrotation if rotation is None else rotation
        if turned is not None:
            for name in ("x", "y"):
                if axis in (name, "both"):
                    self._ticks(name + "ticks", None, None, turned)

    def set_xlabel(self, xlabel, **other):
        self._kept["xlabel"] = str(xlabel)

    def set_ylabel(self, ylabel, **other):
        self._kept["ylabel"] = str(ylabel)

    def set_title(self, label, **other):
        self._kept["title"] = str(label)

    def get_title(self):
        return self._kept["title"]

    def get_xlabel(self):
        return self._kept["xlabel"]

    def get_ylabel(self):
        return self._kept["ylabel"]

    def set(self, **named):
        for name, value in named.items():
            getattr(self, "set_" + name)(value)

    def set_xlim(self, left=None, right=None, **other):
        self._kept["xlim"] = _plain(left) if isinstance(left, (list, tuple)) else [_plain(left), _plain(right)]

    def set_ylim(self, bottom=None, top=None, **other):
        self._kept["ylim"] = _plain(bottom) if isinstance(bottom, (list, tuple)) else [_plain(bottom), _plain(top)]

    def _clim(self, vmin=None, vmax=None):
        if self._kept["image"]:
            self._kept["image"]["vmin"], self._kept["image"]["vmax"] = _plain(vmin), _plain(vmax)

    def set_aspect(self, aspect, **other):
        pass

    def invert_yaxis(self):
        self._kept["reversed"] = not self._kept["reversed"]

    def legend(self, *given, **other):
        self._kept["legend"] = True

    def grid(self, visible=True, *given, **other):
        self._kept["grid"] = bool(visible)

    def axis(self, *given, **other):
        if given and given[0] == "off":
            self._kept["off"] = True

    def set_axis_off(self):
        self._kept["off"] = True

    def get_figure(self):
        return self.figure

    def _has_colorbar(self):
        self._kept["colorbar"] = True
        return Colorbar(self)


class Axis:
    def __init__(self, axes, key):
        self._axes = axes
        self._key = key

    def tick_top(self):
        pass

    tick_bottom = tick_left = tick_right = tick_top

    def set_ticks_position(self, where):
        pass

    set_label_position = set_ticks_position

    def set_ticks(self, ticks, labels=None, **other):
        self._axes._ticks(self._key, ticks, labels, None)


class Mappable:
    def __init__(self, axes):
        self.axes = axes

    def set_clim(self, vmin=None, vmax=None):
        self.axes._clim(vmin, vmax)


class Colorbar:
    def __init__(self, axes):
        self.ax = Axes(axes.figure)

    def set_label(self, text, **other):
        pass


class Figure:
    def __init__(self, size=None):
        self.axes = []
        self._size = _plain(size)
        self._title = ""
        self._shown = False
        self._current = None

    def _record(self):
        return {
            "title": self._title, "size": self._size, "shown": self._shown, "axes": [axes._kept for axes in self.axes]
        }

    def add_subplot(self, rows=1, columns=1, index=1, **other):
        if rows > 99:
            rows, columns, index = rows // 100, rows // 10 % 10, rows % 10
        row, column = (index - 1) // columns, (index - 1) % columns
        for known in self.axes:
            if [known._kept[key] for key in ("rows", "columns", "row", "column")] == [rows, columns, row, column]:
                self._current = known
                return known
        self._current = Axes(self, rows, columns, row, column)
        self.axes.append(self._current)
        return self._current

    def subplots(self, nrows=1, ncols=1, squeeze=True, **other):
        grid = [[self.add_subplot(nrows, ncols, r * ncols + c + 1) for c in range(ncols)] for r in range(nrows)]
        self._current = grid[0][0]
        if not squeeze:
            return AxesArray(grid)
        if nrows == 1 and ncols == 1:
            return grid[0][0]
        if nrows == 1 or ncols == 1:
            return AxesArray([axes for row in grid for axes in row])
        return AxesArray(grid)

    def suptitle(self, text, **other):
        self._title = str(text)

    def colorbar(self, mappable, ax=None, **other):
        one = ax if isinstance(ax, Axes) else mappable.axes
        return one._has_colorbar()

    def tight_layout(self, *given, **other):
        pass

    subplots_adjust = autofmt_xdate = tight_layout

    def savefig(self, *given, **other):
        self._shown = True

    def show(self):
        self._shown = True

    def gca(self):
        return self._current or self.add_subplot(1, 1, 1)


class AxesArray:
    """What plt.subplots gives for several: axs[i], axs[r, c], axs.flat, axs.flatten()."""

    def __init__(self, items):
        self._items = items

    def __getitem__(self, index):
        if isinstance(index, tuple):
            return self._items[index[0]][index[1]]
        item = self._items[index]
        return AxesArray(item) if isinstance(item, list) else item

    def __iter__(self):
        return iter([AxesArray(item) if isinstance(item, list) else item for item in self._items])

    def __len__(self):
        return len(self._items)

    @property
    def shape(self):
        first = self._items[0]
        return (len(self._items), len(first)) if isinstance(first, list) else (len(self._items),)

    @property
    def flat(self):
        return iter(self.ravel())

    def ravel(self):
        flat = []
        for item in self._items:
            flat += item if isinstance(item, list) else [item]
        return AxesArray(flat)

    flatten = ravel

    def tolist(self):
        return self._items
