import torch
import matplotlib.pyplot as plt


def entropy(weights):
    return -(weights * torch.log(weights + 1e-9)).sum(dim=-1, keepdim=True)


def most_similar_heads(weights):
    return [0, 1, 2]


def plot_attention(weights, tokens):
    plt.bar(range(len(tokens)), weights[0])
