// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_BENCHMARKS_FRAMES_H
#define QSOCKETIO_BENCHMARKS_FRAMES_H

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace Load {

enum class Opcode : unsigned char { Text = 1, Binary = 2, Close = 8, Ping = 9, Pong = 10 };

// A whole frame as clients send it: masked, so that servers have to unmask it.
[[nodiscard]] std::string clientFrame(Opcode opcode, std::string_view payload);

struct ServerFrame
{
    Opcode opcode;
    std::string_view payload;
};

// Takes the first frame off bytes; nothing where it is not complete. Servers do not fragment what
// is as short as here: such a frame ends the program.
[[nodiscard]] std::optional<ServerFrame> takeFrame(std::string_view &bytes);

} // namespace Load

#endif
