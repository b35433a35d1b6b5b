#include "kept_json.h"

#include <deque>

namespace attn {

Json kept_json(std::string text) {
    struct Kept {
        std::string text;
        JsonDocument document;
    };
    static std::deque<Kept> kept; // never moves what it holds
    kept.push_back({std::move(text), {}});
    kept.back().document = json_read(kept.back().text);
    return kept.back().document.error ? Json() : Json(kept.back().document);
}

} // namespace attn
