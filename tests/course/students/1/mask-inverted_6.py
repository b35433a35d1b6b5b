import torch
from torch import nn


def scaled_dot_product_attention(query, key, value, mask=None):
    """Works on 3-D internally: (batch, target, features)."""
    batch_shape = query.shape[:-2]
    tgt_len, head_dim = query.shape[-2:]
    src_len = key.shape[-2]
    q = query.reshape(-1, tgt_len, head_dim) * head_dim ** -0.5
    k = key.reshape(-1, src_len, head_dim)
    v = value.reshape(-1, src_len, value.shape[-1])
    if mask is None:
        bias = torch.zeros(1, tgt_len, src_len)
    else:
        bias = torch.zeros(mask.shape).masked_fill(mask != 0, float("-inf"))
        bias = bias.expand(*batch_shape, tgt_len, src_len).reshape(-1, tgt_len, src_len)
    scores = torch.baddbmm(bias, q, k.transpose(-2, -1))
    weights = torch.nn.functional.softmax(scores, dim=-1)
    output = torch.bmm(weights, v)
    return (
        output.view(*batch_shape, tgt_len, value.shape[-1]),
        weights.view(*batch_shape, tgt_len, src_len),
    )


class SelfAttention(nn.Module):
    def __init__(self, embed_dim):
        super().__init__()
        self.embed_dim = embed_dim
        self.qkv = nn.Linear(embed_dim, 3 * embed_dim)
        self._reset_parameters()

    def _reset_parameters(self):
        nn.init.xavier_uniform_(self.qkv.weight)
        self.qkv.bias.data.fill_(0)

    def forward(self, x):
        q, k, v = self.qkv(x).unflatten(-1, (3, self.embed_dim)).unbind(-2)
        out, attn = scaled_dot_product_attention(q, k, v)
        return out
