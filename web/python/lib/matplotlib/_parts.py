# What axes and figures are made of, and data as plain numbers.


def plain(value):
    """Numbers of Python from a tensor, a range or lists with tensors in them."""
    if hasattr(value, "tolist"):
        return value.tolist()
    if isinstance(value, (list, tuple, range)):
        return [plain(item) for item in value]
    if hasattr(value, "keys") or isinstance(value, (str, int, float, bool)) or value is None:
        return value
    return [plain(item) for item in value]


def rank(data):
    count = 0
    while isinstance(data, list):
        count += 1
        data = data[0] if data else None
    return count


def shape(data):
    counts = []
    while isinstance(data, list):
        counts.append(len(data))
        data = data[0] if data else None
    return tuple(counts)


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


class Axis:
    def __init__(self, axes, key):
        self._axes = axes
        self._key = key

    def tick_top(self):
        pass

    tick_bottom = tick_left = tick_right = tick_top

    def set_ticks_position(self, *given, **other):
        pass

    set_label_position = set_tick_params = set_visible = set_major_locator = set_major_formatter = set_ticks_position

    def set_ticks(self, ticks, labels=None, **other):
        self._axes._ticks(self._key, ticks, labels, None)

    def set_ticklabels(self, labels, **other):
        self._axes._ticks(self._key, None, labels, None)


class Mappable:
    def __init__(self, axes):
        self.axes = axes

    def set_clim(self, vmin=None, vmax=None):
        self.axes._clim(vmin, vmax)

    def get_array(self):
        return self.axes._kept["image"]["data"]


class Colorbar:
    def __init__(self, axes):
        self.ax = type(axes)(axes.figure)

    def set_label(self, text, **other):
        pass

    set_ticks = set_label
