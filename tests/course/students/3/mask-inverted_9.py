import math
from functools import lru_cache, partial
import torch


def scaled_dot_product_attention(q, k, v, mask=None):
    scores = q @ k.transpose(-2, -1) / math.sqrt(q.size(-1))
    if mask is not None:
        scores = scores.masked_fill(mask == 0, float("-inf"))
    weights = torch.softmax(scores, dim=-1)
    return weights @ v, weights


@lru_cache(maxsize=None)
def causal_mask(size):
    return torch.ones((size, size), dtype=torch.bool).tril_()


def padding_mask(token_ids, pad_id=0):
    return torch.eq(token_ids, pad_id).unsqueeze(1).unsqueeze(2)


def masked_attention(q, k, v, token_ids, causal=True):
    mask = padding_mask(token_ids)
    if causal:
        mask = mask * causal_mask(q.size(-2))
    return scaled_dot_product_attention(q, k, v, mask=mask)
