import math
import torch


def causal_mask(size):
    return torch.tril(torch.ones(size, size)).bool()


def padding_mask(token_ids, pad_id=0):
    return (token_ids != pad_id).unsqueeze(1).unsqueeze(2)  # [B, 1, 1, S]


def masked_attention(q, k, v, token_ids, causal=True):
    scores = q @ k.transpose(-2, -1)
    mask = padding_mask(token_ids)
    if causal:
        mask = mask & causal_mask(q.size(-2))
    scores = scores.masked_fill(~mask, float('-inf'))
    weights = torch.softmax(scores, dim=-1)
    return weights @ v, weights
