// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_WINDOW_PAGEHEADER_H
#define QSIOADMIN_WINDOW_PAGEHEADER_H

#include <QtWidgets/QWidget>

QT_BEGIN_NAMESPACE
class QHBoxLayout;
class QLabel;
class QToolButton;
QT_END_NAMESPACE

namespace QsioAdmin {

// The line on top of a page: its title, a figure or two, and buttons at the right.
class PageHeader : public QWidget
{
    Q_OBJECT
public:
    explicit PageHeader(const QString &title, QWidget *parent = nullptr);

    void setText(const QString &text);
    [[nodiscard]] QString text() const;
    // A button with text beside its icon.
    QToolButton *addButton(const QString &icon, const QString &text, const QString &name);
    void addWidget(QWidget *widget);

private:
    QHBoxLayout *m_layout;
    QLabel *m_text;
};

} // namespace QsioAdmin

#endif
