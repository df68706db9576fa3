// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_MODELS_SERIESRING_H
#define QSIOADMIN_MODELS_SERIESRING_H

#include "series.h"

#include <vector>

namespace QsioAdmin {

// The last so many buckets of time of a series. Its size never changes.
class SeriesRing
{
public:
    SeriesRing(qint64 bucketWidth, int bucketCount, SeriesKind kind);

    [[nodiscard]] qint64 bucketWidth() const { return m_width; }
    [[nodiscard]] qint64 span() const { return m_width * qint64(m_buckets.size()); }
    [[nodiscard]] bool isEmpty() const { return m_newest < 0; }
    [[nodiscard]] qint64 oldest() const; // time of the oldest bucket that can be there

    // False: it is older than the oldest bucket, or no number.
    bool add(qint64 time, double value);
    [[nodiscard]] QList<SeriesPoint> points(qint64 from, qint64 to) const;

private:
    struct Bucket
    {
        float value = 0;
        quint32 count = 0; // 0: nothing was said
    };

    [[nodiscard]] Bucket &bucket(qint64 number)
    {
        return m_buckets[size_t(number) % m_buckets.size()];
    }
    void advance(qint64 number);

    std::vector<Bucket> m_buckets;
    qint64 m_width;
    qint64 m_newest = -1; // number of the newest bucket, counted from 1970
    SeriesKind m_kind;
};

} // namespace QsioAdmin

#endif
