// Exercise 4: look at weights and compare heads. In a terminal: ./lab exercise 4
#pragma once

#include <cmath>

#include "tests/exercises/exercise.h"

namespace exercise {

// From a weight of 0 to a weight of 1, in ten steps: a weight w has the character at floor(10 w), 1 the last one.
inline constexpr char kShades[] = " .:-=+*#%@";

// A line of text for each query, with a character of kShades for each key.
inline std::vector<std::string> heatmap(const Matrix& weights) {
    // TODO 1
    (void)weights;
    return {};
}

// How evenly each query shares out its attention: minus the sum of w ln w over the keys, in nats; 0 ln 0 counts as 0.
inline std::vector<float> entropy(const Matrix& weights) {
    // TODO 2
    (void)weights;
    return {};
}

// The two heads, counted from 0, whose weights are most alike. There are at least two; how you measure is up to you.
inline std::pair<int, int> most_similar_heads(const std::vector<Matrix>& weights) {
    // TODO 3
    (void)weights;
    return {0, 0};
}

} // namespace exercise
