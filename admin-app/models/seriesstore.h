// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_MODELS_SERIESSTORE_H
#define QSIOADMIN_MODELS_SERIESSTORE_H

#include "seriesring.h"

#include <QtCore/QByteArray>
#include <QtCore/QHash>

#include <optional>

namespace QsioAdmin {

// The curves of the last 24 hours, by name: each second of the last hour, and ten seconds at a time
// before it. A curve takes about 100 kB from its first value on, and never more.
class SeriesStore
{
public:
    static constexpr int maxSeries = 512; // names are of the server's choice

    // A name that is added first also says what its values are.
    bool add(const QByteArray &name, qint64 time, double value,
             SeriesKind kind = SeriesKind::Level);
    void remove(const QByteArray &name) { m_curves.remove(name); }
    void clear() { m_curves.clear(); }

    [[nodiscard]] bool contains(const QByteArray &name) const { return m_curves.contains(name); }
    [[nodiscard]] QByteArrayList names() const; // sorted
    [[nodiscard]] std::optional<SeriesPoint> latest(const QByteArray &name) const; // as added
    // As fine as it is known for the whole time; without points for a name that is not known.
    [[nodiscard]] Series series(const QByteArray &name, qint64 from, qint64 to) const;

private:
    struct Curve
    {
        explicit Curve(SeriesKind kind);

        SeriesRing seconds;
        SeriesRing decades; // of seconds
        SeriesPoint latest;
    };

    QHash<QByteArray, Curve> m_curves;
};

} // namespace QsioAdmin

#endif
