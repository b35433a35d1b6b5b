// Answers requests of engine/tensor/calls.h from standard input, a reply a line, so that CPython can use the tensors.
// Line breaks within a reply are written as \n, and \ as \\. After `reset` handles begin at #1 again.
#include <iostream>
#include <optional>
#include <string>

#include "engine/tensor/calls.h"

int main() {
    std::optional<attn::Arena> arena(std::in_place);
    std::string line, out;
    while (std::getline(std::cin, line)) {
        out.clear();
        if (line == "reset") arena.emplace();
        for (const char c : attn::call(*arena, line)) {
            if (c == '\\') out += "\\\\";
            else if (c == '\n') out += "\\n";
            else out += c;
        }
        std::cout << out << std::endl;
    }
}
