// Writes every hostile weights file into the folder named on the command line: RULE.NAME.safetensors.
#include <cstdio>

#include "hostile.h"

int main(int count, char** arguments) {
    if (count != 2) return 2;
    for (const attn::Hostile& file : attn::hostile_files()) {
        const std::string path =
            std::string(arguments[1]) + "/" + std::string(file.rule) + "." + file.name + ".safetensors";
        std::FILE* out = std::fopen(path.c_str(), "wb");
        if (!out) return 1;
        const bool good =
            file.bytes.empty() || std::fwrite(file.bytes.data(), 1, file.bytes.size(), out) == file.bytes.size();
        if (std::fclose(out) != 0 || !good) return 1;
    }
    return 0;
}
