import torch, math
import matplotlib.pyplot as plt
import torch.nn.functional as F
from collections import defaultdict, namedtuple

Pair = namedtuple("Pair", ["first", "second"])

def entropy(weights, eps=1e-10):
    """Shannon entropy per query."""
    h = torch.special.xlogy(weights, weights)
    return torch.neg(h.sum(axis=-1))

def js(p, q):
    m = (p + q) / 2
    kl = lambda a, b: (a * ((a + 1e-10) / (b + 1e-10)).log()).sum(-1)
    return 0.5 * (kl(p, m) + kl(q, m)).mean()

def most_similar_heads(weights):
    table = defaultdict(list)
    n, *_ = weights.shape
    for i in range(n):
        for j in range(i + 1, n):
            table[round(js(weights[i], weights[j]).item(), 9)].append(Pair(i, j))
    return table[min(table)][0]

def plot_attention(weights, tokens):
    fig, ax = plt.subplots()
    ax.imshow(weights.clone().detach().mT)
    ax.xaxis.tick_top()
    ax.set_xticks(range(len(tokens)))
    ax.set_xticklabels(tokens)
    ax.set_yticks(range(len(tokens)))
    ax.set_yticklabels(tokens)
    ax.grid(False)
    plt.show()
