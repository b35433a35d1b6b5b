# The libraries, pinned. A source folder given in ATTN_NAME_DIR (as an environment or cache variable; cmake/setup
# writes them) is used as it is; without one CMake fetches the same version from upstream by its commit.
include(FetchContent)

set(imgui_commit 45acd5e0e82f4c954432533ae9985ff0e1aad6d5) # 1.92.2b
set(sdl2_commit 2359383fc187386204c3bb22de89655a494cd128) # 2.32.4, for the web; natively the system's
set(catch2_commit fa43b77429ba76c462b1898d6cd2f2d7a9416b14) # 3.7.1
set(eigen_commit 3147391d946bb4b6c68edd901f2add6ac1f31f8c) # 3.4.0
set(double_conversion_commit ae0dbfeb9744efd216c95b30555049d75d47116a) # 3.3.1
set(stb_commit 5c205738c191bcb0abc65c4febfa9bd25ff35234) # stb_image_write 1.16

# A path from the environment wins over one remembered from an earlier run.
function(setting_from_environment variable help)
    set(${variable} "$ENV{${variable}}" CACHE PATH "${help}")
    if(DEFINED ENV{${variable}})
        set_property(CACHE ${variable} PROPERTY VALUE "$ENV{${variable}}")
    endif()
endfunction()

# dependency_source(NAME URL COMMIT): sets NAME_source in the caller to a folder with the library's source.
function(dependency_source name url commit)
    string(TOUPPER "ATTN_${name}_DIR" variable)
    setting_from_environment(${variable} "Source of ${name}; empty: fetch it from upstream")
    if(${variable})
        set(${name}_source "${${variable}}" PARENT_SCOPE)
        return()
    endif()
    # SOURCE_SUBDIR names a folder without a CMakeLists.txt, so the library's own build is not taken over.
    FetchContent_Declare(${name} GIT_REPOSITORY ${url} GIT_TAG ${commit} SOURCE_SUBDIR no-build)
    FetchContent_MakeAvailable(${name})
    set(${name}_source "${${name}_SOURCE_DIR}" PARENT_SCOPE)
endfunction()

# Eigen is headers only. Its parts under other licences than the MPL 2 are shut out.
dependency_source(eigen https://gitlab.com/libeigen/eigen.git ${eigen_commit})
add_library(attn_eigen INTERFACE)
target_include_directories(attn_eigen SYSTEM INTERFACE ${eigen_source})
target_compile_definitions(attn_eigen INTERFACE EIGEN_MPL2_ONLY EIGEN_NO_IO)

# double-conversion reads and writes decimals, whatever the locale of the process. Its one library for both directions
# is smaller on the web than the C library's strtod alone together with the tables of any other writer.
dependency_source(double_conversion https://github.com/google/double-conversion.git ${double_conversion_commit})
set(folder ${double_conversion_source}/double-conversion)
add_library(double_conversion STATIC ${folder}/bignum.cc ${folder}/bignum-dtoa.cc ${folder}/cached-powers.cc
    ${folder}/double-to-string.cc ${folder}/fast-dtoa.cc ${folder}/fixed-dtoa.cc ${folder}/strtod.cc)
target_include_directories(double_conversion SYSTEM PUBLIC ${double_conversion_source})
target_link_libraries(double_conversion PRIVATE attn_no_exceptions attn_small)
join_files(double_conversion)

if(ATTN_APP)
    dependency_source(imgui https://github.com/ocornut/imgui.git ${imgui_commit})
    dependency_source(stb https://github.com/nothings/stb.git ${stb_commit})
endif()

if(ATTN_TESTS)
    dependency_source(catch2 https://github.com/catchorg/Catch2.git ${catch2_commit})
    add_subdirectory(${catch2_source} ${CMAKE_BINARY_DIR}/catch2 EXCLUDE_FROM_ALL SYSTEM)
    # Catch2 is compiled once for every preset, and its hundred small files in a few large ones take a fraction of the
    # time. It needs no optimisation: it is never what takes the time when tests run.
    foreach(target Catch2 Catch2WithMain)
        set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 30)
        target_compile_options(${target} PRIVATE -O0 -g0 $<$<BOOL:${ATTN_SANITIZE}>:-fno-sanitize=all>)
    endforeach()
endif()
