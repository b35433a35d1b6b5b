# Two ways to read headers less often; reading Eigen and the library's templates costs a file more than compiling what it
# says itself. Every source keeps its own includes, so it compiles without either:
# -DATTN_UNITY=OFF -DATTN_PRECOMPILED=OFF -DATTN_UNITY_TESTS=OFF prove it.
#
# ATTN_UNITY: the files of a folder are compiled as one. Templates are then compiled once, too, and emcc, whose every
# start costs one to three seconds, starts 40 times for the page instead of 200. For builds that nobody changes a file at
# a time. Two files of one folder may not give two things the same name, be it in unnamed namespaces; a file that has
# flags of its own is compiled alone.
# ATTN_UNITY_TESTS: the tests are joined in every build; switch it off to work on one of them. Libraries always are, because
# nobody changes them.
# ATTN_PRECOMPILED: where files are compiled one by one, headers that nearly all of them read are compiled first.

# A compiler cache is used where there is one (it knows emcc, too), precompiled headers and all.
if(NOT DEFINED CMAKE_CXX_COMPILER_LAUNCHER)
    find_program(ATTN_CCACHE ccache NO_CMAKE_FIND_ROOT_PATH)
    if(ATTN_CCACHE)
        set(CMAKE_CXX_COMPILER_LAUNCHER env CCACHE_SLOPPINESS=pch_defines,time_macros ${ATTN_CCACHE})
        set(CMAKE_C_COMPILER_LAUNCHER ${CMAKE_CXX_COMPILER_LAUNCHER})
    endif()
endif()

option(ATTN_UNITY "Compile the files of a folder as one" OFF)
option(ATTN_UNITY_TESTS "Compile the tests of a folder as one" ON)
option(ATTN_PRECOMPILED "Precompile the headers that most files read" ON)

set(precompiled_standard <algorithm> <array> <bit> <cmath> <cstdint> <cstdio> <cstdlib> <cstring> <functional> <limits>
    <map> <optional> <set> <span> <string> <string_view> <utility> <vector>)

# compile_cheaply(TARGET HEADERS...): with these headers and the standard's.
function(compile_cheaply target)
    if(ATTN_UNITY)
        join_files(${target})
    elseif(ATTN_PRECOMPILED)
        target_precompile_headers(${target} PRIVATE ${ARGN} ${precompiled_standard})
    endif()
endfunction()

# It holds the implementation of a library (stb's), whose macros and names are no business of its neighbours.
set(alone draw/png.cpp)

# g++ takes joined sources for headers, and then what one names may be the name of an argument in the next.
add_library(attn_joined INTERFACE)
target_compile_options(attn_joined INTERFACE $<$<COMPILE_LANG_AND_ID:CXX,GNU>:-Wno-subobject-linkage;-Wno-shadow>)

# join_files(TARGET): those of a folder become one. Call it after the target was linked with our warnings.
function(join_files target)
    target_link_libraries(${target} PRIVATE attn_joined)
    set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
    get_target_property(sources ${target} SOURCES)
    foreach(source ${sources})
        get_filename_component(folder ${source} DIRECTORY)
        get_filename_component(folder "${folder}" NAME)
        get_filename_component(name ${source} NAME)
        if(NOT "${folder}/${name}" IN_LIST alone)
            set_source_files_properties(${source} PROPERTIES UNITY_GROUP "${folder}")
        endif()
    endforeach()
endfunction()

# own_flags(SOURCES...): files that are compiled with flags of their own read their headers themselves.
function(own_flags)
    set_source_files_properties(${ARGN} PROPERTIES SKIP_PRECOMPILE_HEADERS ON SKIP_UNITY_BUILD_INCLUSION ON)
endfunction()
