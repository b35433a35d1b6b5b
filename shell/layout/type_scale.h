// Sizes of type, which layout reserves room for and drawing sets.
#pragma once

namespace attn {

// The type scale in CSS pixels. Nothing is smaller than `small`.
inline constexpr float kSmall = 12, kBody = 14, kTitleSize = 17, kDigits = 13, kFormula = 22;
inline constexpr float kLargestName = 24; // beside cells on a very large canvas

} // namespace attn
