#include "model_shape.h"

#include <string>

namespace attn {

std::optional<Said> misfit(const ModelShape& s) {
    if (s.heads < 1 || s.width % s.heads != 0)
        return said("misfit.model_heads", {{"width", std::to_string(s.width)}, {"heads", std::to_string(s.heads)}});
    if (s.positions == Positions::sinusoidal && s.width % 2 != 0)
        return said("misfit.model_positions", {{"width", std::to_string(s.width)}});
    return std::nullopt;
}

} // namespace attn
