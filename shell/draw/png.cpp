#include "png.h"

#define STB_IMAGE_WRITE_IMPLEMENTATION
#define STB_IMAGE_WRITE_STATIC
#define STBI_WRITE_NO_STDIO
#include <stb_image_write.h>

namespace attn {

Bytes png_bytes(int width, int height, std::span<const unsigned char> pixels) {
    Bytes out;
    const auto append = [](void* to, void* data, int size) {
        const auto* bytes = static_cast<const unsigned char*>(data);
        static_cast<Bytes*>(to)->insert(static_cast<Bytes*>(to)->end(), bytes, bytes + size);
    };
    stbi_write_png_to_func(append, &out, width, height, 4, pixels.data(), width * 4);
    return out;
}

} // namespace attn
