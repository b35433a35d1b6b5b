"""The checker's own small generator: the same numbers in every run, whatever a program does to torch's.

Numbers are multiples of 1/64, which float32 and float64 hold alike.
"""
from .arrays import Array, size_of


class Dice:
    def __init__(self, seed):
        self.state = (seed * 7919 + 12345) % 65521

    def below(self, n):
        """A whole number from 0 to n - 1. Small enough to be exact on 31-bit integers."""
        self.state = (self.state * 16807 + 97) % 65521
        return (self.state >> 3) % n

    def number(self, reach):
        """A multiple of 1/64 between -reach and reach."""
        steps = int(reach * 64)
        return (self.below(2 * steps + 1) - steps) / 64

    def array(self, shape, reach):
        return Array(shape, [self.number(reach) for _ in range(size_of(shape))])

    def shuffled(self, items):
        items = list(items)
        for i in range(len(items) - 1, 0, -1):
            j = self.below(i + 1)
            items[i], items[j] = items[j], items[i]
        return items


def mask_rows(dice, rows, columns):
    """[rows, columns] of True and False with both in every row, and not its own transpose."""
    grid = []
    for i in range(rows):
        row = [dice.below(2) == 0 for _ in range(columns)]
        row[(i + 1) % columns] = True
        row[(i + 2) % columns] = False
        grid.append(row)
    return grid
