// SPDX-License-Identifier: MIT
#include "page.h"

#include <QtWidgets/QAbstractItemView>

namespace QsioAdmin {

Page::Page(const QString &name, const QString &title, const QString &icon, QWidget *parent)
    : QWidget(parent)
    , m_name(name)
    , m_title(title)
    , m_icon(icon)
{
    setObjectName(name + QStringLiteral("Page"));
    setAccessibleName(title);
}

QList<QAbstractItemView *> Page::views() const
{
    return view() ? QList<QAbstractItemView *>{view()} : QList<QAbstractItemView *>();
}

QAbstractItemModel *Page::exportModel()
{
    return view() ? view()->model() : nullptr;
}

} // namespace QsioAdmin
