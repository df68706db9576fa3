// SPDX-License-Identifier: MIT
#include "pacedworkload.h"

#include "fail.h"

#include <algorithm>
#include <cstdio>

namespace Load {

static constexpr std::size_t digits = 10; // of a number

static void writeNumber(std::string &text, std::size_t at, std::uint64_t number)
{
    for (std::size_t i = digits; i-- > 0; number /= 10)
        text[at + i] = char('0' + number % 10);
}

static double milliseconds(Clock::duration duration)
{
    return std::chrono::duration<double, std::milli>(duration).count();
}

std::size_t PacedWorkload::roomCount() const
{
    return std::size_t(std::min(options().rooms, clientCount()));
}

void PacedWorkload::start()
{
    const std::string opening = roomCount() ? "[\"room\"," : "[\"broadcast\",";
    m_event = message(opening, "]");
    m_roomAt = m_event.text.find(opening) + opening.size();
    m_at = options().isBinary ? 0 : m_roomAt + 1;
    m_has.resize(std::size_t(clientCount()));
    if (roomCount())
        joinRooms(roomCount());
    begin(options().rate);
}

void PacedWorkload::begin(double rate)
{
    m_rate = rate;
    m_base = m_sent;
    m_start = Clock::now();
    reset();
    sendDue();
}

Clock::time_point PacedWorkload::dueTime(std::uint64_t number) const
{
    const std::chrono::duration<double> time(double(number - m_base) / m_rate);
    return m_start + std::chrono::duration_cast<Clock::duration>(time);
}

void PacedWorkload::sendDue()
{
    const Clock::time_point now = Clock::now();
    for (; dueTime(m_sent) <= now; ++m_sent) {
        m_late.add(std::uint64_t((now - dueTime(m_sent)).count()));
        send(m_sent);
    }
    loop().callAt(dueTime(m_sent), [this] { sendDue(); });
}

void PacedWorkload::send(std::uint64_t number)
{
    Message event = m_event;
    writeNumber(options().isBinary ? event.attachment : event.text, m_at, number);
    if (roomCount())
        event.text.insert(m_roomAt, roomName(number % roomCount()) + ',');
    client(0).send(client(0).encode(event));
}

void PacedWorkload::received(Client &client, std::string_view text, std::string_view attachment)
{
    if (isJoinAnswer(text))
        return;
    if (options().isBinary && text != m_event.text)
        fail("not what was sent: " + std::string(text));
    arrived(std::size_t(client.index()), numberIn(options().isBinary ? attachment : text));
}

std::uint64_t PacedWorkload::numberIn(std::string_view content) const
{
    const std::string_view sent = options().isBinary ? m_event.attachment : m_event.text;
    if (content.size() != sent.size() || content.substr(0, m_at) != sent.substr(0, m_at)
        || content.substr(m_at + digits) != sent.substr(m_at + digits))
        fail("not what was sent: " + std::string(content));
    std::uint64_t number = 0;
    for (char digit : content.substr(m_at, digits))
        number = number * 10 + std::uint64_t(digit - '0');
    if (number >= m_sent)
        fail("more than was sent");
    return number;
}

void PacedWorkload::arrived(std::size_t client, std::uint64_t number)
{
    std::vector<bool> &has = m_has[client];
    const std::size_t index = number / std::max<std::size_t>(roomCount(), 1);
    if (has.size() <= index)
        has.resize(index + 1);
    if (has[index]) {
        ++m_repeated;
        return;
    }
    has[index] = true;
    const bool isRemote = serverOf(int(client)) > 0;
    if (isRemote)
        arrivedRemotely();
    if (number < m_first)
        return;
    const Clock::time_point due = dueTime(number);
    delivered(due);
    m_sides[isRemote].latency.add(std::uint64_t((loop().now() - due).count()));
}

void PacedWorkload::arrivedRemotely()
{
    const Clock::duration silence = loop().now() - m_lastRemote;
    m_lastRemote = loop().now();
    if (silence <= m_silence)
        return;
    m_silence = silence;
    m_silenceEnd = m_lastRemote;
}

void PacedWorkload::reset()
{
    Workload::reset();
    m_first = m_sent;
    m_repeated = 0;
    m_sides = {};
    m_late.clear();
    m_silence = {};
    m_lastRemote = Clock::now();
}

void PacedWorkload::finish()
{
    end(std::chrono::duration_cast<Clock::duration>(options().patience));
}

bool PacedWorkload::end(Clock::duration patience)
{
    loop().callAt(Clock::time_point::max(), {});
    countExpected();
    const Clock::time_point start = Clock::now();
    const bool isComplete = loop().waitFor([this] { return hasAll(); }, patience);
    m_backlog = Clock::now() - start;
    return isComplete;
}

Clock::duration PacedWorkload::remoteMax() const
{
    return std::chrono::nanoseconds(m_sides[1].latency.max());
}

void PacedWorkload::countExpected()
{
    const std::size_t rooms = std::max<std::size_t>(roomCount(), 1);
    std::vector<std::uint64_t> emits(rooms);
    for (std::uint64_t number = m_first; number < m_sent; ++number)
        ++emits[number % rooms];
    for (Side &side : m_sides)
        side.expected = 0;
    for (int i = 0; i < clientCount(); ++i)
        m_sides[serverOf(i) > 0].expected += emits[std::size_t(i) % rooms];
}

bool PacedWorkload::hasAll() const
{
    return std::all_of(m_sides.begin(), m_sides.end(),
                       [](const Side &side) { return side.latency.count() == side.expected; });
}

std::string PacedWorkload::figures() const
{
    std::string text;
    const auto add = [&text](const std::string &name, double value) {
        char number[32];
        std::snprintf(number, sizeof number, "%.3f", value);
        text += '"' + name + "\":" + number + ',';
    };
    const auto addSide = [&add](const std::string &name, const Side &side) {
        const auto us
            = [&side](double share) { return double(side.latency.percentile(share)) / 1e3; };
        add(name + "Deliveries", double(side.latency.count()));
        add(name + "Missing", double(side.expected - side.latency.count()));
        add(name + "P50", us(0.5));
        add(name + "P99", us(0.99));
        add(name + "P999", us(0.999));
        add(name + "Max", us(1));
    };
    addSide("local", m_sides[0]);
    addSide("remote", m_sides[1]);
    add("emits", double(m_sent - m_first));
    add("repeated", double(m_repeated));
    add("backlogMs", milliseconds(m_backlog));
    add("lateP99", double(m_late.percentile(0.99)) / 1e3);
    add("lateMax", double(m_late.max()) / 1e3);
    add("silenceMs", milliseconds(m_silence));
    add("silenceEndMs", milliseconds(m_silenceEnd.time_since_epoch())); // of CLOCK_MONOTONIC
    return text;
}

} // namespace Load
