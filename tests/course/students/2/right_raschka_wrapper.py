import torch
import torch.nn as nn


class SelfAttentionHead(nn.Module):

    def __init__(self, d_in, d_out, dropout, qkv_bias=False):
        super().__init__()
        self.d_out = d_out
        self.W_query = nn.Linear(d_in, d_out, bias=qkv_bias)
        self.W_key   = nn.Linear(d_in, d_out, bias=qkv_bias)
        self.W_value = nn.Linear(d_in, d_out, bias=qkv_bias)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x, mask):
        keys = self.W_key(x)
        queries = self.W_query(x)
        values = self.W_value(x)
        attn_scores = queries @ keys.transpose(1, 2)
        if mask is not None:
            attn_scores = attn_scores.masked_fill(mask == 0, -torch.inf)
        attn_weights = torch.softmax(attn_scores / self.d_out ** 0.5, dim=-1)
        attn_weights = self.dropout(attn_weights)
        context_vec = attn_weights @ values
        return context_vec


class MultiHeadAttention(nn.Module):

    def __init__(self, embed_dim, num_heads, dropout=0.1):
        super().__init__()
        head_dim = embed_dim // num_heads
        self.heads = nn.ModuleList(
            [SelfAttentionHead(embed_dim, head_dim, dropout) for _ in range(num_heads)]
        )
        self.out_proj = nn.Linear(head_dim * num_heads, embed_dim)

    def forward(self, x, mask=None):
        outs = []
        for i, head in enumerate(self.heads):
            m = mask
            if m is not None and m.dim() == 4:
                m = m[:, min(i, m.shape[1] - 1)]
            outs.append(head(x, m))
        context_vec = torch.cat(outs, dim=-1)
        return self.out_proj(context_vec)
