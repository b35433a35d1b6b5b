"""Exercise 1: self-attention.

Row = query, column = key, everywhere. Letters: B sentences,
T queries, S keys, E = embed_dim, d_k the width of a query.
"""
import math

import torch
import torch.nn as nn


def scaled_dot_product_attention(q, k, v, mask=None):
    """softmax(q kᵀ / sqrt(d_k)) v.

    q [..., T, d_k], k [..., S, d_k], v [..., S, d_v];
    mask broadcasts to [..., T, S], True = may attend.
    Returns (output [..., T, d_v], weights [..., T, S]).
    """
    d_k = q.size(-1)
    # One dot product for each pair: how well query i and
    # key j fit.  [..., T, S]
    scores = q @ k.transpose(-2, -1) / math.sqrt(d_k)
    if mask is not None:
        # exp(-inf) = 0: a hidden key gets no weight, and the
        # others share it out.
        scores = scores.masked_fill(mask == 0, float("-inf"))
    # Keys are the last axis: every row becomes positive and
    # sums to 1.
    weights = torch.softmax(scores, dim=-1)
    # Every query takes a weighted sum of the values.
    output = weights @ v
    return output, weights


class SelfAttention(nn.Module):
    """One head: every token asks, offers and hands over."""

    def __init__(self, embed_dim):
        super().__init__()
        # What am I looking for?
        self.q_proj = nn.Linear(embed_dim, embed_dim)
        # What do I contain?
        self.k_proj = nn.Linear(embed_dim, embed_dim)
        # What do I output?
        self.v_proj = nn.Linear(embed_dim, embed_dim)

    def forward(self, x):
        """x [B, T, E] to [B, T, E]."""
        output, self.weights = scaled_dot_product_attention(
            self.q_proj(x), self.k_proj(x), self.v_proj(x))
        return output


# -----------------------------------------------------------
# The lab's own numbers for "the cat sat". Open the page with
# ?text=the%20cat%20sat&d-model=4&heads=1&mask=none
# or run: attn run "text=the%20cat%20sat&d-model=4&heads=1&mask=none"
X = torch.tensor([
    [-1.43, 0.76, -0.75, 3.71],  # the
    [1.511471, 1.5503023, 0.03999983, 1.42995],  # cat
    [0.9892974, -0.70614684, -0.35000134, 0.97980005],  # sat
])
W_Q = torch.tensor([
    [-0.451, -0.369, 0.088, -0.115],
    [0.569, -0.054, -0.48, 0.319],
    [0.034, 0.896, -0.65, -0.115],
    [-0.05, 0.82, 0.426, 0.534],
])
W_K = torch.tensor([
    [-0.106, 0.226, 0.444, 0.287],
    [-0.149, 0.156, 0.123, -0.038],
    [-0.357, 0.099, 0.474, 0.143],
    [-0.117, -0.173, -0.169, -0.451],
])
W_V = torch.tensor([
    [0.366, -0.587, 0.233, -0.251],
    [-0.004, -0.498, -0.207, 0.683],
    [0.181, -0.369, -1.484, 0.841],
    [-0.272, 0.542, -0.349, -0.602],
])


def use(layer, matrix):
    """Gives an nn.Linear these numbers: it keeps the
    transpose, [out, in], and has no bias in the figure."""
    with torch.no_grad():
        layer.weight.copy_(matrix.T)
        if layer.bias is not None:
            layer.bias.zero_()


def show(name, tensor):
    print(name)
    print("    not there yet" if tensor is None else tensor)


if __name__ == "__main__":
    torch.set_printoptions(precision=4, sci_mode=False)
    q, k, v = X @ W_Q, X @ W_K, X @ W_V
    output, weights = scaled_dot_product_attention(q, k, v)
    show("Attention weights", weights)
    show("Output", output)

    attention = SelfAttention(embed_dim=4)
    if hasattr(attention, "v_proj"):
        use(attention.q_proj, W_Q)
        use(attention.k_proj, W_K)
        use(attention.v_proj, W_V)
    result = attention(X.unsqueeze(0))  # a batch of one
    if result is not None:
        result = result.detach()
    show("The same of SelfAttention", result)
