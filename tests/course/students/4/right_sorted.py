import math
import torch
import matplotlib.pyplot as plt


def entropy(weights):
    # log2 / log2(e) are nats again
    bits = -(weights * torch.log2(weights + 1e-12)).sum(dim=-1)
    return bits * math.log(2)


def most_similar_heads(weights):
    H = weights.shape[0]
    table = sorted(
        [((weights[i] - weights[j]).abs().max().item(), (i, j)) for i in range(H) for j in range(i + 1, H)]
    )
    return table[0][1]


def plot_attention(weights, tokens):
    fig, axes = plt.subplots(1, 1)
    picture = axes.imshow(weights, interpolation="nearest")
    axes.set_title("attention weights")
    axes.set_xticks(range(len(tokens)), tokens)
    axes.set_yticks(range(len(tokens)), tokens)
    plt.colorbar(picture)
    plt.tight_layout()
    plt.show()
