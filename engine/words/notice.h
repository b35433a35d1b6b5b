// What the program tells a person about an input it changed or refused. Nothing here throws.
#pragma once

#include <string>
#include <vector>

#include "text.h"

namespace attn {

struct Notice {
    std::string key;      // the setting it is about, or empty
    Said says;            // one plain sentence for the learner
    bool refused = false; // the value could not be used at all, so nothing changed
    bool operator==(const Notice&) const = default;
};
using Notices = std::vector<Notice>;

} // namespace attn
