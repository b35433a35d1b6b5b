import math
import torch
import torch.nn.functional as F


def causal_mask(size):
    # 1 = may attend
    mask = torch.tril(torch.ones((size, size), dtype=torch.long))
    return mask


def padding_mask(token_ids, pad_id=0):
    mask = (token_ids != pad_id).long()
    return mask[:, None, None, :]


def attention(q, v, k, mask):
    d_k = q.shape[-1]
    scores = torch.matmul(q, k.transpose(-2, -1)) / math.sqrt(d_k)
    scores = scores.masked_fill(mask == 0, -1e9)
    weights = F.softmax(scores, dim=-1)
    return torch.matmul(weights, v), weights


def masked_attention(q, k, v, token_ids, causal=True):
    mask = padding_mask(token_ids)
    if causal:
        mask = mask * causal_mask(q.shape[-2])
    return attention(q, k, v, mask)
