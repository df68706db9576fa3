// SPDX-License-Identifier: MIT
#include "useragent.h"

#include <QtCore/QByteArrayList>

namespace QsioAdmin {

namespace {

struct Sign
{
    const char *sign;
    const char *name;
};

// Browsers claim to be those in front of them, too: the most special ones come first.
constexpr Sign browsers[] = {{"Edg/", "Edge"},
                             {"EdgA/", "Edge"},
                             {"EdgiOS/", "Edge"},
                             {"OPR/", "Opera"},
                             {"Vivaldi/", "Vivaldi"},
                             {"SamsungBrowser/", "Samsung Internet"},
                             {"FxiOS/", "Firefox"},
                             {"Firefox/", "Firefox"},
                             {"CriOS/", "Chrome"},
                             {"Electron/", "Electron"},
                             {"HeadlessChrome/", "Chrome without a window"},
                             {"Chrome/", "Chrome"},
                             {"Version/", "Safari"}};

// Android and iOS claim to be others, too.
constexpr Sign systems[] = {{"Android", "Android"}, {"iPhone", "iOS"},    {"iPad", "iOS"},
                            {"Windows", "Windows"}, {"CrOS", "ChromeOS"}, {"Mac OS X", "macOS"},
                            {"Macintosh", "macOS"}, {"Linux", "Linux"}};

QByteArray majorVersion(QByteArrayView header, qsizetype from)
{
    qsizetype to = from;
    while (to < header.size() && to - from < 6 && header[to] >= '0' && header[to] <= '9')
        ++to;
    return header.sliced(from, to - from).toByteArray();
}

QByteArray systemOf(const QByteArray &header)
{
    for (const Sign &system : systems) {
        if (header.contains(system.sign))
            return system.name;
    }
    return {};
}

} // namespace

QByteArray shortUserAgent(const QByteArray &header)
{
    for (const Sign &browser : browsers) {
        const qsizetype at = header.indexOf(browser.sign);
        const bool isSafari = qstrcmp(browser.sign, "Version/") == 0;
        if (at < 0 || (isSafari && !header.contains("Safari/")))
            continue;
        QByteArray text = browser.name;
        const QByteArray version = majorVersion(header, at + qsizetype(qstrlen(browser.sign)));
        if (!version.isEmpty())
            text += ' ' + version;
        const QByteArray system = systemOf(header);
        return system.isEmpty() ? text : text + ", " + system;
    }
    return header.split(' ').first().left(60); // a library: node-XMLHttpRequest
}

} // namespace QsioAdmin
