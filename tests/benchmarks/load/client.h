// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_BENCHMARKS_CLIENT_H
#define QSOCKETIO_BENCHMARKS_CLIENT_H

#include <string>
#include <string_view>

namespace Load {

// An event as it is on the wire, with at most one attachment.
struct Message
{
    std::string text; // a Socket.IO packet in an Engine.IO message: 42["name",...]
    std::string attachment;
};

// A Socket.IO client in the namespace "/".
class Client
{
public:
    class Owner
    {
    public:
        virtual ~Owner() = default;
        virtual void connected() = 0;
        virtual void received(Client &client, std::string_view text, std::string_view attachment)
            = 0;
        // All that came at once has been passed on.
        virtual void readDone(Client &client) = 0;
    };

    Client(Owner &owner, int index)
        : m_owner(owner)
        , m_index(index)
    { }
    virtual ~Client() = default;

    // What encode() of a client of the same kind has made, any number of it.
    virtual void send(std::string_view encoded) = 0;
    [[nodiscard]] virtual std::string encode(const Message &message) const = 0;
    [[nodiscard]] int index() const { return m_index; } // among the owner's, from 0

protected:
    [[nodiscard]] Owner &owner() const { return m_owner; }

private:
    Owner &m_owner;
    const int m_index;
};

} // namespace Load

#endif
