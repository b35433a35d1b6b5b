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

    {"page.two_sentences", "Two sentences"},
    {"page.break_it", "break it"},
    {"page.attention", "Shared heads, scale, window, bias, dropout, mistakes"},
    {"page.open", "Open"},
    {"page.open.help",
     "Show numbers of your own: a layer of a model (.safetensors), or rows of X (.npy, .json). Nothing "
     "leaves your machine."},
    {"page.open.it", "Open the file"},
    {"page.open.close", "Close the file"},
    {"page.open.drop", "Let go to show these numbers. Nothing leaves your machine."},
    {"page.open.refused", "{file} is not shown. {why}"},
    {"page.crowded", "The page has more figures in sight than the browser can draw at once."},
    {"page.draw_this", "Draw this one"},
    {"page.part_missing", "A part of the figure could not be loaded. Check the connection."},
    {"page.try_again", "Try again"},

    // The dialog of help, before the list of keys.
    {"page.help.see", "What you see"},
    {"page.help.see.matrix",
     "One stage of attention at a time. A matrix is a grid of cells with one row for each token; "
     "where tokens meet tokens, the row is the query and the column is the key."},
    {"page.help.see.cell",
     "The colour of a cell is its number, as the scale beside the picture says. A hatched cell is "
     "masked: nothing comes through it."},
    {"page.help.see.panel",
     "The panel beside the picture, on a phone below it, has the formula, the terms and the result "
     "of the cell that is selected."},
    {"page.help.mouse", "Mouse"},
    {"page.help.mouse.point",
     "Point at a cell to see its number and what it is made of. Click to select it, and again to "
     "let go of it."},
    {"page.help.mouse.edit",
     "Drag a number of X, of the memory or of a projection up or down to change it, or double-click "
     "it to type another."},
    {"page.help.mouse.paint",
     "Drag over the cells of a mask to shut or open them; while the pencil is on, a click does "
     "it, too."},
    {"page.help.mouse.zoom", "Ctrl and the wheel bring the picture nearer; Shift and the wheel move it."},
    {"page.help.touch", "Touch"},
    {"page.help.touch.tap", "Tap a cell to select it, and again to let go of it."},
    {"page.help.touch.zoom", "Two fingers bring the picture nearer and move it. One finger scrolls the page."},
    {"page.help.touch.draw", "While the pencil is on, one finger draws: over a mask it shuts and opens cells, and on a "
                             "number it goes up and down to change it."},
    {"page.help.keys", "Keys"},

    // The dialog in which files are chosen.
    {"page.export", "Export"},
    {"page.export.picture", "Picture"},
    {"page.export.double", "PNG, 2 ×"},
    {"page.export.no_picture", "There is no picture to read back without WebGL. The SVG needs none."},
    {"page.export.numbers", "Numbers"},
    {"page.export.matrix", "Matrix"},
    {"page.export.sheet", "For spreadsheets"},
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
