import torch
from torch import nn, inf


def causal_mask(size):
    """PyTorch's generate_square_subsequent_mask"""
    return torch.triu(torch.full((size, size), float('-inf')), diagonal=1)


def padding_mask(token_ids, pad_id=0):
    padding = torch.zeros(token_ids.shape, dtype=torch.float)
    padding = padding.masked_fill(token_ids == pad_id, -inf)
    return padding[:, None, None]


def masked_attention(q, k, v, token_ids, causal=True):
    scores = q.matmul(k.transpose(-2, -1)).div(k.size(-1) ** .5)
    scores = scores.add(padding_mask(token_ids))
    if causal:
        scores = scores.add(causal_mask(scores.size(-1))[:scores.size(-2)])
    p = nn.functional.softmax(scores, dim=-1)
    p = p.nan_to_num(0.)
    return p.matmul(v), p
