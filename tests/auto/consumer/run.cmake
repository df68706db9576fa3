# SPDX-License-Identifier: MIT
#
# cmake -D BUILD_DIR=<build folder> -D WORK_DIR=<folder> -D SNIPPETS=<folder> -D HTTP_SERVER=<bool>
#       -D REDIS=<bool> -D POSTGRES=<bool>
#       -P run.cmake
cmake_minimum_required(VERSION 3.25)

set(prefix ${WORK_DIR}/prefix)
file(REMOVE_RECURSE ${WORK_DIR})
file(MAKE_DIRECTORY ${WORK_DIR})

function(run)
    execute_process(COMMAND ${ARGV} WORKING_DIRECTORY ${WORK_DIR} COMMAND_ERROR_IS_FATAL ANY)
endfunction()

# cached(<entry>): the build folder knows how it was made.
function(cached entry)
    file(STRINGS ${BUILD_DIR}/CMakeCache.txt line REGEX "^${entry}:[A-Z]+=" LIMIT_COUNT 1)
    string(REGEX REPLACE "^[^=]*=" "" value "${line}")
    set(${entry} "${value}" PARENT_SCOPE)
endfunction()

cached(CMAKE_CXX_COMPILER)
cached(CMAKE_GENERATOR)
cached(CMAKE_INSTALL_LIBDIR)
cached(QSOCKETIO_CCACHE)
cached(QSOCKETIO_SANITIZE)
if(NOT QSOCKETIO_CCACHE)
    set(QSOCKETIO_CCACHE "")
endif()

set(flags "-Wall -Wextra -Werror")
if(QSOCKETIO_SANITIZE)
    string(APPEND flags " -fsanitize=address,undefined")
endif()

run(${CMAKE_COMMAND} --install ${BUILD_DIR} --prefix ${prefix})

# No private header may leave the house.
file(GLOB_RECURSE private ${prefix}/*_p.h)
if(private)
    message(FATAL_ERROR "private headers were installed: ${private}")
endif()

run(${CMAKE_COMMAND} -S ${CMAKE_CURRENT_LIST_DIR}/project -B ${WORK_DIR}/build -G ${CMAKE_GENERATOR}
    -D CMAKE_PREFIX_PATH=${prefix}
    -D CMAKE_CXX_COMPILER=${CMAKE_CXX_COMPILER}
    -D CMAKE_CXX_COMPILER_LAUNCHER=${QSOCKETIO_CCACHE}
    -D CMAKE_CXX_FLAGS=${flags}
    -D SNIPPETS=${SNIPPETS}
    -D HTTP_SERVER=${HTTP_SERVER}
    -D REDIS=${REDIS}
    -D POSTGRES=${POSTGRES})
run(${CMAKE_COMMAND} --build ${WORK_DIR}/build)
run(${WORK_DIR}/build/consumer)
if(HTTP_SERVER)
    run(${WORK_DIR}/build/httpserver_consumer)
endif()
if(REDIS)
    run(${WORK_DIR}/build/redis_consumer)
endif()
if(POSTGRES)
    run(${WORK_DIR}/build/postgres_consumer)
endif()

# As a part of someone's project; that it builds there, too, the build folder has shown.
run(${CMAKE_COMMAND} -S ${CMAKE_CURRENT_LIST_DIR}/subproject -B ${WORK_DIR}/subproject -G ${CMAKE_GENERATOR}
    -D CMAKE_CXX_COMPILER=${CMAKE_CXX_COMPILER})

# The same without CMake. Qt says -fPIC in its CMake files only.
set(ENV{PKG_CONFIG_PATH} ${prefix}/${CMAKE_INSTALL_LIBDIR}/pkgconfig:$ENV{PKG_CONFIG_PATH})
set(ENV{LD_LIBRARY_PATH} ${prefix}/${CMAKE_INSTALL_LIBDIR}:$ENV{LD_LIBRARY_PATH})
separate_arguments(flags UNIX_COMMAND "${flags}")
function(run_with_pkgconfig module source)
    execute_process(COMMAND pkg-config --cflags --libs ${module}
        OUTPUT_VARIABLE pcFlags OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
    separate_arguments(pcFlags UNIX_COMMAND "${pcFlags}")
    run(${QSOCKETIO_CCACHE} ${CMAKE_CXX_COMPILER} -std=c++20 -fPIC ${flags}
        -o ${module} ${CMAKE_CURRENT_LIST_DIR}/project/${source} ${pcFlags})
    run(${WORK_DIR}/${module})
endfunction()
run_with_pkgconfig(QSocketIoCore main.cpp)
if(HTTP_SERVER)
    run_with_pkgconfig(QSocketIoHttpServer httpserver.cpp)
endif()
if(REDIS)
    run_with_pkgconfig(QSocketIoRedis redis.cpp)
endif()
if(POSTGRES)
    run_with_pkgconfig(QSocketIoPostgres postgres.cpp)
endif()
