// SPDX-License-Identifier: MIT
#include "page.h"

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

} // namespace QsioAdmin
