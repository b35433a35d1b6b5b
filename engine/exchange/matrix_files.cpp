#include "matrix_files.h"

#include "engine/formats/csv.h"
#include "engine/formats/json.h"
#include "engine/formats/npy.h"
#include "engine/formats/number.h"
#include "engine/stages/describe.h"

namespace attn {

namespace {

constexpr std::string_view kLineEnd = "\r\n";

// Calls act(tensor, head) for each matrix that is chosen and that the run has, and then lets go of the head.
template <class Act> void for_each_matrix(Trace& t, const std::optional<Chosen>& chosen, Act&& act) {
    for (const TensorInfo& about : kTensors) {
        if ((chosen && chosen->tensor != about.id) || !has(t, about.id)) continue;
        for (int h = 0; h < (about.per_head ? t.heads : 1); ++h) {
            if (chosen && chosen->head && about.per_head && *chosen->head != h) continue;
            act(about.id, h);
            t.by_head.release(h);
        }
    }
}

void write_tokens(JsonWriter& json, std::string_view key, const std::vector<Token>& tokens) {
    json.key(key).array();
    for (const Token& token : tokens) json.value(token.text);
    json.end();
}

void write_matrix(JsonWriter& json, const Words& w, const Trace& t, Tensor tensor, int head) {
    const Matrix& m = matrix(t, tensor, head);
    const int rows = static_cast<int>(m.rows()), cols = static_cast<int>(m.cols());
    json.object().member("matrix", info(tensor).key).member("name", tensor_name(w, tensor, head));
    json.key("head").raw(info(tensor).per_head ? std::to_string(head + 1) : "null");
    json.key("shape").array().value(rows).value(cols).end().key("rows").array();
    for (int i = 0; i < rows; ++i) json.value(row_label(t, tensor, i));
    json.end().key("cols").array();
    for (int j = 0; j < cols; ++j) json.value(col_label(t, tensor, j));
    json.end().key("values").raw(json_matrix(m)).end();
}

} // namespace

std::string csv_of(const Trace& t, Tensor tensor, int head) {
    const Matrix& m = matrix(t, tensor, head);
    std::string out(info(tensor).key);
    for (int j = 0; j < m.cols(); ++j) out += "," + csv_field(col_label(t, tensor, j));
    out += kLineEnd;
    for (int i = 0; i < m.rows(); ++i) {
        out += csv_field(row_label(t, tensor, i));
        for (int j = 0; j < m.cols(); ++j) out += "," + shortest(m(i, j));
        out += kLineEnd;
    }
    return out;
}

std::string long_csv_of(Trace& t, std::optional<Chosen> chosen) {
    std::string out = "matrix,head,row,column,row_label,column_label,value";
    out += kLineEnd;
    for_each_matrix(t, chosen, [&](Tensor tensor, int head) {
        const Matrix& m = matrix(t, tensor, head);
        const std::string key(info(tensor).key), number = info(tensor).per_head ? std::to_string(head + 1) : "";
        for (int i = 0; i < m.rows(); ++i)
            for (int j = 0; j < m.cols(); ++j) {
                out += key + "," + number + "," + std::to_string(i + 1) + "," + std::to_string(j + 1) + ",";
                out += csv_field(row_label(t, tensor, i)) + "," + csv_field(col_label(t, tensor, j)) + ",";
                out += shortest(m(i, j));
                out += kLineEnd;
            }
    });
    return out;
}

std::string json_of(const Words& w, Run& run, std::optional<Chosen> chosen) {
    const Config& config = run.config;
    Trace& t = run.trace;
    JsonWriter json;
    json.object().member("settings", format(config));
    write_tokens(json, "tokens", t.tokens);
    write_tokens(json, "memory_tokens", t.memory_tokens);
    json.member("heads", t.heads).member("d_k", t.d_k).member("d_v", t.d_v).member("factor", t.factor);
    json.key("matrices").array();
    for_each_matrix(t, chosen, [&](Tensor tensor, int head) { write_matrix(json, w, t, tensor, head); });
    return json.end().end().take() + "\n";
}

Bytes npy_of(Trace& t, Chosen chosen) {
    std::vector<float> values;
    std::vector<std::uint64_t> shape;
    std::uint64_t count = 0;
    for_each_matrix(t, chosen, [&](Tensor tensor, int head) {
        const Matrix& m = matrix(t, tensor, head);
        values.insert(values.end(), m.data(), m.data() + m.size());
        shape = {static_cast<std::uint64_t>(m.rows()), static_cast<std::uint64_t>(m.cols())};
        ++count;
    });
    if (info(chosen.tensor).per_head && !chosen.head) shape.insert(shape.begin(), count);
    return npy_bytes(shape, values);
}

} // namespace attn
