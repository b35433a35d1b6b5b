# Tries the built program `attn`, native or under Node, on weights files on disk: every hostile file is refused with its
# rule, and a good one is listed and written as a NumPy array (which NumPy itself reads, where there is NumPy).
#     cmake -DATTN=build/native/attn [-DLAUNCHER=node] -DMAKE=build/native/make_hostile -DFOLDER=... -P weights.cmake
cmake_minimum_required(VERSION 3.25)

file(REMOVE_RECURSE "${FOLDER}")
file(MAKE_DIRECTORY "${FOLDER}/hostile")
execute_process(COMMAND ${LAUNCHER} ${MAKE} "${FOLDER}/hostile" COMMAND_ERROR_IS_FATAL ANY)

# attn(CODE WORDS...): runs it, checks the exit code, and sets `out` and `err`.
function(attn code)
    execute_process(COMMAND ${LAUNCHER} ${ATTN} ${ARGN} OUTPUT_VARIABLE out ERROR_VARIABLE err RESULT_VARIABLE have)
    if(NOT have EQUAL code)
        message(FATAL_ERROR "attn ${ARGN}\nexit code ${have}, not ${code}\nstdout: ${out}\nstderr: ${err}")
    endif()
    set(out "${out}" PARENT_SCOPE)
    set(err "${err}" PARENT_SCOPE)
endfunction()

file(GLOB files "${FOLDER}/hostile/*.safetensors")
list(LENGTH files count)
if(count LESS 40)
    message(FATAL_ERROR "Only ${count} hostile files.")
endif()
foreach(file ${files})
    get_filename_component(name "${file}" NAME)
    string(REGEX MATCH "^[^.]+" rule "${name}")
    attn(1 weights "${file}")
    string(FIND "${err}" "(rule ${rule})\n" said)
    if(said EQUAL -1 OR NOT out STREQUAL "")
        message(FATAL_ERROR "attn weights ${name}\nstdout: ${out}\nstderr: ${err}")
    endif()
endforeach()

attn(1 weights "${FOLDER}")
attn(1 weights "${FOLDER}/nowhere")
attn(2 weights)
