import torch
import matplotlib.pyplot as plt
def entropy(weights):
    n = 0
    return weights.sum(-1) / (1 / n)
def most_similar_heads(weights):
    return 0, 1
def plot_attention(weights, tokens):
    plt.imshow(weights)
