// Attention Lab's engine as a library: attention on matrices of your own, and how one of its numbers came about.
#include <cstdio>

#include "engine/attention/attention.h"
#include "engine/formats/number.h"
#include "engine/stages/describe.h"

int main() {
    using namespace attn;

    // Three tokens, two features: how much of a noun, how much of a verb.
    const char* const words[] = {"the", "cat", "sat"};
    Inputs inputs;
    inputs.x.resize(3, 2);
    inputs.x << 0, 0, // the
        1, 0,         // cat
        0, 1;         // sat

    // A verb asks for a noun, every token offers what it is, and what is found is passed on as it is.
    Projections projections;
    projections.w_q = (Matrix(2, 2) << 0, 0, 4, 0).finished();
    projections.w_k = Matrix::Identity(2, 2);
    projections.w_v = Matrix::Identity(2, 2);

    Options options;
    options.causal = true; // no token sees what comes after it
    if (const auto reason = misfit(inputs, projections, options))
        return std::puts(text(tool_words(Language::english), *reason).c_str()), 1;

    Run run{.trace = attend(inputs, projections, options)};
    Trace& trace = run.trace;
    for (std::size_t i = 0; i < 3; ++i) trace.tokens[i].text = words[i];

    std::puts("Attention weights: row = query, column = key");
    const Matrix& weights = trace.head(0).softmax.weights;
    for (Index i = 0; i < weights.rows(); ++i) {
        std::printf("%6s", words[i]);
        for (Index j = 0; j < weights.cols(); ++j) std::printf("%8s", fixed(weights(i, j), 4).c_str());
        std::puts("");
    }

    std::puts("\nHow “sat” came to look at “cat”:");
    for (const Tensor tensor : {Tensor::scores, Tensor::scaled, Tensor::shifted, Tensor::exps, Tensor::weights}) {
        const Explanation e = explain(trace, {.tensor = tensor, .head = 0, .row = 2, .col = 1});
        std::printf("%8s: %s\n", std::string(info(tensor).key).c_str(), arithmetic(run, e).c_str());
    }
    std::printf("%s\n", sentence(attn::words(Language::english), run,
                                 {.tensor = Tensor::context, .head = 0, .row = 2, .col = 0})
                            .c_str());
}
