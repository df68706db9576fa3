// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_WIDGETS_CONFIRMREQUEST_H
#define QSIOADMIN_WIDGETS_CONFIRMREQUEST_H

#include <QtCore/QStringList>

namespace QsioAdmin {

// How much has to be done before something is done.
enum class ConfirmLevel {
    None, // it is done at once
    Plain, // a question
    List, // a question with those it concerns
    Typed, // a word has to be typed
};

// What is asked before a command.
struct ConfirmRequest
{
    ConfirmLevel level = ConfirmLevel::Plain;
    QString title; // "Disconnect 37 sockets?"
    QString text; // what it means, in a sentence or two
    QString verb; // of the button: "Disconnect"
    QStringList targets; // some of them; ten are shown
    qsizetype targetCount = 0; // all of them
    QString commands; // what will be sent, exactly; empty: not shown
    QString expected; // to be typed: the namespace, or the number

    // What a command needs: one that can be undone on one target nothing, one that ends something a
    // question, many a list, and a hundred, a whole namespace or a red profile a word.
    [[nodiscard]] static ConfirmLevel levelFor(qsizetype targetCount, bool isWholeNamespace,
                                               bool isReversible, bool isRedProfile);
};

} // namespace QsioAdmin

#endif
