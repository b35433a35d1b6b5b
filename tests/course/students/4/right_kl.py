import torch
import torch.nn.functional as F
import matplotlib.pyplot as plt


def entropy(weights):
    p = weights
    return -(p * p.clamp(1e-12, 1.0).log()).sum(dim=-1)


def kl(p, q):
    return (p * ((p + 1e-9).log() - (q + 1e-9).log())).sum().item()


def most_similar_heads(weights):
    best = None
    for i in range(weights.shape[0]):
        for j in range(i + 1, weights.shape[0]):
            d = kl(weights[i], weights[j]) + kl(weights[j], weights[i])
            if best is None or d < best[0]:
                best = (d, i, j)
    return best[1:]


def plot_attention(weights, tokens):
    plt.imshow(weights)
    plt.xticks(range(len(tokens)), tokens, rotation=45, ha="right")
    plt.yticks(range(len(tokens)), tokens)
    plt.xlabel("Keys")
    plt.ylabel("Queries")
    plt.show()
