// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_WINDOW_COMPOSEPAGE_H
#define QSIOADMIN_WINDOW_COMPOSEPAGE_H

#include "core/command.h"
#include "page.h"
#include "windowcontext.h"

#include <QtCore/QTimer>

QT_BEGIN_NAMESPACE
class QLabel;
class QLineEdit;
class QPushButton;
class QStringListModel;
QT_END_NAMESPACE

namespace QsioAdmin {

class PayloadEditor;
class TargetPicker;

// An event to send: to whom, its name and its arguments. Before it is sent it shows how many it
// would reach, or why it would be refused.
class ComposePage : public Page
{
    Q_OBJECT
public:
    explicit ComposePage(const WindowContext &context, QWidget *parent = nullptr);

    void setTarget(const Selection &selection);
    void setStale(bool isStale) override;
    void refresh(); // what is possible now

protected:
    void showEvent(QShowEvent *event) override;

private:
    void makeForm();
    void send();
    void suggestNames();
    [[nodiscard]] QList<Command> commands() const;
    [[nodiscard]] QString previewText(bool *canSend) const;

    const WindowContext m_context;
    TargetPicker *m_target;
    QLineEdit *m_event;
    PayloadEditor *m_payload;
    QLabel *m_preview;
    QPushButton *m_send;
    QStringListModel *m_names;
    QTimer m_timer;
};

} // namespace QsioAdmin

#endif
