// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_WINDOW_TARGETPICKER_H
#define QSIOADMIN_WINDOW_TARGETPICKER_H

#include "selection.h"
#include "windowcontext.h"

#include <QtWidgets/QWidget>

#include <functional>

QT_BEGIN_NAMESPACE
class QComboBox;
class QLabel;
class QPlainTextEdit;
QT_END_NAMESPACE

namespace QsioAdmin {

// Whom an event is for: everybody in a namespace, rooms, sockets, or what was selected or is shown
// on a page; and who of them is left out.
class TargetPicker : public QWidget
{
    Q_OBJECT
public:
    explicit TargetPicker(const WindowContext &context, QWidget *parent = nullptr);

    void setSelection(const Selection &selection); // as on a page
    [[nodiscard]] Selection selection() const; // empty: nobody
    [[nodiscard]] QByteArray nsp() const;
    [[nodiscard]] QList<RoomName> except() const; // rooms, and sockets by their ids
    void setShownSource(std::function<Selection()> source); // what the Sockets page shows

Q_SIGNALS:
    void changed();

private:
    enum class Kind { Selected, Shown, WholeNamespace, Rooms, Sockets };

    void fillNamespaces();
    void updateFields();
    [[nodiscard]] Kind kind() const;
    [[nodiscard]] QPlainTextEdit *addNames(const QString &name);
    static QByteArrayList linesOf(const QPlainTextEdit *edit); // without empty ones

    const WindowContext m_context;
    Selection m_selected;
    QComboBox *m_kind;
    QComboBox *m_nsp;
    QLabel *m_nspLabel;
    QPlainTextEdit *m_names;
    QPlainTextEdit *m_except;
    QLabel *m_text;
    std::function<Selection()> m_shown;
};

} // namespace QsioAdmin

#endif
