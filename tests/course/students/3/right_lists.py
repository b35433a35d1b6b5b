import math
import torch


def causal_mask(size):
    rows = [[1 if j <= i else 0 for j in range(size)] for i in range(size)]
    return torch.tensor(rows)


def padding_mask(token_ids, pad_id=0):
    rows = [[[[t != pad_id for t in row]]] for row in token_ids.tolist()]
    return torch.tensor(rows)


def masked_attention(q, k, v, token_ids, causal=True):
    s = q @ k.transpose(-2, -1) / math.sqrt(q.size(-1))
    s = s.masked_fill(padding_mask(token_ids) == 0, -1e9)
    if causal:
        s = s.masked_fill(causal_mask(q.size(-2)) == 0, -1e9)
    w = torch.softmax(s, -1)
    return w @ v, w
