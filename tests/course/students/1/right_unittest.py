import math
import torch
import torch.nn as nn


def scaled_dot_product_attention(q, k, v, mask=None):
    scores = torch.einsum("...qd,...kd->...qk", q, k).mul(1 / math.sqrt(q.shape[-1]))
    if mask is not None:
        bias = torch.zeros_like(scores)
        bias = bias.masked_fill(torch.logical_not(mask), float('-inf'))
        scores = torch.add(scores, bias)
    weights = torch.softmax(scores, dim=-1)
    return torch.einsum("...qk,...kd->...qd", weights, v), weights


class SelfAttention(nn.Module):
    def __init__(self, embed_dim):
        super().__init__()
        self.W_Q = nn.Linear(embed_dim, embed_dim, bias=False)
        self.W_K = nn.Linear(embed_dim, embed_dim, bias=False)
        self.W_V = nn.Linear(embed_dim, embed_dim, bias=False)
        self.W_O = nn.Linear(embed_dim, embed_dim, bias=False)

    def forward(self, x):
        h, _ = scaled_dot_product_attention(self.W_Q(x), self.W_K(x), self.W_V(x))
        return self.W_O(h)


if __name__ == "__main__":
    import unittest

    class TestAttention(unittest.TestCase):
        def test_rows(self):
            x = torch.randn(2, 3, 4)
            _, w = scaled_dot_product_attention(x, x, x)
            self.assertTrue(torch.allclose(w.sum(-1), torch.ones(2, 3)))

        def test_shape(self):
            self.assertEqual(SelfAttention(4)(torch.randn(2, 3, 4)).shape, (2, 3, 4))

    unittest.main()
