// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_BENCHMARKS_GUIWATCH_H
#define QSOCKETIO_BENCHMARKS_GUIWATCH_H

#include <QtCore/QElapsedTimer>
#include <QtCore/QTimer>

#include <vector>

// A timer of 10 ms in the thread of the window. How late it comes is how long the window stood still;
// how much processor time its thread took meanwhile tells whether that was the window's own doing.
class GuiWatch : public QObject
{
    Q_OBJECT
public:
    GuiWatch();

    void begin();
    void report(const char *phase); // since begin()

private:
    struct Gap
    {
        double wall = 0; // ms, as the next
        double processor = 0;
    };

    void tick();
    [[nodiscard]] static double threadTime(); // ms
    [[nodiscard]] double wallTime() const { return double(m_clock.nsecsElapsed()) / 1e6; }

    QTimer m_timer;
    QElapsedTimer m_clock;
    std::vector<Gap> m_gaps;
    double m_lastWall = 0;
    double m_lastProcessor = 0;
    double m_beginWall = 0;
    double m_beginProcessor = 0;
};

#endif
