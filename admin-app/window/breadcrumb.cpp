// SPDX-License-Identifier: MIT
#include "breadcrumb.h"

#include <QtCore/QCoreApplication>
#include <QtGui/QAction>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QToolButton>

namespace QsioAdmin {

QString subjectText(const Subject &subject)
{
    const QString nsp = QString::fromUtf8(subject.nsp);
    const auto inNamespace = [&nsp](const QString &name) {
        return QCoreApplication::translate("Subject", "%1 in %2").arg(name, nsp);
    };
    switch (subject.kind) {
    case Subject::Kind::None:
        return {};
    case Subject::Kind::Namespace:
        return nsp;
    case Subject::Kind::Room:
        return inNamespace(subject.room.text());
    case Subject::Kind::Socket:
        return inNamespace(QString::fromUtf8(subject.id));
    case Subject::Kind::Server:
    case Subject::Kind::Client:
        break;
    }
    return QString::fromUtf8(subject.id);
}

Breadcrumb::Breadcrumb(QAction *back, QAction *forward, QWidget *parent)
    : QWidget(parent)
    , m_place(new QLabel(this))
{
    setObjectName(QStringLiteral("breadcrumb"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    const auto add = [&](QAction *action, Qt::ArrowType arrow) {
        auto *button = new QToolButton(this);
        button->setDefaultAction(action);
        button->setArrowType(arrow);
        button->setToolButtonStyle(Qt::ToolButtonIconOnly);
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::TabFocus);
        button->setObjectName(action->objectName() + QStringLiteral("Button"));
        button->setAccessibleName(action->text().remove(u'&'));
        layout->addWidget(button);
    };
    add(back, Qt::LeftArrow);
    add(forward, Qt::RightArrow);
    m_place->setObjectName(QStringLiteral("breadcrumbText"));
    m_place->setTextFormat(Qt::PlainText);
    m_place->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    layout->addWidget(m_place, 1);
}

void Breadcrumb::show(const QString &page, const Subject &subject)
{
    const QString text = subjectText(subject);
    m_place->setText(text.isEmpty() ? page : page + QStringLiteral("  ›  ") + text);
    m_place->setToolTip(text);
}

} // namespace QsioAdmin
