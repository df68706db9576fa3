// SPDX-License-Identifier: MIT
//
// From an event's name and arguments to the function that handles it.
#include "core/eventtable_p.h"

#include <QtTest/QTest>

using namespace QSocketIo;

class bench_Dispatch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void payload()
    {
        run([this](const Payload &) { ++m_calls; }, "\"text\"");
    }
    void text()
    {
        run([this](const QString &) { ++m_calls; }, "\"abcdefghijklmnopqrstuvwxyz\"");
    }
    void threeArguments();
    void list()
    {
        run([this](const QList<int> &) { ++m_calls; }, "[1,2,3,4,5,6,7,8]");
    }
    void amongManyEvents();
    void wrongType();

private:
    // Events go to a function, through a table that may have more.
    template<typename F>
    void run(F function, const QByteArray &arguments);
    void measure(const QByteArray &arguments, int callsPerEvent);

    EventTable m_table;
    qint64 m_calls = 0;
    qint64 m_failures = 0;
};

template<typename F>
void bench_Dispatch::run(F function, const QByteArray &arguments)
{
    m_table.add("event", this, Internal::makeEventHandler(this, function),
                EventTable::Lifetime::Permanent);
    measure(arguments, 1);
    m_table.clear();
}

void bench_Dispatch::measure(const QByteArray &arguments, int callsPerEvent)
{
    const auto failed = [this](const Error &) { ++m_failures; };
    m_calls = 0;
    m_failures = 0;
    qint64 events = 0;
    QBENCHMARK
    {
        m_table.dispatch("event", Payload::fromJson(arguments), {}, this, failed);
        ++events;
    }
    QCOMPARE(m_calls, events * callsPerEvent);
    QCOMPARE(m_failures, events - m_calls);
}

void bench_Dispatch::threeArguments()
{
    run([this](const QString &, int, bool) { ++m_calls; }, "\"text\",42,true");
}

void bench_Dispatch::amongManyEvents()
{
    for (int i = 0; i < 1000; ++i) {
        m_table.add("event" + QByteArray::number(i), this, Internal::makeEventHandler(this, [] {}),
                    EventTable::Lifetime::Permanent);
    }
    run([this](const QString &) { ++m_calls; }, "\"text\"");
}

void bench_Dispatch::wrongType()
{
    m_table.add("event", this, Internal::makeEventHandler(this, [this](int) { ++m_calls; }),
                EventTable::Lifetime::Permanent);
    measure("\"text\"", 0);
    m_table.clear();
}

QTEST_GUILESS_MAIN(bench_Dispatch)
#include "bench_dispatch.moc"
