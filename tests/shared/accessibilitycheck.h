// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_TESTS_ACCESSIBILITYCHECK_H
#define QSOCKETIO_TESTS_ACCESSIBILITYCHECK_H

#include <QtCore/QSet>
#include <QtCore/QStringList>
#include <QtGui/QAccessible>
#include <QtWidgets/QLabel>
#include <QtWidgets/QWidget>

// What is wrong for those who do not see a window or have no mouse, as a list of sentences: widgets
// that take the focus without a name to be read aloud or found by, two with the same name, and
// labels with a shortcut that leads nowhere. Widgets that Qt makes within others are not ours.
[[nodiscard]] inline QStringList accessibilityProblems(QWidget *root)
{
    QStringList problems;
    QSet<QString> names;
    QList<QWidget *> widgets = root->findChildren<QWidget *>();
    widgets.prepend(root);
    for (QWidget *widget : std::as_const(widgets)) {
        const QString what = QStringLiteral("%1 \"%2\"")
                                 .arg(QString::fromLatin1(widget->metaObject()->className()),
                                      widget->objectName());
        const auto *label = qobject_cast<QLabel *>(widget);
        if (label && !label->buddy() && label->text().contains(u'&')
            && !label->text().contains(QStringLiteral("&&"))
            && label->textFormat() != Qt::PlainText)
            problems.append(what + QStringLiteral(": a shortcut without a buddy"));
        const bool isQts = widget->objectName().startsWith(QStringLiteral("qt_"))
            || (widget->parentWidget() && widget->focusProxy() == widget->parentWidget())
            || (widget->parentWidget() && widget->parentWidget()->focusProxy() == widget);
        const bool isPartOfQts = widget->inherits("QComboBoxListView")
            || (widget->parentWidget() && widget->parentWidget()->inherits("QTabBar"));
        if (isQts || isPartOfQts || widget->focusPolicy() == Qt::NoFocus)
            continue;
        if (widget->objectName().isEmpty())
            problems.append(what + QStringLiteral(": no objectName"));
        else if (names.contains(widget->objectName()))
            problems.append(what + QStringLiteral(": this objectName is there twice"));
        names.insert(widget->objectName());
        QAccessibleInterface *accessible = QAccessible::queryAccessibleInterface(widget);
        if (!accessible || accessible->text(QAccessible::Name).trimmed().isEmpty())
            problems.append(what + QStringLiteral(": no accessible name"));
    }
    return problems;
}

// The widgets that Tab leads to, from a widget on until it comes back to it.
[[nodiscard]] inline QWidgetList tabChain(QWidget *first)
{
    QWidgetList chain;
    QWidget *widget = first;
    do {
        if (widget->isEnabled() && widget->isVisible() && (widget->focusPolicy() & Qt::TabFocus))
            chain.append(widget);
        widget = widget->nextInFocusChain();
    } while (widget && widget != first && chain.size() < 10'000);
    return chain;
}

#endif
