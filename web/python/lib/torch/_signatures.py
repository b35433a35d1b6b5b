# Which parameters the operations have, in the order of PyTorch's and of the protocol's. "*name" collects sizes that are
# given one by one, "name=value" may be left out. Each is a method of Tensor and a function of torch.
signatures = """
reshape *shape
view *size
permute *dims
repeat *repeats
transpose dim0 dim1
t
mT
expand *size
contiguous
unsqueeze dim
flatten start_dim=0 end_dim=-1
unflatten dim sizes
movedim source destination
narrow dim start length
select dim index
diagonal offset=0 dim1=0 dim2=1
clone
detach
flip *dims
roll shifts dims=None
repeat_interleave repeats dim=None
gather dim index
index_select dim index
masked_select mask
take_along_dim indices dim
masked_fill mask value
tril diagonal=0
triu diagonal=0
diag diagonal=0
diag_embed
scatter dim index src
add other alpha=1
sub other alpha=1
mul other
div other rounding_mode=None
floor_divide other
remainder other
fmod other
pow exponent
maximum other
minimum other
atan2 other
eq other
ne other
lt other
le other
gt other
ge other
isclose other rtol=1e-05 atol=1e-08 equal_nan=False
logical_and other
logical_or other
logical_xor other
logical_not
bitwise_and other
bitwise_or other
bitwise_xor other
bitwise_not
isnan
isinf
isfinite
neg
abs
sign
exp
exp2
expm1
log
log2
log10
log1p
sqrt
rsqrt
square
reciprocal
sin
cos
tan
tanh
sigmoid
relu
erf
floor
ceil
trunc
frac
round decimals=0
clamp min=None max=None
nan_to_num nan=0.0 posinf=None neginf=None
lerp end weight
sum dim=None keepdim=False dtype=None
mean dim=None keepdim=False dtype=None
prod dim=None keepdim=False dtype=None
amax dim=None keepdim=False
amin dim=None keepdim=False
argmax dim=None keepdim=False
argmin dim=None keepdim=False
any dim=None keepdim=False
all dim=None keepdim=False
count_nonzero dim=None
logsumexp dim keepdim=False
cumsum dim dtype=None
cumprod dim dtype=None
trace
unique
bincount
argsort dim=-1 descending=False
matmul other
mm mat2
bmm mat2
mv vec
dot other
outer vec2
addmm mat1 mat2
baddbmm batch1 batch2
softmax dim dtype=None
log_softmax dim dtype=None
multinomial num_samples replacement=False
"""

# Other names that PyTorch has for the same.
aliases = """
subtract sub
multiply mul
divide div
true_divide div
negative neg
absolute abs
clip clamp
swapaxes transpose
swapdims transpose
adjoint mT
moveaxis movedim
greater gt
greater_equal ge
less lt
less_equal le
not_equal ne
ger outer
"""

# What there is in place, too: name_().
in_place = """add sub mul div floor_divide remainder fmod pow eq ne lt le gt ge logical_and logical_or logical_not neg abs
sign exp log sqrt rsqrt square reciprocal sin cos tan tanh sigmoid relu erf floor ceil trunc round clamp clip nan_to_num
masked_fill scatter lerp multiply divide subtract tril triu""".split()


def parsed(line):
    """A line of the table as (name, [(parameter, has a default, default)], name of the collecting parameter or None)."""
    words = line.split()
    parameters = []
    collects = None
    for word in words[1:]:
        if word.startswith("*"):
            collects = word[1:]
        elif "=" in word:
            name, value = word.split("=")
            parameters.append((name, True, eval(value)))
        else:
            parameters.append((word, False, None))
    return words[0], parameters, collects
