import torch

# masked_attention comes tomorrow


def causal_mask(size):
    return torch.ones(size, size).tril().bool()


def padding_mask(token_ids, pad_id=0):
    m = token_ids != pad_id
    return m[:, None, None, :] & m[:, None, :, None]
