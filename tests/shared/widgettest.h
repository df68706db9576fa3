// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_TESTS_WIDGETTEST_H
#define QSOCKETIO_TESTS_WIDGETTEST_H

#include <QtCore/QDir>
#include <QtCore/QRegularExpression>
#include <QtGui/QPixmap>
#include <QtTest/QTest>
#include <QtWidgets/QWidget>

// As QTest::failOnWarning(), but for what the offscreen platform says about each window.
inline void failOnWidgetWarning()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support )")));
}

// Saves a picture of a widget in the folder that QSIOADMIN_PICTURES names, to be looked at; does
// nothing where it names none.
inline void savePicture(QWidget *widget, const QString &name)
{
    const QString folder = qEnvironmentVariable("QSIOADMIN_PICTURES");
    if (folder.isEmpty())
        return;
    QDir().mkpath(folder);
    widget->grab().save(QDir(folder).filePath(name + QStringLiteral(".png")));
}

#endif
