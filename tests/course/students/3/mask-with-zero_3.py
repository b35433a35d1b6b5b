import math
import torch


def causal_mask(size):
    i = torch.arange(size).unsqueeze(1)
    j = torch.arange(size).unsqueeze(0)
    return j <= i


def padding_mask(token_ids, pad_id=0):
    return token_ids.ne(pad_id)[:, None, None]


def masked_attention(q, k, v, token_ids, causal=True):
    T, S = q.shape[-2], k.shape[-2]
    mask = padding_mask(token_ids).expand(q.shape[0], 1, T, S)
    if causal:
        mask = torch.logical_and(mask, causal_mask(T))
    s = q @ k.transpose(-1, -2) / math.sqrt(q.shape[-1])
    s = torch.where(mask, s, torch.full_like(s, 0))
    w = torch.softmax(s, dim=-1)
    return w @ v, w
