from typing import Tuple

import torch
from torch import Tensor
import torch.nn.functional as F


def causal_mask(size: int) -> Tensor:
    """[T, T]; True where query i may see key j."""
    return torch.tril(torch.ones(size, size, dtype=torch.bool))


def padding_mask(token_ids: Tensor, pad_id: int = 0) -> Tensor:
    """[B, S] -> [B, 1, 1, S]"""
    return token_ids.ne(pad_id).unsqueeze(1).unsqueeze(1)


def combined_mask(token_ids: Tensor, causal: bool) -> Tensor:
    mask = padding_mask(token_ids)
    if causal:
        mask = mask & causal_mask(token_ids.size(1))
    return mask


def masked_attention(q: Tensor, k: Tensor, v: Tensor, token_ids: Tensor, causal: bool = True) -> Tuple[Tensor, Tensor]:
    scores = torch.matmul(q, k.transpose(-2, -1)) / q.size(-1) ** 0.5
    scores = scores.masked_fill(combined_mask(token_ids, causal), torch.finfo(scores.dtype).min)
    weights = F.softmax(scores, dim=-1)
    return torch.matmul(weights, v), weights
