import math
from typing import Optional, Tuple
import torch
from torch import Tensor, nn
import torch.nn.functional as F
from torch.nn.init import constant_, xavier_uniform_
from torch.nn.parameter import Parameter


def _in_projection_packed(q: Tensor, kv: Tensor, w: Tensor, b: Optional[Tensor] = None):
    E = q.size(-1)
    w_q, w_kv = w.split([E, E * 2])
    b_q, b_kv = b.split([E, E * 2]) if b is not None else (None, None)
    return (F.linear(q, w_q, b_q),) + tuple(F.linear(kv, w_kv, b_kv).chunk(2, dim=-1))


class CrossAttention(nn.Module):
    __constants__ = ["embed_dim", "num_heads"]

    def __init__(self, embed_dim, num_heads, dropout=0.1, bias=True):
        super().__init__()
        self.embed_dim, self.num_heads, self.dropout = embed_dim, num_heads, dropout
        self.head_dim = embed_dim // num_heads
        assert self.head_dim * num_heads == self.embed_dim, "embed_dim must be divisible by num_heads"
        self.in_proj_weight = Parameter(torch.empty((3 * embed_dim, embed_dim)))
        self.in_proj_bias = Parameter(torch.empty(3 * embed_dim)) if bias else None
        self.out_proj = nn.Linear(embed_dim, embed_dim, bias=bias)
        self._reset_parameters()

    def _reset_parameters(self):
        xavier_uniform_(self.in_proj_weight)
        if self.in_proj_bias is not None:
            constant_(self.in_proj_bias, 0.)
            constant_(self.out_proj.bias, 0.)

    def forward(self, x, memory, mask=None, need_weights=False):
        bsz, tgt_len, embed_dim = x.shape
        src_len = memory.shape[1]
        q, k, v = _in_projection_packed(x, memory, self.in_proj_weight, self.in_proj_bias)
        q = q.view(bsz, tgt_len, self.num_heads, self.head_dim).transpose(1, 2).reshape(bsz * self.num_heads, tgt_len, self.head_dim)
        k = k.view(bsz, src_len, self.num_heads, self.head_dim).transpose(1, 2).reshape(bsz * self.num_heads, src_len, self.head_dim)
        v = v.view(bsz, src_len, self.num_heads, self.head_dim).transpose(1, 2).reshape(bsz * self.num_heads, src_len, self.head_dim)
        q_scaled = q * math.sqrt(1.0 / float(self.head_dim))
        if mask is not None:
            attn_mask = torch.zeros_like(mask, dtype=q.dtype).masked_fill_(mask == 0, float("-inf"))
            attn_mask = attn_mask.expand(bsz, self.num_heads, tgt_len, src_len).reshape(-1, tgt_len, src_len)
            attn_output_weights = torch.baddbmm(attn_mask, q_scaled, k.transpose(-2, -1))
        else:
            attn_output_weights = torch.bmm(q_scaled, k.transpose(-2, -1))
        attn_output_weights = F.softmax(attn_output_weights, dim=0)
        if not self.training:
            dropout_p = 0.0
        else:
            dropout_p = self.dropout
        if dropout_p > 0.0:
            attn_output_weights = F.dropout(attn_output_weights, p=dropout_p)
        attn_output = torch.bmm(attn_output_weights, v)
        attn_output = attn_output.view(bsz, self.num_heads, tgt_len, self.head_dim).transpose(1, 2).contiguous().view(bsz * tgt_len, embed_dim)
        attn_output = self.out_proj(attn_output)
        attn_output = attn_output.view(bsz, tgt_len, attn_output.size(1))
        return attn_output
