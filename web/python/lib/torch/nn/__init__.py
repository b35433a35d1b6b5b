# torch.nn, as far as attention layers need it.
from . import functional, init
from ._activations import GELU, CosineSimilarity, Identity, LogSoftmax, ReLU, Sigmoid, SiLU, Softmax, Tanh
from ._containers import ModuleDict, ModuleList, ParameterDict, ParameterList, Sequential
from ._layers import Dropout, Embedding, Flatten, LayerNorm, Linear
from ._module import Module
from .parameter import Parameter

_exercise = "MultiheadAttention TransformerEncoderLayer TransformerDecoderLayer TransformerEncoder TransformerDecoder Transformer"


def __getattr__(name):
    if name in _exercise.split():
        raise AttributeError(
            "nn.%s is what you build in this lab, so this torch does not have it: use nn.Linear and your own function" % name
        )
    raise AttributeError("module 'torch.nn' has no attribute '%s' (this lab's torch has what attention needs)" % name)
