// SPDX-License-Identifier: MIT
#include "librarybuttons.h"

#include "widgets/icons.h"

#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QInputDialog>
#include <QtWidgets/QMenu>
#include <QtWidgets/QToolButton>

namespace QsioAdmin {

constexpr qsizetype shownLength = 60; // characters

LibraryButtons::LibraryButtons(ComposeLibrary *library, QWidget *parent)
    : QWidget(parent)
    , m_library(library)
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    m_favourites
        = addButton(QStringLiteral("save"), tr("Favourites"), QStringLiteral("composeFavourites"))
              ->menu();
    m_history = addButton(QStringLiteral("history"), tr("Sent"), QStringLiteral("composeHistory"))
                    ->menu();
    connect(m_favourites, &QMenu::aboutToShow, this, &LibraryButtons::fillFavourites);
    connect(m_history, &QMenu::aboutToShow, this, &LibraryButtons::fillHistory);
}

QToolButton *LibraryButtons::addButton(const QString &icon, const QString &text,
                                       const QString &name)
{
    auto *button = new QToolButton(this);
    button->setObjectName(name);
    button->setIcon(themedIcon(icon));
    button->setText(text + QStringLiteral("  ")); // for the arrow
    button->setAccessibleName(text);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setPopupMode(QToolButton::InstantPopup);
    button->setFocusPolicy(Qt::StrongFocus);
    button->setMenu(new QMenu(button));
    layout()->addWidget(button);
    return button;
}

void LibraryButtons::setCanKeep(bool canKeep)
{
    m_canKeep = canKeep;
}

static QString titleOf(const ComposedMessage &message)
{
    QString text = message.name.isEmpty() ? message.event + u' ' + message.arguments.simplified()
                                          : message.name;
    if (text.size() > shownLength)
        text = text.left(shownLength - 1) + u'…';
    return text.replace(u'&', QStringLiteral("&&"));
}

void LibraryButtons::addMessages(QMenu *menu, const QList<ComposedMessage> &messages)
{
    for (const ComposedMessage &message : messages)
        menu->addAction(titleOf(message), this, [this, message] { Q_EMIT chosen(message); });
    if (messages.isEmpty())
        menu->addAction(tr("Nothing yet"))->setEnabled(false);
}

void LibraryButtons::fillFavourites()
{
    m_favourites->clear();
    addMessages(m_favourites, m_library->favourites());
    m_favourites->addSeparator();
    QAction *keep = m_favourites->addAction(themedIcon(QStringLiteral("add")), tr("Keep this one…"),
                                            this, [this] { askForName(); });
    keep->setObjectName(QStringLiteral("composeKeep"));
    keep->setEnabled(m_canKeep);
    QMenu *removal = m_favourites->addMenu(themedIcon(QStringLiteral("remove")), tr("Remove"));
    for (const ComposedMessage &message : m_library->favourites())
        removal->addAction(titleOf(message), this,
                           [this, name = message.name] { m_library->remove(name); });
    removal->setEnabled(!m_library->favourites().isEmpty());
}

void LibraryButtons::fillHistory()
{
    m_history->clear();
    addMessages(m_history, m_library->history());
}

void LibraryButtons::askForName()
{
    auto *dialog = new QInputDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setObjectName(QStringLiteral("favouriteName"));
    dialog->setWindowTitle(tr("Keep as a favourite"));
    dialog->setLabelText(
        tr("Name. What you have written is kept as it is: leave out what is secret."));
    connect(dialog, &QInputDialog::textValueSelected, this, &LibraryButtons::keepRequested);
    dialog->open();
}

} // namespace QsioAdmin
