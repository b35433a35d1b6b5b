"""Exercise 3: masks.

Row = query, column = key; True = may attend. Letters:
B sentences, H heads, T queries, S keys.
"""
import math

import torch


def causal_mask(size):
    """[size, size]: query i may see key j where j <= i, the
    lower triangle with its diagonal."""
    return torch.tril(torch.ones(size, size)).bool()


def padding_mask(token_ids, pad_id=0):
    """token_ids [B, S] to [B, 1, 1, S]: nobody may look at
    padding, whichever head and whichever query."""
    return (token_ids != pad_id).unsqueeze(1).unsqueeze(2)


def masked_attention(q, k, v, token_ids, causal=True):
    """Attention without padding and, if causal, the future.

    q [B, H, T, d_k], k [B, H, S, d_k], v [B, H, S, d_v],
    token_ids [B, S].
    Returns (output [B, H, T, d_v], weights [B, H, T, S]).
    """
    mask = padding_mask(token_ids)
    if causal:
        mask = mask & causal_mask(q.size(-2))  # [B, 1, T, S]
    scores = q @ k.transpose(-2, -1) / math.sqrt(q.size(-1))
    # Before softmax, so that the keys that are left share
    # out all of the weight. A query that may see no key at
    # all would get NaN: 0 / 0. Here the first token is never
    # padding.
    scores = scores.masked_fill(~mask, float("-inf"))
    weights = torch.softmax(scores, dim=-1)
    return weights @ v, weights


# -----------------------------------------------------------
# The lab's own numbers for "the cat sat <pad>".
# Open the page with
# ?text=the%20cat%20sat&d-model=4&heads=2&mask=both&pad=1
# or run: attn run "text=the%20cat%20sat&d-model=4&heads=2&mask=both&pad=1"
X = torch.tensor([
    [-1.43, 0.76, -0.75, 3.71],  # the
    [1.511471, 1.5503023, 0.03999983, 1.42995],  # cat
    [0.9892974, -0.70614684, -0.35000134, 0.97980005],  # sat
    [-0.18888001, 0.3800075, 1.1699955, 1.12955],  # <pad>
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


def show(name, tensor):
    print(name)
    print("    not there yet" if tensor is None else tensor)


def heads(t):
    """[T, E] to [1, 2, T, d_k]: one sentence, two heads."""
    return t.view(1, len(t), 2, -1).transpose(1, 2)


if __name__ == "__main__":
    torch.set_printoptions(precision=4, sci_mode=False)
    # the cat sat <pad>
    token_ids = torch.tensor([[1, 2, 3, 0]])
    show("Causal mask", causal_mask(4))
    show("Padding mask", padding_mask(token_ids))
    q, k, v = heads(X @ W_Q), heads(X @ W_K), heads(X @ W_V)
    output, weights = masked_attention(q, k, v, token_ids)
    show("Attention weights, head by head", weights)
    show("Output, head by head", output)
