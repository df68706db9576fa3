// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_WINDOW_RUNWINDOW_H
#define QSIOADMIN_WINDOW_RUNWINDOW_H

#include "startoptions.h"

namespace QsioAdmin {

// The program with its window, until that is closed. Returns its exit code: 0, 1 where a picture
// cannot be saved, or 4 where there is no display, page or profile of that name.
int runWindow(int argc, char **argv, const StartOptions &options);

} // namespace QsioAdmin

#endif
