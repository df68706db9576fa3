// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_CLI_LISTING_H
#define QSIOADMIN_CLI_LISTING_H

#include "commandline.h"

#include <QtCore/QByteArray>

#include <memory>

namespace QsioAdmin {

class AdminStore;
class SlotModel;

// The lists that the command line asks for. Several of them have titles; in JSON they are members
// of one object.
[[nodiscard]] std::unique_ptr<SlotModel> modelOf(const QString &list, const AdminStore &store);
[[nodiscard]] QByteArray listingText(const AdminStore &store, const CommandLine &line);

} // namespace QsioAdmin

#endif
