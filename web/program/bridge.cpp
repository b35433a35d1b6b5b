// The functions that the page's JavaScript may call. Strings go in and out (UTF-8; answers are JSON and stay
// valid until the next call), never pointers into the heap's matrices, which memory growth would detach.
// Nothing throws: bad text becomes a notice.
#include <emscripten/emscripten.h>

#include <cstdlib>
#include <string>

#include "shell/draw/cache.h"
#include "shell/host/host_sdl.h"
#include "shell/input/pointer.h"
#include "shell/program/commands.h"
#include "shell/program/control.h"
#include "shell/program/edit.h"
#include "shell/program/playback.h"
#include "shell/program/program.h"
#include "shell/report/report.h"
#include "shell/views/figure.h"

namespace {

using namespace attn;

struct BrowserFonts final : WordRenderer {
    bool draw(std::string_view word, float size, bool bold, bool only_advance, WordPicture&) override;
};

// What the page was told last, by attn_status: if any of this differs after a frame, its status is out of date.
struct Told {
    AppState state;
    Playing playing{};
    std::optional<Cell> hover;
    Notices notices;
    std::size_t past = 0, future = 0; // steps to undo and redo
    bool compared = false;
};

struct Page {
    Program program;
    BrowserFonts fonts;
    Cache cache;
    Faces faces;
    Told told;
    Opened opened{};      // the file that was opened last
    bool drawing = false; // there is a WebGL context
    double last_ms = 0;
    double spent_ms = 0; // on the last frame, before it was handed to WebGL
    std::string answer;
};

// word_renderer.js draws the word and leaves the picture in memory of ours. box: advance, left, top, width, height,
// colored.
EM_JS_DEPS(draw_word, "$UTF8ToString,malloc");
EM_JS(unsigned char*, draw_word, (const char* word, float size, int bold, int only_advance, float* box), {
    const picture = Module.drawWord(UTF8ToString(word), size, !!bold, !!only_advance);
    HEAPF32.set(picture.box, box >> 2);
    if (!picture.pixels) return 0;
    const at = _malloc(picture.pixels.length);
    HEAPU8.set(picture.pixels, at);
    return at;
});

bool BrowserFonts::draw(std::string_view word, float size, bool bold, bool only_advance, WordPicture& out) {
    float box[6] = {};
    unsigned char* pixels = draw_word(std::string(word).c_str(), size, bold, only_advance, box);
    out.advance = box[0];
    out.left = static_cast<int>(box[1]), out.top = static_cast<int>(box[2]);
    out.width = static_cast<int>(box[3]), out.height = static_cast<int>(box[4]);
    out.colored = box[5] != 0;
    if (pixels) out.pixels.assign(pixels, pixels + out.width * out.height * (out.colored ? 4 : 1));
    std::free(pixels);
    return true;
}

Page& page() {
    static Page only{.program = started(""), .fonts = {}, .cache = {}, .faces = {}, .told = {}, .answer = {}};
    return only;
}

// With a picture every frame trims the heads; without one this is all that happens. Nobody holds on to a head by now.
const char* answer(std::string text) {
    trim_heads(page().program);
    page().answer = std::move(text);
    return page().answer.c_str();
}

bool still(const Told& s, const Program& p) {
    return s.state == p.state && s.playing == p.playing && s.hover == p.hover && s.notices == p.notices &&
           s.past == p.history.past.size() && s.future == p.history.future.size() && s.compared == is_compared(p);
}

Rect canvas() {
    const ImVec2 size = ImGui::GetIO().DisplaySize;
    return {0, 0, size.x, size.y};
}

void draw_frame(Page& p, double now_ms) {
    const double begin_ms = emscripten_get_now();
    if (p.drawing) host_events(false);
    // Nobody has seen anything yet, so there is no way to fly from it.
    if (p.last_ms == 0) p.program.flight.done = 1;
    advance(p.program, (now_ms - p.last_ms) / 1000);
    p.last_ms = now_ms;
    if (!p.drawing) return;
    begin_frame(p.cache);
    const Rect area = host_begin_frame();
    figure_ui(p.program, p.faces, p.cache, area);
    ImGui::Render(); // host_end_frame asks for it again, for nothing
    p.spent_ms = emscripten_get_now() - begin_ms;
    host_end_frame(theme(appearance(p.program)).paper);
}

// The program as it is after everything that was pressed so far. ImGui lets one press or release through in each frame,
// so a double click takes four, and on a slow machine an order of the page may come before them. If they came after
// it, they would undo what it did: select another cell than the one whose number is being typed, say.
Program& caught_up() {
    Page& p = page();
    if (!p.drawing || p.last_ms == 0) return p.program; // nobody has seen anything to press
    host_events(false);
    constexpr int enough = 16;
    for (int frames = 0; frames < enough && host_has_input(); ++frames) draw_frame(p, p.last_ms);
    return p.program;
}

// Opens the field of a cell whose number can be typed: { matrix, row, col, label, text, x, y, width, height } or
// "null".
const char* field_over(const std::optional<Cell>& cell) {
    Page& p = page();
    if (!cell || !p.drawing || grip(p.program, *cell) != Grip::number) return answer("null");
    const auto place = cell_place(figure_layout(p.program, p.faces, canvas()), *cell);
    if (!place) return answer("null");
    open_field(p.program, *cell);
    return answer(field_json(p.program, *place));
}

} // namespace

extern "C" {

// Opens the canvas; 1 if there can be a picture. Sizes are CSS pixels; how many of the screen's these are, SDL asks for
// itself (export/ratio.js).
EMSCRIPTEN_KEEPALIVE int attn_open(int width, int height) {
    Page& p = page();
    p.drawing = host_open({.title = nullptr, .width = width, .height = height});
    if (p.drawing) host_resize(width, height);
    return p.drawing ? 1 : 0;
}

// Begins with these settings, on the canvas if attn_open has found that there can be a picture.
EMSCRIPTEN_KEEPALIVE void attn_start(const char* settings) {
    Page& p = page();
    p.cache.words.renderer = &p.fonts;
    p.program = started(settings, p.program.environment, p.opened);
    if (!p.drawing) return;
    p.faces = load_faces(p.cache.words);
    host_prepare();
}

// Takes the numbers of a file, as given.h packs them; the program frees them. Before attn_start they are kept for settings
// that name the file, afterwards they are shown at once.
EMSCRIPTEN_KEEPALIVE const char* attn_open_file(unsigned char* bytes, int size, int show) {
    auto given = unpacked({bytes, static_cast<std::size_t>(size)});
    std::free(bytes);
    if (given) page().opened = std::make_shared<const Given>(std::move(*given));
    if (given && show) show_file(caught_up(), page().opened);
    return answer(notices_json(words_of(page().program), page().program.notices));
}

// Draws one frame at `now_ms`. Bit 1: wants another frame. Bit 2: the status changed.
EMSCRIPTEN_KEEPALIVE int attn_frame(double now_ms) {
    Page& p = page();
    draw_frame(p, now_ms);
    const bool changed = !still(p.told, p.program);
    return (moving(p.program) || (p.drawing && (p.cache.budget.put_off || host_has_input())) ? 1 : 0) |
           (changed ? 2 : 0);
}

// For ./lab bench frames.
EMSCRIPTEN_KEEPALIVE double attn_spent() { return page().spent_ms; }

EMSCRIPTEN_KEEPALIVE void attn_resize(int width, int height) {
    if (page().drawing) host_resize(width, height);
}

// Two fingers or the wheel at (x, y); see move_camera(). 1 if it moved anything.
EMSCRIPTEN_KEEPALIVE int attn_gesture(float x, float y, float factor, float dx, float dy) {
    Page& p = page();
    if (!p.drawing) return 0;
    const Rect view = figure_layout(p.program, p.faces, canvas()).stage;
    return move_camera(p.program, view, factor, x, y, dx, dy) ? 1 : 0;
}

// `language` as in HTML's `lang`; English where it is not known.
EMSCRIPTEN_KEEPALIVE void attn_environment(int dark, int reduced, int contrast, int touch, int controls,
                                           const char* language) {
    page().program.environment = {.dark = dark != 0,
                                  .reduced_motion = reduced != 0,
                                  .contrast = contrast != 0,
                                  .touch = touch != 0,
                                  .controls = controls != 0,
                                  .frames = page().drawing,
                                  .language = language_of(language).value_or(Language::english),
                                  .can_set = [](std::string_view words) { return can_set(&page().fonts, words); }};
    refresh(page().program); // findings are kept in words
}

EMSCRIPTEN_KEEPALIVE const char* attn_set(const char* settings) {
    set(caught_up(), settings);
    return answer(notices_json(words_of(page().program), page().program.notices));
}

// The settings that differ from those of `base`, which is settings text itself; "" are the defaults.
EMSCRIPTEN_KEEPALIVE const char* attn_get(const char* base) {
    AppState from;
    parse(base, from);
    return answer(format(page().program.state, from));
}

EMSCRIPTEN_KEEPALIVE int attn_command(const char* name) { return command(caught_up(), name) ? 1 : 0; }

EMSCRIPTEN_KEEPALIVE void attn_seek(double position) { seek(caught_up(), position); }

EMSCRIPTEN_KEEPALIVE const char* attn_schema() {
    return answer(schema_json(words_of(page().program), page_words(page().program.environment.language)));
}

EMSCRIPTEN_KEEPALIVE const char* attn_status() {
    const Program& p = page().program;
    page().told = {p.state,       p.playing, p.hover, p.notices, p.history.past.size(), p.history.future.size(),
                   is_compared(p)};
    return answer(status_json(p));
}

EMSCRIPTEN_KEEPALIVE const char* attn_tables() { return answer(tables_json(page().program)); }

// A cell by its matrix's key, head, row and column, all from 0; "null" where there is none.
EMSCRIPTEN_KEEPALIVE const char* attn_explain(const char* matrix, int head, int row, int col) {
    return answer(cell_json(page().program, named_cell(page().program, matrix, head, row, col)));
}

// [x, y, width, height] in CSS pixels of the canvas, or "null" when the cell is not on screen.
EMSCRIPTEN_KEEPALIVE const char* attn_cell_rect(const char* matrix, int head, int row, int col) {
    const auto cell = named_cell(page().program, matrix, head, row, col);
    if (!cell || !page().drawing) return answer("null");
    const auto place = shown_place(page().program, page().faces, canvas(), *cell);
    return answer(place ? rect_json(*place) : "null");
}

// The field of the selected cell, or `step` cells further than the one that is open.
EMSCRIPTEN_KEEPALIVE const char* attn_field(int step) {
    const Program& p = caught_up();
    return field_over(p.field ? next_cell(p.now.run.trace, *p.field, step) : selection(p.state, p.now.run.trace));
}

// The field of the cell at a point of the canvas.
EMSCRIPTEN_KEEPALIVE const char* attn_field_at(float x, float y) {
    const Program& p = caught_up();
    const Layout layout = figure_layout(p, page().faces, canvas());
    const auto cell = cell_at(layout, x, y);
    return field_over(cell ? shown_cell(p, layout, *cell) : std::nullopt);
}

// What has been typed into the open field.
EMSCRIPTEN_KEEPALIVE const char* attn_edit(const char* text) {
    Program& p = page().program;
    if (p.field) type_number(p, *p.field, text);
    return answer(notices_json(words_of(p), p.notices));
}

// The steps of undo and redo, for the program that takes over after this one has lost its graphics.
EMSCRIPTEN_KEEPALIVE const char* attn_history() {
    const Program& p = page().program;
    return answer(std::string(1, static_cast<char>('0' + static_cast<int>(p.playing))) + history_text(p.history));
}

EMSCRIPTEN_KEEPALIVE void attn_recall(const char* history) {
    Program& p = page().program;
    p.playing = static_cast<Playing>(history[0] - '0');
    p.history = history_of(history + 1);
}

} // extern "C"
