# SPDX-License-Identifier: MIT
#
# qsocketio_add_test(tst_name [SOURCES file...] [LIBRARIES target...])
#
# A Qt Test program from tst_name.cpp in the calling folder, registered with CTest
# under the label unit.
set(QSOCKETIO_TEST_DEFINITIONS
    QT_NO_KEYWORDS QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_URL_CAST_FROM_STRING)

function(qsocketio_add_test name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;LIBRARIES")
    qt_add_executable(${name} ${name}.cpp ${arg_SOURCES})
    target_link_libraries(${name} PRIVATE QSocketIo::Core Qt6::Test ${arg_LIBRARIES})
    target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR}/libqsocketio ${PROJECT_SOURCE_DIR}/tests)
    target_compile_definitions(${name} PRIVATE ${QSOCKETIO_TEST_DEFINITIONS})
    qsocketio_reuse_test_headers(${name})
    # The behaviour of the library is what is watched: its own sources are, and its templates where
    # payloads are converted. Elsewhere that would be a quarter of the time that tests take to compile.
    if(QSOCKETIO_SANITIZE AND NOT CMAKE_CURRENT_SOURCE_DIR MATCHES "/(core|codec)$")
        target_compile_options(${name} PRIVATE -fno-sanitize=undefined)
    endif()
    qsocketio_register_test(${name})
endfunction()

# What test.sh --unit builds: all programs of the labels unit and fuzz.
add_custom_target(unit-tests)

# qsocketio_register_test(<program>): with CTest, under the label unit.
function(qsocketio_register_test name)
    add_dependencies(unit-tests ${name})
    add_test(NAME ${name} COMMAND ${name})
    set_tests_properties(${name} PROPERTIES
        LABELS unit
        TIMEOUT 120
        ENVIRONMENT "QT_QPA_PLATFORM=offscreen;LC_ALL=C.UTF-8")
endfunction()

# The system's Python, whose modules come from the system's packages, before any other on the PATH.
find_program(QSOCKETIO_PYTHON python3 PATHS /usr/bin NO_DEFAULT_PATH)
find_program(QSOCKETIO_PYTHON python3 REQUIRED)

# qsocketio_add_python_test(<name> <script> [argument...])
#
# A check that is a Python script in the calling folder, registered with CTest.
function(qsocketio_add_python_test name script)
    add_test(NAME ${name} COMMAND ${QSOCKETIO_PYTHON} -B ${CMAKE_CURRENT_SOURCE_DIR}/${script} ${ARGN})
    set_tests_properties(${name} PROPERTIES
        LABELS check
        TIMEOUT 120
        ENVIRONMENT "LC_ALL=C.UTF-8")
endfunction()
