// SPDX-License-Identifier: MIT
#include "httpchannel.h"

#include "fail.h"

#include <optional>
#include <strings.h>

namespace Load {

static constexpr std::string_view commonFields
    = " HTTP/1.1\r\nHost: localhost\r\nConnection: keep-alive\r\nAccept: */*\r\n"
      "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36\r\n"
      "Accept-Language: en-GB,en;q=0.9\r\n";

void HttpChannel::get(std::string_view target)
{
    std::string request = "GET ";
    request.append(target).append(commonFields).append("\r\n");
    send(request);
}

void HttpChannel::post(std::string_view target, std::string_view body)
{
    std::string request = "POST ";
    request.append(target).append(commonFields);
    request += "Content-Type: text/plain;charset=UTF-8\r\nContent-Length: "
        + std::to_string(body.size()) + "\r\n\r\n";
    request += body;
    send(request);
}

static std::optional<std::size_t> contentLength(std::string_view head)
{
    static constexpr std::string_view name = "\r\ncontent-length:";
    for (std::size_t at = 0; at + name.size() < head.size(); ++at) {
        if (head[at] == '\r' && ::strncasecmp(&head[at], name.data(), name.size()) == 0)
            return std::strtoul(&head[at + name.size()], nullptr, 10);
    }
    return {};
}

void HttpChannel::received(std::string_view &bytes)
{
    const std::size_t end = bytes.find("\r\n\r\n");
    if (end == std::string_view::npos)
        return;
    const std::string_view head = bytes.substr(0, end + 2);
    const std::optional<std::size_t> length = contentLength(head);
    if (!head.starts_with("HTTP/1.1 200 ") || !length)
        fail("not the answer of a server that polls: " + std::string(head));
    if (bytes.size() - end - 4 < *length)
        return;
    const std::string body(bytes.substr(end + 4, *length));
    bytes.remove_prefix(end + 4 + *length);
    m_owner.answered(*this, body);
}

} // namespace Load
