// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_CORE_MIDDLEWARES_P_H
#define QSOCKETIO_CORE_MIDDLEWARES_P_H

#include "error.h"
#include "next.h"

#include <QtCore/QList>
#include <QtCore/QObject>
#include <QtCore/QPointer>

#include <functional>
#include <memory>

namespace QSocketIo {

// Functions that run one after the other, each answering by its Next, now or later.
template<typename... Subject>
class Middlewares
{
public:
    using Function = std::function<void(Subject..., const Next &)>;
    using Call = std::function<void(Subject...)>;
    // Gives the subject of a run to each function; false: it is gone, and the run ends silently.
    using WithSubject = std::function<bool(const Call &)>;

    void append(QObject *context, Function function)
    {
        m_entries.removeIf([](const Entry &entry) { return !entry.context; });
        m_entries.append({context, std::make_shared<const Function>(std::move(function))});
    }
    [[nodiscard]] bool isEmpty() const { return m_entries.isEmpty(); }

    // Runs the functions there are now; done hears the first error, or none, exactly once unless
    // the subject goes away or a function never answers.
    void run(WithSubject subject, std::function<void(const Error &)> done) const
    {
        step(std::make_shared<Run>(Run{m_entries, 0, std::move(subject), std::move(done)}));
    }

private:
    struct Entry
    {
        QPointer<QObject> context;
        std::shared_ptr<const Function> function;
    };
    struct Run
    {
        QList<Entry> entries;
        qsizetype next;
        WithSubject subject;
        std::function<void(const Error &)> done;
    };

    static void step(const std::shared_ptr<Run> &run)
    {
        while (run->next < run->entries.size() && !run->entries.at(run->next).context)
            ++run->next; // like a connection of a dead receiver
        if (run->next == run->entries.size()) {
            run->done(Error());
            return;
        }
        const std::shared_ptr<const Function> function = run->entries.at(run->next++).function;
        const Next next([run](const Error &error) {
            if (error)
                run->done(error);
            else
                step(run);
        });
        run->subject([&](Subject... subject) { (*function)(subject..., next); });
    }

    QList<Entry> m_entries;
};

} // namespace QSocketIo

#endif
