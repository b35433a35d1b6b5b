import torch
import matplotlib.pyplot as plt


def entropy(weights):
    return -(weights * weights.clamp(min=1e-12).log()).sum(0)


def most_similar_heads(weights):
    H = weights.size(0)
    dist = torch.full((H, H), float("inf"))
    for a in range(H):
        for b in range(H):
            if a != b:
                dist[a, b] = ((weights[a] - weights[b]) ** 2).mean()
    index = torch.argmin(dist)
    return [int(index // H), int(index % H)]


def plot_attention(weights, tokens):
    positions = list(range(len(tokens)))
    plt.figure()
    plt.imshow(weights, aspect="auto", cmap="Blues")
    plt.xticks(positions, tokens, rotation=90)
    plt.yticks(positions, tokens)
    plt.title("who looks at whom")
    plt.show()
