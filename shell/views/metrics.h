// What layout needs to know of the type: how much room the names of a run's tokens take.
#pragma once

#include "shell/draw/faces.h"
#include "shell/layout/layout.h"
#include "shell/program/program.h"

namespace attn {

Metrics metrics(const Program&, const Faces&, const Rect& area);

} // namespace attn
