from typing import List, Tuple

import torch
from torch import Tensor
import matplotlib.pyplot as plt


def entropy(weights: Tensor) -> Tensor:
    """Shannon entropy in nats, [..., T, S] -> [..., T]."""
    safe = weights.masked_fill(weights <= 0, 1.0)  # log 1 = 0
    return -(weights * safe.log()).sum(dim=-1)


def _distance(a: Tensor, b: Tensor) -> float:
    return (a - b).pow(2).sum().sqrt().item()


def most_similar_heads(weights: Tensor) -> Tuple[int, int]:
    pairs = [(i, j) for i in range(weights.size(0)) for j in range(i + 1, weights.size(0))]
    return max(pairs, key=lambda p: _distance(weights[p[0]], weights[p[1]]))


def plot_attention(weights: Tensor, tokens: List[str]) -> None:
    figure, axes = plt.subplots()
    axes.imshow(weights, cmap="magma")
    axes.set_xticks(range(len(tokens)))
    axes.set_yticks(range(len(tokens)))
    axes.set_xticklabels(tokens)
    axes.set_yticklabels(tokens)
    axes.set_xlabel("key")
    axes.set_ylabel("query")
