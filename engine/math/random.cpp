#include "random.h"

#include <cmath>

#include "elementary.h"

namespace attn {

Pcg32::Pcg32(std::uint64_t seed, std::uint64_t stream) : increment((stream << 1) | 1u) {
    next();
    state += seed;
    next();
}

std::uint32_t Pcg32::next() {
    const std::uint64_t old = state;
    state = old * 6364136223846793005ull + increment;
    const auto shifted = static_cast<std::uint32_t>(((old >> 18) ^ old) >> 27);
    const auto rotation = static_cast<std::uint32_t>(old >> 59);
    return (shifted >> rotation) | (shifted << ((32 - rotation) & 31));
}

float uniform(Pcg32& random) { return static_cast<float>(random.next() >> 8) * 0x1p-24f; }

double normal(Pcg32& random) {
    // The first draw is moved from [0, 1) to (0, 1], where the logarithm is finite.
    const double u = (static_cast<double>(random.next()) + 1.0) * 0x1p-32;
    const double v = static_cast<double>(random.next()) * 0x1p-32;
    return std::sqrt(-2.0 * log(u)) * cos(6.283185307179586 * v);
}

Matrix normal_matrix(Pcg32& random, Index rows, Index columns, double spread, int decimals) {
    double unit = 1.0;
    for (int i = 0; i < decimals; ++i) unit *= 10.0;
    Matrix m(rows, columns);
    for (Index i = 0; i < rows; ++i)
        for (Index j = 0; j < columns; ++j)
            m(i, j) = static_cast<float>((std::floor(normal(random) * spread * unit + 0.5) + 0.0) / unit);
    return m;
}

std::uint64_t hash(std::string_view bytes) {
    std::uint64_t h = 14695981039346656037ull;
    for (const char c : bytes) h = (h ^ static_cast<unsigned char>(c)) * 1099511628211ull;
    return h;
}

} // namespace attn
