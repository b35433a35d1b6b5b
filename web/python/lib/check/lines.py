"""What went wrong in a program, and in which of its lines."""
import io
import sys


def _message(error):
    try:
        return str(error)
    except Exception:
        return ""


def line_in(error):
    """The last line of the student's program in an exception's trace, or None. In CPython and in MicroPython."""
    trace = getattr(error, "__traceback__", None)
    line = None
    if trace is not None:
        while trace is not None:
            if "check" not in trace.tb_frame.f_globals.get("__name__", "").split(".")[0] and _is_own(
                trace.tb_frame.f_code.co_filename
            ):
                line = trace.tb_lineno
            trace = trace.tb_next
        return line
    if not hasattr(sys, "print_exception"):
        return None
    text = io.StringIO()
    sys.print_exception(error, text)
    for row in text.getvalue().split("\n"):  # outermost first
        if "student.py" in row and "line " in row:
            digits = row.split("line ")[1].split(",")[0]
            if digits.isdigit():
                line = int(digits)
    return line


def _is_own(filename):
    return "/site-packages/" not in filename and "/dist-packages/" not in filename and "/torch/" not in filename \
        and not filename.startswith("<frozen")


def error_of(error, line_of=None):
    """{type, line, message} of an exception. `line_of(exception)` may know the line better than this file does."""
    line = None
    try:
        line = (line_of or line_in)(error)
    except Exception:
        pass
    message = _message(error)
    if len(message) > 600:
        message = message[:600] + "…"
    return {"type": type(error).__name__, "line": line, "message": message}
