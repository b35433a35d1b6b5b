import math
from dataclasses import dataclass, field
from typing import Optional, Tuple, Union

import torch
from torch import nn


@dataclass
class BertConfig:
    hidden_size: int = 768
    num_attention_heads: int = 1
    attention_probs_dropout_prob: float = 0.0
    extra: dict = field(default_factory=dict)


def get_extended_attention_mask(attention_mask: torch.Tensor, dtype: torch.dtype) -> torch.Tensor:
    extended_attention_mask = attention_mask.to(dtype=dtype)
    extended_attention_mask = extended_attention_mask * torch.finfo(dtype).min
    return extended_attention_mask


def scaled_dot_product_attention(
    q: torch.Tensor,
    k: torch.Tensor,
    v: torch.Tensor,
    mask: Optional[torch.Tensor] = None,
) -> Tuple[torch.Tensor, torch.Tensor]:
    attention_scores = torch.matmul(q, k.transpose(-1, -2))
    attention_scores = attention_scores / math.sqrt(q.shape[-1])
    if mask is not None:
        # Apply the attention mask
        attention_scores = attention_scores + get_extended_attention_mask(mask, attention_scores.dtype)
    # Normalize the attention scores to probabilities.
    attention_probs = nn.functional.softmax(attention_scores, dim=-1)
    context_layer = torch.matmul(attention_probs, v)
    return context_layer, attention_probs


class SelfAttention(nn.Module):
    def __init__(self, embed_dim: int) -> None:
        super().__init__()
        self.config = BertConfig(hidden_size=embed_dim)
        self.all_head_size = self.config.hidden_size
        self.query = nn.Linear(self.config.hidden_size, self.all_head_size)
        self.key = nn.Linear(self.config.hidden_size, self.all_head_size)
        self.value = nn.Linear(self.config.hidden_size, self.all_head_size)
        self.dropout = nn.Dropout(self.config.attention_probs_dropout_prob)

    def forward(self, hidden_states: torch.Tensor, output_attentions: Optional[bool] = False) -> Union[torch.Tensor, Tuple[torch.Tensor, ...]]:
        mixed_query_layer = self.query(hidden_states)
        key_layer = self.key(hidden_states)
        value_layer = self.value(hidden_states)
        context_layer, attention_probs = scaled_dot_product_attention(mixed_query_layer, key_layer, value_layer)
        outputs = (context_layer, attention_probs) if output_attentions else context_layer
        return outputs
