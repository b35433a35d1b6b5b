import torch
import torch.nn as nn
import torch.nn.functional as F


class MultiHeadAttention(nn.Module):
    # chunks of the features, stacked in a new axis
    def __init__(self, embed_dim, num_heads, dropout=0.1):
        super().__init__()
        assert embed_dim % num_heads == 0
        self.n = num_heads
        self.p = dropout
        self.lin_q = nn.Linear(embed_dim, embed_dim)
        self.lin_k = nn.Linear(embed_dim, embed_dim)
        self.lin_v = nn.Linear(embed_dim, embed_dim)
        self.lin_out = nn.Linear(embed_dim, embed_dim)

    def forward(self, x, mask=None):
        q = torch.stack(self.lin_q(x).chunk(self.n, dim=-1), dim=1)
        k = torch.stack(self.lin_k(x).chunk(self.n, dim=-1), dim=1)
        v = torch.stack(self.lin_v(x).chunk(self.n, dim=-1), dim=1)
        s = (q @ k.transpose(-1, -2)) / (k.size(-1) ** 0.5)
        if mask is not None:
            s = s.masked_fill(mask, float("-inf"))
        w = F.dropout(F.softmax(s, dim=-1), self.p, self.training)
        heads = (w @ v).unbind(dim=1)
        return self.lin_out(torch.cat(heads, dim=-1))
