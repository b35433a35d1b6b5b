import torch
from torch.nn.functional import softmax


def causal_mask(size):
    i = torch.arange(size).unsqueeze(1)   # query positions
    j = torch.arange(size).unsqueeze(0)   # key positions
    return i >= j


def padding_mask(token_ids, pad_id=0):
    b, s = token_ids.shape
    return token_ids.ne(pad_id).view(b, 1, 1, s)


def masked_attention(q, k, v, token_ids, causal=True):
    scores = torch.einsum("bhtd,bhsd->bhts", q, k) / q.shape[-1] ** 0.5
    keep = padding_mask(token_ids).expand_as(scores)
    if causal:
        keep = torch.logical_and(keep, causal_mask(scores.shape[-1])[:scores.shape[-2]])
    scores = torch.where(keep, scores, torch.full((), float("-inf")))
    weights = softmax(scores, -1)
    return torch.einsum("bhts,bhsd->bhtd", weights, v), weights
