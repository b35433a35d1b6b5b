"""Exercise 3: causal_mask(size), padding_mask(token_ids, pad_id=0), masked_attention(q, k, v, token_ids, causal=True)."""
from .arrays import Array, broadcast, from_nested, mapped
from .close import indices
from .mask_grids import MISTAKE_OF_CAUSAL, causal_grid, padding_grid
from .masked import judge_both
from .report import shown
from .student import described
from .trusted import array_of



def judge_masking(student):
    """The two masks, then both applied; a program without masked_attention is judged on the two, with a remark."""
    causal = student.fetch("causal_mask", "function")
    padding = student.fetch("padding_mask", "function")
    if causal is not None:
        _judge_causal(student, causal)
    if padding is not None:
        _judge_padding(student, padding)
    if "masked_attention" in student.namespace:
        both = student.fetch("masked_attention", "function", False)
        if both is not None:
            judge_both(student, both)
    else:
        student.report.remark("no-masked-attention")
    student.report.add("inputs", True)
    if student.report.failed("inputs"):
        student.report.name("changes-input", "inputs")


def truth(a):
    """A mask as truth values, whichever kind it is: True and False, 1 and 0, or 0 and very negative. None: no mask."""
    values = a.numbers
    if any([x != x for x in values]):
        return None
    if all([x == 0 or x == 1 for x in values]):
        if not any(values) and not any([isinstance(x, bool) for x in values]) and \
                any([isinstance(x, float) for x in values]):
            return mapped(lambda x: True, a)  # adds nothing anywhere
        return mapped(lambda x: bool(x), a)
    low = [x for x in values if x < -100]
    high = [x for x in values if x >= -100]
    if low and (not high or max(high) == min(high)):
        return mapped(lambda x: x >= -100, a)
    return None


def _without_ones(a):
    """Leading axes of 1 dropped down to two."""
    shape = list(a.shape)
    while len(shape) > 2 and shape[0] == 1:
        shape.pop(0)
    return Array(shape, a.numbers)


def _kind_fails(student, id, name, a):
    report = student.report
    if any([x != x for x in a.numbers]):
        report.add(id, False, name=name, yours="NaN")
        report.name("mask-nan", id)
        return True
    report.add(id, False, name=name, yours=" and ".join(sorted(set([shown(x) for x in a.numbers]))[:4]))
    return True


def _judge_causal(student, function):
    report = student.report
    for size in (4, 6, 1):
        value, failed = student.make(function, size)
        if failed:
            report.crash("runs", "causal_mask", failed)
            return
        a = array_of(value)
        if a is None:
            report.add("returns", False, name="causal_mask", what=described(value), asked="a tensor [T, T] is asked for")
            return
        a = _without_ones(a)
        if a.shape != (size, size):
            report.add("causal-shape", False, size=size, yours=list(array_of(value).shape), right=[size, size])
            return
        may = truth(a) if size > 1 else None
        if size == 1:
            continue
        if may is None:
            _kind_fails(student, "mask-kind", "causal_mask", a)
            return
        right = causal_grid(size, "right")
        if may.numbers != right.numbers:
            _report_causal(report, size, a, may, right)
            return
    report.add("runs", True, name="causal_mask")
    report.add("causal-shape", True)
    report.add("causal", True)


def _report_causal(report, size, a, may, right):
    for place in range(size * size):
        if may.numbers[place] != right.numbers[place]:
            break
    row, column = indices(place, (size, size))
    report.add("causal", False, size=size, yours=shown(a.numbers[place]), row=row, column=column,
               expected="query %d may %ssee key %d" % (row, "" if right.numbers[place] else "not ", column))
    report.show("mask", mapped(float, may), mapped(float, right))
    for kind, mistake in MISTAKE_OF_CAUSAL:
        if may.numbers == causal_grid(size, kind).numbers:
            report.name(mistake, "causal")
            return


# --- padding -------------------------------------------------------------------------------------------------------

IDS = [[5, 7, 3, 0, 0, 0], [4, 9, 2, 6, 7, 1], [8, 3, 7, 7, 5, 0], [0, 2, 0, 3, 9, 7]]
HEADS, QUERIES = 3, 5


def _judge_padding(student, function):
    report = student.report
    size = (len(IDS), HEADS, QUERIES, len(IDS[0]))
    for id, pad, named in (("padding", 0, {}), ("pad-id", 7, {"pad_id": 7})):
        value, failed, changed = student.call(function, [from_nested(IDS)], **named)
        if failed:
            report.crash("runs", "padding_mask", failed)
            return
        if changed:
            report.add("inputs", False, what="token_ids")
        a = array_of(value)
        if a is None:
            report.add("returns", False, name="padding_mask", what=described(value),
                       asked="a tensor that broadcasts against [B, H, T, S] is asked for")
            return
        may = truth(a)
        if may is None:
            _kind_fails(student, "mask-kind", "padding_mask", a)
            return
        wide = broadcast(may, size)
        right = broadcast(padding_grid(IDS, pad, "right"), size)
        if wide is None:
            report.add("padding-shape", False, yours=list(a.shape), right=list(size))
            report.name(_padding_mistake(may, pad), "padding-shape")
            return
        if wide.numbers != right.numbers:
            _report_padding(report, id, pad, may, wide, right, size)
            return
        report.add("padding-shape", True)
        report.add(id, True)


def _padding_mistake(may, pad):
    """The mistake of a mask that needs T = S: rows, or keys repeated for each query."""
    s = len(IDS[0])
    wide = broadcast(may, (len(IDS), HEADS, s, s))
    if wide is not None:
        for kind in ("rows", "rows-inverted", "both", "either"):
            if wide.numbers == broadcast(padding_grid(IDS, pad, kind), wide.shape).numbers:
                return "padding-on-rows"
    return "padding-shape"


def _report_padding(report, id, pad, may, wide, right, size):
    for place in range(len(right.numbers)):
        if wide.numbers[place] != right.numbers[place]:
            break
    at = indices(place, size)
    token = IDS[at[0]][at[3]]
    report.add(id, False, pad=pad, sentence=at[0], key=at[3], yours=str(wide.numbers[place]),
               expected="token %d is %spadding" % (token, "" if token == pad else "not "))
    report.show("mask", mapped(float, wide), mapped(float, right))
    for kind, mistake in (("inverted", "mask-inverted"), ("none", "mask-ignored")):
        if wide.numbers == broadcast(padding_grid(IDS, pad, kind), size).numbers:
            report.name(mistake, id)
    if id == "pad-id" and wide.numbers == broadcast(padding_grid(IDS, 0, "right"), size).numbers:
        report.name("pad-id-ignored", id)
