// Tables with commas (RFC 4180), safe to open in a spreadsheet.
#pragma once

#include <string>
#include <string_view>

namespace attn {

// A field: in quotes where it must be, and never a formula. What a spreadsheet would compute gets an apostrophe.
std::string csv_field(std::string_view text);

} // namespace attn
