# Figures as data, and what plt.subplots gives.
from ._axes import Axes
from ._parts import plain


class Figure:
    def __init__(self, size=None):
        self.axes = []
        self._size = plain(size)
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

    subplots_adjust = autofmt_xdate = set_size_inches = set_tight_layout = tight_layout

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
