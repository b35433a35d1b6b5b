// Exercise 4, one way to do it.
#pragma once

#include <algorithm>
#include <cmath>
#include <limits>

#include "tests/exercises/exercise.h"

namespace exercise {

// From a weight of 0 to a weight of 1, in ten steps: a weight w has the character at floor(10 w), 1 the last one.
inline constexpr char kShades[] = " .:-=+*#%@";

// A line of text for each query, with a character of kShades for each key.
inline std::vector<std::string> heatmap(const Matrix& weights) {
    std::vector<std::string> lines;
    for (Index i = 0; i < weights.rows(); ++i) {
        std::string line;
        for (Index j = 0; j < weights.cols(); ++j) line += kShades[std::min(9, static_cast<int>(10 * weights(i, j)))];
        lines.push_back(line);
    }
    return lines;
}

// How evenly each query shares out its attention: minus the sum of w ln w over the keys, in nats; 0 ln 0 counts as 0.
inline std::vector<float> entropy(const Matrix& weights) {
    std::vector<float> out;
    for (Index i = 0; i < weights.rows(); ++i) {
        float sum = 0;
        for (Index j = 0; j < weights.cols(); ++j)
            if (weights(i, j) > 0) sum -= weights(i, j) * std::log(weights(i, j));
        out.push_back(sum);
    }
    return out;
}

// The two heads, counted from 0, whose weights are most alike. There are at least two; how you measure is up to you.
inline std::pair<int, int> most_similar_heads(const std::vector<Matrix>& weights) {
    std::pair<int, int> best{0, 1};
    float least = std::numeric_limits<float>::infinity();
    const int heads = static_cast<int>(weights.size());
    for (int a = 0; a < heads; ++a)
        for (int b = a + 1; b < heads; ++b) {
            const float apart = (weights[static_cast<std::size_t>(a)] - weights[static_cast<std::size_t>(b)]).norm();
            if (apart < least) least = apart, best = {a, b};
        }
    return best;
}

} // namespace exercise
