// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_WIDGETS_BANNER_H
#define QSIOADMIN_WIDGETS_BANNER_H

#include <QtCore/QString>

namespace QsioAdmin {

enum class BannerLevel { Information, Warning, Error };

// Something to be known about what is shown, such as that it is old.
struct Banner
{
    QString id; // there is one of each
    BannerLevel level = BannerLevel::Information;
    QString text;
    QString action; // of a button, such as "Reconnect"; empty: none
    bool isDismissible = true;

    friend bool operator==(const Banner &, const Banner &) = default;
};

} // namespace QsioAdmin

#endif
