import torch
import torch.nn as nn
import torch.nn.functional as F


class CrossHead(nn.Module):
    def __init__(self, embed_dim, head_dim, dropout):
        super().__init__()
        self.query = nn.Linear(embed_dim, head_dim, bias=False)
        self.key = nn.Linear(embed_dim, head_dim, bias=False)
        self.value = nn.Linear(embed_dim, head_dim, bias=False)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x, memory, mask):
        q, k, v = self.query(x), self.key(memory), self.value(memory)
        wei = q @ k.transpose(1, 2) / k.shape[-1] ** 0.5
        if mask is not None:
            if mask.dim() == 4:
                mask = mask.squeeze(1)
            wei = wei.masked_fill(mask == 0, -1e9)
        return self.dropout(F.softmax(wei, dim=-1)) @ v


class CrossAttention(nn.Module):
    def __init__(self, embed_dim, num_heads, dropout=0.1):
        super().__init__()
        assert embed_dim % num_heads == 0
        self.heads = nn.ModuleList(CrossHead(embed_dim, embed_dim, dropout) for _ in range(num_heads))
        self.proj = nn.Linear(embed_dim, embed_dim)

    def forward(self, x, memory, mask=None):
        return self.proj(torch.stack([head(x, memory, mask) for head in self.heads]).mean(dim=0))
