// Numbers that remember how they were made, on a tape: going back over it gives all gradients by the chain rule. The oracles
// of gradients are written with them, so they have no formula for a gradient of anything larger than one operation.
#pragma once

#include <array>
#include <cmath>
#include <vector>

#include "oracle.h"

namespace oracle {

// A number that was made of others, and how much it grows when each of them does.
struct Entry {
    std::array<std::size_t, 2> from{};
    std::array<double, 2> slope{};
};
struct Tape {
    std::vector<Entry> entries;
};
struct Number {
    Tape* tape = nullptr;
    std::size_t at = 0;
    double value = 0;
};
using Row = std::vector<Number>;
using Grid = std::vector<Row>;

inline Number made(Tape& tape, double value, const Entry& entry) {
    tape.entries.push_back(entry);
    return {&tape, tape.entries.size() - 1, value};
}
inline Number leaf(Tape& tape, double value) { return made(tape, value, {}); }
inline Number operator+(const Number& a, const Number& b) {
    return made(*a.tape, a.value + b.value, {{a.at, b.at}, {1, 1}});
}
inline Number operator*(const Number& a, const Number& b) {
    return made(*a.tape, a.value * b.value, {{a.at, b.at}, {b.value, a.value}});
}
inline Number operator/(const Number& a, const Number& b) {
    return made(*a.tape, a.value / b.value, {{a.at, b.at}, {1 / b.value, -a.value / (b.value * b.value)}});
}
inline Number operator+(const Number& a, double b) { return made(*a.tape, a.value + b, {{a.at, 0}, {1, 0}}); }
inline Number operator*(const Number& a, double b) { return made(*a.tape, a.value * b, {{a.at, 0}, {b, 0}}); }
inline Number exponential(const Number& a) {
    return made(*a.tape, std::exp(a.value), {{a.at, 0}, {std::exp(a.value), 0}});
}
inline Number hyperbolic_tangent(const Number& a) {
    const double c = std::cosh(a.value);
    return made(*a.tape, std::tanh(a.value), {{a.at, 0}, {1 / (c * c), 0}});
}

inline Number natural_logarithm(const Number& a) {
    return made(*a.tape, std::log(a.value), {{a.at, 0}, {1 / a.value, 0}});
}
inline Number square_root(const Number& a) {
    const double root = std::sqrt(a.value);
    return made(*a.tape, root, {{a.at, 0}, {0.5 / root, 0}});
}

inline Row leaves(Tape& tape, const std::vector<double>& row) {
    Row out;
    for (const double value : row) out.push_back(leaf(tape, value));
    return out;
}
inline Grid leaves(Tape& tape, const Table& table) {
    Grid out;
    for (const auto& row : table) out.push_back(leaves(tape, row));
    return out;
}
inline std::vector<Grid> leaves(Tape& tape, const std::vector<Table>& tables) {
    std::vector<Grid> out;
    for (const Table& table : tables) out.push_back(leaves(tape, table));
    return out;
}

// rows w + bias
inline Grid projected(Tape& tape, const Grid& rows, const Grid& w, const Row& bias) {
    Grid out;
    for (const Row& row : rows) {
        out.emplace_back();
        for (std::size_t j = 0; j < w[0].size(); ++j) {
            Number total = leaf(tape, 0);
            for (std::size_t m = 0; m < row.size(); ++m) total = total + row[m] * w[m][j];
            out.back().push_back(bias.empty() ? total : total + bias[j]);
        }
    }
    return out;
}

// The gradient of every number on the tape, from those of the output.
inline std::vector<double> backwards(const Tape& tape, const Grid& output, const Table& d_output) {
    std::vector<double> out(tape.entries.size());
    for (std::size_t i = 0; i < output.size(); ++i)
        for (std::size_t j = 0; j < output[i].size(); ++j) out[output[i][j].at] += d_output[i][j];
    for (std::size_t at = tape.entries.size(); at-- > 0;)
        for (std::size_t side = 0; side < 2; ++side)
            out[tape.entries[at].from[side]] += out[at] * tape.entries[at].slope[side];
    return out;
}

struct Read {
    const std::vector<double>& gradient;

    std::vector<double> of(const Row& row) const {
        std::vector<double> out;
        for (const Number& n : row) out.push_back(n.tape ? gradient[n.at] : 0);
        return out;
    }
    Table of(const Grid& grid) const {
        Table out;
        for (const Row& row : grid) out.push_back(of(row));
        return out;
    }
    std::vector<Table> of(const std::vector<Grid>& grids) const {
        std::vector<Table> out;
        for (const Grid& grid : grids) out.push_back(of(grid));
        return out;
    }
};

} // namespace oracle
