// Answers requests of engine/tensor/calls.h from standard input, a reply a line, so that CPython can use the tensors. Line
// breaks within a reply are written as \n, and \ as \\.
#include <iostream>
#include <string>

#include "engine/tensor/calls.h"

int main() {
    attn::Arena arena;
    std::string line, out;
    while (std::getline(std::cin, line)) {
        out.clear();
        for (const char c : attn::call(arena, line)) {
            if (c == '\\') out += "\\\\";
            else if (c == '\n') out += "\\n";
            else out += c;
        }
        std::cout << out << std::endl;
    }
}
