import torch


def causal_mask(size):
    mask = torch.tril(torch.ones(size, size))


def padding_mask(token_ids, pad_id=0):
    mask = token_ids != pad_id
