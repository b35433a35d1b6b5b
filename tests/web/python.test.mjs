// The code cell's Python: what programs may be written in, and how they fail, in CPython's words.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { prepare } from '../../web/python/prepare.js';
import { inCPythonsWords } from '../../web/python/traces.js';
import { fails, prints, run } from './python.mjs';

test('what this Python lacks is written otherwise and works', () => {
  const table = [
    ['s = (1, 2)\nprint((*s, 4), [*s, *s], {*s} == {1, 2})', '(1, 2, 4) [1, 2, 1, 2] True\n'],
    ['s = (1, 2)\nt = *s, 3\nprint(t)', '(1, 2, 3)\n'],
    ['def f():\n    s = [1]\n    return *s, 3\nprint(f())', '(1, 3)\n'],
    ['a, *b = 1, 2, 3\n[c, *d] = b\nfor i, *j in [(1, 2, 3)]:\n    print(a, b, c, d, i, j)', '1 [2, 3] 2 [3] 1 [2, 3]\n'],
    ['a = {"z": 1}\nprint({**a, "y": 2}, {**a, **{"x": 3}})', "{'z': 1, 'y': 2} {'z': 1, 'x': 3}\n"],
    ['print({"q": 1, "k": 2, "v": 3, "a": 4, "zz": 5})', "{'q': 1, 'k': 2, 'v': 3, 'a': 4, 'zz': 5}\n"],
    ['print(list({name: i for i, name in enumerate("qkvaz")}))', "['q', 'k', 'v', 'a', 'z']\n"],
    ['print({1: {2: 3}}, {}, {"a": [{"b": 1}]})', "{1: {2: 3}} {} {'a': [{'b': 1}]}\n"],
    ['print((1, 2, 3)[::-1], "abc"[::-1], [1, 2, 3][::-1], (1, 2, 3, 4)[0:3:2])', '(3, 2, 1) cba [3, 2, 1] (1, 3)\n'],
    ['def f(a, b, /, c=3, *, d=4):\n    return a, b, c, d\nprint(f(1, 2), f(1, 2, 5, d=6))', '(1, 2, 3, 4) (1, 2, 5, 6)\n'],
    ['def f(a, /):\n    return a\nprint(f(1), (lambda x, y=2: x + y)(1))', '1 3\n'],
    ['x, w = 1.5, 8\nprint(f"{x:.2f}|{x!r:>6}|{x=}|{x:>{w}.1f}|{{}}|{"a" + "b"}")', '1.50|   1.5|x=1.5|     1.5|{}|ab\n'],
    ['d = {"a": 1}\nprint(f"{d["a"]} {d[\'a\']}" f" {1 + 1}" " end")', '1 1 2 end\n'],
    ['print(f"""one {1}\n"two" {2}""")\nprint(rf"\\d{3}")', 'one 1\n"two" 2\n\\d3\n'],
    ['print("ab".ljust(4) + "|" + "ab".rjust(4) + "|" + "7".zfill(3), "ab cd".title(), "ab".capitalize(), (5).bit_length())',
      'ab  |  ab|007 Ab Cd Ab 3\n'],
    ['print(1, 2, sep="-", end="!\\n", flush=True)', '1-2!\n'],
    ['print(list(zip([1, 2], [3, 4], strict=True)), sum([[1], [2]], start=[]), round(2.567, 2))', '[(1, 3), (2, 4)] [1, 2] 2.57\n'],
    ['if (n := 3) > 2:\n    print(n)', '3\n'],
    ['x: int = 3\ndef f(a: "int | None" = None, *b: int) -> list[int]:\n    return [a]\nprint(f(x))', '[3]\n'],
    ['class A:\n    n: int = 0\n    @staticmethod\n    def s(): return 1\n    @classmethod\n    def c(cls): return cls.n\n    @property\n    def p(self): return 2\nprint(A.s(), A.c(), A().p)', '1 0 2\n'],
    ['def f():\n    n = 1\n    def g():\n        nonlocal n\n        n += 1\n    g()\n    return n\nprint(f())', '2\n'],
    ['if __name__ == "__main__":\n    print("main")', 'main\n'],
    ['n = 0\nwhile n < 3:\n    n += 1\nelse:\n    print(n)', '3\n'],
    ['l = [1, 2]\nm = l\nl *= 2\nn = 7\nn //= 2\nn **= 2\nn %= 5\nprint(m, n)', '[1, 2, 1, 2] 4\n'],
    ['print("%d %.1f %s" % (1, 2.0, "x"), "{:>4} {a}".format(1, a=2), "{}".format("y"))', '1 2.0 x    1 2 y\n'],
    ['from typing import Optional, Tuple, List\nfrom __future__ import annotations\ndef f(a: Optional[List[int]] = None) -> Tuple[int, ...]: pass\nprint(f())', 'None\n'],
    ['from collections import OrderedDict, namedtuple\nP = namedtuple("P", ["x", "y"])\nprint(P(1, 2).y)', '2\n'],
    [`from dataclasses import dataclass, field, asdict
@dataclass
class Config:
    """How wide things are."""
    width: int
    heads: int = 4
    names: list = field(default_factory=lambda: ["q", "k"])
    def __post_init__(self):
        self.d = self.width // self.heads
@dataclass(frozen=True)
class Wide(Config): depth: int = 2; bias: bool = True
print(Config(8), Config(width=8) == Config(8), Config(8).d, Wide(8, 2), asdict(Wide(8)))
try:
    Config()
except TypeError as error:
    print(error)`, "Config(width=8, heads=4, names=['q', 'k']) True 2 Wide(width=8, heads=2, names=['q', 'k'], depth=2, bias=True) "
      + "{'width': 8, 'heads': 4, 'names': ['q', 'k'], 'depth': 2, 'bias': True}\n__init__() missing 1 required positional argument: 'width'\n"],
    [`from typing import NamedTuple
class Result(NamedTuple):
    output: int
    weights: int
    def both(self):
        return self.output + self.weights
a, b = r = Result(weights=2, output=1)
print(a, b, r.output, r[1], r.both())`, '1 2 1 2 3\n'],
    ['import argparse, textwrap, torch.utils.data\nfrom matplotlib import ticker\nprint("here")', 'here\n'],
    [`from contextlib import contextmanager, nullcontext, suppress
from functools import lru_cache
from itertools import combinations, pairwise, permutations, product
@contextmanager
def spoken():
    print("in")
    yield 5
    print("out")
with spoken() as five, suppress(ZeroDivisionError), nullcontext():
    1 / 0
@lru_cache(maxsize=None)
def fibonacci(n):
    return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)
print(five, fibonacci(60), list(combinations("abc", 2)), list(product([1, 2], repeat=2)), list(pairwise("abc")), len(list(permutations("abc"))))`,
    "in\nout\n5 1548008755920 [('a', 'b'), ('a', 'c'), ('b', 'c')] [(1, 1), (1, 2), (2, 1), (2, 2)] [('a', 'b'), ('b', 'c')] 6\n"],
    ['from collections import Counter, defaultdict\nd = defaultdict(list)\nd[0.5].append(1)\nd[0.25].append(2)\nprint(min(d), sorted(d), len(d), list(d.items()), Counter("aab").most_common(1))',
      "0.25 [0.25, 0.5] 2 [(0.5, [1]), (0.25, [2])] [('a', 2)]\n"],
    ['import torch\nx = torch.arange(6).reshape(2, 3)\nprint(x[:, slice(1, 3)].tolist(), x[slice(1)].shape, [1, 2, 3][slice(None, 2)])', '[[1, 2], [4, 5]] torch.Size([1, 3]) [1, 2]\n'],
    ['import numpy as np, torch\nx = torch.eye(3)\nprint(np.arange(3).tolist(), np.unravel_index(x.argmax(), x.shape), np.unravel_index(5, (2, 3)))', '[0, 1, 2] (0, 0) (1, 2)\n'],
    ['f = lambda x: "text"\ndef g(): """Doc."""\nprint(f(1), g())', 'text None\n'],
    ['import functools, itertools\nprint(functools.reduce(lambda a, b: a * b, [1, 2, 3]), list(itertools.chain([1], [2])))', '6 [1, 2]\n'],
  ];
  for (const [code, expected] of table) prints(code, expected);
});

test('what is not to be had says so, with its line', () => {
  const table = [
    ['x = 1\nmatch x:\n    case 1:\n        pass', 'SyntaxError, line 2: match statements are not to be had here: write if, elif and else'],
    ['class A(metaclass=type):\n    pass', 'SyntaxError, line 1: metaclasses are not to be had here: write an ordinary class'],
    ['import argparse\nargparse.ArgumentParser()', 'NotImplementedError, line 2: argparse.ArgumentParser is not to be had here'],
    ['\nx = input("name? ")', 'RuntimeError, line 2: input() has nobody to ask here: write the value into the program'],
    ['open("a.txt")', 'OSError, line 1: there are no files here: write what the program needs into it'],
    ['import pandas', "ModuleNotFoundError, line 1: No module named 'pandas' (there are torch, math, matplotlib.pyplot and some of Python's own here)"],
    ['import numpy as np\nnp.matmul(1, 2)', 'AttributeError, line 2: there is no NumPy here, so np.matmul is not there: use torch (torch.tensor, torch.arange, torch.sqrt, ...)'],
    ['import torch.nn as nn\nnn.MultiheadAttention(4, 2)', 'AttributeError, line 2: nn.MultiheadAttention is what you build in this lab, so this torch does not have it: use nn.Linear and your own function'],
    ['import torch.nn.functional as F\nF.scaled_dot_product_attention(1, 2, 3)', 'AttributeError, line 2: F.scaled_dot_product_attention is what you build in this lab, so this torch does not have it: use matmul, softmax and masked_fill'],
    ['import torch\ntorch.ones(2).sum().backward()', "RuntimeError, line 2: this lab's torch computes forwards only: it has no gradients, so backward() is not there"],
  ];
  for (const [code, expected] of table) fails(code, expected);
});

test('what CPython refuses is refused first, in its words', () => {
  const table = [
    ['def f(x)\n    return x', "SyntaxError, line 1: expected ':'"],
    ['def f(x):\nreturn x', "IndentationError, line 2: expected an indented block after function definition on line 1"],
    ['if True:\n    x = 1\n  y = 2', 'IndentationError, line 3: unindent does not match any outer indentation level'],
    ['x = 1\n  y = 2', 'IndentationError, line 2: unexpected indent'],
    ['if True:\n        x = 1\n\ty = 2', 'TabError, line 3: inconsistent use of tabs and spaces in indentation'],
    ['print(“hello”)', "SyntaxError, line 1: invalid character '“' (U+201C)"],
    ['x\u00a0= 1', 'SyntaxError, line 1: invalid non-printable character U+00A0'],
    ['x = (1,\ny = 2', "SyntaxError, line 1: '(' was never closed"],
    ['x = 1)', "SyntaxError, line 1: unmatched ')'"],
    ['x = [1)', "SyntaxError, line 1: closing parenthesis ')' does not match opening parenthesis '['"],
    ['x = "abc\ny = 1', 'SyntaxError, line 1: unterminated string literal (detected at line 1)'],
    ['x = """abc\ny = 1', 'SyntaxError, line 1: unterminated triple-quoted string literal (detected at line 2)'],
    ['if x = 1:\n    pass', "SyntaxError, line 1: invalid syntax. Maybe you meant '==' or ':=' instead of '='?"],
    ['print "x"', "SyntaxError, line 1: Missing parentheses in call to 'print'. Did you mean print(...)?"],
    ['x = = 1', 'SyntaxError, line 1: invalid syntax'],
    ['f(1 2)', 'SyntaxError, line 1: invalid syntax. Perhaps you forgot a comma?'],
  ];
  for (const [code, expected] of table) fails(code, expected);
  assert.deepEqual({ ...prepare('x = 1\ny = (2').fault }, { type: 'SyntaxError', from: 10, to: 11, line: 2, column: 5, message: "'(' was never closed" });
  prints('s = "“quoted”"  # “comment”\nprint(len(s))', '8\n');
  prints('if True:\n\tx = 1\n\tprint(x)', '1\n');
});

test("errors are in CPython's words and at the student's line", () => {
  const table = [
    ['print(undefined)', "NameError, line 1: name 'undefined' is not defined"],
    ['1 + "a"', "TypeError, line 1: unsupported operand type(s) for +: 'int' and 'str'"],
    ['[1] - [2]', "TypeError, line 1: unsupported operand type(s) for -: 'list' and 'list'"],
    ['x = 1\ny = "a"\nx < y', "TypeError, line 3: '<' not supported between instances of 'int' and 'str'"],
    ['1()', "TypeError, line 1: 'int' object is not callable"],
    ['for i in 3: pass', "TypeError, line 1: 'int' object is not iterable"],
    ['1[0]', "TypeError, line 1: 'int' object is not subscriptable"],
    ['1 / 0', 'ZeroDivisionError, line 1: division by zero'],
    ['[1][3]', 'IndexError, line 1: list index out of range'],
    ['{"a": 1}["b"]', 'KeyError, line 1: b'],
    ['a, b = 1, 2, 3', 'ValueError, line 1: too many values to unpack (expected 2)'],
    ['None.x', "AttributeError, line 1: 'NoneType' object has no attribute 'x'"],
    ['def f(a): pass\nf(1, 2)', 'TypeError, line 2: f() takes 1 positional argument but 2 were given'],
    ['def f(): f()\nf()', 'RecursionError, line 1: maximum recursion depth exceeded (a function calls itself without end?)'],
    ['raise ValueError("mine")', 'ValueError, line 1: mine'],
    ['assert 1 == 2, "no"', 'AssertionError, line 1: no'],
    ['def f():\n    print(x)\n    x = 1\nf()', 'UnboundLocalError, line 2: local variable referenced before assignment'],
    ['import torch\ndef g(x):\n    return x @ x\n\ng(torch.ones(2, 3))', 'RuntimeError, line 3: mat1 and mat2 shapes cannot be multiplied (2x3 and 2x3)'],
    ['import torch\ntorch.ones(2, 3).transpose(0, 1).view(6)', 'RuntimeError, line 2: view size is not compatible with input tensor\'s size and stride (at least one dimension spans across two contiguous subspaces). Use .reshape(...) instead.'],
    ['import torch\nif torch.ones(2): pass', 'RuntimeError, line 2: Boolean value of Tensor with more than one value is ambiguous'],
    ['from torch import nn\nclass A(nn.Module):\n    def __init__(self):\n        self.l = nn.Linear(2, 2)\nA()', 'AttributeError, line 4: cannot assign module before Module.__init__() call'],
    ['import torch\ntorch.ones(2).softmax()', 'TypeError, line 2: softmax() missing 1 required positional arguments: "dim"'],
    ['import torch\ntorch.ones(2).foo', "AttributeError, line 2: 'Tensor' object has no attribute 'foo'"],
  ];
  for (const [code, expected] of table) fails(code, expected);
  const { trace } = run('def g():\n    return [1][2]\ndef f():\n    return g()\nf()');
  assert.equal(trace, 'Traceback (most recent call last):\n  File "student.py", line 5, in <module>\n  File "student.py", line 4, in f\n' +
    '  File "student.py", line 2, in g\nIndexError: list index out of range');
  const deep = 'Traceback (most recent call last):\n  File "student.py", line 2, in f\n  File "/lib/torch/_bridge.py", line 9, in ask\nRuntimeError: a: b\nc';
  assert.deepEqual(inCPythonsWords(deep), { type: 'RuntimeError', line: 2, message: 'a: b\nc', trace: 'Traceback (most recent call last):\n  File "student.py", line 2, in f\nRuntimeError: a: b\nc' });
});
