import torch
import matplotlib.pyplot as plt

def plot_attention(weights, tokens):
    fig, ax = plt.subplots(figsize=(6, 6))
    im = ax.imshow(weights.detach().cpu().numpy(), cmap="viridis", aspect="auto")
    ax.set_xticks(range(len(tokens)))
    ax.set_yticks(range(len(tokens)))
    ax.set_xticklabels(tokens, rotation=45, ha="right")
    ax.set_yticklabels(tokens)
    ax.set_xlabel("Key")
    ax.set_ylabel("Query")
    ax.set_title("Attention weights")
    fig.colorbar(im, ax=ax)
    plt.tight_layout()
    plt.show()

def entropy(weights):
    return -(weights * torch.log(weights + 1e-12)).sum(dim=-1)

def most_similar_heads(weights):
    H = weights.shape[0]
    flat = weights.reshape(H, -1)
    flat = torch.nn.functional.normalize(flat, dim=1)
    sim = flat @ flat.T
    sim.fill_diagonal_(-1)
    idx = sim.argmax().item()
    return idx // H, idx % H
