// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_WINDOW_WINDOWCONTEXT_H
#define QSIOADMIN_WINDOW_WINDOWCONTEXT_H

namespace QsioAdmin {

class AdminSession;
class AlertNotifier;
class Announcer;
class CommandRunner;
class Scope;
class TargetActions;
class WindowModels;

// What the parts of a window work with. All of it lives as long as the window.
struct WindowContext
{
    AdminSession *session = nullptr;
    WindowModels *models = nullptr;
    Scope *scope = nullptr;
    Announcer *announcer = nullptr;
    CommandRunner *runner = nullptr;
    TargetActions *actions = nullptr;
    AlertNotifier *notifier = nullptr;
};

} // namespace QsioAdmin

#endif
