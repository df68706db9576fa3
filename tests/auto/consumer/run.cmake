# SPDX-License-Identifier: MIT
cmake_minimum_required(VERSION 3.25)

set(prefix ${WORK_DIR}/prefix)
file(REMOVE_RECURSE ${WORK_DIR})
file(MAKE_DIRECTORY ${WORK_DIR})

function(run)
    execute_process(COMMAND ${ARGV} WORKING_DIRECTORY ${WORK_DIR} COMMAND_ERROR_IS_FATAL ANY)
endfunction()

set(flags "-Wall -Wextra -Werror")
if(SANITIZE)
    string(APPEND flags " -fsanitize=address,undefined")
endif()

run(${CMAKE_COMMAND} --install ${BUILD_DIR} --prefix ${prefix})

# No private header may leave the house.
file(GLOB_RECURSE private ${prefix}/*_p.h)
if(private)
    message(FATAL_ERROR "private headers were installed: ${private}")
endif()

run(${CMAKE_COMMAND} -S ${CMAKE_CURRENT_LIST_DIR}/project -B ${WORK_DIR}/build -G ${GENERATOR}
    -D CMAKE_PREFIX_PATH=${prefix}
    -D CMAKE_CXX_COMPILER=${CXX_COMPILER}
    -D CMAKE_CXX_COMPILER_LAUNCHER=${CXX_LAUNCHER}
    -D CMAKE_CXX_FLAGS=${flags}
    -D SNIPPETS=${SNIPPETS}
    -D HTTP_SERVER=${HTTP_SERVER})
run(${CMAKE_COMMAND} --build ${WORK_DIR}/build)
run(${WORK_DIR}/build/consumer)

# The same without CMake. Qt's own flags say -fPIC in its CMake files only.
set(ENV{PKG_CONFIG_PATH} ${prefix}/${LIBDIR}/pkgconfig:$ENV{PKG_CONFIG_PATH})
set(ENV{LD_LIBRARY_PATH} ${prefix}/${LIBDIR}:$ENV{LD_LIBRARY_PATH})
execute_process(COMMAND pkg-config --cflags --libs QSocketIoCore
    OUTPUT_VARIABLE pcFlags OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
separate_arguments(pcFlags UNIX_COMMAND "${pcFlags}")
separate_arguments(flags UNIX_COMMAND "${flags}")
run(${CXX_LAUNCHER} ${CXX_COMPILER} -std=c++20 -fPIC ${flags}
    -o consumer-pkgconfig ${CMAKE_CURRENT_LIST_DIR}/project/main.cpp ${pcFlags})
run(${WORK_DIR}/consumer-pkgconfig)
