// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_WINDOW_TARGETPICKER_H
#define QSIOADMIN_WINDOW_TARGETPICKER_H

#include "selection.h"
#include "windowcontext.h"

#include <QtWidgets/QWidget>

QT_BEGIN_NAMESPACE
class QComboBox;
class QLabel;
class QPlainTextEdit;
QT_END_NAMESPACE

namespace QsioAdmin {

// Whom an event is for: everybody in a namespace, rooms, sockets, or what was selected on a page.
class TargetPicker : public QWidget
{
    Q_OBJECT
public:
    explicit TargetPicker(const WindowContext &context, QWidget *parent = nullptr);

    void setSelection(const Selection &selection); // as on a page
    [[nodiscard]] Selection selection() const; // empty: nobody
    [[nodiscard]] QByteArray nsp() const;

Q_SIGNALS:
    void changed();

private:
    enum class Kind { Selected, WholeNamespace, Rooms, Sockets };

    void fillNamespaces();
    void updateFields();
    [[nodiscard]] Kind kind() const;
    [[nodiscard]] QByteArrayList lines() const; // without empty ones

    const WindowContext m_context;
    Selection m_selected;
    QComboBox *m_kind;
    QComboBox *m_nsp;
    QLabel *m_nspLabel;
    QPlainTextEdit *m_names;
    QLabel *m_text;
};

} // namespace QsioAdmin

#endif
