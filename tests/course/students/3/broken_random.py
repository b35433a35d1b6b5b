import torch


def causal_mask(size):
    return torch.rand(size, size) > 0.5


def padding_mask(token_ids, pad_id=0):
    return torch.rand(token_ids.shape)[:, None, None, :] > 0.5
