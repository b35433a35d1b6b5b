# Toolchain file of the preset "clang": the clang++ at hand, under whatever name the system gives it.
find_program(ATTN_CLANGXX NAMES clang++-19 clang++-23 clang++-22 clang++-21 clang++-20 clang++-18 clang++-17 clang++ REQUIRED)
set(CMAKE_CXX_COMPILER ${ATTN_CLANGXX})
