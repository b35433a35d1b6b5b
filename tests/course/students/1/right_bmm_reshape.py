import torch
import torch.nn as nn
import torch.nn.functional as F

def scaled_dot_product_attention(q, k, v, mask=None):
    *lead, T, D = q.shape
    S, Dv = v.shape[-2], v.shape[-1]
    qq = q.reshape(-1, T, D)
    kk = k.reshape(-1, S, D)
    vv = v.reshape(-1, S, Dv)
    s = torch.bmm(qq, kk.transpose(1, 2)) / D ** 0.5
    s = s.reshape(*lead, T, S)
    if mask is not None:
        s = s.masked_fill(mask == 0, torch.finfo(s.dtype).min)
    p = F.softmax(s, dim=-1)
    o = torch.bmm(p.reshape(-1, T, S), vv).reshape(*lead, T, Dv)
    return o, p


class SelfAttention(nn.Module):
    def __init__(self, embed_dim):
        super().__init__()
        self.proj = nn.ModuleDict({
            "query": nn.Linear(embed_dim, embed_dim),
            "key": nn.Linear(embed_dim, embed_dim),
            "value": nn.Linear(embed_dim, embed_dim),
        })

    def forward(self, x):
        q = self.proj["query"](x)
        k = self.proj["key"](x)
        v = self.proj["value"](x)
        o, _ = scaled_dot_product_attention(q, k, v)
        return o
