// JSON that a test looks into: the tests of the engine and of the shell share it.
#pragma once

#include <string>

#include "engine/formats/json_read.h"

namespace attn {

// The outermost value of a JSON text, which is kept to the end of the program; null when it is not JSON.
Json kept_json(std::string text);

} // namespace attn
