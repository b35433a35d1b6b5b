// One text protocol for tensors: requests in, replies out, no exceptions. The `torch` module of the page's Python and
// the tests' CPython both speak it.
//
// A request is one line, `OPERATION ARGUMENT ARGUMENT ...`, separated by single spaces. Arguments are
//     #12                     a tensor
//     3  -1  2.5  1e-09  inf  -inf  nan  True  False      numbers, as Python writes them; a float has ".", "e", inf or nan
//     -                       None. Arguments left out at the end are None, too
//     float32  sum            names: of dtypes, of an einsum pattern without spaces
//     [1,2,-1]  [#3,#4]       lists without spaces; where a list is wanted a single number will do
//     [[1,2],[3,#7]]          nested data for `tensor`; a tensor in it has one element
//     [0:3,1,...,_,::2,#7]    an index: integers, slices, Ellipsis, None (_), True, False, masks and tensors of integers
// A reply is
//     #13 float32 [2,3]       a new tensor: handle, dtype, shape. Operations with several results say three words for each
//     0.25  7  True  [2,3]    a value as Python writes it (inf and nan as such): what `item` and the like return
//     -                       nothing: done
//     !TypeError: message     an error: the type of Python's exception, and PyTorch 1.13's words
// An operation that writes in place replies with its tensor, the handle it had.
//
// dtypes: float32 float64 int64 int32 uint8 bool. A number beside a tensor is PyTorch's "wrapped number": it never
// widens a dtype of its own kind. At most 8 dimensions and 2^24 elements.
//
// Below, a b c are tensors; A B a tensor or a number; d one dimension; D a dimension, a list of them, or - for all; S a
// list of sizes; k keepdim; t a dtype; x a number; n an integer; f True or False. "=" gives what - means, if it is not
// None.
//
//   memory      free a              forgets one handle (its numbers live on in views)
//               mark                -> a number; release N forgets every handle made since. Handles are never used twice
//               reset               forgets all handles, the seed (0) and the print options; numbers go on
//               clone a   detach a (a view of the whole)
//   create      tensor DATA t       dtype inferred: bool, int64, float32 (from floats)
//               zeros S t   ones S t   empty S t (zeros)   full S x t   eye n n t   arange x x x t (start end step)
//               linspace x x n t    zeros_like a t   ones_like a t   empty_like a t   full_like a x t
//   random      manual_seed n       mt19937, and PyTorch's numbers
//               rand S t   randn S t   rand_like a t   randn_like a t   randint n n S t (low high)   randperm n
//               uniform_ a x x (low high)   normal_ a x x (mean std)   bernoulli a   bernoulli_ a x
//   ask         info a              -> #a float32 [2,3]
//               repr a SUFFIX       -> tensor([[1., 2.],\n        [3., 4.]]); SUFFIX such as requires_grad=True is set before
//                                   the last parenthesis. The only reply of several lines
//               item a   tolist a   bool a (truth)   int a   float a   len a
//               stride a   storage_offset a   data_ptr a (the same for tensors that share numbers and begin there)
//               is_contiguous a   equal a b   allclose a b x x f (rtol atol equal_nan)   result_type A B
//               print_options PRECISION THRESHOLD EDGEITEMS LINEWIDTH SCI_MODE (each may be -)
//   views       view a S   reshape a S   transpose a d d   t a   mT a   permute a S   expand a S   contiguous a
//               squeeze a D   unsqueeze a d   flatten a d d (=0 -1)   unflatten a d S   movedim a D D   narrow a d n n
//               select a d n   diagonal a n d d (=0 0 1)   index a INDEX (a view if it has no masks or tensors)
//               split a n|S d (=0)   chunk a n d (=0)   unbind a d (=0)   broadcast_tensors [a,b]   -> several
//   write       index_put a INDEX B   copy_ a B   fill_ a x   zero_ a   masked_fill_ a b B   scatter_ a d b B
//               index_add_ a d b c    any elementwise operation below as NAME_ a ...: add_ a B, exp_ a, clamp_ a x x
//   copies      cat [a,b] d (=0)   stack [a,b] d (=0)   repeat a S   repeat_interleave a n d   flip a D   roll a S D
//               gather a d b   index_select a d b   masked_select a b   nonzero a   take_along_dim a b d   to a t
//               masked_fill a b B   where b A B   tril a n (=0)   triu a n (=0)   diag a n (=0)   diag_embed a
//               scatter a d b B   one_hot a n (=-1)   tril_indices n n n   triu_indices n n n   meshgrid [a,b] ij|xy
//   arithmetic  add A B x   sub A B x (alpha, =1)   mul A B   div A B MODE (- floor trunc)   floor_divide A B
//               remainder A B   fmod A B   pow A B   maximum A B   minimum A B   atan2 A B
//   compare     eq ne lt le gt ge A B   isclose a b x x f   logical_and logical_or logical_xor A B   logical_not a
//               bitwise_and bitwise_or bitwise_xor A B   bitwise_not a   (of bools: & | ^ ~)   isnan isinf isfinite a
//   each        neg abs sign exp exp2 expm1 log log2 log10 log1p sqrt rsqrt square reciprocal sin cos tan tanh sigmoid
//               relu silu erf floor ceil trunc frac a   round a n (decimals, =0)   gelu a none|tanh   clamp a A B
//               leaky_relu a x (=0.01)   elu a x (=1)   softplus a   nan_to_num a x x x   lerp a b A
//   reduce      sum a D k t   mean a D k t   prod a d k t   std a D n k   var a D n k (n: correction, =1)
//               max a   min a   max a d k   min a d k (values and indices)   amax a D k   amin a D k
//               argmax a d k   argmin a d k   any a d k   all a d k   count_nonzero a D   median a   logsumexp a D k
//               norm a P D k (=2)   cumsum a d t   cumprod a d t   trace a   unique a   bincount a
//   order       sort a d f (=-1 False; values and indices)   argsort a d f   topk a n d f (=-1 True; values and indices)
//   products    matmul a b   mm a b   bmm a b   mv a b   dot a b   outer a b   einsum PATTERN [a,b]   linear a b c (c or -)
//               addmm a b c   baddbmm a b c
//   layers      softmax a d t   log_softmax a d t   layer_norm a S b c x (weight and bias or -; eps =1e-05)
//               dropout a x f (p training)   embedding a b (weight, ids)   cosine_similarity a b d x (=1 1e-08)
//               attention a b c MASK x f (q k v; mask or -; dropout; causal)
//               cross_entropy a b   mse_loss a b
//
// Where PyTorch 2.6 says otherwise than 1.13: item() of several elements is a RuntimeError, "a Tensor with 2 elements
// cannot be converted to Scalar"; m1 @ m2 of two dtypes, "expected m1 and m2 to have the same dtype, but got: float !=
// long int".
//
// The numbers are the engine's own (engine/math): a product is summed in ascending order in one accumulator without
// fused multiply-add, exp and tanh are its polynomials, softmax its ops. So what a correct program of the page prints
// is what the figure shows.
#pragma once

#include <string>
#include <string_view>

#include "arena.h"

namespace attn {

// Carries out one request and returns its reply. Whatever the request, nothing is thrown, and nothing grows beyond the
// limits of the arena.
std::string call(Arena&, std::string_view request);

} // namespace attn
