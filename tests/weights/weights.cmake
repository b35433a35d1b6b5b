# Tries the built program `attn`, native or under Node, on weights files on disk: every hostile file is refused with its
# rule, and a good one is listed and written as a NumPy array (which NumPy itself reads, where there is NumPy).
# And layers are read from files of well-known models' names.
#     cmake -DATTN=build/native/attn [-DLAUNCHER=node] -DMAKE=build/native/make_hostile
#           -DMAKE_NAMED=build/native/make_named -DFOLDER=... -P weights.cmake
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
set(tried "")
foreach(file ${files})
    get_filename_component(name "${file}" NAME)
    string(REGEX MATCH "^[^.]+" rule "${name}")
    # Starting Node a hundred times would take a while, and the engine's own tests read every file under Node too.
    if(LAUNCHER AND rule IN_LIST tried)
        continue()
    endif()
    list(APPEND tried "${rule}")
    attn(1 weights "${file}")
    string(FIND "${err}" "(rule ${rule})\n" said)
    if(said EQUAL -1 OR NOT out STREQUAL "")
        message(FATAL_ERROR "attn weights ${name}\nstdout: ${out}\nstderr: ${err}")
    endif()
endforeach()

attn(1 weights "${FOLDER}")
attn(1 weights "${FOLDER}/nowhere")
attn(2 weights)

# What one run saves, the next one uses.
set(layer "${FOLDER}/layer.safetensors")
attn(0 run --d-model 6 --heads 3 --seed 7 --json --save "${layer}")
set(wanted "${out}")
attn(0 run --seed 7 --json "--weights=${layer}")
if(NOT out STREQUAL wanted)
    message(FATAL_ERROR "attn run --weights prints something else than the run that saved them:\n${out}")
endif()
file(READ "${layer}" bytes HEX)
attn(0 run --weights "${layer}" --save "${layer}")
file(READ "${layer}" again HEX)
if(NOT bytes STREQUAL again)
    message(FATAL_ERROR "Saving what was loaded changed the file.")
endif()
attn(0 weights "${layer}")
if(NOT out STREQUAL "name  type  shape\nw_k   F32   [6, 6]\nw_o   F32   [6, 6]\nw_q   F32   [6, 6]\nw_v   F32   [6, 6]\n\n4 tensors, 576 bytes\nheads: 3\nkv-heads: 0\n\nlayer  names of       token  query  key  value  output\n\"\"     Attention Lab  6      6      6    6      6\n")
    message(FATAL_ERROR "attn weights lists\n${out}")
endif()

# A layer of each naming (named.h), with the heads of its configuration.
file(MAKE_DIRECTORY "${FOLDER}/named")
execute_process(COMMAND ${LAUNCHER} ${MAKE_NAMED} "${FOLDER}/named" COMMAND_ERROR_IS_FATAL ANY)
foreach(case gpt2-tiny:transformer.h.4.attn.:4 gpt-nano:transformer.h.2.attn.:3 bert-tiny:encoder.layer.1.attention.:4
        stories:model.layers.3.self_attn.:8 stories-meta:layers.0.attention.:8 raschka::2)
    string(REPLACE ":" ";" case "${case}")
    list(GET case 0 name)
    list(GET case 1 prefix)
    list(GET case 2 heads)
    attn(0 run --weights "${FOLDER}/named/${name}.safetensors" "--layer=${prefix}" --heads ${heads} --stage output)
endforeach()
attn(0 run --weights "${FOLDER}/named/gpt2.safetensors" --layer h.0.attn. --heads 12 --stage softmax)

# A file that cannot be written is said, and no half of one is left.
attn(1 run --save "${FOLDER}/nowhere/layer.safetensors")
attn(1 run --save "${FOLDER}/hostile")
file(GLOB left "${FOLDER}/*.part" "${FOLDER}/hostile/*.part")
if(left)
    message(FATAL_ERROR "Left behind: ${left}")
endif()

# Larger than any weights file may be; it takes no room on the disk.
find_program(truncate truncate)
if(truncate)
    execute_process(COMMAND ${truncate} -s 1073741825 "${FOLDER}/huge" COMMAND_ERROR_IS_FATAL ANY)
    attn(1 weights "${FOLDER}/huge")
    if(NOT err MATCHES "1073741825 bytes")
        message(FATAL_ERROR "attn weights huge: ${err}")
    endif()
    file(REMOVE "${FOLDER}/huge")
endif()

# One tensor as a NumPy array: 128 bytes of header, then the tensor's own bytes. NumPy, if it is here, agrees.
set(array "${FOLDER}/w_q.npy")
attn(0 weights "${layer}" --npy w_q "${array}")
file(READ "${array}" head LIMIT 10 HEX)
if(NOT head STREQUAL "934e554d505901007600")
    message(FATAL_ERROR "The array begins with ${head}.")
endif()
find_program(python python3)
if(python)
    execute_process(COMMAND ${python} -c "import numpy" RESULT_VARIABLE missing OUTPUT_QUIET ERROR_QUIET)
    if(NOT missing)
        execute_process(COMMAND ${python} ${CMAKE_CURRENT_LIST_DIR}/numpy_agrees.py "${layer}" w_q "${array}"
            COMMAND_ERROR_IS_FATAL ANY)
    endif()
endif()
