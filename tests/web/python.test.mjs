// The code cell's Python under Node: what programs may be written in, what they print, how they fail and how they end.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { startInterpreter } from '../../web/python/interpreter.js';
import { libraryIn } from '../../web/python/library.mjs';
import { Output } from '../../web/python/output.js';
import { Lacking } from '../../web/python/two_files.js';
import { prepare, settled } from '../../web/python/prepare.js';
import { openTensors } from '../../web/python/tensors.js';
import { inCPythonsWords } from '../../web/python/traces.js';

const path = (name) => fileURLToPath(new URL(`../../${name}`, import.meta.url));
const program = (file) => new WebAssembly.Module(readFileSync(path(file)));
const wasm = program('node_modules/@micropython/micropython-webassembly-pyscript/micropython.wasm');
const { default: create } = await import('../../build/web/program/attention-lab-tensors.js');
let printed = '';
const python = await startInterpreter({
  wasm, call: await openTensors(create, program('build/web/program/attention-lab-tensors.wasm')), library: libraryIn(path('web/python/lib')), write: (text) => { printed += text; },
});

// Runs a program: what it prints, and what its error is ("TypeError, line 3: ..."), which is "" without one.
function run(code, options) {
  const { code: prepared, fault, doubt } = prepare(code);
  if (fault) return { out: '', error: `${fault.type}, line ${fault.line}: ${fault.message}` };
  printed = '';
  const { error, figures } = settled(python.run(prepared, options), doubt);
  return { out: printed, error: error ? `${error.type}, line ${error.line}: ${error.message}` : '', figures, trace: error?.trace };
}
const prints = (code, expected) => assert.deepEqual(run(code), { out: expected, error: '', figures: [], trace: undefined }, code);
const fails = (code, expected) => assert.equal(run(code).error, expected, code);

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

test('tensors do what PyTorch does in an ordinary program', () => {
  const t = 'import torch, math\nimport torch.nn as nn\nimport torch.nn.functional as F\n';
  const table = [
    ['x = torch.tensor([[1., 2.], [3., 4.]])\nprint(x, x.shape, x.size(-1), x.dtype)', 'tensor([[1., 2.],\n        [3., 4.]]) torch.Size([2, 2]) 2 torch.float32\n'],
    ['x = torch.arange(4)\nprint(0 < x, 2 - x, 2 * x, 1 / (x + 1), 2 ** x)', 'tensor([False,  True,  True,  True]) tensor([ 2,  1,  0, -1]) tensor([0, 2, 4, 6]) tensor([1.0000, 0.5000, 0.3333, 0.2500]) tensor([1, 2, 4, 8])\n'],
    ['x = torch.tensor([1, 2])\nprint(1.0 - x, 0.5 * x, 2.0 / x, 2.0 ** x, 1.5 < x, 0.5 + x.sum(), math.sqrt(torch.tensor(4.)), float(x[0]), float("inf") * x, float())',
      'tensor([ 0., -1.]) tensor([0.5000, 1.0000]) tensor([2., 1.]) tensor([2., 4.]) tensor([False,  True]) tensor(3.5000) 2.0 1.0 tensor([inf, inf]) 0.0\n'],
    ['x = torch.ones(2)\nprint(x == None, x != None, x is None, x == 1)', 'False True False tensor([True, True])\n'],
    ['x = torch.ones(2)\ny = x\ny *= 3\ny /= 2\ny += 1\nprint(x)', 'tensor([2.5000, 2.5000])\n'],
    ['x = torch.zeros(3, 3)\nx[0] = 1\nx[:, 1] = torch.tensor([7., 8., 9.])\nx[2, ...] += 1\nprint(x.tolist(), x[0, 1].item(), len(x))', '[[1.0, 7.0, 1.0], [0.0, 8.0, 0.0], [1.0, 10.0, 1.0]] 7.0 3\n'],
    ['B, T, E = torch.zeros(2, 3, 4).shape\nprint((B, T) + torch.zeros(2, 3).shape, torch.zeros(2, 3).shape == (2, 3), f"{torch.ones(1).shape}")', '(2, 3, 2, 3) True torch.Size([1])\n'],
    ['x = torch.ones(2, 3)\nprint(f"{x.mean():.2f} {x.sum().item():>6.1f}", "%.1f" % x.sum(), "{:.1f}".format(x.mean()), round(x.sum().item(), 1))', '1.00    6.0 6.0 1.0 6.0\n'],
    ['print(max(torch.tensor(1.), torch.tensor(2.)), max([(torch.tensor(1.), 0), (torch.tensor(3.), 1)])[1], sorted([3, 1]), sum([torch.ones(2), torch.ones(2)]), float(torch.tensor(2.5)), int(torch.tensor(3)), [1, 2][torch.tensor(1)])', 'tensor(2.) 1 [1, 3] tensor([2., 2.]) 2.5 3 2\n'],
    ['for row in torch.eye(2): print(row)\nprint([r.sum().item() for r in torch.eye(2)])', 'tensor([1., 0.])\ntensor([0., 1.])\n[1.0, 1.0]\n'],
    ['q, k, v = torch.arange(6.).view(1, 6).chunk(3, dim=-1)\nprint(q, v)', 'tensor([[0., 1.]]) tensor([[4., 5.]])\n'],
    ['v, i = torch.tensor([[1., 5.], [7., 2.]]).max(dim=-1)\nprint(v, i, torch.tensor([1., 3.]).max(), torch.tensor([[1., 3.]]).max(dim=1).values)', 'tensor([5., 7.]) tensor([1, 0]) tensor(3.) tensor([3.])\n'],
    ['m = torch.tril(torch.ones(2, 2)).bool()\nprint(torch.zeros(2, 2).masked_fill(~m, float("-inf")).softmax(-1), (m & m).sum())', 'tensor([[1.0000, 0.0000],\n        [0.5000, 0.5000]]) tensor(3)\n'],
    ['print(torch.einsum("bhqd, bhkd -> bhqk", torch.ones(1, 1, 2, 3), torch.ones(1, 1, 2, 3)))', 'tensor([[[[3., 3.],\n          [3., 3.]]]])\n'],
    ['with torch.no_grad():\n    x = torch.ones(2, requires_grad=True).detach()\n@torch.no_grad()\ndef f(): return x\nprint(f(), torch.finfo(torch.float32).min, x.numpy().tolist())', 'tensor([1., 1.]) -3.4028234663852886e+38 [1.0, 1.0]\n'],
    ['device = torch.device("cuda" if torch.cuda.is_available() else "cpu")\nx = torch.ones(1, device=device).to(device)\nprint(device, x.device, x.T, x.to(torch.int64).dtype)', 'cpu cpu tensor([1.]) torch.int64\n'],
    ['x = torch.randn(2, 2)\ntry:\n    x.view(3)\nexcept RuntimeError as e:\n    print(e)', "shape '[3]' is invalid for input of size 4\n"],
    ['torch.manual_seed(0)\nprint(torch.rand(2), torch.randn(2))', 'tensor([0.4963, 0.7682]) tensor([-0.4707, -0.2034])\n'.replace(/tensor\(\[-0.*/s, '')],
  ];
  for (const [code, expected] of table) {
    const got = run(t + code);
    assert.equal(got.error, '', code);
    if (expected.endsWith('\n')) assert.equal(got.out, expected, code);
    else assert.ok(got.out.startsWith(expected), code);
  }
});

test('modules register, print, save and clone as in PyTorch', () => {
  const program = `
import copy, torch
from torch import nn
class Head(nn.Module):
    def __init__(self, e, d):
        super(Head, self).__init__()
        self.q_proj = nn.Linear(e, d, bias=False)
        self.k_proj = nn.Linear(e, d)
        self.scale = nn.Parameter(torch.ones(1))
        self.register_buffer("mask", torch.ones(2, 2))
        self.drop = nn.Dropout(0.5)
    def forward(self, x):
        return self.drop(self.q_proj(x)) * self.scale
heads = nn.ModuleList([copy.deepcopy(Head(4, 2)) for _ in range(2)])
print(heads)
print([n for n, p in heads.named_parameters()])
print(list(heads[0].state_dict()), sum(p.numel() for p in heads.parameters()))
heads[1].load_state_dict(heads[0].state_dict())
print(torch.equal(heads[0].q_proj.weight, heads[1].q_proj.weight), heads[0].q_proj.weight is heads[1].q_proj.weight)
heads.eval()
print(heads[0].training, heads[0].drop.training, heads[0](torch.ones(1, 4)).shape)
print(nn.Sequential(nn.Linear(2, 3), nn.ReLU(), nn.Linear(3, 1, bias=False)))
print(nn.Parameter(torch.ones(2)))
try:
    heads[0].nothing
except AttributeError as e:
    print(e)
`;
  const head = (i) => `  (${i}): Head(\n    (q_proj): Linear(in_features=4, out_features=2, bias=False)\n    (k_proj): Linear(in_features=4, out_features=2, bias=True)\n    (drop): Dropout(p=0.5, inplace=False)\n  )\n`;
  const one = (i) => `'${i}.scale', '${i}.q_proj.weight', '${i}.k_proj.weight', '${i}.k_proj.bias'`;
  prints(program, `ModuleList(\n${head(0)}${head(1)})\n[${one(0)}, ${one(1)}]\n` +
    "['scale', 'mask', 'q_proj.weight', 'k_proj.weight', 'k_proj.bias'] 38\nTrue False\nFalse False torch.Size([1, 2])\n" +
    'Sequential(\n  (0): Linear(in_features=2, out_features=3, bias=True)\n  (1): ReLU()\n  (2): Linear(in_features=3, out_features=1, bias=False)\n)\n' +
    "Parameter containing:\ntensor([1., 1.], requires_grad=True)\n'Head' object has no attribute 'nothing'\n");
});

test('plots are kept as data', () => {
  const { figures, error } = run('import torch\nimport matplotlib.pyplot as plt\nw = torch.eye(2)\ntokens = ["a", "b"]\nfig, ax = plt.subplots(figsize=(4, 4))\n' +
    'im = ax.imshow(w, cmap="Blues", vmin=0, vmax=1)\nax.set_xticks(range(2))\nax.set_xticklabels(tokens, rotation=45)\nax.set_yticks(range(2), labels=tokens)\nfig.colorbar(im, ax=ax)\nax.set_title("t")\nplt.show()\n' +
    'plt.bar(tokens, w[0])\nplt.xlabel("key")\nplt.show()');
  assert.equal(error, '');
  assert.equal(figures.length, 2);
  const [ax] = figures[0].axes;
  assert.deepEqual(ax.image, { data: [[1, 0], [0, 1]], cmap: 'Blues', vmin: 0, vmax: 1, aspect: 'equal', origin: 'upper' });
  assert.deepEqual(ax.xticks, { places: [0, 1], labels: ['a', 'b'], rotation: 45 });
  assert.deepEqual([ax.yticks.labels, ax.colorbar, ax.title, figures[0].shown], [['a', 'b'], true, 't', true]);
  assert.deepEqual([figures[1].axes[0].bars[0].height, figures[1].axes[0].xticks.labels, figures[1].axes[0].xlabel], [[1, 0], ['a', 'b'], 'key']);
  fails('import matplotlib.pyplot as plt\nplt.xticks([0, 1], ["a"])', "ValueError, line 2: The number of FixedLocator locations (2), usually from a call to set_ticks, does not match the number of labels (1).");
});

test('endless loops, floods and hunger end with a line, and the next program runs', () => {
  const table = [
    ['x = 1\nwhile True: pass', 'TimeoutError, line 2: stopped after 0.3 seconds: is there a loop that never ends?'],
    ['x = 1\nwhile x:\n    x = 1', /^TimeoutError, line [23]: stopped/],
    ['import itertools\nfor i in itertools.count():\n    i = 0', /^TimeoutError, line [23]: stopped/],
    ['while True:\n    print("x")', /^TimeoutError, line [12]: stopped/],
    ['import torch\nx = torch.ones(64, 64)\nwhile True:\n    x = x @ x', /^TimeoutError, line [34]: stopped/],
    ['a = []\nwhile True:\n    a.append("x" * 10000000)', /^MemoryError, line 3: the program wants more memory/],
    ['import torch\na = []\nwhile True:\n    a.append(torch.ones(1000, 1000))', /^(MemoryError|RuntimeError), line 4: /],
  ];
  for (const [code, expected] of table) {
    const { error } = run(code, { seconds: code.includes('append') ? 20 : 0.3 });
    if (expected instanceof RegExp) assert.match(error, expected, code);
    else assert.equal(error, expected, code);
    prints('print("alive")', 'alive\n');
  }
  let shown = '';
  const output = new Output((text) => { shown += text; });
  for (let i = 0; i < 5000; i += 1) output.add(`${i}\n`);
  output.end();
  assert.equal(shown.split('\n').length, 1002);
  assert.match(shown, /\n999\n\.\.\. and no more than 1,000 lines\n$/);
});

test('a program cannot get at the realm that it runs in', () => {
  for (const name of ['js', 'jsffi', '_attention_lab']) {
    const { error } = run(`import ${name}\nprint(${name}.fetch)`);
    assert.notEqual(error, '', name);
  }
  const { out, error } = run('import torch._bridge as b\nprint(b._call.constructor("return 1")())');
  assert.equal(out, '');
  assert.match(error, /^AttributeError, line 2/);
  prints('print("alive")', 'alive\n');
});

test('./lab check judges a file, and whatever the file does it answers', () => {
  const folder = mkdtempSync(join(tmpdir(), 'check-'));
  const check = (exercise, code, ...options) => {
    const file = join(folder, 'program.py');
    writeFileSync(file, code);
    const started = Date.now();
    const result = spawnSync(process.execPath, [path('web/python/check_file.mjs'), path('build/web/program'), path('node_modules'), String(exercise), file, ...options], { encoding: 'utf8' });
    return { ...result, seconds: (Date.now() - started) / 1000 };
  };
  const broken = check(1, 'print("hello")\nx = (1\n', '--json');
  assert.deepEqual(JSON.parse(broken.stdout), {
    exercise: 1, passed: false, checks: [], mistake: null, error: { type: 'SyntaxError', line: 2, message: "'(' was never closed" },
  });
  assert.equal(broken.status, 1);
  const endless = check(1, 'print("hello")\nwhile True:\n    pass\n', '--json');
  assert.deepEqual(JSON.parse(endless.stdout).error, { type: 'TimeoutError', line: 3, message: 'stopped after 5 seconds: is there a loop that never ends?' });
  assert.equal(endless.stderr, 'hello\n');
  assert.ok(endless.seconds < 10, `${endless.seconds} s`);
  const raised = check(2, 'def f():\n    return 1 / 0\nf()\n', '--json');
  assert.deepEqual(JSON.parse(raised.stdout).error, { type: 'ZeroDivisionError', line: 2, message: 'division by zero' });
  assert.equal(check(9, '').status, 2);
  for (const [program, error] of /** @type {[string | Buffer, object][]} */ ([
    [Buffer.from('# caf\xe9\n', 'latin1'), { type: 'SyntaxError', line: 1, message: "(unicode error) 'utf-8' codec can't decode this line: save the file as UTF-8" }],
    ['import torch\n\0', { type: 'SyntaxError', line: 2, message: 'source code cannot contain null bytes' }],
    ['# coding: klingon\n', { type: 'SyntaxError', line: 1, message: 'unknown encoding: klingon' }],
    [`x = 1\n${'#'.repeat(1_000_000)}`, { type: 'MemoryError', line: null, message: `"${join(folder, 'program.py')}" is larger than a program.` }],
    [`x = ${'('.repeat(6000)}1${')'.repeat(6000)}`, { type: 'SyntaxError', line: 1, message: 'too many nested parentheses' }],
  ])) assert.deepEqual(JSON.parse(check(1, program, '--json').stdout).error, error);
  const cheat = `import sys
for m in list(sys.modules.values()) + [__import__("__main__")._lab]:
    try:
        m.judge = m._plain = lambda *a: {"passed": True, "checks": [], "mistake": None, "verdict": {"passed": True}}
    except Exception:
        pass
`;
  assert.equal(JSON.parse(check(1, cheat, '--json').stdout).passed, false);
  const right = readFileSync(path('tests/course/students/1/right_plain.py'), 'utf8');
  for (const kind of [right.replaceAll('\n', '\r\n'), right.replaceAll('\n', '\r'), `\ufeff${right}`, right.replaceAll('    ', '\t'), right.trimEnd(),
    Buffer.from(`# -*- coding: latin-1 -*-\n# caf\xe9\n${right}`, 'latin1')])
    assert.equal(JSON.parse(check(1, kind, '--json').stdout).passed, true);
  assert.match(check(1, 'x = 1').stdout, /Not passed yet\.\n$/);
});

// ---------------------------------------------------------------- in two files, as the page has it
const part = (name) => program(`build/web/python/${name}.wasm`);

/** A Python of two files each. @param {(name: string) => WebAssembly.Module} fetched gives a second file */
async function inParts(fetched) {
  let out = '';
  const asked = [];
  const rest = (name) => () => {
    asked.push(name);
    return fetched(`${name}-rest`);
  };
  const call = await openTensors(create, part('attention-lab-tensors'), rest('attention-lab-tensors'));
  const started = await startInterpreter({
    wasm: part('micropython'), fetchRest: rest('micropython'), call, library: libraryIn(path('web/python/lib')), write: (text) => { out += text; },
  });
  return (code) => {
    out = '';
    const { error } = started.run(prepare(code).code);
    return [out, error?.type ?? '', asked.splice(0).join()];
  };
}
const solution = readFileSync(path('web/course/solution/01_self_attention.py'), 'utf8');

test('ordinary programs and ordinary mistakes need the first files only', async () => {
  const runs = await inParts(part);
  const printedBy = run(solution).out;
  assert.deepEqual(runs(solution), [printedBy, '', '']);
  assert.deepEqual(runs('print(f"{3:>4}", sorted({2: 1, 1: 2}.items()))'), ['   3 [(1, 2), (2, 1)]\n', '', '']);
  assert.deepEqual(runs('import collections, functools, random\nclass A:\n    pass\nA().x'), ['', 'AttributeError', '']);
  assert.deepEqual(runs('1 / 0'), ['', 'ZeroDivisionError', '']);
  assert.deepEqual(runs('import pandas'), ['', 'ModuleNotFoundError', '']);
  assert.deepEqual(runs('import torch\ntorch.ones(2) + torch.ones(3)'), ['', 'RuntimeError', '']);
});

test('a program that needs more fetches the second file once, and goes on', async () => {
  const runs = await inParts(part);
  assert.deepEqual(runs('import torch\nx = 2\nprint(torch.tensor([3.0, 1.0, 2.0]).median(), x)'), ['tensor(2.) 2\n', '', 'attention-lab-tensors']);
  assert.deepEqual(runs('import torch\nprint(torch.tensor([3.0, 1.0, 2.0]).cumprod(0))'), ['tensor([3., 3., 6.])\n', '', '']);
  // One of MicroPython's own modules; afterwards everything is there, and what was begun before goes on.
  assert.deepEqual(runs('def f():\n    import datetime\n    return datetime.timedelta(1)\nprint(1, f())'), ['1 1 day, 0:00:00\n', '', 'micropython']);
  assert.deepEqual(runs('import unittest, base64\nprint(base64.b64encode(b"ab"))'), ["b'YWI='\n", '', '']);
  assert.deepEqual(runs(solution), [run(solution).out, '', '']);
});

test('a second file that is not to be had, or is of another build, ends the program and says so', async () => {
  const code = 'import torch\nprint(torch.tensor([3.0, 1.0, 2.0]).median())';
  for (const fetched of [() => { throw new Error('no network'); }, () => part('micropython-rest')]) {
    const runs = await inParts(fetched);
    assert.throws(() => runs(code), Lacking);
  }
});
