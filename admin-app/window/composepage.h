// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_WINDOW_COMPOSEPAGE_H
#define QSIOADMIN_WINDOW_COMPOSEPAGE_H

#include "composelibrary.h"
#include "core/sendseries.h"
#include "page.h"
#include "windowcontext.h"

#include <QtCore/QTimer>

#include <functional>

QT_BEGIN_NAMESPACE
class QLabel;
class QLineEdit;
class QPushButton;
class QStringListModel;
QT_END_NAMESPACE

namespace QsioAdmin {

class LibraryButtons;
class PayloadEditor;
class SeriesBar;
class TargetPicker;

// An event to send: to whom, its name and its arguments. Before it is sent it shows how many it
// would reach, or why it would be refused.
class ComposePage : public Page
{
    Q_OBJECT
public:
    explicit ComposePage(const WindowContext &context, QWidget *parent = nullptr);

    void setTarget(const Selection &selection);
    void setShownSource(std::function<Selection()> source); // what the Sockets page shows
    // Whose favourites are offered; settings may be null.
    void setConnection(QSettings *settings, const QString &connection);
    void setStale(bool isStale) override;
    void refresh(); // what is possible now

protected:
    void showEvent(QShowEvent *event) override;

private:
    // What would happen if it were sent now.
    struct Preview
    {
        QString text = {};
        bool canSend = false;
        SocketKey first = {}; // of those it reaches; empty: not known
    };

    void makeForm();
    void makeLayout();
    void edited();
    void send();
    void sendToOne();
    void sendOrder(const SendOrder &order);
    void suggestNames();
    void load(const ComposedMessage &message);
    [[nodiscard]] ComposedMessage message() const;
    [[nodiscard]] QList<Command> targets() const; // the commands, without arguments
    [[nodiscard]] SendOrder order() const;
    [[nodiscard]] Preview preview() const;
    [[nodiscard]] QString reachText(qsizetype reached, qsizetype listed, qsizetype messages) const;

    const WindowContext m_context;
    TargetPicker *m_target;
    QLineEdit *m_event;
    PayloadEditor *m_payload;
    QLabel *m_preview;
    QPushButton *m_sendToOne;
    QPushButton *m_send;
    QStringListModel *m_names;
    ComposeLibrary m_library;
    LibraryButtons *m_libraryButtons;
    SendSeries m_series;
    SeriesBar *m_seriesBar;
    QTimer m_timer;
    SocketKey m_first; // of those the last preview reached
    std::chrono::milliseconds m_lastTime{0}; // that it took
};

} // namespace QsioAdmin

#endif
