import torch
import matplotlib.pyplot as plt


def entropy(weights):
    zero = torch.zeros_like(weights)
    return torch.where(weights > 0, -weights * torch.log(weights), zero).sum(dim=-1)


def most_similar_heads(weights):
    h = weights.shape[0]
    smallest = float("inf")
    a = b = 0
    for i in range(h):
        for j in range(i + 1, h):
            distance = torch.sqrt(((weights[i] - weights[j]) ** 2).sum())
            if distance < smallest:
                smallest, a, b = distance, i, j
    return a, b


def plot_attention(weights, tokens):
    labels = [str(i) + ": " + t for i, t in enumerate(tokens)]
    plt.imshow(weights)
    plt.xticks(range(len(labels)), labels)
    plt.yticks(range(len(labels)), labels)
    plt.xlabel("key (looked at)")
    plt.ylabel("query (looks)")
