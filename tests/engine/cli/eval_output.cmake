# Runs `attn eval` on tests/golden/eval/cases.jsonl and compares its answers with the file beside it, byte by byte; likewise
# `attn gradient`. The native program and the one for Node are held to the same file, so they give the same bytes.
#     cmake -DATTN=build/native/attn -DCOMMAND=eval [-DLAUNCHER=node] -P tests/engine/cli/eval_output.cmake
cmake_minimum_required(VERSION 3.25)
set(golden ${CMAKE_CURRENT_LIST_DIR}/../../golden/${COMMAND})
file(READ ${golden}/results.jsonl wanted)
execute_process(COMMAND ${LAUNCHER} ${ATTN} ${COMMAND} INPUT_FILE ${golden}/cases.jsonl
    OUTPUT_VARIABLE have ERROR_VARIABLE said RESULT_VARIABLE code)
# Some of the lines make no sense, so the exit status is 1.
if(NOT code EQUAL 1 OR NOT said STREQUAL "" OR NOT have STREQUAL wanted)
    message(FATAL_ERROR
        "attn ${COMMAND}\nexit status ${code}, stderr: ${said}\nstdout is not ${golden}/results.jsonl:\n${have}")
endif()
# Nothing in, nothing out.
execute_process(COMMAND ${LAUNCHER} ${ATTN} ${COMMAND} INPUT_FILE /dev/null
    OUTPUT_VARIABLE have ERROR_VARIABLE said RESULT_VARIABLE code)
if(NOT code EQUAL 0 OR NOT said STREQUAL "" OR NOT have STREQUAL "")
    message(FATAL_ERROR "attn ${COMMAND} < /dev/null\nexit status ${code}, stderr: ${said}\nstdout: ${have}")
endif()
