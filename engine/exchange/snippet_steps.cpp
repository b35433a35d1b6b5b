// The inputs and the steps of the programs of snippet.h.
#include <cmath>
#include <span>

#include "engine/attention/mask.h"
#include "engine/formats/number.h"
#include "engine/words/text.h"
#include "snippet_parts.h"

namespace attn {

namespace {

std::string title(std::string_view words) {
    return "\n\n# " + std::string(72 - std::min<std::size_t>(words.size() + 1, 60), '-') + " " + std::string(words) +
           "\n";
}

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

bool cross(const Trace& t) { return !t.memory_tokens.empty(); }

std::string flags(const std::vector<bool>& real) {
    std::string out = "[";
    for (const bool r : real) out += (out.size() > 1 ? ", " : "") + std::string(r ? "True" : "False");
    return out + "]";
}

// The lines of one program; pick() takes what differs between the libraries.
struct Lines {
    Library library;
    std::string out{};

    std::string pick(std::string_view numpy, std::string_view torch) const {
        return std::string(library == Library::numpy ? numpy : torch);
    }
    void add(std::string_view line) { out += std::string(line) + "\n"; }
    // A line of code and what comes behind it.
    void add(const std::string& code, std::string_view remark) {
        out += code + (remark.empty() ? "" : "  # " + std::string(remark)) + "\n";
    }
    // Prints a matrix under the name that it has in the figure. `what` is the variable and the labels of its places.
    void show(Tensor tensor, const std::string& what) {
        out += "show(" + python_string(text("tensor." + std::string(info(tensor).key))) + ", " + what + ")\n";
    }
    void step(std::string_view words) { out += "\n# " + std::string(words) + "\n"; }
    void broken(std::string_view key, std::string_view right) {
        out += "# BROKEN ON PURPOSE (" + std::string(key) + "). Right: " + std::string(right) + "\n";
    }
};

void project(Lines& l, const Trace& t) {
    const bool error = t.options.mistakes.keys_from_queries;
    l.step("1. Project: every row becomes a query, a key and a value.");
    if (error) l.broken("keys-from-queries", "with a second sentence, keys and values are made from its rows");
    const std::string from = cross(t) ? "M" : "X";
    const auto one = [&](std::string_view name, const std::string& rows, const Matrix& bias, std::string_view shape) {
        const std::string to(name);
        l.add(to + " = " + rows + " @ W_" + to + (bias.size() > 0 ? " + b_" + to : ""), shape);
    };
    one("Q", "X", t.projections.b_q, "[T, H d_k]");
    one("K", from, t.projections.b_k, t.kv_heads == t.heads ? "[S, H d_k]" : "[S, H_kv d_k]");
    one("V", from, t.projections.b_v, t.kv_heads == t.heads ? "[S, H d_v]" : "[S, H_kv d_v]");
    l.show(Tensor::q, "Q, queries");
    l.show(Tensor::k, "K, keys");
    l.show(Tensor::v, "V, keys");
}

void split(Lines& l, const Trace& t) {
    l.step("2. Split: head h gets the columns h d .. (h + 1) d - 1.");
    l.add("def split(M, heads):  # [n, heads d] -> [heads, n, d]");
    const std::string right = "return M.reshape(len(M), heads, -1)" + l.pick(".transpose(1, 0, 2)", ".transpose(0, 1)");
    if (t.options.mistakes.view_without_transpose) {
        l.add("    # BROKEN ON PURPOSE (view-without-transpose). Right: " + right);
        l.add("    return M.reshape(heads, len(M), -1)");
    } else l.add("    " + right);
    const bool shared = t.kv_heads != t.heads;
    l.add("\n\nQ_h = split(Q, H)", "[H, T, d_k]");
    l.add("K_h = split(K, " + std::string(shared ? "H_kv)" : "H)"), shared ? "[H_kv, S, d_k]" : "[H, S, d_k]");
    l.add("V_h = split(V, " + std::string(shared ? "H_kv)" : "H)"), shared ? "[H_kv, S, d_v]" : "[H, S, d_v]");
    if (shared) {
        l.add("# Grouped-query attention: neighbouring heads share their keys and values.");
        for (const char* name : {"K_h", "V_h"})
            l.add(std::string(name) + " = " +
                      l.pick("np.repeat(" + std::string(name) + ", H // H_kv, axis=0)",
                             std::string(name) + ".repeat_interleave(H // H_kv, dim=0)"),
                  "[H, S, d]");
    }
    l.show(Tensor::q_head, "Q_h, queries");
    l.show(Tensor::k_head, "K_h, keys");
    l.show(Tensor::v_head, "V_h, keys");
}

void score(Lines& l, const Trace& t) {
    const Options& o = t.options;
    l.step("3. Scores: each query times each key.");
    l.add("scores = Q_h @ K_h" + l.pick(".transpose(0, 2, 1)", ".transpose(1, 2)"), "[H, T, S]");
    l.show(Tensor::scores, "scores, queries, keys");

    l.step("4. Scale, so that wide heads do not have large scores only because they add up more terms.");
    const bool heated = o.temperature != 1;
    const std::string by_paper = heated ? "scores / (d_k**0.5 * temperature)" : "scores / d_k**0.5";
    l.add("d_k = Q_h.shape[-1]");
    if (heated) l.add("temperature = " + python_number(o.temperature), "below 1 sharpens, above 1 flattens");
    std::string scaled = by_paper;
    if (o.mistakes.no_scaling || o.scale)
        scaled = (t.scale == 1 ? "scores" : "scores * " + python_number(t.scale)) +
                 std::string(heated ? " / temperature" : "");
    if (o.mistakes.no_scaling) l.broken("no-scaling", o.scale ? "scores * " + python_number(*o.scale) : by_paper);
    l.add("scaled = " + scaled, "[H, T, S]");
    l.show(Tensor::scaled, "scaled, queries, keys");
    if (o.softcap > 0) {
        l.add("cap = " + python_number(o.softcap), "large scores flatten out here, small ones stay as they are");
        l.add("scaled = cap * " + l.pick("np.tanh", "torch.tanh") + "(scaled / cap)");
        l.show(Tensor::capped, "scaled, queries, keys");
    }
}

// allowed [T, S]: which keys a query may see.
void allow(Lines& l, const Trace& t) {
    const Options& o = t.options;
    const std::string offset = o.causal_offset == 0  ? ""
                               : o.causal_offset > 0 ? " + " + std::to_string(o.causal_offset)
                                                     : " - " + std::to_string(-o.causal_offset);
    l.step("5. Mask: which keys (columns) each query (row) may see.");
    l.add("i = " + l.pick("np.arange(T)", "torch.arange(T)") + "[:, None]", "the queries' places");
    l.add("j = " + l.pick("np.arange(S)", "torch.arange(S)") + "[None, :]", "the keys' places");
    l.add("allowed = " + l.pick("np.ones((T, S), dtype=bool)", "torch.ones(T, S, dtype=torch.bool)"));
    if (o.causal) l.add("allowed &= j <= i" + offset, "causal: nobody sees what comes later");
    const std::string window = std::to_string(o.window);
    if (o.window > 0 && o.causal) l.add("allowed &= j > i" + offset + " - " + window, "a window of the last " + window);
    if (o.window > 0 && !o.causal) l.add("allowed &= abs(i" + offset + " - j) < " + window, "a window to both sides");
    if (!o.key_padding.empty()) {
        if (o.mistakes.padding_on_rows) {
            l.broken("padding-on-rows", "allowed &= real[None, :], with one truth value for each key");
            l.add("allowed &= real[:, None]");
        } else l.add("allowed &= real[None, :]", "nobody sees padding");
    }
    if (!o.mask.empty()) l.add("allowed &= painted");
    if (o.mistakes.mask_turned_round) {
        l.broken("mask-turned-round", "leave this line out; True means \"may attend\"");
        l.add("allowed = ~allowed");
    }
}

void mask(Lines& l, const Trace& t) {
    if (has_mask(t.options)) allow(l, t);
    else l.step("5. Mask: there is none, every query sees every key.");
    const std::string right =
        "masked = " + l.pick("np.where(allowed, scaled, -np.inf)", "scaled.masked_fill(~allowed, float(\"-inf\"))");
    if (!has_mask(t.options)) l.add("masked = scaled");
    else if (t.options.mistakes.mask_after_softmax) {
        l.broken("mask-after-softmax", right);
        l.add("masked = scaled");
    } else l.add(right, "[H, T, S]");
    l.show(Tensor::masked, "masked, queries, keys");
}

void softmax(Lines& l, const Trace& t) {
    const Options& o = t.options;
    const bool turned = o.mistakes.softmax_over_queries, empty = nothing_allowed_somewhere(t);
    const std::string axis = turned ? "-2" : "-1";
    const std::string along = l.pick("(axis=" + axis + ", keepdims=True)", "(dim=" + axis + ", keepdim=True)");
    l.step("6. Softmax. Subtracting the maximum changes no weight and keeps exp from overflowing.");
    if (turned)
        l.broken("softmax-over-queries",
                 "along the keys, " + l.pick("axis=-1", "dim=-1") + ", so that each row adds up to 1");
    l.add("row_max = masked" + l.pick(".max", ".amax") + along, turned ? "[H, 1, S]" : "[H, T, 1]");
    if (empty)
        l.add("row_max = " +
                  l.pick("np.where(np.isinf(row_max), 0, row_max)", "row_max.masked_fill(row_max.isinf(), 0)"),
              "where nothing is allowed");
    l.add("shifted = masked - row_max", "[H, T, S]; at most 0");
    l.add("exps = " + l.pick("np.exp", "torch.exp") + "(shifted)", "[H, T, S]; 0 where masked");
    l.add("row_sum = exps.sum" + along);
    if (empty)
        l.add("weights = exps / " +
                  l.pick("np.where(row_sum == 0, 1, row_sum)", "row_sum.masked_fill(row_sum == 0, 1)"),
              "[H, T, S]; all 0 where nothing is allowed");
    else l.add("weights = exps / row_sum", turned ? "[H, T, S]" : "[H, T, S]; each row adds up to 1");
    const std::string places = turned ? "[\"1\"], keys" : "queries";
    l.show(Tensor::row_max, "row_max, " + places);
    l.show(Tensor::shifted, "shifted, queries, keys");
    l.show(Tensor::exps, "exps, queries, keys");
    l.show(Tensor::row_sum, "row_sum, " + places);
    if (o.mistakes.mask_after_softmax && has_mask(o)) {
        l.add("weights = weights * allowed", "too late: the row has already been shared out");
    }
    l.show(Tensor::weights, "weights, queries, keys");
}

void finish(Lines& l, const Trace& t) {
    const Mistakes& error = t.options.mistakes;
    const bool drops = !t.options.dropout_keep.empty();
    if (drops) {
        l.step("7. Dropout: the dice take weights away, and the kept ones grow so that the mean stays.");
        if (error.dropout_left_on)
            l.broken("dropout-left-on", "outside of training nothing is dropped: dropped = weights");
        l.add("dropped = weights * keep / (1 - p)", "[H, T, S]");
        l.show(Tensor::dropped, "dropped, queries, keys");
        if (!t.times_kept.empty()) {
            l.add("averaged = weights / (1 - p) * times_kept / draws", "over many throws it comes near the weights");
            l.show(Tensor::averaged, "averaged, queries, keys");
        }
    }
    l.step(std::string(drops ? "8" : "7") + ". Weighted sum: each query gets the mean of the values, by its weights.");
    l.add("context = " + std::string(drops ? "dropped" : "weights") + " @ V_h", "[H, T, d_v]");
    l.show(Tensor::context, "context, queries");

    l.step(std::string(drops ? "9" : "8") + ". Concatenate: the heads side by side.");
    const std::string right = "C = context" + l.pick(".transpose(1, 0, 2)", ".transpose(0, 1)") + ".reshape(T, -1)";
    if (error.heads_averaged) {
        l.broken("heads-averaged", right);
        l.add("C = " + l.pick("np.tile(context.mean(axis=0), H)", "context.mean(dim=0).repeat(1, H)"), "[T, H d_v]");
    } else l.add(right, "[T, H d_v]");
    l.show(Tensor::concat, "C, queries");

    l.step(std::string(drops ? "10" : "9") + ". Output projection: the heads' results are mixed.");
    const std::string bias = t.projections.b_o.size() > 0 ? " + b_O" : "";
    if (error.no_w_o) {
        l.broken("no-w-o", "Y = C @ W_O" + bias);
        l.add("Y = C", "[T, H d_v]");
    } else l.add((t.projections.w_o.size() > 0 ? "Y = C @ W_O" : "Y = C") + bias, "[T, E]");
    l.show(Tensor::output, "Y, queries");
}

} // namespace

bool nothing_allowed_somewhere(const Trace& t) {
    for (int h = 0; h < t.heads; ++h) {
        const Mask& seen = t.head(h).seen;
        const bool all =
            t.options.mistakes.softmax_over_queries ? seen.colwise().any().all() : seen.rowwise().any().all();
        if (!all) return true;
    }
    return false;
}

std::string given_part(const Run& run, Library library) {
    const Trace& t = run.trace;
    Lines l{library};
    const Options& o = t.options;
    l.out = title("the inputs");
    l.add("queries = " + python_tokens(t.tokens));
    if (cross(t)) l.add("keys = " + python_tokens(t.memory_tokens), "cross-attention: another sentence");
    else l.add("keys = queries", "self-attention: the sentence looks at itself");
    l.add("T, S = len(queries), len(keys)");
    l.add("H = " + std::to_string(t.heads), "heads");
    if (t.kv_heads != t.heads) l.add("H_kv = " + std::to_string(t.kv_heads), "heads with keys and values of their own");
    const bool added = has(t, Tensor::embedding);
    l.out += added ? "\n# One row for each token: its embedding plus its position.  [T, E]\n"
                   : "\n# One row for each token, as it is given.  [T, E]\n";
    l.out += matrix_literal("X", t.x, t.tokens, library);
    if (cross(t)) {
        l.out += "\n# The same for the sentence that keys and values come from.  [S, E]\n";
        l.out += matrix_literal("M", t.memory, t.memory_tokens, library);
    }
    l.out += "\n# The projections. Rows multiply from the left, Q = X W_Q; torch.nn.Linear keeps the transpose.\n";
    const std::pair<const char*, const Matrix*> learned[] = {{"W_Q", &t.projections.w_q}, {"W_K", &t.projections.w_k},
                                                             {"W_V", &t.projections.w_v}, {"W_O", &t.projections.w_o},
                                                             {"b_Q", &t.projections.b_q}, {"b_K", &t.projections.b_k},
                                                             {"b_V", &t.projections.b_v}, {"b_O", &t.projections.b_o}};
    for (const auto& [name, m] : learned)
        if (m->size() > 0) l.out += matrix_literal(name, *m, {}, library);
    for (const Edited& e : run.edited) {
        const std::string key(kEditable[static_cast<std::size_t>(e.set.matrix)]);
        l.add("# Set by hand: " + key + ", row " + std::to_string(e.set.row) + ", column " + std::to_string(e.set.col) +
              " was " + python_number(e.was));
    }

    if (!o.key_padding.empty())
        l.add("\nreal = " + l.pick("np.array(", "torch.tensor(") + flags(o.key_padding) + ")", "False: only padding");
    if (o.mask.empty() && o.dropout_keep.empty()) return l.out;
    l.add("\n\ndef bits(*pictures):  # rows of 0 and 1 -> [pictures, rows, columns] of False and True");
    l.add("    return " + l.pick("np.array", "torch.tensor") +
          "([[[c == \"1\" for c in row] for row in picture.split()] for picture in pictures])");
    if (!o.mask.empty())
        l.out +=
            "\n\n" + masks_literal("painted", o.mask, true, "Cells that were painted shut: 1 = may attend.  [T, S]");
    if (!o.dropout_keep.empty()) {
        l.out += "\n" + std::string(o.mask.empty() ? "\n" : "");
        l.out +=
            masks_literal("keep", o.dropout_keep, false, "The dice of dropout: 1 = this weight is kept.  [H, T, S]");
        l.add("p = " + shortest(o.dropout_p), "the share that is dropped");
        if (!t.times_kept.empty()) {
            l.add("\n# How many of so many throws of the dice kept each weight.  [H, T, S]");
            l.add("draws = " + std::to_string(t.dropout_samples));
            l.add("times_kept = " + l.pick("np.array([", "torch.tensor(["));
            for (const Matrix& m : t.times_kept) l.out += python_matrix(m, {}, "", ",");
            l.add("], dtype=" + l.pick("np.float32)", "torch.float32)"));
        }
    }
    return l.out;
}

std::string steps_part(const Trace& t, Library library) {
    Lines l{library};
    l.out = title("the steps");
    l.show(Tensor::x, "X, queries");
    if (cross(t)) l.show(Tensor::memory, "M, keys");
    project(l, t);
    split(l, t);
    score(l, t);
    mask(l, t);
    softmax(l, t);
    finish(l, t);
    return l.out;
}

} // namespace attn
