// What kind of character a code point is, from Unicode's own data (unicode_table.h says which version). The table is part
// of the engine and not the platform's, so the same text has the same tokens everywhere.
#pragma once

namespace attn {

enum class CharacterClass {
    letter,         // all that is none of the others: letters, digits, other numbers, unassigned
    space,          // general categories Z (separators) and Cc (control characters)
    symbol,         // P (punctuation) and S (symbols)
    mark,           // M: continues the character before it
    invisible,      // Default_Ignorable_Code_Point: a soft hyphen, a word joiner, a direction
    invisible_mark, // that and M: a variation selector
};

// The class of any code point up to U+10FFFF.
CharacterClass character_class(char32_t);

} // namespace attn
