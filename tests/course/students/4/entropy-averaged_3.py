import torch
import matplotlib.pyplot as plt
from itertools import combinations
import math


def plot_attention(weights, tokens):
    plt.figure(figsize=(8, 6))
    plt.imshow(weights, cmap='Blues', interpolation='nearest', vmin=0, vmax=1)
    for i in range(len(tokens)):
        for j in range(len(tokens)):
            plt.text(j, i, f"{weights[i, j]:.2f}", ha="center", va="center", color="black")
    plt.xticks(ticks=range(len(tokens)), labels=tokens, rotation=90)
    plt.yticks(ticks=range(len(tokens)), labels=tokens)
    plt.xlabel("Keys")
    plt.ylabel("Queries")
    plt.title("Attention")
    plt.colorbar()
    plt.show()


def entropy(weights):
    p = torch.clamp(weights, min=1e-9)
    return -torch.mean(p * torch.log(p), dim=-1)


def most_similar_heads(weights):
    best = None
    best_dist = math.inf
    for a, b in combinations(range(len(weights)), 2):
        dist = torch.norm(weights[a] - weights[b]).item()
        if dist < best_dist:
            best, best_dist = (a, b), dist
    return best
