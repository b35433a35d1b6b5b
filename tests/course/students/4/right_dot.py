import torch
import matplotlib.pyplot as plt


def entropy(weights):
    eps = torch.finfo(weights.dtype).tiny
    return torch.sum(-weights * torch.log(weights + eps), -1)


def most_similar_heads(weights):
    H, T, S = weights.shape
    flat = weights.reshape(H, T * S)
    similarity = torch.matmul(flat, flat.transpose(0, 1))
    best = (-1, -1)
    top = -1.0
    for i in range(H):
        for j in range(i + 1, H):
            if similarity[i, j] > top:
                top = similarity[i, j].item()
                best = (i, j)
    return best


def plot_attention(weights, tokens):
    plt.imshow(weights.detach(), cmap="gray")
    plt.xticks(torch.arange(len(tokens)).tolist(), tokens)
    plt.yticks(torch.arange(len(tokens)).tolist(), tokens)
    plt.xlabel("attended to")
    plt.ylabel("attending")
    plt.show()
