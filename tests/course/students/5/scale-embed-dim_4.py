from __future__ import annotations
from dataclasses import dataclass, field, asdict
import torch
import torch.nn as nn


@dataclass
class AttentionConfig:
    embed_dim: int
    num_heads: int = 4
    dropout: float = 0.1
    names: list[str] = field(default_factory=lambda: ["q", "k", "v"])

    def __post_init__(self):
        if self.embed_dim % self.num_heads != 0:
            raise ValueError("embed_dim must be divisible by num_heads")

    @property
    def head_dim(self) -> int:
        return self.embed_dim // self.num_heads


class CrossAttention(nn.Module):
    def __init__(self, embed_dim, num_heads, dropout=0.1):
        super().__init__()
        self.cfg = cfg = AttentionConfig(embed_dim, num_heads, dropout)
        self.q_proj = nn.Linear(cfg.embed_dim, cfg.embed_dim)
        self.k_proj = nn.Linear(cfg.embed_dim, cfg.embed_dim)
        self.v_proj = nn.Linear(cfg.embed_dim, cfg.embed_dim)
        self.out_proj = nn.Linear(cfg.embed_dim, cfg.embed_dim)
        self.drop = nn.Dropout(cfg.dropout)

    def split_heads(self, t: torch.Tensor) -> torch.Tensor:
        return torch.stack(t.split(self.cfg.head_dim, dim=-1), dim=1)

    def merge_heads(self, t: torch.Tensor) -> torch.Tensor:
        return torch.cat(torch.unbind(t, dim=1), dim=-1)

    def forward(self, x: torch.Tensor, memory: torch.Tensor, mask: torch.Tensor | None = None):
        q, k, v = self.q_proj(x), self.k_proj(memory), self.v_proj(memory)
        q, k, v = self.split_heads(q), self.split_heads(k), self.split_heads(v)
        energy = q @ k.transpose(-1, -2)
        energy = energy / (self.cfg.embed_dim ** 0.5)
        if mask is not None:
            energy = energy.masked_fill(~mask.bool(), float("-inf"))
        attention = torch.softmax(energy, dim=-1)
        out = self.merge_heads(self.drop(attention) @ v)
        return self.out_proj(out), attention


if __name__ == "__main__":
    print(asdict(AttentionConfig(8)), AttentionConfig(8))
