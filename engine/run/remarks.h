// What there is to say about a configuration: why it cannot run, and what of it has no effect.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "config.h"

namespace attn {

// The numbers of heads that divide d_model, with commas between: "1,2,4,8".
std::string possible_heads(int d_model);

// What makes this configuration impossible to run, if anything: no tokens, heads that do not divide
// d_model, or key-value heads that do not divide heads. Single values are already in range (read_param clamps them).
std::optional<Notice> problem(const Config&);

// Whether a mistake would leave this run as it is, because what it breaks is not there.
bool changes_nothing(const Config&, bool Mistakes::* mistake);
// The mistakes that a run makes, and of which something can be seen.
std::vector<const MistakeInfo*> made_mistakes(const Config&);

// That it names a file which has not been opened, if so.
std::optional<Notice> missing_file(const Config&);

// Advice on a configuration that runs: for instance that only the first kMaxTokens tokens are used, or
// that a mistake has nothing to break.
Notices remarks(const Config&);

} // namespace attn
