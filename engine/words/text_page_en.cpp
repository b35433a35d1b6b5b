// English for what only a page has around the figure: its buttons, table, notices and dialogs. The page's scripts get
// it with the schema. What they say before there is a program, or after it has ended, is web/element/text_en.js.
#include "grammar_en.h"

namespace attn {

namespace {

constexpr Sentence kEnglishPage[] = {
    {"page.canvas_keys", "Arrow keys walk the cells, Enter steps forward, and the question mark lists all keys. The "
                         "same numbers are in the table below the figure."},
    {"page.settings", "Settings"},
    {"page.fewer", "{label}: less"},
    {"page.more", "{label}: more"},
    {"page.sign", "Change the sign"},
    {"page.stage_of", "{title}, stage {number} of {count}"},
    {"page.stage_share", "{stage}, {share}%"},
    {"page.table", "Table of this stage"},
    {"page.query", "query"},
    {"page.key", "key"},
    {"page.part",
     "rows {from_row} to {to_row} of {rows}, columns {from_col} to {to_col} of {cols}; select a cell to see "
     "those around it"},
    {"page.masked", "masked"},

    // The picture is gone, for a moment or for good.
    {"page.restoring", "The browser took the graphics away. Drawing again …"},
    {"page.no-webgl", "This browser cannot draw the picture: WebGL 2 is missing or switched off. The table below has "
                      "every number of it, and all controls work."},
    {"page.context-lost", "The browser took the graphics away and did not give them back. The table below has every "
                          "number, and all controls work."},

    // The dialog in which files are chosen.
    {"page.export", "Export"},
    {"page.export.picture", "Picture"},
    {"page.export.double", "PNG, 2 ×"},
    {"page.export.no_picture", "There is no picture to read back without WebGL. The SVG needs none."},
    {"page.export.numbers", "Numbers"},
    {"page.export.matrix", "Matrix"},
    {"page.export.all", "all matrices"},
    {"page.export.program", "Program"},
    {"page.export.copy_as", "Copy as {library}"},
    {"page.export.save", "Save"},
    {"page.export.save_as", "Save as {library} program"},
    {"page.export.private",
     "A program prints exactly the digits that the figure shows. Everything is made here: nothing "
     "leaves this machine."},
    {"page.export.working", "Working …"},
    {"page.export.saved", "Saved as {name}."},
    {"page.export.copied", "Copied: {lines} lines of Python with {library}."},
    {"page.export.not_copied", "The browser does not let this page use the clipboard. Here is the program: it is "
                               "selected, so copy it with Ctrl+C."},
    {"page.export.by_hand", "The program, to copy by hand"},
    {"page.export.failed", "That did not work. Check the connection and try again."},
};

} // namespace

const Words& page_words(Language language) {
    static constexpr Words english{kEnglishPage, kEnglishGrammar};
    if (language.own) return language.own->page;
    switch (language.known) {
    case Language::english: return english;
    }
    return english;
}

} // namespace attn
