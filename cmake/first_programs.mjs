// Programs whose like every student writes, beside those of the course and of the corpus: what they need is in Python's first
// files (see split_python.mjs). One that is a mistake counts as much as one that runs.

/** Python itself. */
const plain = [
  'print("Hello", 1 + 2.5 * 3 ** 2 // 4 % 3, True and not False, None, 7 / 2, -3, 2 > 1 >= 0, 5 & 3 | 4 ^ 1, ~2 << 3 >> 1)',
  'n = [3, 1, 2]\nn.append(4); n.extend([5]); n.insert(0, 9); n.pop(); n.sort(); n.reverse(); n.remove(1)\nprint(n, n[0], n[-1], n[1:3], n[::-1], len(n), sum(n), max(n), min(n), sorted(n), 3 in n, n.index(3), n.count(2), n + [1], n * 2, [*n])',
  'd = {"q": 1, "k": 2}\nd["v"] = 3\nfor key, value in d.items():\n    print(key, value, d.get("x", 0))\nprint(list(d), d.values(), d.keys(), "q" in d, d.pop("q"), {**d}, {k: v for k, v in d.items()})\nd.update({"a": 1})\ndel d["a"]',
  's = "the cat sat"\nprint(s.split(), s.upper(), s.title(), " ".join(["a", "b"]), s.replace("cat", "dog"), s[2:5], s.find("cat"), s.startswith("the"), s.strip(), len(s), "%d %.2f %s" % (1, 2.5, s), "{} {:.3f} {x:>5}".format(1, 2.0, x=3), s.lower().count("a"), s.isdigit(), repr(s), ord("a"), chr(98))',
  'x = 1.23456\nw = 8\nprint(f"{x:.3f} {x:>10.2f} {x!r} {x:{w}.1f} {x:e} {1000000:,} {0.5:.0%} {5:03d} {255:x} {x=}")',
  'for i, (a, b) in enumerate(zip([1, 2], "ab")):\n    if i == 1:\n        break\n    elif a:\n        continue\n    else:\n        pass\nelse:\n    print("none")\nwhile i < 3:\n    i += 1\nprint(list(range(0, 10, 3)), [i * j for i in range(3) for j in range(2) if i != j], {i % 2 for i in range(5)}, tuple(map(str, (1, 2))), list(filter(None, [0, 1])), any([0, 1]), all([1]), list(reversed([1, 2])), abs(-1), round(2.567, 2), divmod(7, 2), pow(2, 3))',
  'def f(a, b=2, *args, key=None, **more):\n    """Doc."""\n    global g\n    g = a\n    return a + b, args, key, more\nprint(f(1), f(1, 3, 4, key=5, z=6))\ng = lambda x: x * 2\nprint(g(4), (lambda: 1)(), [g(i) for i in range(3)])\ndef count(n):\n    while n:\n        yield n\n        n -= 1\nprint(list(count(3)), next(count(2)), sum(x for x in count(3)))',
  'class A:\n    n = 0\n    def __init__(self, x):\n        self.x = x\n    def __repr__(self):\n        return f"A({self.x})"\n    def __call__(self, y):\n        return self.x + y\n    def __len__(self):\n        return 2\n    def __getitem__(self, i):\n        return i\n    def __eq__(self, other):\n        return self.x == other.x\n    @property\n    def double(self):\n        return 2 * self.x\n    @staticmethod\n    def s():\n        return 1\nclass B(A):\n    def __init__(self):\n        super().__init__(3)\nb = B()\nprint(b, b(1), len(b), b[4], b.double, b.s(), isinstance(b, A), hasattr(b, "y"), getattr(b, "x"), type(b).__name__, b == A(3), issubclass(B, A), callable(b))\nsetattr(b, "y", 1)',
  'try:\n    raise ValueError("no")\nexcept (ValueError, TypeError) as error:\n    print(error, type(error).__name__, error.args)\nexcept Exception:\n    raise\nelse:\n    pass\nfinally:\n    print("done")\nwith open as f:\n    pass',
  'a, b = 1, 2\na, b = b, a\n(c, *d), e = (1, 2, 3), 4\nassert a == 2, "no"\nif (n := a) and a is not None or b not in [1]:\n    print(c if d else e)\nprint(int("3"), float("1e-3"), str(2), bool(0), list("ab"), tuple([1]), set([1]) | {2}, complex, bin(5), hex(255), isinstance(1, (int, float)), 10 ** 20, -7 // 2, 1e300 * 1e10, float("inf"))',
  'n = [(2, "b"), (1, "a")]\nprint(sorted(n), sorted(n, key=lambda pair: -pair[0]), sorted({2: 1}.items(), reverse=True), (1, 2) < (1, 3), [1] == [1], "a" < "b", {1} == {1}, {1: 2} == {1: 2}, max(n), min(3, 4), "b" in "abc", "ab" * 2, (1,) + (2,), [0] * 3, 1.5 == 3 / 2, not 1, 3 != 4, 1 if n else 2, n[0][1], None is None)',
  'import math, time, random, copy, string, operator, functools, itertools\nfrom collections import namedtuple, OrderedDict, defaultdict, deque, Counter',
  'import math\nprint(math.sqrt(2), math.exp(1), math.log(2), math.pi, math.sin(1), math.inf, math.floor(1.5), math.ceil(1.2), math.tanh(1), math.isnan(1.0), math.prod([1, 2]))',
  'import random\nrandom.seed(0)\nprint(random.random(), random.randint(1, 3), random.choice([1, 2]), random.uniform(0, 1))\nimport time\nstart = time.time()\nprint(time.time() - start >= 0)\nimport copy\nprint(copy.deepcopy([1, [2]]))\nimport functools, itertools\nprint(functools.reduce(lambda a, b: a * b, [1, 2]), list(itertools.chain([1], [2])))',
  'import matplotlib.pyplot as plt\nplt.figure(figsize=(4, 3))\nplt.plot([1, 2], [3, 4], label="a")\nplt.bar([1, 2], [3, 4])\nplt.legend()\nplt.title("t")\nplt.grid(True)\nplt.show()',
];

/** Mistakes, each of which ends its program. */
const mistakes = [
  '1 / 0', '[1][5]', 'undefined', '{}["a"]', '"a" + 1', '1 + "a"', 'int("x")', 'f = 3\nf()', 'def f(a): pass\nf()', 'def f(a): pass\nf(1, 2)', 'def f(a): pass\nf(b=1)', 'None.shape', '[].x', 'a, b = 1, 2, 3', 'a, b = 1,',
  'for i in 3: pass', 'len(3)', 'import nothing', 'from math import nothing', 'def f(): return f()\nf()', 'raise RuntimeError("x")', 'assert 1 == 2, "no"', 'x = [1, 2]\nx["a"]', '(1, 2)[0] = 3', 'def f():\n    print(y)\n    y = 1\nf()', 'class A:\n    def __init__(self, x): self.x = x\nA()',
  'float("x")', '"abc".nothing()', '-"a"', '[1] < 2', '{}[[]]', 'open("a.txt")', 'x = (1\nprint(x)', 'int', 'exit()', '"a" * "b"', '[1] - [2]', 'import torch\ntorch.nothing', 'import torch\ntorch.ones(2, 3) @ torch.ones(2, 3)', 'import torch\ntorch.ones(2) + torch.ones(3)', 'import torch\ntorch.ones(2)[5]', 'import torch\ntorch.ones(2).view(3)', 'import torch\nif torch.ones(2): pass', 'import torch\ntorch.softmax(torch.ones(2))',
  'import torch\ntorch.ones(2, 3).transpose(0, 5)', 'import torch\ntorch.tensor([[1], [1, 2]])', 'import torch\ntorch.cat([torch.ones(2), torch.ones(1, 2)])', 'import torch.nn as nn\nnn.Linear(2, 3)(nn.Linear(1, 1))',
];

/** Tensors. */
const tensors = [
  'import torch\nx = torch.tensor([[1.0, -2.0], [0.5, 4.0]])\nprint(x, x.shape, x.dtype, x.T, x.mean(), x.sum(dim=-1), x.max(), x.softmax(-1), x.exp(), x ** 2, x / 3, x - 1, x * x, x @ x, -x, x > 0, x[0], x[:, 1], x[0, 0].item(), x.tolist(), x.float(), x.view(-1), x.reshape(4), x.unsqueeze(0).squeeze(0), x.permute(1, 0), x.transpose(0, 1).contiguous(), x.masked_fill(x > 0, 0.0))',
  'import torch\ntorch.manual_seed(0)\nprint(torch.rand(2, 3), torch.randn(3), torch.randint(0, 5, (2,)), torch.zeros(2), torch.ones(2, 2), torch.full((2,), 3.0), torch.eye(2), torch.arange(5), torch.tensor([True, False]), torch.tensor([1, 2]))',
  'import torch\na, b = torch.ones(2, 3), torch.zeros(2, 3)\nprint(torch.cat([a, b]), torch.stack([a, b]), torch.matmul(a, b.T), torch.allclose(a, a), torch.softmax(a, dim=-1), torch.exp(a), torch.triu(torch.ones(3, 3), diagonal=1).bool(), torch.tril(torch.ones(3, 3)), torch.sum(a), torch.sqrt(a))\na[0] = 5\na += 1\nfor row in a:\n    print(row)',
  'import torch\nq, k, W = torch.tensor([1.0, 2.0]), torch.tensor([0.5, -1.0]), torch.eye(2)\nprint(q @ k, torch.dot(q, k), W @ q, q @ W, (q * k).sum(), q.norm(), q.softmax(0), torch.outer(q, k), q.max(), q.argmax(), q.mean(), q.tolist(), [float(x) for x in q], torch.stack([q, k]) @ k, torch.einsum("ij,j->i", W, q), torch.bmm(W[None], W[None]), W.unsqueeze(0) @ q)',
  'import torch\nimport torch.nn as nn\nimport torch.nn.functional as F\nclass Net(nn.Module):\n    def __init__(self, d):\n        super().__init__()\n        self.a = nn.Linear(d, 4)\n        self.b = nn.Linear(4, d, bias=False)\n        self.scale = nn.Parameter(torch.ones(1))\n    def forward(self, x):\n        return self.b(F.relu(self.a(x))) * self.scale\nnet = Net(3)\nprint(net, net(torch.ones(2, 3)), sum(p.numel() for p in net.parameters()), F.softmax(torch.ones(2), dim=0))\nwith torch.no_grad():\n    net(torch.zeros(1, 3))',
];

export const firstPrograms = [...plain, ...tensors, ...mistakes];
export const endlessPrograms = ['while True: pass', 'x = []\nwhile True: x.append(0)'];
