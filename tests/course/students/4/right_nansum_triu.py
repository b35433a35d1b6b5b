import torch
import matplotlib.pyplot as plt

def entropy(weights):
    # 0 * log 0 = nan -> 0
    return -torch.nansum(weights * torch.log(weights), dim=-1)

def most_similar_heads(weights):
    H = weights.shape[0]
    rows, cols = torch.triu_indices(H, H, offset=1)
    errors = ((weights[rows] - weights[cols]) ** 2).mean(dim=(1, 2))
    best = torch.argmin(errors)
    return int(rows[best]), int(cols[best])

def plot_attention(weights, tokens):
    w = [[float(weights[i][j]) for j in range(len(tokens))] for i in range(len(tokens))]
    plt.imshow(w)
    plt.gca().set_xticks(range(len(tokens)), tokens)
    plt.gca().set_yticks(range(len(tokens)), tokens)
    plt.show()
