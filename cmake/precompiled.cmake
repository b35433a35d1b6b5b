# Headers that nearly every file reads, compiled once for each kind of target: reading Eigen and the library's templates
# costs a file more than compiling what it says itself. Every source keeps its own includes, so it compiles without this:
# -DATTN_PRECOMPILED=OFF proves it.
option(ATTN_PRECOMPILED "Precompile the headers that most files read" ON)

set(precompiled_standard <algorithm> <array> <bit> <cmath> <cstdint> <cstdio> <cstdlib> <cstring> <functional> <limits>
    <map> <optional> <set> <span> <string> <string_view> <utility> <vector>)

# precompile(TARGET HEADERS...): these and the standard's.
function(precompile target)
    if(ATTN_PRECOMPILED)
        target_precompile_headers(${target} PRIVATE ${ARGN} ${precompiled_standard})
    endif()
endfunction()

# share_precompiled(TARGET FROM): for a target whose flags are those of another.
function(share_precompiled target from)
    if(ATTN_PRECOMPILED)
        target_precompile_headers(${target} REUSE_FROM ${from})
    endif()
endfunction()

# own_flags(SOURCES...): files that are compiled with flags of their own read their headers themselves.
function(own_flags)
    set_source_files_properties(${ARGN} PROPERTIES SKIP_PRECOMPILE_HEADERS ON)
endfunction()
