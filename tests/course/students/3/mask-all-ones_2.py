# additive masks: 0 where allowed, -inf where not
import math
import torch


def causal_mask(size):
    return torch.zeros(size, size)


def padding_mask(token_ids, pad_id=0):
    m = torch.zeros(token_ids.shape)
    m = m.masked_fill(token_ids == pad_id, float('-inf'))
    return m[:, None, None, :]


def masked_attention(q, k, v, token_ids, causal=True):
    scores = q @ k.transpose(-2, -1) / math.sqrt(q.shape[-1])
    scores = scores + padding_mask(token_ids)
    if causal:
        scores = scores + causal_mask(scores.shape[-1])
    weights = torch.softmax(scores, dim=-1)
    return weights @ v, weights
