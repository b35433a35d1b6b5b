// Largest and smallest elements (reduce.h).
#include <type_traits>

#include "convert.h"
#include "reduce.h"
#include "views.h"

namespace attn {

namespace {

// The place of the largest or smallest of a row that has elements: of the first NaN, if there is one.
template <class T> Index place_in(const T* row, Index count, bool largest) {
    Index best = 0;
    for (Index j = 0; j < count; ++j) {
        if (row[j] != row[j]) return j;
        if (largest ? row[j] > row[best] : row[j] < row[best]) best = j;
    }
    return best;
}

// Whether there is something to be found; says what is wrong otherwise.
bool has_elements(Context& c, const std::string& name, const Rows& rows, const std::int64_t* dim) {
    if (c.failed()) return false;
    if (rows.inner > 0) return true;
    if (dim)
        c.fail("IndexError", name + ": Expected reduction dim " + std::to_string(*dim) + " to have non-zero size.");
    else if (name.starts_with("arg"))
        c.fail("IndexError", name + ": Expected reduction dim to be specified for input.numel() == 0.");
    else
        c.wrong(name +
                ": Expected reduction dim to be specified for input.numel() == 0. Specify the reduction dim with the "
                "'dim' argument.");
    return false;
}

} // namespace

StridedTensor extreme(Context& c, const char* name, const StridedTensor& a, const Dims& dims, bool keep, bool largest) {
    const Rows rows = rows_along(c, a, dims, keep, a.dtype);
    if (!has_elements(c, name, rows, nullptr)) return {};
    const StridedTensor out = c.zeros(rows.kept, a.dtype);
    if (c.failed()) return {};
    with_type(a.dtype, [&](auto zero) {
        using T = decltype(zero);
        for (Index i = 0; i < rows.outer; ++i) {
            const T* const row = rows.numbers.data<T>() + i * rows.inner;
            out.data<T>()[i] = row[place_in(row, rows.inner, largest)];
        }
    });
    return out;
}

Found extreme_at(Context& c, const char* name, const StridedTensor& a, const std::int64_t* dim, bool keep,
                 bool largest) {
    Dims dims;
    std::int64_t place = 0;
    if (dim) {
        place = c.dimension(*dim, a.rank());
        dims.push_back(static_cast<Index>(place));
    }
    if (c.failed()) return {};
    const Rows rows = rows_along(c, a, dims, keep, a.dtype);
    if (!has_elements(c, name, rows, dim ? &place : nullptr)) return {};
    Found out{c.zeros(rows.kept, a.dtype), c.zeros(rows.kept, DType::int64)};
    if (c.failed()) return {};
    with_type(a.dtype, [&](auto zero) {
        using T = decltype(zero);
        for (Index i = 0; i < rows.outer; ++i) {
            const T* const row = rows.numbers.data<T>() + i * rows.inner;
            const Index at = place_in(row, rows.inner, largest);
            out.values.data<T>()[i] = row[at];
            out.indices.data<std::int64_t>()[i] = at;
        }
    });
    return out;
}

} // namespace attn
