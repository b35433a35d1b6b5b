import torch
import seaborn as sns
def plot_attention(weights, tokens):
    sns.heatmap(weights)
