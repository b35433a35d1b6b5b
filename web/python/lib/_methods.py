# Methods of str, int, float and list that this Python lacks: methods[name] is (kind, function).
from torch._tensor import Tensor


def _ljust(text, width, fill=" "):
    return text + fill * (width - len(text))


def _rjust(text, width, fill=" "):
    return fill * (width - len(text)) + text


def _zfill(text, width):
    sign = text[:1] if text[:1] in ("+", "-") else ""
    return sign + "0" * (width - len(text)) + text[len(sign) :]


def _capitalize(text):
    return text[:1].upper() + text[1:].lower()


def _title(text):
    made, inside = "", False
    for letter in text:
        made += letter.lower() if inside else letter.upper()
        inside = letter.isalpha()
    return made


def _isalnum(text):
    return len(text) > 0 and all([letter.isalpha() or letter.isdigit() for letter in text])


def _removeprefix(text, prefix):
    return text[len(prefix) :] if text.startswith(prefix) else text


def _removesuffix(text, suffix):
    return text[: len(text) - len(suffix)] if suffix and text.endswith(suffix) else text


def _swapcase(text):
    return "".join([letter.lower() if letter.isupper() else letter.upper() for letter in text])


def _bit_length(number):
    return len(bin(abs(number))) - 2 if number else 0


def _is_integer(number):
    return number == int(number)


def _numel(size):
    count = 1
    for n in size:
        count *= n
    return count


def ordered(key):
    """A key that is in the order of numbers also where values are tensors, alone or in tuples."""

    def plain(value):
        value = value if key is None else key(value)
        return tuple([plain_number(item) for item in value]) if isinstance(value, tuple) else plain_number(value)

    def plain_number(value):
        return value.item() if isinstance(value, Tensor) else value

    return plain


def _sort(values, key=None, reverse=False):
    values.sort(key=ordered(key), reverse=reverse)


methods = {
    "ljust": (str, _ljust), "rjust": (str, _rjust), "zfill": (str, _zfill), "capitalize": (str, _capitalize),
    "title": (str, _title), "isalnum": (str, _isalnum), "removeprefix": (str, _removeprefix),
    "removesuffix": (str, _removesuffix), "swapcase": (str, _swapcase), "casefold": (str, lambda text: text.lower()),
    "bit_length": (int, _bit_length), "is_integer": (float, _is_integer), "numel": (tuple, _numel),
    "sort": (list, _sort),
}
