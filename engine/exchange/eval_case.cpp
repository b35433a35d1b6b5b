#include "eval_case.h"

#include <array>
#include <cmath>
#include <limits>
#include <type_traits>

#include "engine/formats/utf8.h"

namespace attn {

namespace {

template <class M> std::string shape(const M& m) {
    return "[" + std::to_string(m.rows()) + ", " + std::to_string(m.cols()) + "]";
}

// The first fault that was found, with its place. Everything after it is read for nothing.
struct Fault {
    std::string& error;
    bool none() const { return error.empty(); }
    void at(const std::string& place, const std::string& what) {
        if (none()) error = place + ": " + what;
    }
    void expected(const std::string& place, std::string_view what, const Json& found) {
        at(place, "expected " + std::string(what) + ", found " + std::string(name_of(found.kind())));
    }
};

std::string item(const std::string& place, std::size_t index) { return place + "[" + std::to_string(index) + "]"; }

// What is in the line, cut: a hostile name or value must not make a long message.
std::string quoted(std::string_view source) {
    return clean_utf8(source.substr(0, 40)) + (source.size() > 40 ? "…" : "");
}

// "1 column", "3 columns"
std::string counted(std::size_t count, const std::string& what) {
    return std::to_string(count) + " " + what + (count == 1 ? "" : "s");
}

template <class R> constexpr std::string_view kRealName = std::is_same_v<R, float> ? "float32" : "float64";

// A cell of a matrix or a mask, or a single number. `place` is a function, because building the text for each
// of a million cells would take longer than reading them.
template <class Place> void read_cell(const Json& json, bool& out, const Place& place, Fault& fault) {
    if (json.kind() != JsonKind::boolean) return fault.expected(place(), "true or false", json);
    out = json.truth();
}
template <class R, class Place>
    requires std::is_floating_point_v<R>
void read_cell(const Json& json, R& out, const Place& place, Fault& fault) {
    const auto number = real_of<R>(json);
    if (!number) return fault.expected(place(), "a number, \"nan\", \"inf\" or \"-inf\"", json);
    if (std::isinf(*number) && json.kind() == JsonKind::number && !is_bare_word(json))
        return fault.at(place(), "too large for " + std::string(kRealName<R>) + "; infinity is written \"inf\"");
    out = *number;
}

// [rows][cols], neither of them 0, all rows of one length. That is checked before memory is taken: a million rows
// below one of a million columns must not look like a matrix of 10^12 numbers.
template <class M> M table_of(const Json& json, const std::string& place, Fault& fault) {
    if (json.kind() != JsonKind::array) return fault.expected(place, "an array of rows", json), M{};
    if (json.size() == 0) return fault.at(place, "has no rows"), M{};
    const std::size_t columns = json[0].size();
    std::size_t i = 0;
    for (const Json row : json) {
        if (row.kind() != JsonKind::array) fault.expected(item(place, i), "a row", row);
        else if (row.size() == 0) fault.at(item(place, i), "has no columns");
        else if (row.size() != columns)
            fault.at(item(place, i),
                     "has " + counted(row.size(), "column") + ", but row [0] has " + std::to_string(columns));
        if (!fault.none()) return M{};
        ++i;
    }
    M out(static_cast<Index>(json.size()), static_cast<Index>(columns));
    typename M::Scalar* cell = out.data();
    for (const Json row : json)
        for (const Json value : row) {
            const auto at = static_cast<std::size_t>(cell - out.data());
            read_cell(value, *cell++, [&] { return item(item(place, at / columns), at % columns); }, fault);
            if (!fault.none()) return M{};
        }
    return out;
}

// [heads][rows][cols], all heads of one shape.
template <class M> std::vector<M> stack_of(const Json& json, const std::string& place, Fault& fault) {
    std::vector<M> out;
    if (json.kind() != JsonKind::array) return fault.expected(place, "an array of matrices", json), out;
    if (json.size() == 0) return fault.at(place, "has no heads"), out;
    for (const Json head : json) {
        const std::string head_place = item(place, out.size());
        out.push_back(table_of<M>(head, head_place, fault));
        if (!fault.none()) return {};
        const M &a = out.front(), &b = out.back();
        if (a.rows() != b.rows() || a.cols() != b.cols())
            return fault.at(head_place, "is " + shape(b) + ", but [0] is " + shape(a)), std::vector<M>{};
    }
    return out;
}

// [T][S] for all heads, or [H][T][S].
template <class M> std::vector<M> table_or_stack_of(const Json& json, const std::string& place, Fault& fault) {
    if (json[0][0].kind() == JsonKind::array) return stack_of<M>(json, place, fault);
    return {table_of<M>(json, place, fault)};
}

template <class V> std::vector<V> list_of(const Json& json, const std::string& place, Fault& fault) {
    std::vector<V> out;
    if (json.kind() != JsonKind::array) return fault.expected(place, "an array", json), out;
    if (json.size() == 0) fault.at(place, "is empty");
    for (const Json value : json) {
        V cell{};
        read_cell(value, cell, [&] { return item(place, out.size()); }, fault);
        if (!fault.none()) break;
        out.push_back(cell);
    }
    return out;
}

template <class R> MatrixOf<R> bias_row(const Json& json, const std::string& place, Fault& fault) {
    const std::vector<R> list = list_of<R>(json, place, fault);
    return Eigen::Map<const MatrixOf<R>>(list.data(), 1, static_cast<Index>(list.size()));
}

int integer_of(const Json& json, const std::string& place, int min, Fault& fault) {
    const double number = json.kind() == JsonKind::number ? json.number() : 0.5;
    if (std::floor(number) != number)
        return fault.at(place, "expected a whole number, found " + quoted(json.source())), 0;
    if (number < min || number > std::numeric_limits<int>::max())
        return fault.at(place, "must be at least " + std::to_string(min) + " and at most 2147483647"), 0;
    return static_cast<int>(number);
}

template <class R> R finite_of(const Json& json, const std::string& place, Fault& fault) {
    R out = 0;
    read_cell(json, out, [&] { return place; }, fault);
    if (!std::isfinite(out)) fault.at(place, "must be finite");
    return out;
}

enum class Form { either, inputs, projected }; // what a key goes with

template <class R> struct Key {
    std::string_view name;
    Form form;
    bool needed; // in its form
    void (*read)(CaseOf<R>&, const Json&, const std::string& place, Fault&);
    Asked asked = Asked::values; // gradients: a key only where they are asked for
};

// Every key of a case, beside id. A new one is a line here and one in eval.h or gradient.h.
template <class R> const std::array<Key<R>, 28>& keys() {
    using C = CaseOf<R>&;
    using J = const Json&;
    using P = const std::string&;
    using M = MatrixOf<R>;
    static constexpr std::array<Key<R>, 28> out{{
        {"x", Form::inputs, true, [](C c, J j, P p, Fault& f) { c.inputs.x = table_of<M>(j, p, f); }},
        {"memory", Form::inputs, false, [](C c, J j, P p, Fault& f) { c.inputs.memory = table_of<M>(j, p, f); }},
        {"memory_v", Form::inputs, false, [](C c, J j, P p, Fault& f) { c.inputs.memory_v = table_of<M>(j, p, f); }},
        {"w_q", Form::inputs, true, [](C c, J j, P p, Fault& f) { c.projections.w_q = table_of<M>(j, p, f); }},
        {"w_k", Form::inputs, true, [](C c, J j, P p, Fault& f) { c.projections.w_k = table_of<M>(j, p, f); }},
        {"w_v", Form::inputs, true, [](C c, J j, P p, Fault& f) { c.projections.w_v = table_of<M>(j, p, f); }},
        {"b_q", Form::inputs, false, [](C c, J j, P p, Fault& f) { c.projections.b_q = bias_row<R>(j, p, f); }},
        {"b_k", Form::inputs, false, [](C c, J j, P p, Fault& f) { c.projections.b_k = bias_row<R>(j, p, f); }},
        {"b_v", Form::inputs, false, [](C c, J j, P p, Fault& f) { c.projections.b_v = bias_row<R>(j, p, f); }},
        {"q", Form::projected, true, [](C c, J j, P p, Fault& f) { c.projected_inputs.q = stack_of<M>(j, p, f); }},
        {"k", Form::projected, true, [](C c, J j, P p, Fault& f) { c.projected_inputs.k = stack_of<M>(j, p, f); }},
        {"v", Form::projected, true, [](C c, J j, P p, Fault& f) { c.projected_inputs.v = stack_of<M>(j, p, f); }},
        {"w_o", Form::either, false, [](C c, J j, P p, Fault& f) { c.projections.w_o = table_of<M>(j, p, f); }},
        {"b_o", Form::either, false, [](C c, J j, P p, Fault& f) { c.projections.b_o = bias_row<R>(j, p, f); }},
        {"n_heads", Form::either, false, [](C c, J j, P p, Fault& f) { c.options.heads = integer_of(j, p, 1, f); }},
        {"n_kv_heads", Form::either, false,
         [](C c, J j, P p, Fault& f) { c.options.kv_heads = integer_of(j, p, 1, f); }},
        {"scale", Form::either, false, [](C c, J j, P p, Fault& f) { c.options.scale = finite_of<R>(j, p, f); }},
        {"softcap", Form::either, false, [](C c, J j, P p, Fault& f) { c.options.softcap = finite_of<R>(j, p, f); }},
        {"causal", Form::either, false,
         [](C c, J j, P p, Fault& f) { read_cell(j, c.options.causal, [&] { return p; }, f); }},
        {"causal_offset", Form::either, false,
         [](C c, J j, P p, Fault& f) { c.options.causal_offset = integer_of(j, p, -2147483647, f); }},
        {"window", Form::either, false, [](C c, J j, P p, Fault& f) { c.options.window = integer_of(j, p, 0, f); }},
        {"key_padding", Form::either, false,
         [](C c, J j, P p, Fault& f) { c.options.key_padding = list_of<bool>(j, p, f); }},
        {"mask", Form::either, false,
         [](C c, J j, P p, Fault& f) { c.options.mask = table_or_stack_of<Mask>(j, p, f); }},
        {"bias", Form::either, false, [](C c, J j, P p, Fault& f) { c.options.bias = table_or_stack_of<M>(j, p, f); }},
        {"dropout_keep", Form::either, false,
         [](C c, J j, P p, Fault& f) { c.options.dropout_keep = stack_of<Mask>(j, p, f); }},
        {"dropout_p", Form::either, false,
         [](C c, J j, P p, Fault& f) { c.options.dropout_p = finite_of<double>(j, p, f); }},
        {"d_output", Form::either, false, [](C c, J j, P p, Fault& f) { c.d_output = table_of<M>(j, p, f); },
         Asked::gradients},
        {"precision", Form::either, false, [](C, J, P, Fault&) {}}, // decides R, so it has been read already
    }};
    return out;
}

// Which keys are there, and whether they go together.
template <class R> void check_keys(const Json& json, bool projected, Asked asked, Fault& fault) {
    const Form other = projected ? Form::inputs : Form::projected;
    for (const Json member : json) {
        const std::string name = member.name();
        if (name == "id") continue;
        const Key<R>* found = nullptr;
        for (const Key<R>& key : keys<R>())
            if (key.name == name && (key.asked == Asked::values || key.asked == asked)) found = &key;
        if (!found) fault.at(quoted(name), "there is no such key");
        else if (found->form == other)
            fault.at(name, projected ? "cannot be given together with q, k and v" : "cannot be given together with x");
    }
    for (const Key<R>& key : keys<R>())
        if (key.needed && key.form != other && !json.has(key.name))
            fault.at(std::string(key.name), "is missing; a case has either x, w_q, w_k and w_v, or q, k and v");
    if (!projected && !json.has("n_heads")) fault.at("n_heads", "is missing");
    if (json.has("dropout_keep") != json.has("dropout_p"))
        fault.at(json.has("dropout_p") ? "dropout_keep" : "dropout_p",
                 "is missing; dropout needs both dropout_keep and dropout_p");
    if (asked == Asked::gradients && !json.has("d_output"))
        fault.at("d_output", "is missing; it is the gradient of the output, [T][out]");
}

// The sizes of a case without a misfit. Doubles, because their products can exceed 64 bits.
struct Sizes {
    double heads, kv_heads, T, S, d_k, d_v, out;
};
template <class R> Sizes sizes_of(const CaseOf<R>& c) {
    const auto real = [](Index n) { return static_cast<double>(n); };
    const auto& [q, k, v] = c.projected_inputs;
    const MatrixOf<R>& keys = c.projected ? k[0] : c.inputs.memory.size() > 0 ? c.inputs.memory : c.inputs.x;
    const double heads = c.options.heads, kv_heads = kv_heads_of(c.options.heads, c.options.kv_heads);
    const double d_v = c.projected ? real(v[0].cols()) : real(c.projections.w_v.cols()) / kv_heads;
    return {.heads = heads,
            .kv_heads = kv_heads,
            .T = real(c.projected ? q[0].rows() : c.inputs.x.rows()),
            .S = real(keys.rows()),
            .d_k = c.projected ? real(q[0].cols()) : real(c.projections.w_q.cols()) / heads,
            .d_v = d_v,
            .out = c.projections.w_o.size() > 0 ? real(c.projections.w_o.cols()) : heads * d_v};
}

// How many numbers the result will have.
template <class R> double numbers_in_result(const CaseOf<R>& c, const Sizes& n, Asked asked) {
    if (asked == Asked::values)
        return n.heads * (5 * n.T * n.S + n.T * n.d_k + n.S * n.d_k + n.S * n.d_v + 2 * n.T * n.d_v) + n.T * n.out;
    const auto& [x, memory, memory_v] = c.inputs;
    const auto& [w_q, w_k, w_v, w_o, b_q, b_k, b_v, b_o] = c.projections;
    double given = 0;
    for (const MatrixOf<R>* m : {&x, &memory, &memory_v, &w_q, &w_k, &w_v, &w_o, &b_q, &b_k, &b_v, &b_o})
        given += static_cast<double>(m->size());
    return n.heads * (2 * n.T * n.S + n.T * n.d_k) + n.kv_heads * n.S * (n.d_k + n.d_v) + given;
}

} // namespace

template <class R> CaseOf<R> case_of(const Json& json, Asked asked, std::string& error) {
    CaseOf<R> c;
    Fault fault{error};
    c.projected = json.has("q") || (!json.has("x") && (json.has("k") || json.has("v")));
    check_keys<R>(json, c.projected, asked, fault);
    for (const Key<R>& key : keys<R>())
        if (fault.none() && json.has(key.name)) key.read(c, json[key.name], std::string(key.name), fault);
    if (!fault.none()) return c;

    if (c.projected) { // the numbers of heads are in the data already
        if (!json.has("n_heads")) c.options.heads = static_cast<int>(c.projected_inputs.q.size());
        if (!json.has("n_kv_heads")) c.options.kv_heads = static_cast<int>(c.projected_inputs.k.size());
    }
    const auto said = [&](const Said& misfit) { // for programs, which read no other language
        error = text(tool_words(Language::english), misfit);
        return c;
    };
    if (const auto why = c.projected ? misfit(c.projected_inputs, c.projections, c.options)
                                     : misfit(c.inputs, c.projections, c.options))
        return said(*why);
    const Sizes sizes = sizes_of(c);
    if (asked == Asked::gradients)
        if (const auto why =
                misfit_of_shape("d_output", c.d_output, static_cast<Index>(sizes.T), static_cast<Index>(sizes.out)))
            return said(*why);
    if (numbers_in_result(c, sizes, asked) > static_cast<double>(kMaxEvalNumbers))
        error = "the result would have more than " + std::to_string(kMaxEvalNumbers) + " numbers";
    return c;
}

Matrix matrix_of(const Json& json, const std::string& place, std::string& error) {
    Fault fault{error};
    return table_of<Matrix>(json, place, fault);
}

template CaseOf<float> case_of<float>(const Json&, Asked, std::string&);
template CaseOf<double> case_of<double>(const Json&, Asked, std::string&);

} // namespace attn
