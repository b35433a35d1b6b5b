import torch
import matplotlib.pyplot as plt


def plot_attention(weights, tokens):
    fig, ax = plt.subplots(figsize=(6, 6))
    im = ax.imshow(weights.detach().tolist(), cmap='viridis', vmin=0, vmax=1)
    ax.set_xticks(range(len(tokens)))
    ax.set_xticklabels(tokens, rotation=45)
    ax.set_xlabel('Keys')
    ax.set_ylabel('Queries')
    ax.set_title('Attention')
    fig.colorbar(im)
    plt.show()


def entropy(weights):
    logs = torch.where(weights > 0, torch.log(weights), torch.zeros_like(weights))
    return -torch.sum(weights * logs, dim=-1)


def most_similar_heads(weights):
    heads = weights.flatten(1)
    # cosine similarity
    normed = heads / heads.norm(dim=1, keepdim=True)
    sim = normed @ normed.T
    n = sim.shape[0]
    sim = sim - 10 * torch.eye(n)
    place = sim.argmax().item()
    return place // n, place % n
