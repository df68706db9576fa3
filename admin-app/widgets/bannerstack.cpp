// SPDX-License-Identifier: MIT
#include "bannerstack.h"

#include "icons.h"
#include "themecolors.h"

#include <QtCore/QEvent>
#include <QtGui/QAccessible>
#include <QtWidgets/QFrame>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QToolButton>

namespace QsioAdmin {

namespace {

QString iconName(BannerLevel level)
{
    switch (level) {
    case BannerLevel::Information:
        return QStringLiteral("information");
    case BannerLevel::Warning:
        return QStringLiteral("warning");
    case BannerLevel::Error:
        break;
    }
    return QStringLiteral("error");
}

QColor colorOf(BannerLevel level, const QPalette &palette)
{
    const ThemeColors &colors = ThemeColors::of(palette);
    switch (level) {
    case BannerLevel::Information:
        return colors.information;
    case BannerLevel::Warning:
        return colors.warning;
    case BannerLevel::Error:
        break;
    }
    return colors.bad;
}

// A stripe in the colour of the level; the icon says it without colours.
class BannerFrame : public QFrame
{
public:
    BannerFrame(BannerLevel level, QWidget *parent)
        : QFrame(parent)
        , m_stripe(new QFrame(this))
        , m_level(level)
    {
        setFrameShape(QFrame::StyledPanel);
        setAutoFillBackground(true);
        setBackgroundRole(QPalette::AlternateBase);
        m_stripe->setFixedWidth(4);
        m_stripe->setAutoFillBackground(true);
        m_stripe->setBackgroundRole(QPalette::Window);
        paintStripe();
    }
    [[nodiscard]] QWidget *stripe() const { return m_stripe; }

protected:
    void changeEvent(QEvent *event) override
    {
        QFrame::changeEvent(event);
        if (event->type() == QEvent::PaletteChange)
            paintStripe();
    }

private:
    void paintStripe()
    {
        QPalette colored = m_stripe->palette();
        colored.setColor(QPalette::Window, colorOf(m_level, palette()));
        m_stripe->setPalette(colored);
    }

    QFrame *m_stripe;
    const BannerLevel m_level;
};

} // namespace

BannerStack::BannerStack(QWidget *parent)
    : QWidget(parent)
    , m_layout(new QVBoxLayout(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(4);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    setVisible(false);
}

void BannerStack::setBanner(const Banner &banner)
{
    const auto known = m_banners.constFind(banner.id);
    if (known != m_banners.constEnd() && *known == banner)
        return;
    QFrame *frame = makeFrame(banner);
    if (QFrame *old = m_frames.take(banner.id)) {
        delete m_layout->replaceWidget(old, frame); // the item of the old one
        old->hide();
        old->deleteLater(); // its button may have called us
    } else {
        m_layout->addWidget(frame);
    }
    m_banners.insert(banner.id, banner);
    m_frames.insert(banner.id, frame);
    setVisible(true);
    announce(frame);
}

void BannerStack::removeBanner(const QString &id)
{
    m_banners.remove(id);
    if (QFrame *frame = m_frames.take(id)) {
        frame->hide();
        frame->deleteLater();
    }
    setVisible(!m_frames.isEmpty());
}

void BannerStack::dismiss(const QString &id)
{
    const Banner banner = m_banners.value(id);
    removeBanner(id);
    m_banners.insert(id, banner);
    Q_EMIT dismissed(id);
}

QFrame *BannerStack::makeFrame(const Banner &banner)
{
    auto *frame = new BannerFrame(banner.level, this);
    frame->setAccessibleName(banner.text);
    auto *layout = new QHBoxLayout(frame);
    layout->setContentsMargins(0, 0, 6, 0);
    layout->setSpacing(8);
    layout->addWidget(frame->stripe());
    auto *icon = new QToolButton(frame); // draws itself anew with another palette
    icon->setIcon(themedIcon(iconName(banner.level)));
    icon->setAutoRaise(true);
    icon->setFocusPolicy(Qt::NoFocus);
    icon->setAttribute(Qt::WA_TransparentForMouseEvents);
    layout->addWidget(icon);
    auto *text = new QLabel(banner.text, frame);
    text->setObjectName(banner.id + QStringLiteral("Text"));
    text->setTextFormat(Qt::PlainText);
    text->setWordWrap(true);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    text->setContentsMargins(0, 6, 0, 6);
    layout->addWidget(text, 1);
    if (!banner.action.isEmpty()) {
        auto *button = new QPushButton(banner.action, frame);
        button->setObjectName(banner.id + QStringLiteral("Action"));
        connect(button, &QPushButton::clicked, this,
                [this, id = banner.id] { Q_EMIT actionTriggered(id); });
        layout->addWidget(button);
    }
    if (banner.isDismissible) {
        auto *button = new QToolButton(frame);
        button->setObjectName(banner.id + QStringLiteral("Dismiss"));
        button->setAccessibleName(tr("Dismiss"));
        button->setToolTip(tr("Dismiss"));
        button->setIcon(themedIcon(QStringLiteral("close")));
        button->setIconSize({12, 12});
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::StrongFocus);
        connect(button, &QToolButton::clicked, this, [this, id = banner.id] { dismiss(id); });
        layout->addWidget(button);
    }
    return frame;
}

void BannerStack::announce(QFrame *frame)
{
    if (!QAccessible::isActive())
        return;
    QAccessibleEvent event(frame, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

} // namespace QsioAdmin
