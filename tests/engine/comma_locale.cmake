# Makes a locale whose decimals have a comma in the folder that LOCPATH will name.
#     cmake -DFOLDER=build/native/locales -P tests/engine/comma_locale.cmake
cmake_minimum_required(VERSION 3.25)
if(EXISTS ${FOLDER}/de_DE.UTF-8/LC_NUMERIC)
    return()
endif()
file(MAKE_DIRECTORY ${FOLDER})
execute_process(COMMAND localedef -i de_DE -f UTF-8 ${FOLDER}/de_DE.UTF-8 COMMAND_ERROR_IS_FATAL ANY)
