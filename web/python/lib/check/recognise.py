"""Which known mistake a wrong result comes from."""
from .close import alike


def recognise(trials, variants, compute):
    """The (id, switches) in `variants` whose result is the student's in every trial, or (None, None).

    `compute(trial, switches)` gives the Arrays that the mistake would give, one for each of trial.results, or None
    where it does not fit. An Array that is None is not compared; at least one is.
    """
    if not trials:
        return None, None
    for id, how in variants:
        if _explains_all(trials, how, compute):
            return id, how
    return None, None


def _explains(made, results):
    if made is None:
        return False
    compared = False
    for a, b in zip(made, results):
        if a is not None and b is not None:
            if not alike(b, a):
                return False
            compared = True
    return compared


def _explains_all(trials, how, compute):
    for t in trials:
        if not _explains(compute(t, how), t.results):
            return False
    return True
