// SPDX-License-Identifier: MIT
#include "pageheader.h"

#include "widgets/icons.h"

#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QToolButton>

namespace QsioAdmin {

PageHeader::PageHeader(const QString &title, QWidget *parent)
    : QWidget(parent)
    , m_layout(new QHBoxLayout(this))
    , m_text(new QLabel(this))
{
    auto *label = new QLabel(title, this);
    QFont font = label->font();
    font.setBold(true);
    font.setPointSizeF(font.pointSizeF() * 1.3);
    label->setFont(font);
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->addWidget(label);
    m_layout->addSpacing(8);
    m_layout->addWidget(m_text, 1);
    m_text->setTextFormat(Qt::PlainText);
}

void PageHeader::setText(const QString &text)
{
    m_text->setText(text);
}

QString PageHeader::text() const
{
    return m_text->text();
}

QToolButton *PageHeader::addButton(const QString &icon, const QString &text, const QString &name)
{
    auto *button = new QToolButton(this);
    button->setIcon(themedIcon(icon));
    button->setText(text);
    button->setObjectName(name);
    button->setAccessibleName(text);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setFocusPolicy(Qt::StrongFocus);
    m_layout->addWidget(button);
    return button;
}

void PageHeader::addWidget(QWidget *widget)
{
    m_layout->addWidget(widget);
}

} // namespace QsioAdmin
