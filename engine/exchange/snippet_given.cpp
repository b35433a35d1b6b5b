// The inputs of the programs of snippet.h.
#include <span>

#include "engine/formats/number.h"
#include "snippet_parts.h"

namespace attn {

namespace {

std::string matrix_literal(std::string_view name, const Matrix& m, const std::vector<Token>& rows, Library library) {
    const bool numpy = library == Library::numpy;
    return std::string(name) + " = " +
           python_matrix(m, rows, numpy ? "np.array(" : "torch.tensor(",
                         numpy ? ", dtype=np.float32)" : ", dtype=torch.float32)");
}

// [[1, 0], [1, 1]] as truth values, one picture for each mask.
std::string masks_literal(std::string_view name, std::span<const Mask> masks, bool one, std::string_view why) {
    std::string out = why.empty() ? "" : "# " + std::string(why) + "\n";
    out += std::string(name) + " = bits(";
    for (std::size_t i = 0; i < masks.size(); ++i) out += (i > 0 ? ", " : "") + python_picture(masks[i]);
    return out + (one ? ")[0]\n" : ")\n");
}

std::string flags(const std::vector<bool>& real) {
    std::string out = "[";
    for (const bool r : real) out += (out.size() > 1 ? ", " : "") + std::string(r ? "True" : "False");
    return out + "]";
}

} // namespace

std::string given_part(const SnippetWords& words, const Run& run, Library library) {
    const Trace& t = run.trace;
    Lines l{words, library};
    const Options& o = t.options;
    l.out = part_title(l.say("snippet.the_inputs"));
    l.add("queries = " + python_tokens(t.tokens));
    if (has(t, Tensor::memory)) l.add("keys = " + python_tokens(t.memory_tokens), l.say("snippet.cross"));
    else l.add("keys = queries", l.say("snippet.self"));
    l.add("T, S = len(queries), len(keys)");
    l.add("H = " + std::to_string(t.heads), l.say("snippet.heads"));
    if (t.kv_heads != t.heads) l.add("H_kv = " + std::to_string(t.kv_heads), l.say("snippet.kv_heads"));
    const bool added = has(t, Tensor::embedding);
    l.add("\n# " + l.say(added ? "snippet.x_added" : "snippet.x"));
    l.out += matrix_literal("X", t.x, t.tokens, library);
    if (has(t, Tensor::memory)) {
        l.add("\n# " + l.say("snippet.memory"));
        l.out += matrix_literal("M", t.memory, t.memory_tokens, library);
    }
    l.add("\n# " + l.say("snippet.projections"));
    const std::pair<const char*, const Matrix*> learned[] = {{"W_Q", &t.projections.w_q}, {"W_K", &t.projections.w_k},
                                                             {"W_V", &t.projections.w_v}, {"W_O", &t.projections.w_o},
                                                             {"b_Q", &t.projections.b_q}, {"b_K", &t.projections.b_k},
                                                             {"b_V", &t.projections.b_v}, {"b_O", &t.projections.b_o}};
    for (const auto& [name, m] : learned)
        if (m->size() > 0) l.out += matrix_literal(name, *m, {}, library);
    for (const Edited& e : run.edited) {
        const std::string key(kEditable[static_cast<std::size_t>(e.set.matrix)]);
        l.add("# " + l.say("snippet.edited", {{"matrix", key},
                                              {"row", std::to_string(e.set.row)},
                                              {"column", std::to_string(e.set.col)},
                                              {"was", python_number(e.was)}}));
    }

    if (!o.key_padding.empty())
        l.add("\nreal = " + l.pick("np.array(", "torch.tensor(") + flags(o.key_padding) + ")", l.say("snippet.real"));
    if (o.mask.empty() && o.dropout_keep.empty()) return l.out;
    l.add("\n\ndef bits(*pictures):", l.say("snippet.bits"));
    l.add("    return " + l.pick("np.array", "torch.tensor") +
          "([[[c == \"1\" for c in row] for row in picture.split()] for picture in pictures])");
    if (!o.mask.empty()) l.out += "\n\n" + masks_literal("painted", o.mask, true, l.say("snippet.painted"));
    if (!o.dropout_keep.empty()) {
        l.out += "\n" + std::string(o.mask.empty() ? "\n" : "");
        l.out += masks_literal("keep", o.dropout_keep, false, l.say("snippet.keep"));
        l.add("p = " + shortest(o.dropout_p), l.say("snippet.p"));
        if (!t.times_kept.empty()) {
            l.add("\n# " + l.say("snippet.times_kept"));
            l.add("draws = " + std::to_string(t.dropout_samples));
            l.add("times_kept = " + l.pick("np.array([", "torch.tensor(["));
            for (const Matrix& m : t.times_kept) l.out += python_matrix(m, {}, "", ",");
            l.add("], dtype=" + l.pick("np.float32)", "torch.float32)"));
        }
    }
    return l.out;
}

} // namespace attn
