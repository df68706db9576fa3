# SPDX-License-Identifier: MIT
#
# What nearly every source includes, parsed once: the build of library and tests takes half the
# time. A source still includes what it uses: .ci/run builds the static library without these.
set(QSOCKETIO_PRECOMPILED_HEADERS
    <QtCore/QCborArray>
    <QtCore/QCborMap>
    <QtCore/QCborValue>
    <QtCore/QDateTime>
    <QtCore/QFuture>
    <QtCore/QHash>
    <QtCore/QJsonArray>
    <QtCore/QJsonObject>
    <QtCore/QObject>
    <QtCore/QPointer>
    <QtCore/QPromise>
    <QtCore/QRegularExpression>
    <QtCore/QUrl>
    <QtCore/QUuid>
    <QtCore/QVariant>
    <QtNetwork/QHostAddress>
    <QtNetwork/QSslConfiguration>
    <QtNetwork/QTcpSocket>
    <algorithm>
    <chrono>
    <functional>
    <memory>
    <optional>
    <variant>
    <vector>)

# GCC's precompiled headers and ccache go together only with these.
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND QSOCKETIO_CCACHE)
    add_compile_options($<$<COMPILE_LANGUAGE:CXX>:-fpch-preprocess>)
endif()

# qsocketio_reuse_test_headers(<target>)
#
# The same, made once for all tests. Without QtTest, which has each test's own folder in its macros.
# With what nearly every test includes of ours where all is compiled at once: a change of these
# headers makes every test anew, which nearly every test is then anyway.
function(qsocketio_reuse_test_headers target)
    if(NOT TARGET qsocketio-test-headers)
        file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/test-headers.cpp CONTENT "int main() { return 0; }\n")
        qt_add_executable(qsocketio-test-headers ${PROJECT_BINARY_DIR}/test-headers.cpp)
        set_target_properties(qsocketio-test-headers PROPERTIES AUTOMOC OFF)
        target_link_libraries(qsocketio-test-headers PRIVATE QSocketIo::Core)
        target_compile_definitions(qsocketio-test-headers PRIVATE ${QSOCKETIO_TEST_DEFINITIONS})
        if(CMAKE_CXX_COMPILER_ID MATCHES "GNU|Clang")
            target_compile_options(qsocketio-test-headers PRIVATE -g1)
        endif()
        target_precompile_headers(qsocketio-test-headers PRIVATE
            ${QSOCKETIO_PRECOMPILED_HEADERS})
        if(QSOCKETIO_UNITY)
            target_precompile_headers(qsocketio-test-headers PRIVATE
                ${PROJECT_SOURCE_DIR}/libqsocketio/server/server.h
                ${PROJECT_SOURCE_DIR}/libqsocketio/client/clientsocket.h)
        endif()
    endif()
    target_precompile_headers(${target} REUSE_FROM qsocketio-test-headers)
    # Where nothing but the test itself has meta-objects, this file is empty.
    set_source_files_properties(${CMAKE_CURRENT_BINARY_DIR}/${target}_autogen/mocs_compilation.cpp
        PROPERTIES SKIP_PRECOMPILE_HEADERS ON)
    # Lines for a backtrace; variables are looked at where they are searched for.
    if(CMAKE_CXX_COMPILER_ID MATCHES "GNU|Clang")
        target_compile_options(${target} PRIVATE -g1)
    endif()
endfunction()
