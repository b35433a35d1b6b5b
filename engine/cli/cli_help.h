// `attn help`.
#pragma once

#include <string>

namespace attn {

std::string help();

} // namespace attn
