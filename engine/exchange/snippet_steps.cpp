// The steps of the programs of snippet.h.
#include "engine/attention/mask.h"
#include "snippet_parts.h"

namespace attn {

namespace {

void project(Lines& l, const Trace& t) {
    const bool error = t.options.mistakes.keys_from_queries;
    l.step(1, "snippet.project");
    if (error) l.broken("keys-from-queries", l.say("snippet.right.keys-from-queries"));
    const std::string from = has(t, Tensor::memory) ? "M" : "X";
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
    l.step(2, "snippet.split");
    l.add("def split(M, heads):  # [n, heads d] -> [heads, n, d]");
    const std::string right = "return M.reshape(len(M), heads, -1)" + l.pick(".transpose(1, 0, 2)", ".transpose(0, 1)");
    if (t.options.mistakes.view_without_transpose) {
        l.add("    " + l.broken_remark("view-without-transpose", right));
        l.add("    return M.reshape(heads, len(M), -1)");
    } else l.add("    " + right);
    const bool shared = t.kv_heads != t.heads;
    l.add("\n\nQ_h = split(Q, H)", "[H, T, d_k]");
    l.add("K_h = split(K, " + std::string(shared ? "H_kv)" : "H)"), shared ? "[H_kv, S, d_k]" : "[H, S, d_k]");
    l.add("V_h = split(V, " + std::string(shared ? "H_kv)" : "H)"), shared ? "[H_kv, S, d_v]" : "[H, S, d_v]");
    if (shared) {
        l.add("# " + l.say("snippet.grouped"));
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
    l.step(3, "snippet.scores");
    l.add("scores = Q_h @ K_h" + l.pick(".transpose(0, 2, 1)", ".transpose(1, 2)"), "[H, T, S]");
    l.show(Tensor::scores, "scores, queries, keys");

    l.step(4, "snippet.scale");
    const bool heated = o.temperature != 1;
    const std::string by_paper = heated ? "scores / (d_k**0.5 * temperature)" : "scores / d_k**0.5";
    l.add("d_k = Q_h.shape[-1]");
    if (heated) l.add("temperature = " + python_number(o.temperature), l.say("snippet.temperature"));
    std::string scaled = by_paper;
    if (o.mistakes.no_scaling || o.scale)
        scaled = (t.scale == 1 ? "scores" : "scores * " + python_number(t.scale)) +
                 std::string(heated ? " / temperature" : "");
    if (o.mistakes.no_scaling) l.broken("no-scaling", o.scale ? "scores * " + python_number(*o.scale) : by_paper);
    l.add("scaled = " + scaled, "[H, T, S]");
    l.show(Tensor::scaled, "scaled, queries, keys");
    if (o.softcap > 0) {
        l.add("cap = " + python_number(o.softcap), l.say("snippet.cap"));
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
    l.step(5, "snippet.mask");
    l.add("i = " + l.pick("np.arange(T)", "torch.arange(T)") + "[:, None]", l.say("snippet.query_places"));
    l.add("j = " + l.pick("np.arange(S)", "torch.arange(S)") + "[None, :]", l.say("snippet.key_places"));
    l.add("allowed = " + l.pick("np.ones((T, S), dtype=bool)", "torch.ones(T, S, dtype=torch.bool)"));
    if (o.causal) l.add("allowed &= j <= i" + offset, l.say("snippet.causal"));
    const std::string window = std::to_string(o.window);
    if (o.window > 0 && o.causal)
        l.add("allowed &= j > i" + offset + " - " + window, l.say("snippet.window_causal", {{"window", window}}));
    if (o.window > 0 && !o.causal) l.add("allowed &= abs(i" + offset + " - j) < " + window, l.say("snippet.window"));
    if (!o.key_padding.empty()) {
        if (o.mistakes.padding_on_rows) {
            l.broken("padding-on-rows", l.say("snippet.right.padding-on-rows"));
            l.add("allowed &= real[:, None]");
        } else l.add("allowed &= real[None, :]", l.say("snippet.padding"));
    }
    if (!o.mask.empty()) l.add("allowed &= painted");
    if (o.mistakes.mask_turned_round) {
        l.broken("mask-turned-round", l.say("snippet.right.mask-turned-round"));
        l.add("allowed = ~allowed");
    }
}

void mask(Lines& l, const Trace& t) {
    if (has_mask(t.options)) allow(l, t);
    else l.step(5, "snippet.no_mask");
    const std::string right =
        "masked = " + l.pick("np.where(allowed, scaled, -np.inf)", "scaled.masked_fill(~allowed, float(\"-inf\"))");
    if (!has_mask(t.options)) l.add("masked = scaled");
    else if (t.options.mistakes.mask_after_softmax) {
        l.broken("mask-after-softmax", right);
        l.add("masked = scaled");
    } else l.add(right, "[H, T, S]");
    l.show(Tensor::masked, "masked, queries, keys");
}

void softmax(Lines& l, const Trace& t, bool empty) {
    const Options& o = t.options;
    const bool turned = o.mistakes.softmax_over_queries;
    const std::string axis = turned ? "-2" : "-1";
    const std::string along = l.pick("(axis=" + axis + ", keepdims=True)", "(dim=" + axis + ", keepdim=True)");
    l.step(6, "snippet.softmax");
    if (turned)
        l.broken("softmax-over-queries",
                 l.say("snippet.right.softmax-over-queries", {{"axis", l.pick("axis=-1", "dim=-1")}}));
    l.add("row_max = masked" + l.pick(".max", ".amax") + along, turned ? "[H, 1, S]" : "[H, T, 1]");
    if (empty)
        l.add("row_max = " +
                  l.pick("np.where(np.isinf(row_max), 0, row_max)", "row_max.masked_fill(row_max.isinf(), 0)"),
              l.say("snippet.nothing_allowed"));
    l.add("shifted = masked - row_max", l.say("snippet.shifted"));
    l.add("exps = " + l.pick("np.exp", "torch.exp") + "(shifted)", l.say("snippet.exps"));
    l.add("row_sum = exps.sum" + along);
    if (empty)
        l.add("weights = exps / " +
                  l.pick("np.where(row_sum == 0, 1, row_sum)", "row_sum.masked_fill(row_sum == 0, 1)"),
              l.say("snippet.weights_empty"));
    else l.add("weights = exps / row_sum", turned ? "[H, T, S]" : l.say("snippet.weights"));
    const std::string places = turned ? "[\"1\"], keys" : "queries";
    l.show(Tensor::row_max, "row_max, " + places);
    l.show(Tensor::shifted, "shifted, queries, keys");
    l.show(Tensor::exps, "exps, queries, keys");
    l.show(Tensor::row_sum, "row_sum, " + places);
    if (o.mistakes.mask_after_softmax && has_mask(o)) {
        l.add("weights = weights * allowed", l.say("snippet.too_late"));
    }
    l.show(Tensor::weights, "weights, queries, keys");
}

void finish(Lines& l, const Trace& t) {
    const Mistakes& error = t.options.mistakes;
    const bool drops = !t.options.dropout_keep.empty();
    if (drops) {
        l.step(7, "snippet.dropout");
        if (error.dropout_left_on) l.broken("dropout-left-on", l.say("snippet.right.dropout-left-on"));
        l.add("dropped = weights * keep / (1 - p)", "[H, T, S]");
        l.show(Tensor::dropped, "dropped, queries, keys");
        if (!t.times_kept.empty()) {
            l.add("averaged = weights / (1 - p) * times_kept / draws", l.say("snippet.averaged"));
            l.show(Tensor::averaged, "averaged, queries, keys");
        }
    }
    l.step(drops ? 8 : 7, "snippet.weighted_sum");
    l.add("context = " + std::string(drops ? "dropped" : "weights") + " @ V_h", "[H, T, d_v]");
    l.show(Tensor::context, "context, queries");

    l.step(drops ? 9 : 8, "snippet.concat");
    const std::string right = "C = context" + l.pick(".transpose(1, 0, 2)", ".transpose(0, 1)") + ".reshape(T, -1)";
    if (error.heads_averaged) {
        l.broken("heads-averaged", right);
        l.add("C = " + l.pick("np.tile(context.mean(axis=0), H)", "context.mean(dim=0).repeat(1, H)"), "[T, H d_v]");
    } else l.add(right, "[T, H d_v]");
    l.show(Tensor::concat, "C, queries");

    l.step(drops ? 10 : 9, "snippet.output");
    const std::string bias = t.projections.b_o.size() > 0 ? " + b_O" : "";
    if (error.no_w_o) {
        l.broken("no-w-o", "Y = C @ W_O" + bias);
        l.add("Y = C", "[T, H d_v]");
    } else l.add((t.projections.w_o.size() > 0 ? "Y = C @ W_O" : "Y = C") + bias, "[T, E]");
    l.show(Tensor::output, "Y, queries");
}

} // namespace

std::string steps_part(const SnippetWords& words, const Trace& t, Library library, bool empty) {
    Lines l{words, library};
    l.out = part_title(l.say("snippet.the_steps"));
    l.show(Tensor::x, "X, queries");
    if (has(t, Tensor::memory)) l.show(Tensor::memory, "M, keys");
    project(l, t);
    split(l, t);
    score(l, t);
    mask(l, t);
    softmax(l, t, empty);
    finish(l, t);
    return l.out;
}

} // namespace attn
