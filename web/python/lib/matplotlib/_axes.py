# One pair of axes as data.
from ._parts import Axis, Colorbar, Mappable, Spines, Text, plain, rank, shape


class Axes:
    def __init__(self, figure, rows=1, columns=1, row=0, column=0):
        self.figure = figure
        self.spines = Spines()
        self.images = []
        self._kept = {
            "rows": rows, "columns": columns, "row": row, "column": column, "title": "", "xlabel": "", "ylabel": "",
            "image": None, "bars": [], "lines": [], "points": [], "texts": [], "xticks": None, "yticks": None,
            "xlim": None, "ylim": None, "colorbar": False, "legend": False, "off": False, "grid": False, "reversed": False,
        }
        self.xaxis = Axis(self, "xticks")
        self.yaxis = Axis(self, "yticks")

    # ------------------------------------------------------------ what is drawn
    def imshow(self, X, cmap=None, vmin=None, vmax=None, aspect=None, interpolation=None, origin=None, **other):
        data = plain(X)
        while rank(data) == 3 and len(data) == 1:
            data = data[0]
        if rank(data) != 2:
            raise TypeError("Invalid shape %s for image data" % (shape(data),))
        for row in data:
            if len(row) != len(data[0]):
                raise ValueError("setting an array element with a sequence: the rows are not equally long")
        self._kept["image"] = {
            "data": data, "cmap": str(cmap) if cmap else "viridis", "vmin": plain(vmin), "vmax": plain(vmax),
            "aspect": aspect if isinstance(aspect, str) else "equal", "origin": origin or "upper",
        }
        self.images.append(Mappable(self))
        return self.images[-1]

    matshow = pcolormesh = imshow

    def bar(self, x, height, width=0.8, bottom=0, label=None, color=None, **other):
        return self._bars(x, height, width, bottom, label, color, False)

    def barh(self, y, width, height=0.8, left=0, label=None, color=None, **other):
        return self._bars(y, width, height, left, label, color, True)

    def _bars(self, x, height, width, bottom, label, color, horizontal):
        x, height = plain(x), plain(height)
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
            {"x": x, "height": height, "width": plain(width), "bottom": plain(bottom), "label": label,
             "color": plain(color), "horizontal": horizontal}
        )
        return self._kept["bars"][-1]

    def plot(self, *args, label=None, color=None, marker=None, linestyle="-", linewidth=None, **other):
        args = list(args)
        style = args.pop() if args and isinstance(args[-1], str) else ""
        data = [plain(arg) for arg in args]
        x, y = (list(range(len(data[0]))), data[0]) if len(data) == 1 else (data[0], data[1])
        if len(x) != len(y):
            raise ValueError(
                "x and y must have same first dimension, but have shapes (%d,) and (%d,)" % (len(x), len(y))
            )
        if rank(y) == 2:
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
        self._kept["points"].append({"x": plain(x), "y": plain(y), "label": label, "color": plain(color or c)})
        return Mappable(self)

    def hist(self, x, bins=10, label=None, color=None, **other):
        values = plain(x)
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
            {"x": float(plain(x)), "y": float(plain(y)), "text": str(s), "color": color, "align": align,
             "middle": other.get("verticalalignment", va) == "center"}
        )
        return Text(s)

    def annotate(self, text, xy, *args, **other):
        return self.text(xy[0], xy[1], text, **other)

    def axhline(self, y=0, color=None, linestyle="-", label=None, **other):
        self._kept["lines"].append({"x": None, "y": float(plain(y)), "label": label, "color": color, "style": linestyle, "marker": None})

    def axvline(self, x=0, color=None, linestyle="-", label=None, **other):
        self._kept["lines"].append({"x": float(plain(x)), "y": None, "label": label, "color": color, "style": linestyle, "marker": None})

    # ------------------------------------------------------------ ticks and words
    def _ticks(self, key, places, labels, rotation):
        known = self._kept[key] or {"places": None, "labels": None, "rotation": 0}
        if places is not None:
            places = [float(place) for place in plain(places)]
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
        self._kept["xlim"] = plain(left) if isinstance(left, (list, tuple)) else [plain(left), plain(right)]

    def set_ylim(self, bottom=None, top=None, **other):
        self._kept["ylim"] = plain(bottom) if isinstance(bottom, (list, tuple)) else [plain(bottom), plain(top)]

    def _clim(self, vmin=None, vmax=None):
        if self._kept["image"]:
            self._kept["image"]["vmin"], self._kept["image"]["vmax"] = plain(vmin), plain(vmax)

    def set_aspect(self, *given, **other):
        pass

    set_facecolor = margins = label_outer = invert_xaxis = set_frame_on = set_aspect

    def invert_yaxis(self):
        self._kept["reversed"] = not self._kept["reversed"]

    def get_images(self):
        return self.images

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
