"""Exercise 2: multi-head attention.

Row = query, column = key. Letters: B sentences, T tokens,
E = embed_dim, H heads, d_k = E / H the width of a head.
"""
import math

import torch
import torch.nn as nn


class MultiHeadAttention(nn.Module):
    def __init__(self, embed_dim, num_heads, dropout=0.1):
        super().__init__()
        if embed_dim % num_heads != 0:
            raise ValueError("heads must be equally wide")
        self.num_heads = num_heads
        self.head_dim = embed_dim // num_heads
        # TODO 1: four linear layers from embed_dim to
        # embed_dim: self.q_proj, self.k_proj, self.v_proj
        # and self.out_proj.
        # TODO 2: self.dropout

    def forward(self, x, mask=None):
        """x [B, T, E] to [B, T, E]; mask broadcasts to
        [B, H, T, T], True = may attend."""
        B, T, E = x.shape
        # TODO 3: q, k and v, each split into heads:
        # [B, T, E] to [B, H, T, d_k].

        # TODO 4: scores, mask and softmax, for all heads at
        # once.  [B, H, T, T]

        # TODO 5: dropout on the weights, then the weighted
        # sums of the values.  [B, H, T, d_k]

        # TODO 6: concatenate the heads, [B, T, E], and apply
        # the output layer.
        return None


# -----------------------------------------------------------
# The lab's own numbers for "the cat sat". Open the page with
# ?text=the%20cat%20sat&d-model=4&heads=2&mask=none
# or run: attn run "text=the%20cat%20sat&d-model=4&heads=2&mask=none"
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
W_O = torch.tensor([
    [1.054, 0.753, 0.22, -0.333],
    [-0.251, 0.717, -0.103, 0.381],
    [1.079, -0.69, 0.952, -0.023],
    [0.177, -0.439, -0.977, -0.102],
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
    attention = MultiHeadAttention(embed_dim=4, num_heads=2)
    attention.eval()  # no dropout
    if hasattr(attention, "out_proj"):
        use(attention.q_proj, W_Q)
        use(attention.k_proj, W_K)
        use(attention.v_proj, W_V)
        use(attention.out_proj, W_O)
    result = attention(X.unsqueeze(0))  # a batch of one
    if isinstance(result, tuple):
        result = result[0]
    if hasattr(attention, "weights"):
        weights = attention.weights.detach()
        show("Attention weights, head by head", weights)
    if result is not None:
        result = result.detach()
    show("Output", result)
