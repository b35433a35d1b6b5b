"""Every known mistake, computed by the checker's own reference, is named as itself and as no other, on three seeds.

Needs no PyTorch: it compares Arrays only. One seed at a time, as a student's program would show it.
"""
import sys
import types

import corpus

try:
    import torch  # noqa: F401
except ImportError:  # only names are needed
    fake, nn = types.ModuleType("torch"), types.ModuleType("torch.nn")
    fake.tensor = fake.no_grad = fake.equal = None
    fake.Tensor = type("Tensor", (), {"tolist": None, "clone": None, "div": None})
    nn.Parameter, nn.Module, nn.Linear = object, type("Module", (), {}), type("Linear", (), {})
    fake.nn = nn
    sys.modules["torch"], sys.modules["torch.nn"] = fake, nn

from check import cases, function_cases, functions, looking, masked, module_masks, modules, variants  # noqa: E402
from check.attention import MASKS, plus  # noqa: E402
from check.dice import Dice  # noqa: E402
from check.judge import CROSS_ATTENTION, MULTI_HEAD, SELF_ATTENTION  # noqa: E402
from check.readings import Reading  # noqa: E402
from check.recognise import recognise  # noqa: E402

class Results:
    """A trial whose results are those of a mistake."""

    def __init__(self, trial, results):
        self.trial, self.results = trial, results


def one_of(name, trials, table, compute, wrong):
    """Each mistake of `table` in turn as the student's result of `trials`."""
    seen = 0
    for id, how in table:
        made = [compute(t, how) for t in trials]
        if any(m is None for m in made):
            continue
        seen += 1
        mine = [Results(t, m) for t, m in zip(trials, made)]
        named, _ = recognise(mine, table, lambda r, h: compute(r.trial, h))
        if how.get("fill") == -100.0:
            continue
        if named != id and named not in corpus.ACCEPT.get(id, ()):
            wrong.append("%s: %s %s is taken for %s" % (name, id, how, named))
        right = recognise(mine, [("right", {})], lambda r, h: compute(r.trial, h))[0]
        if right and how.get("fill") != -100.0:  # a weight of 1e-40, which the check "hidden" sees and no output
            wrong.append("%s: %s %s equals the right result" % (name, id, how))
    return seen


def functions_of(seed, wrong):
    square = [function_cases.case(s, seed * 10 + i) for i, s in enumerate(function_cases.SQUARE)]
    cube = [function_cases.case(s, seed * 10 + 5 + i) for i, s in enumerate(function_cases.CUBE)]
    hidden = [function_cases.masked(function_cases.SQUARE[0], "TS", seed), function_cases.masked(function_cases.SQUARE[2], "TS", seed + 7),
              function_cases.masked(function_cases.SQUARE[0], "TS", seed + 9, 12.0)]
    seen = one_of("function", square, functions.core_variants(), function_cases.variant, wrong)
    seen += one_of("function, T = d_k", cube, functions.core_variants(), function_cases.variant, wrong)
    return seen + one_of("function with a mask", hidden, MASKS, function_cases.variant, wrong)


def reading(case, heads, each, narrow):
    """Layers of random numbers. `each`: an output layer as wide as a head; `narrow`: one from a head to everything."""
    dice = Dice(case.seed + 500)
    e = case.embed
    roles = {r: (dice.array((e, e), 0.9), dice.array((e,), 0.75).numbers) for r in "qkvo"}
    if each:
        from check.readings import _diagonal
        small = dice.array((e // heads, e // heads), 0.9)
        roles["o"] = (_diagonal([small] * heads), dice.array((e,), 0.75).numbers)
    if narrow:
        roles["o"] = (dice.array((e // heads, e), 0.9), dice.array((e,), 0.75).numbers)
    made = Reading(roles, False)
    made.each = each
    return made


def modules_of(seed, wrong):
    seen = 0
    for task in (SELF_ATTENTION, MULTI_HEAD, CROSS_ATTENTION):
        table = modules._variants(task)
        for sizes in (cases.SQUARE, cases.CUBE):
            for each, narrow in ((False, False), (True, False), (False, True)):
                if each and not task.heads or narrow and not task.heads:
                    continue
                trials = []
                for i, s in enumerate(sizes):
                    case = cases.Case(task, s, seed * 20 + i)
                    case.readings = [reading(case, case.heads, each, narrow)]
                    case.caches = [{}]
                    trials.append(cases.Trial(case))
                compute = lambda t, h: cases.output_of(t, h, 0)
                seen += one_of(task.name, trials, table, compute, wrong)
                if not each and not narrow and task.masks:
                    for t in trials:
                        t.mask = module_masks.mask_of(t.case, "TS", seed + 3)
                    opened = cases.Trial(trials[0].case, module_masks.mask_of(trials[0].case, "open", 0))
                    seen += one_of(task.name + " with a mask", trials + [opened], MASKS, compute, wrong)
    return seen


def masking_of(seed, wrong):
    trials = [masked.Trial((2, 3, 5, 5, 4, 4), seed, masked.RIGHT_PADDED, True),
              masked.Trial((3, 2, 4, 4, 3, 3), seed + 10, masked.OTHER, True),
              masked.Trial((3, 2, 4, 4, 3, 3), seed + 20, masked.OTHER, False)]
    return one_of("masked_attention", trials, masked._variants(), lambda t, h: t.made(h), wrong)


class Weights:
    def __init__(self, weights):
        self.weights = weights


def entropies_of(seed, wrong):
    trials = [Weights(looking.weights_of((4, 5, 5), seed, True)), Weights(looking.weights_of((3, 3, 3), seed + 4, True))]
    return one_of("entropy", trials, looking.ENTROPIES, lambda t, h: (looking.entropy_of(t.weights, h),), wrong)


def main():
    wrong, seen = [], 0
    for seed in (1, 2, 3):
        for each in (functions_of, modules_of, masking_of, entropies_of):
            seen += each(seed, wrong)
    ids = {id for table in (variants.CROSS, functions.core_variants(), MASKS, masked._variants(), looking.ENTROPIES)
           for id, _ in table}
    from check.mistakes import MISTAKES
    for id in sorted(ids | corpus.CORE | corpus.NOT_CORE):
        if id not in MISTAKES:
            wrong.append("no sentence for " + id)
    for id in sorted(MISTAKES):
        if id not in corpus.CORE | corpus.NOT_CORE:
            wrong.append(id + " is no known mistake")
    print("\n".join(sorted(set(wrong))[:60]))
    print("%d mistakes computed, %d not named as themselves" % (seen, len(wrong)))
    return 1 if wrong or not seen else 0


if __name__ == "__main__":
    sys.exit(main())
