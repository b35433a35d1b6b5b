// Products into memory that is there, and the steps of a layer that are not attention.
#include <catch2/catch_test_macros.hpp>

#include <cmath>

#include "engine/math/feed_forward.h"
#include "engine/math/products.h"
#include "tests/engine/cases.h"

using namespace attn;

TEST_CASE("products into parts of matrices have the bits of the plain loops, also when their room is used again") {
    std::vector<const KernelSet*> sets = kernel_sets();
    sets.push_back(nullptr);
    for (const KernelSet* set : sets) {
        CAPTURE(set ? set->key : "plain");
        Products products(set);
        for (const auto& [n, m, p] :
             {std::array<Index, 3>{33, 20, 37}, {3, 5, 2}, {1, 1, 1}, {16, 16, 16}, {40, 3, 9}}) {
            const Matrix wide = random_matrix(1, n, m + 4), b = random_matrix(2, m, p), bt = random_matrix(3, p, m),
                         c = random_matrix(4, n, p), bias = random_matrix(5, 1, p);
            const auto a = wide.middleCols(2, m);
            const Matrix copy = a;
            Matrix out = Matrix::Constant(n + 2, p + 3, 7);
            products.product(a, b, bias, out.block(1, 2, n, p));
            CHECK(same_bits(Matrix(out.block(1, 2, n, p)), with_bias(product(copy, b), bias)));
            products.product_transposed(a, bt, out.block(1, 2, n, p));
            CHECK(same_bits(Matrix(out.block(1, 2, n, p)), product_transposed(copy, bt)));
            CHECK((out.row(0).isConstant(7, 0) && out.col(1).isConstant(7, 0) && out.col(p + 2).isConstant(7, 0)));
            Matrix turned(m, p);
            products.transposed_product(a, c, turned);
            CHECK(same_bits(turned, product(Matrix(copy.transpose()), c)));
        }
    }
}

TEST_CASE("layer norm, ReLU and GELU are what they are said to be") {
    const MatrixOf<double> x = random_matrix(3, 4, 19).cast<double>() * 3,
                           gain = random_matrix(4, 1, 19).cast<double>(), bias = random_matrix(5, 1, 19).cast<double>();
    NormedOf<double> kept;
    MatrixOf<double> out;
    layer_norm(x, gain, bias, kept, out);
    for (Index i = 0; i < x.rows(); ++i) {
        const double mean = x.row(i).mean(), variance = (x.row(i).array() - mean).square().mean();
        for (Index j = 0; j < x.cols(); ++j) {
            const double want = (x(i, j) - mean) / std::sqrt(variance + 1e-5) * gain(j) + bias(j);
            CHECK(std::fabs(out(i, j) - want) < 1e-12);
        }
    }
    MatrixOf<double> rising(1, 5);
    rising << -30, -1, 0, 1, 30;
    gelu(rising, out);
    CHECK((out(0) == 0 && out(2) == 0 && out(4) == 30));
    CHECK(std::fabs(out(1) + 0.15880800939172324) < 1e-12); // PyTorch: gelu(-1, approximate="tanh")
    CHECK(std::fabs(out(3) - 0.8411919906082768) < 1e-12);
    relu(rising, out);
    CHECK((out(0) == 0 && out(1) == 0 && out(2) == 0 && out(3) == 1 && out(4) == 30));
    relu_backward(rising, MatrixOf<double>(MatrixOf<double>::Constant(1, 5, 2)), out);
    CHECK((out(0) == 0 && out(1) == 0 && out(2) == 0 && out(3) == 2 && out(4) == 2));
}

TEST_CASE("a layer norm of equal numbers divides by no zero") {
    NormedOf<float> kept;
    Matrix out;
    layer_norm(Matrix(Matrix::Constant(1, 8, 5)), Matrix(Matrix::Ones(1, 8)), Matrix{}, kept, out);
    CHECK(out.isZero(0));
    Matrix d_x = Matrix::Zero(1, 8), d_gain(1, 8), d_bias;
    layer_norm_backward(kept, Matrix(Matrix::Ones(1, 8)), random_matrix(1, 1, 8), d_x, d_gain, d_bias);
    CHECK(d_x.allFinite());
}
