// Writes every file of named.h into the folder named on the command line: NAME.safetensors.
#include <cstdio>

#include "named.h"

int main(int count, char** arguments) {
    if (count != 2) return 2;
    for (int i = 0; i < attn::kNamedFiles; ++i) {
        const attn::NamedFile file = attn::named_file(i);
        std::FILE* out = std::fopen((std::string(arguments[1]) + "/" + file.name + ".safetensors").c_str(), "wb");
        if (!out) return 1;
        const bool good = std::fwrite(file.bytes.data(), 1, file.bytes.size(), out) == file.bytes.size();
        if (std::fclose(out) != 0 || !good) return 1;
    }
    return 0;
}
