"""What a judgement says: checks, the mistake, remarks, hints, the first error and the student's matrix beside ours."""
from .close import comparison, first_difference, indices
from .mistakes import MISTAKES
from .words import CHECKS, HINTS, REMARKS


def filled(sentence, facts):
    """{name} in a sentence replaced by facts[name]; braces of code stay."""
    for key in facts:
        sentence = sentence.replace("{" + key + "}", str(facts[key]))
    return sentence


def shown(x):
    """A number as a learner reads it."""
    if isinstance(x, bool) or x is None:
        return str(x)
    if isinstance(x, int):
        return str(x)
    if x != x:
        return "NaN"
    if x in (float("inf"), float("-inf")):
        return "inf" if x > 0 else "-inf"
    return "%.4g" % x


def shape_words(shape):
    return "[" + ", ".join([str(n) for n in shape]) + "]"


def line_words(error):
    return " (line " + str(error["line"]) + ")" if error and error.get("line") else ""


class Report:
    def __init__(self, held=()):
        self.checks = []
        self.mistake = None
        self.error = None
        self.remarks = []
        self.compare = None
        self.where = None
        self.part = ""  # goes before the ids of checks: exercises with several names to write use it
        self._held = held

    def add(self, id, ok, **facts):
        """One check's result; `facts` fill its sentence. Says whether it held. A check that failed stays failed."""
        text = CHECKS[id][0 if ok else 1]
        check = {"id": self.part + id, "ok": bool(ok), "message": filled(text, facts), "held": id in self._held}
        id = self.part + id
        for i, old in enumerate(self.checks):
            if old["id"] == id:
                if old["ok"]:
                    self.checks[i] = check
                return ok
        self.checks.append(check)
        return ok

    def crash(self, id, name, failed, **facts):
        """A check that failed because student code raised."""
        error = failed.error
        if self.error is None:
            self.error = error
        self.add(id, False, name=name, type=error["type"], message=error["message"], line=line_words(error), **facts)

    def name(self, mistake, id=None):
        """Names the mistake, once: the first is the cause of the others. The check `id` then says it."""
        if mistake is None or self.mistake is not None:
            return
        self.mistake = mistake
        did, expected = MISTAKES[mistake][0], MISTAKES[mistake][1]
        for check in self.checks:
            if not check["ok"] and (id is None or check["id"] == self.part + id):
                check["message"] = did + " " + expected
                check["named"] = True
                return

    def remark(self, id, **facts):
        if all([r["id"] != id for r in self.remarks]):
            self.remarks.append({"id": id, "message": filled(REMARKS[id], facts)})

    def differ(self, id, what, yours, right, **more):
        """A check of numbers that failed, with the first place where they part, which the page is given too."""
        place = first_difference(yours, right) if yours.shape == right.shape else None
        facts = {"what": what, "where": "", "yours": shape_words(yours.shape), "right": shape_words(right.shape)}
        if place is not None:
            at = indices(place, right.shape)
            facts["where"] = " at " + shape_words(at)
            facts["yours"], facts["right"] = shown(yours.numbers[place]), shown(right.numbers[place])
            self.show(what, yours, right)
            if self.where is None:
                self.where = {"what": what, "at": at, "yours": facts["yours"], "right": facts["right"]}
        for key in more:
            facts[key] = more[key]
        return self.add(id, False, **facts)

    def show(self, what, yours, right):
        """Keeps two matrices side by side for the page; those that are nearest to the cause come first."""
        if self.compare is None:
            self.compare = comparison(what, yours, right)

    def passed(self):
        return bool(self.checks) and all([c["ok"] for c in self.checks])

    def failed(self, id):
        return any([c["id"] == self.part + id and not c["ok"] for c in self.checks])

    def _hints(self):
        """Four steps of help with the first check that failed: what differs, where first, which line, a right line."""
        first = None
        for c in self.checks:
            if not c["ok"]:
                first = c
                break
        if first is None:
            return []
        hints = [first["message"]]
        if self.where:
            w = self.where
            hints.append("First at " + shape_words(w["at"]) + " of your " + w["what"] + ": " + w["yours"] + ", expected "
                         + w["right"] + ".")
        elif self.error:
            hints.append("It happens in line " + str(self.error["line"]) + "." if self.error["line"] else
                         "It happens while your program is called.")
        if self.mistake:
            hints.append(MISTAKES[self.mistake][2])
            hints.append(MISTAKES[self.mistake][3])
        else:
            hints.append(HINTS["crash" if self.error else "shape" if "shape" in first["id"] else "values"])
        return hints

    def result(self):
        """The judgement as a dict that JSON can hold."""
        passed = self.passed()
        held = [c for c in self.checks if c["held"]]
        return {
            "passed": passed,
            "checks": self.checks,
            "mistake": None if passed else self.mistake,
            "error": None if passed else self.error,
            "remarks": self.remarks,
            "hints": self._hints(),
            "compare": None if passed else self.compare,
            "counts": {"shown": len(self.checks) - len(held), "held": len(held),
                       "ok": len([c for c in self.checks if c["ok"]])},
        }
