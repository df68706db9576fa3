// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_BENCHMARKS_RAWCLIENT_H
#define QSOCKETIO_BENCHMARKS_RAWCLIENT_H

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

// A client that costs next to nothing: a blocking socket that writes frames made before.
class RawClient
{
public:
    // Joins a namespace; ends the program where that fails. query begins with '&'.
    RawClient(std::uint16_t port, std::string_view connectPacket, std::string_view query = {});
    RawClient(RawClient &&other) noexcept;
    RawClient(const RawClient &) = delete;
    RawClient &operator=(const RawClient &) = delete;
    ~RawClient();

    [[nodiscard]] static std::string frame(std::string_view text);
    void write(std::string_view bytes);
    void read(std::size_t bytes); // and forgets them
    // Reads up to where the text is in what has come.
    std::size_t readUntil(std::string_view text);

private:
    [[nodiscard]] std::string receive();

    int m_socket;
};

#endif
