// What PyTorch's own functions say to the numbers of a program of snippet.h, and how their conventions differ.
#include "engine/attention/mask.h"
#include "engine/formats/number.h"
#include "snippet_parts.h"

namespace attn {

namespace {

std::string farthest(const Words& remarks, std::string_view function) {
    return text(remarks, "snippet.farthest", {{"function", function}});
}

// What `scale` of scaled_dot_product_attention has to be; empty where its own is right.
std::string scale_of(const Options& o) {
    if (!o.scale && o.temperature == 1) return {};
    if (!o.scale) return ", scale=1 / (d_k**0.5 * temperature)";
    return ", scale=" + python_number(*o.scale) + (o.temperature == 1 ? "" : " / temperature");
}

// Whether what goes into softmax and the weighted sum is as it should be, mistakes or not.
bool right_operands(const Mistakes& m) {
    return !m.view_without_transpose && !m.padding_on_rows && !m.keys_from_queries && !m.mask_turned_round;
}

std::string by_function(const Words& remarks, const Trace& t, bool empty) {
    const Options& o = t.options;
    const bool masks = has_mask(o), right = o.mistakes == Mistakes{};
    std::string out =
        "\n" + commented(remarks, o.dropout_keep.empty() ? "snippet.by_function" : "snippet.by_function_drops");
    out += "theirs = F.scaled_dot_product_attention(Q_h, K_h, V_h" + std::string(masks ? ", attn_mask=allowed" : "") +
           scale_of(o) + ")\n";
    out += "ours = weights @ V_h\n";
    if (empty) {
        out += "some = allowed.any(dim=-1)  # " + text(remarks, "snippet.some", {}) + "\n";
        out += "theirs, ours = theirs[:, some], ours[:, some]\n";
    }
    if (right) out += "assert torch.allclose(theirs, ours, rtol=1e-4, atol=1e-5)\n";
    out += "print(\"\\n" + farthest(remarks, "F.scaled_dot_product_attention") +
           "\", float((theirs - ours).abs().max()))\n";
    return out;
}

// Whether nn.MultiheadAttention can be asked for the same: it has no other scale, no shared heads, no soft cap.
bool layer_can(const Trace& t) {
    const Options& o = t.options;
    const Projections& m = t.projections;
    const auto square = [&](const Matrix& w) { return w.rows() == t.x.cols() && w.cols() == t.x.cols(); };
    const Index biases = m.b_q.size() + m.b_k.size() + m.b_v.size() + m.b_o.size();
    return !o.scale && o.temperature == 1 && o.softcap == 0 && o.dropout_keep.empty() && o.mistakes == Mistakes{} &&
           t.kv_heads == t.heads && square(m.w_q) && square(m.w_k) && square(m.w_v) && square(m.w_o) &&
           (biases == 0 || biases == 4 * t.x.cols());
}

std::string by_layer(const Words& remarks, const Trace& t, bool empty) {
    const bool masks = has_mask(t.options), bias = t.projections.b_o.size() > 0;
    const std::string from = t.memory_tokens.empty() ? "X[None]" : "M[None]";
    std::string out = "\n" + commented(remarks, masks ? "snippet.by_layer_masks" : "snippet.by_layer");
    out += "layer = torch.nn.MultiheadAttention(X.shape[1], H, bias=" + std::string(bias ? "True" : "False") +
           ", batch_first=True)\n"
           "with torch.no_grad():\n"
           "    layer.in_proj_weight.copy_(torch.cat([W_Q.T, W_K.T, W_V.T]))\n"
           "    layer.out_proj.weight.copy_(W_O.T)\n";
    if (bias)
        out += "    layer.in_proj_bias.copy_(torch.cat([b_Q, b_K, b_V], dim=1)[0])\n"
               "    layer.out_proj.bias.copy_(b_O[0])\n";
    out += "    theirs, their_weights = layer(X[None], " + from + ", " + from + (masks ? ", attn_mask=~allowed" : "") +
           ", average_attn_weights=False)\n";
    const std::string rows = empty ? "[some]" : "", weight_rows = empty ? "[:, some]" : "";
    out += "assert torch.allclose(their_weights[0]" + weight_rows + ", weights" + weight_rows +
           ", rtol=1e-4, atol=1e-5)\n";
    out += "assert torch.allclose(theirs[0]" + rows + ", Y" + rows + ", rtol=1e-4, atol=1e-5)\n";
    out += "print(\"" + farthest(remarks, "nn.MultiheadAttention") + "\", float((theirs[0]" + rows + " - Y" + rows +
           ").abs().max()))\n";
    return out;
}

} // namespace

std::string torch_part(const Words& remarks, const Trace& t, bool empty) {
    std::string out =
        "\n\n# ---------------------------------------------------- " + text(remarks, "snippet.torch", {}) + "\n";
    if (!right_operands(t.options.mistakes)) return out + commented(remarks, "snippet.torch_broken");
    if (t.options.softcap > 0) return out + commented(remarks, "snippet.torch_cap");
    out += by_function(remarks, t, empty);
    if (layer_can(t)) out += by_layer(remarks, t, empty);
    return out;
}

} // namespace attn
