import torch


def causal_mask(size):
    return torch.tril(torch.ones(size, size)) * 5


def padding_mask(token_ids, pad_id=0):
    return "mask"
