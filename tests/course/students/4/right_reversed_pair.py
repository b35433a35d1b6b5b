import torch
import matplotlib.pyplot as plt


def entropy(weights):
    result = weights * torch.log(torch.clamp(weights, min=1e-10))
    result = result.sum(dim=-1)
    return result * -1


def most_similar_heads(weights):
    n = weights.shape[0]
    diff = (weights.unsqueeze(0) - weights.unsqueeze(1)).abs().mean(dim=(-1, -2))
    diff = diff + torch.eye(n) * 1000
    row = diff.min(dim=1).values.argmin().item()
    col = diff[row].argmin().item()
    return (max(row, col), min(row, col))


def plot_attention(weights, tokens):
    ticks = range(len(tokens))
    ax = plt.gca()
    ax.imshow(weights)
    ax.set_xticks(ticks)
    ax.set_xticklabels(tokens)
    ax.set_yticks(ticks)
    ax.set_yticklabels(tokens)
    plt.show()
