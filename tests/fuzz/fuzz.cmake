# libFuzzer programs, one for each target of tests/fuzz/targets.h: fuzz_text and so on. Clang only. The engine is built
# with the sanitizers and with the counters that lead the fuzzer to new code.
file(GLOB fuzz_sources CONFIGURE_DEPENDS tests/fuzz/*.cpp)
list(FILTER fuzz_sources EXCLUDE REGEX "/(main|replay_test)\\.cpp$")
add_library(fuzz_targets STATIC ${fuzz_sources} tests/weights/hostile.cpp)
target_link_libraries(fuzz_targets PUBLIC attn_cli PRIVATE attn_own_code)
foreach(source ${fuzz_sources})
    get_filename_component(name ${source} NAME_WE)
    add_executable(fuzz_${name} tests/fuzz/main.cpp)
    target_compile_definitions(fuzz_${name} PRIVATE ATTN_FUZZ_TARGET="${name}")
    target_link_libraries(fuzz_${name} PRIVATE fuzz_targets attn_own_code)
    target_link_options(fuzz_${name} PRIVATE -fsanitize=fuzzer)
endforeach()
