#include "titles.h"

namespace attn {

std::string_view stage_title(const Words& w, Stage stage) { return text(w, "stage." + std::string(info(stage).key)); }

std::string_view stage_usually_does(const Words& w, Stage stage) {
    return text(w, "stage." + std::string(info(stage).key) + ".does");
}

std::string_view tensor_title(const Words& w, Tensor tensor) {
    return text(w, "tensor." + std::string(info(tensor).key));
}

std::string tensor_name(const Words& w, Tensor tensor, int head) {
    const std::string_view name = tensor_title(w, tensor);
    if (!info(tensor).per_head) return std::string(name);
    return text(w, "tensor.of_head", {{"name", name}, {"head", std::to_string(head + 1)}});
}

std::string head_title(const Words& w, int head) {
    return text(w, "figure.head", {{"head", std::to_string(head + 1)}});
}

} // namespace attn
