from typing import Optional, Tuple
import torch
from torch import Tensor


def causal_mask(size: int, dtype: torch.dtype = torch.float32) -> Tensor:
    """Additive: 0 where allowed, dtype.min elsewhere (as in transformers)."""
    mask = torch.full((size, size), torch.finfo(dtype).min, dtype=dtype)
    mask_cond = torch.arange(mask.size(-1))
    mask.masked_fill_(mask_cond < (mask_cond + 1).view(mask.size(-1), 1), 0)
    return mask.to(dtype)


def padding_mask(token_ids: Tensor, pad_id: int = 0) -> Tensor:
    mask = token_ids.ne(pad_id)
    bsz, src_len = mask.size()
    expanded = mask[:, None, :, None].to(torch.float32)
    inverted_mask = 1.0 - expanded
    return inverted_mask.masked_fill(inverted_mask.to(torch.bool), torch.finfo(torch.float32).min)


def masked_attention(q: Tensor, k: Tensor, v: Tensor, token_ids: Tensor, causal: bool = True) -> Tuple[Tensor, Tensor]:
    attn_weights = torch.matmul(q, k.transpose(2, 3)) / (q.shape[-1] ** 0.5)
    attn_weights = attn_weights + padding_mask(token_ids)
    if causal:
        attn_weights = attn_weights + causal_mask(attn_weights.shape[-1])[: attn_weights.shape[-2]]
        attn_weights = torch.max(attn_weights, torch.tensor(torch.finfo(attn_weights.dtype).min))
    attn_weights = torch.nn.functional.softmax(attn_weights, dim=-1, dtype=torch.float32).to(q.dtype)
    return torch.matmul(attn_weights, v), attn_weights
