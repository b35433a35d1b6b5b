from __future__ import annotations
import torch
import matplotlib.pyplot as plt


def entropy(weights: torch.Tensor) -> torch.Tensor:
    return -torch.xlogy(weights, weights).sum(-1)


def most_similar_heads(weights: torch.Tensor) -> set[int]:
    n = weights.shape[0]
    diff = (weights[:, None] - weights[None, :]).pow(2).sum(dim=(-2, -1))
    diff = diff.masked_fill(torch.eye(n, dtype=torch.bool), float("inf"))
    values, indices = torch.topk(diff.flatten(), k=1, largest=False)
    index = indices[0].item()
    return {index // n, index % n}


def plot_attention(weights: torch.Tensor, tokens: list[str], *, ax=None, cmap: str = "magma") -> None:
    n_tokens = len(tokens)
    assert weights.shape == (n_tokens, n_tokens), f"{weights.shape} does not fit {n_tokens} tokens"
    ax = ax or plt.gca()
    image = ax.imshow(weights, cmap=cmap)
    ax.set_xticks(torch.arange(n_tokens))
    ax.set_xticklabels(tokens)
    ax.set_yticks(torch.arange(n_tokens))
    ax.set_yticklabels(tokens)
    ax.tick_params(axis="x", labelrotation=90)
    plt.colorbar(image)
    plt.show()
