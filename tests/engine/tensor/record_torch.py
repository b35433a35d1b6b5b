#!/usr/bin/env python3
"""Writes down what real PyTorch answers to requests of engine/tensor/calls.h, for torch_test.cpp.

    record_torch.py             writes tests/golden/torch.txt anew (recorded with PyTorch 1.13.1)
    record_torch.py --compare   asks the PyTorch that is installed and says where it differs from the file, but for what
                                later versions say otherwise (torch_versions.py); 77: there is no PyTorch

A line of the file is a request, a tab and the reply; line breaks in a reply are \\n. Each case begins with `reset`.
"""
import itertools
import sys
import warnings
from pathlib import Path

try:
    import torch
except ImportError:
    print("PyTorch is not installed, so nothing was compared")
    sys.exit(77)
from torch_cases import cases
from torch_reference import Reference
from torch_versions import accepted

GOLDEN = Path(__file__).resolve().parents[2] / "golden" / "torch.txt"


def recorded():
    warnings.simplefilter("ignore")
    reference = Reference()
    for case in cases():
        for request in itertools.chain(["reset"], case):
            yield request, reference.call(request)


def main():
    lines = [f"{request}\t{reply}\n" for request, reply in recorded()]
    if "--compare" not in sys.argv:
        GOLDEN.write_text("".join(lines))
        print(f"{len(lines)} replies of PyTorch {torch.__version__} in {GOLDEN.name}")
        return 0
    old = GOLDEN.read_text().splitlines(keepends=True)
    differing = [pair for pair in itertools.zip_longest(old, lines, fillvalue="") if pair[0] != pair[1]]
    later = not torch.__version__.startswith("1.13")
    wrong = [pair for pair in differing if not (later and is_accepted(*pair))]
    for before, now in wrong[:50]:
        print(f"- {before}+ {now}", end="")
    print(f"{len(lines) - len(differing)} replies of PyTorch {torch.__version__} as recorded with 1.13, "
          f"{len(differing) - len(wrong)} in its own words or last digits, {len(wrong)} others")
    return 1 if wrong else 0


def is_accepted(before, now):
    (request, old), (same, new) = [line.rstrip("\n").partition("\t")[::2] for line in (before, now)]
    return request == same and accepted(old, new)


if __name__ == "__main__":
    sys.exit(main())
