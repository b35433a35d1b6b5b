// torch and pyplot in the code cell's Python, as ordinary programs use them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fails, prints, run } from './python.mjs';

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
