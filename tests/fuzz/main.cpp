// A libFuzzer program of one target: ATTN_FUZZ_TARGET is its name.
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "targets.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    for (const attn::fuzz::Target& target : attn::fuzz::kTargets) {
        if (target.name != ATTN_FUZZ_TARGET) continue;
        const std::string fault = target.fault({reinterpret_cast<const char*>(data), size});
        if (fault.empty()) return 0;
        std::fprintf(stderr, "broken promise: %s\n", fault.c_str());
        std::abort();
    }
    std::abort();
}
