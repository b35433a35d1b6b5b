"""The student's names, fetched and called. Every call gives (value, failed); one of them is None."""
from .names import similar
from .trusted import Failed, Module, array_of, ask, copy_of, tensor_of, untouched


class Student:
    """The program's names, how its lines are found, and the report that hears of what goes wrong."""

    def __init__(self, namespace, line_of, report):
        self.namespace = namespace
        self.line_of = line_of
        self.report = report
        self.busy = False  # True while code of the student's runs

    def fetch(self, name, kind, needed=True):
        """The function or class called `name`, or None after saying what is there in its place."""
        thing = self.namespace.get(name)
        if thing is None:
            if needed:
                self.report.add("exists", False, name=name, similar=self._similar(name))
            return None
        self.report.add("exists", True, name=name)
        if kind == "class":
            good = isinstance(thing, type) and issubclass(thing, Module)
        else:
            good = callable(thing) and not isinstance(thing, type)
        if not good:
            self.report.add("callable", False, name=name, kind="nn.Module" if kind == "class" else "function")
            return None
        return thing

    def _similar(self, name):
        own = []
        for key in sorted(self.namespace):
            value = self.namespace[key]
            if callable(value) and not key.startswith("_") and key not in ("torch", "nn", "F", "plt", "math"):
                own.append(key)
        other = similar(name, own)
        return " Did you mean " + other + "? Its name has to be " + name + "." if other else ""

    def call(self, function, arrays, mask=None, **named):
        """function(tensors of `arrays`): (value, failed, changed), with whether the tensors were written to.

        A mask is given by position; to a function that wants it by name, by name.
        """
        tensors = [tensor_of(a) for a in arrays]
        if mask is not None:
            tensors.append(tensor_of(mask))
        before = [copy_of(t) for t in tensors]
        try:
            value = self._ask(function, *tensors, **named)
        except Failed as failed:
            if mask is None or failed.error["type"] != "TypeError" or failed.error["line"] is not None:
                return None, failed, False
            try:
                value = self._ask(function, *tensors[:-1], mask=tensors[-1], **named)
            except Failed as again:
                return None, failed if again.error["line"] is None else again, False
        return value, None, not all([untouched(t, b) for t, b in zip(tensors, before)])

    def _ask(self, function, *arguments, **named):
        self.busy = True
        try:
            value = ask(self.line_of, function, *arguments, **named)
        except Failed:
            self.busy = False
            raise
        self.busy = False
        return value

    def make(self, function, *arguments, **named):
        try:
            return self._ask(function, *arguments, **named), None
        except Failed as failed:
            return None, failed


def described(value):
    """What a value is, for a learner: None, a tensor of some shape, a tuple of three."""
    if value is None:
        return "None (is there a return?)"
    a = array_of(value)
    if a is not None:
        return "one tensor of shape [" + ", ".join([str(n) for n in a.shape]) + "]"
    if isinstance(value, (tuple, list)):
        if len(value) == 2 and None in [one if one is None else 0 for one in value]:
            return "a pair in which " + ("both are" if value[0] is value[1] else "the second is" if value[1] is None else "the first is") + " None"
        return "a " + type(value).__name__ + " of " + str(len(value))
    return "a " + type(value).__name__
