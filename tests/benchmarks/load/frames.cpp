// SPDX-License-Identifier: MIT
#include "frames.h"

#include "fail.h"

namespace Load {

static constexpr unsigned char finalBit = 0x80;
static constexpr unsigned char maskBit = 0x80;

static void appendNumber(std::string &frame, std::size_t number, int bytes)
{
    for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8)
        frame += char(number >> shift);
}

std::string clientFrame(Opcode opcode, std::string_view payload)
{
    static constexpr char mask[] = {'\x5a', '\x13', '\x7e', '\x21'};
    std::string frame(1, char(finalBit | static_cast<unsigned char>(opcode)));
    if (payload.size() < 126) {
        frame += char(maskBit | payload.size());
    } else if (payload.size() < 65536) {
        frame += char(maskBit | 126);
        appendNumber(frame, payload.size(), 2);
    } else {
        frame += char(maskBit | 127);
        appendNumber(frame, payload.size(), 8);
    }
    frame.append(mask, sizeof mask);
    for (std::size_t i = 0; i < payload.size(); ++i)
        frame += char(payload[i] ^ mask[i % sizeof mask]);
    return frame;
}

static std::size_t readNumber(std::string_view bytes)
{
    std::size_t number = 0;
    for (char byte : bytes)
        number = number << 8 | static_cast<unsigned char>(byte);
    return number;
}

std::optional<ServerFrame> takeFrame(std::string_view &bytes)
{
    if (bytes.size() < 2)
        return {};
    const auto first = static_cast<unsigned char>(bytes[0]);
    std::size_t size = static_cast<unsigned char>(bytes[1]);
    if (!(first & finalBit) || (first & 0x70) || (size & maskBit))
        fail("the server sent a frame that it should not");
    const std::size_t extension = size == 127 ? 8 : size == 126 ? 2 : 0;
    const std::size_t header = 2 + extension;
    if (bytes.size() < header)
        return {};
    if (extension > 0)
        size = readNumber(bytes.substr(2, extension));
    if (bytes.size() - header < size)
        return {};
    const ServerFrame frame{Opcode(first & 0x0f), bytes.substr(header, size)};
    bytes.remove_prefix(header + size);
    return frame;
}

} // namespace Load
