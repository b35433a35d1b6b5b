import functools, operator
import torch
from torch.nn import Module, Linear
from torch.nn.functional import softmax

sqrt = lambda n: n ** .5
transpose = lambda t: t.transpose(-1, -2)
project = lambda layers, x: tuple(layer(x) for layer in layers)


def scaled_dot_product_attention(q, k, v, mask=None):
    scores = q @ transpose(k) / sqrt(q.size(dim=-1))
    scores = scores if mask is None else scores.where(mask > 0, torch.tensor(float("-inf")))
    weights = softmax(scores, dim=-1)
    return weights @ v, weights


class SelfAttention(Module):
    def __init__(self, embed_dim):
        super().__init__()
        self.query = Linear(embed_dim, embed_dim)
        self.key = Linear(embed_dim, embed_dim)
        self.value = Linear(embed_dim, embed_dim)

    @property
    def layers(self):
        return self.query, self.key, self.value

    def forward(self, x):
        return scaled_dot_product_attention(*project(self.layers, x))[0]

    __call__ = Module.__call__
