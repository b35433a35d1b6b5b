// Tensors of random numbers: PyTorch's own for the same seed, up to what its vector code rounds otherwise.
#pragma once

#include "context.h"

namespace attn {

// These fill a tensor in place, view or not.
void fill_uniform(Context&, const StridedTensor&, double low, double high);
void fill_normal(Context&, const StridedTensor&, double mean, double deviation);
void fill_bernoulli(Context&, const StridedTensor&, double p); // 1 with the probability p, else 0

// torch.rand and torch.randn.
StridedTensor random_uniform(Context&, const Dims& shape, DType);
StridedTensor random_normal(Context&, const Dims& shape, DType);
// Integers of [low, high).
StridedTensor random_integers(Context&, std::int64_t low, std::int64_t high, const Dims& shape, DType);
StridedTensor random_permutation(Context&, std::int64_t count);
// 1 with the probability that each element is.
StridedTensor bernoulli(Context&, const StridedTensor& p);

} // namespace attn
