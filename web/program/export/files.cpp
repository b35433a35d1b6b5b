// A second program for the page, loaded when somebody takes a file away or opens one: settings in, the bytes of a file out;
// files in, the numbers of what they hold out. It has the engine and the figure's drawing, but no window and no graphics
// card.
#include <emscripten/emscripten.h>

#include <string>

#include "engine/exchange/export_file.h"
#include "engine/exchange/open_files.h"
#include "engine/formats/json.h"
#include "engine/stages/describe.h"
#include "shell/host/snapshot.h"
#include "shell/program/control.h"
#include "shell/program/program.h"

namespace {

using namespace attn;

struct Made {
    std::string name; // or, when nothing was made, why
    Bytes bytes;
};
Made& made() {
    static Made last;
    return last;
}

// Files that the page has brought.
struct Brought {
    std::string name;
    Bytes bytes;
};
std::vector<Brought>& brought() {
    static std::vector<Brought> all;
    return all;
}

// The numbers that the settings may name.
Opened& given() {
    static Opened last;
    return last;
}

} // namespace

extern "C" {

// Makes a file: svg, or a format of `attn export`. `matrix` is empty for all; `head` counts from 1, 0 for none or all.
// `language` as in HTML's `lang`. False when it cannot be made; name() then says why.
EMSCRIPTEN_KEEPALIVE int attn_make(const char* format, const char* matrix, int head, const char* settings, float width,
                                   float height, int dark, int contrast, const char* language) {
    Program p = started(settings,
                        {.dark = dark != 0,
                         .reduced_motion = true,
                         .contrast = contrast != 0,
                         .language = language_of(language).value_or(Language::english)},
                        given());
    if (format == std::string_view("svg")) {
        const std::string svg = figure_as_svg(p, width, height);
        made() = {picture_name(p.state) + ".svg", Bytes(svg.begin(), svg.end())};
        return 1;
    }
    const FileWanted wanted{
        .format = format, .tensor = matrix, .head = head > 0 ? std::to_string(head) : std::string()};
    Exported file = exported(words_of(p), snippet_words(p.environment.language), wanted, p.now.run);
    const bool done = file.error.key.empty();
    made() = {done ? std::move(file.name) : text(tool_words(p.environment.language), file.error),
              std::move(file.bytes)};
    return done ? 1 : 0;
}

EMSCRIPTEN_KEEPALIVE const char* attn_name() { return made().name.c_str(); }
EMSCRIPTEN_KEEPALIVE const unsigned char* attn_bytes() { return made().bytes.data(); }
EMSCRIPTEN_KEEPALIVE int attn_size() { return static_cast<int>(made().bytes.size()); }

// {picture, matrices: [{matrix, head, name, shown}]}: what a picture is called, and every matrix of the run; `shown`
// is true for the one that the stage makes, of the head that is shown.
EMSCRIPTEN_KEEPALIVE const char* attn_list(const char* settings, const char* language) {
    const Program p = started(settings, {.language = language_of(language).value_or(Language::english)}, given());
    const Trace& t = p.now.run.trace;
    JsonWriter json;
    json.object().member("picture", picture_name(p.state)).key("matrices").array();
    for (const TensorInfo& about : kTensors)
        for (int h = 0; has(t, about.id) && h < (about.per_head ? t.heads : 1); ++h) {
            const bool shown = about.id == result_of(p.state.stage) && (!about.per_head || h == p.state.head - 1);
            json.object().member("matrix", about.key).member("head", about.per_head ? h + 1 : 0);
            json.member("name", tensor_name(words_of(p), about.id, h)).member("shown", shown).end();
        }
    made() = {json.end().end().take(), {}};
    return attn_name();
}

// Room for the bytes of a file, which the page fills before it asks for anything else.
EMSCRIPTEN_KEEPALIVE unsigned char* attn_bring(const char* name, int size) {
    brought().push_back({name, Bytes(static_cast<std::size_t>(size))});
    return brought().back().bytes.data();
}

// What the files that were brought hold: {error, layers: [{prefix, models}], layer, remark}, and with an empty error the
// numbers as bytes (given.h). The files are let go of.
EMSCRIPTEN_KEEPALIVE const char* attn_read(const char* layer, const char* language) {
    std::vector<FileBytes> files;
    for (const Brought& file : brought()) files.push_back({file.name, file.bytes});
    const OpenedFiles read = opened(tool_words(language_of(language).value_or(Language::english)), files, layer);
    brought().clear();
    JsonWriter json;
    json.object().member("error", read.error).key("layers").array();
    for (const FoundLayer& found : read.layers)
        json.object().member("prefix", found.prefix).member("models", found.models).end();
    json.end().member("layer", read.layer).member("remark", read.remark);
    made() = {json.end().take(), read.given ? packed(*read.given) : Bytes{}};
    return attn_name();
}

// The bytes that were brought are the numbers that settings name from now on; without any there are none.
EMSCRIPTEN_KEEPALIVE void attn_use() {
    auto numbers = brought().empty() ? std::nullopt : unpacked(brought().back().bytes);
    given() = numbers ? std::make_shared<const Given>(std::move(*numbers)) : nullptr;
    brought().clear();
}

} // extern "C"
