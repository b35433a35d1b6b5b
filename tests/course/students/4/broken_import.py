import torch
import seaborn_heatmaps as sns


def entropy(weights):
    return -(weights * torch.log(weights + 1e-9)).sum(dim=-1)
