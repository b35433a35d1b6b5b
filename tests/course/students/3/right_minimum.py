import math
import torch


def causal_mask(size):
    return torch.tril(torch.ones(1, 1, size, size))  # ready for [B, H, T, T]


def padding_mask(token_ids, pad_id=0):
    return (token_ids != pad_id).float()[:, None, None, :]


def masked_attention(q, k, v, token_ids, causal=True):
    pad = padding_mask(token_ids)
    both = torch.minimum(pad, causal_mask(q.shape[-2])) if causal else pad
    energy = q @ k.mT / math.sqrt(q.shape[-1])
    energy = energy.masked_fill(both < 0.5, -1e20)
    attention = energy.softmax(-1)
    return attention @ v, attention
