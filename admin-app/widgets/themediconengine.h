// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_WIDGETS_THEMEDICONENGINE_H
#define QSIOADMIN_WIDGETS_THEMEDICONENGINE_H

#include <QtGui/QIconEngine>

namespace QsioAdmin {

// Draws an SVG whose currentColor is the colour of the application's text, or of disabled or
// selected text. Each size and colour is drawn once.
class ThemedIconEngine : public QIconEngine
{
public:
    explicit ThemedIconEngine(const QByteArray &svg);

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override;
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override;
    QIconEngine *clone() const override;
    QString key() const override;

private:
    [[nodiscard]] QPixmap rendered(const QSize &size, const QColor &color) const;

    QByteArray m_svg;
};

} // namespace QsioAdmin

#endif
