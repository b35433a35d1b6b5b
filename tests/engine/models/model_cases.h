// Small transformers of every kind, with numbers and a batch of their own, for the tests of their gradients.
#pragma once

#include <string>
#include <vector>

#include "engine/models/transformer.h"
#include "engine/train/loss.h"

namespace attn {

struct ModelCase {
    std::string name;
    ModelShape shape;
    ParametersOf<double> parameters; // of three decimals
    Tokens tokens;
    std::vector<int> targets;
};

const std::vector<ModelCase>& model_cases();

template <class R> ParametersOf<R> parameters_as(const ModelCase&);

// The loss of a case and the gradient of every parameter.
template <class R> struct ModelAnswerOf {
    PassOf<R> pass;
    Loss loss;
    ParametersOf<R> gradients;
};
template <class R>
ModelAnswerOf<R> model_answer(const ModelCase&, const ParametersOf<R>&, const KernelSet* simd = widest_kernels());

} // namespace attn
