import torch
import torch.nn as nn


class Crossattention(nn.Module):
    pass
