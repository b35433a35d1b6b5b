import torch
import torch.nn as nn
import torch.nn.functional as F

class CrossAttention(nn.Module):
    def __init__(self, embed_dim, num_heads, dropout=0.1):
        super().__init__()
        self.dropout_p = dropout
        self.num_heads = num_heads
        self.q_proj = nn.Linear(embed_dim, embed_dim)
        self.k_proj = nn.Linear(embed_dim, embed_dim)
        self.v_proj = nn.Linear(embed_dim, embed_dim)
        self.out_proj = nn.Linear(embed_dim, embed_dim)

    def one_head(self, q, k, v, mask):
        e = torch.bmm(q, k.permute(0, 2, 1))
        e = e / torch.sqrt(torch.tensor(k.shape[2], dtype=torch.float32))
        if mask is not None:
            e = e.masked_fill(mask == 0, float('-inf'))
        a = F.softmax(e, dim=2)
        a = F.dropout(a, self.dropout_p, training=self.training)
        return torch.bmm(a, v)

    def forward(self, x, memory, mask=None):
        Q, K, V = self.q_proj(x), self.k_proj(memory), self.v_proj(memory)
        head_dim = Q.shape[-1]
        heads = []
        for h in range(1):
            lo = h * head_dim
            hi = lo + head_dim
            m = None
            if mask is not None:
                m = mask if mask.dim() == 2 else mask[:, 0, :, :]
            heads += [self.one_head(Q[:, :, lo:hi], K[..., lo:hi], V[:, :, slice(lo, hi)], m)]
        return self.out_proj(torch.concat(heads, dim=-1))
