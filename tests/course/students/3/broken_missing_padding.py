import torch


def causal_mask(size):
    return torch.tril(torch.ones(size, size))


def pad_mask(ids, pad_id=0):
    return (ids != pad_id)[:, None, None, :]
