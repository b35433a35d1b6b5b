# torch.special, as far as measuring attention needs it.
from ._functions import entr, xlogy
from .nn.functional import log_softmax, softmax
