// SPDX-License-Identifier: MIT
#include "icons.h"

#include "themediconengine.h"

#include <QtCore/QDir>

// Outside of all namespaces, and where it is needed: the library is a static one.
static void initResources()
{
    Q_INIT_RESOURCE(icons);
}

namespace QsioAdmin {

namespace {

const auto folder = QStringLiteral(":/qsioadmin/icons/");

QString fileOf(const QString &name)
{
    initResources();
    return folder + name + QStringLiteral(".svg");
}

} // namespace

QIcon themedIcon(const QString &name)
{
    QFile file(fileOf(name));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QIcon(new ThemedIconEngine(file.readAll()));
}

QStringList iconNames()
{
    initResources();
    QStringList names = QDir(folder).entryList({QStringLiteral("*.svg")});
    for (QString &name : names)
        name.chop(4);
    return names;
}

QIcon applicationIcon()
{
    return QIcon(fileOf(QStringLiteral("qsioadmin")));
}

} // namespace QsioAdmin
