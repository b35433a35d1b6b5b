import math
import torch
from torch import nn

def masked_softmax(X, mask):
    """Perform softmax operation by masking elements on the last axis."""
    if mask is None:
        return nn.functional.softmax(X, dim=-1)
    shape = X.shape
    mask = torch.broadcast_to(mask, shape)
    X = X.reshape(-1)
    X[~mask.reshape(-1).bool()] = -1e6
    return nn.functional.softmax(X.reshape(shape), dim=-2)

class DotProductAttention(nn.Module):
    """Scaled dot product attention."""
    def __init__(self, dropout=0):
        super().__init__()
        self.dropout = nn.Dropout(dropout)

    # Shape of queries: (batch_size, no. of queries, d)
    # Shape of keys: (batch_size, no. of key-value pairs, d)
    # Shape of values: (batch_size, no. of key-value pairs, value dimension)
    def forward(self, queries, keys, values, mask=None):
        d = queries.shape[-1]
        # Swap the last two dimensions of keys with keys.swapaxes
        scores = torch.matmul(queries, keys.swapaxes(-1, -2)) / math.sqrt(d)
        self.attention_weights = masked_softmax(scores, mask)
        return torch.matmul(self.dropout(self.attention_weights), values)

def scaled_dot_product_attention(q, k, v, mask=None):
    attention = DotProductAttention(dropout=0)
    attention.eval()
    out = attention(q, k, v, mask)
    return out, attention.attention_weights

class SelfAttention(nn.Module):
    def __init__(self, embed_dim):
        super().__init__()
        self.attention = DotProductAttention()
        self.W_q = nn.Linear(embed_dim, embed_dim, bias=False)
        self.W_k = nn.Linear(embed_dim, embed_dim, bias=False)
        self.W_v = nn.Linear(embed_dim, embed_dim, bias=False)

    def forward(self, X):
        return self.attention(self.W_q(X), self.W_k(X), self.W_v(X))
