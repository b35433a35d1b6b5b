import math
import torch


def causal_mask(size):
    idx = torch.arange(size)
    return (idx[None, :] > idx[:, None]).logical_not()


def padding_mask(token_ids, pad_id=0):
    real = torch.logical_not(torch.eq(token_ids, pad_id))
    return real.reshape(real.shape[0], 1, 1, real.shape[1])


def masked_attention(q, k, v, token_ids, causal=True):
    mask = padding_mask(token_ids=token_ids, pad_id=0)
    if causal is True:
        mask = mask * causal_mask(size=q.shape[-2])
    scores = q @ k.transpose(-1, -2)
    scores = scores / math.sqrt(q.shape[-1])
    scores = torch.where(mask > 0, scores, torch.tensor(-1e9))
    p = torch.softmax(scores, dim=3)
    return [p @ v, p]
