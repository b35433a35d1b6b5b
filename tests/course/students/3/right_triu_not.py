import math
import torch


def causal_mask(size):
    future = torch.triu(torch.ones(size, size), diagonal=1)
    return future == 0


def padding_mask(token_ids, pad_id=0):
    is_padding = token_ids == pad_id
    return ~is_padding.unsqueeze(1).unsqueeze(2)


def masked_attention(q, k, v, token_ids, causal=True):
    scores = (q @ k.transpose(-2, -1)) / math.sqrt(k.shape[-1])
    pad = padding_mask(token_ids)
    scores = scores.masked_fill(pad == False, float("-inf"))  # noqa
    if causal:
        cm = causal_mask(scores.shape[-2])
        scores = scores.masked_fill(cm == False, float("-inf"))  # noqa
    attn = scores.softmax(dim=-1)
    out = attn @ v
    return (out, attn)
