// SPDX-License-Identifier: MIT
#include "targetpicker.h"

#include "core/adminsession.h"
#include "scope.h"

#include <QtCore/QSignalBlocker>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QGridLayout>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPlainTextEdit>

namespace QsioAdmin {

constexpr int shownLines = 3;

TargetPicker::TargetPicker(const WindowContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_kind(new QComboBox(this))
    , m_nsp(new QComboBox(this))
    , m_nspLabel(new QLabel(tr("&Namespace:"), this))
    , m_names(addNames(QStringLiteral("targetNames")))
    , m_except(addNames(QStringLiteral("targetExcept")))
    , m_text(new QLabel(this))
{
    m_kind->setObjectName(QStringLiteral("targetScope"));
    m_kind->setAccessibleName(tr("Target scope"));
    m_kind->addItem(tr("What was selected"), int(Kind::Selected));
    m_kind->addItem(tr("Shown on the Sockets page"), int(Kind::Shown));
    m_kind->addItem(tr("Everybody in a namespace"), int(Kind::WholeNamespace));
    m_kind->addItem(tr("Rooms"), int(Kind::Rooms));
    m_kind->addItem(tr("Sockets"), int(Kind::Sockets));
    m_kind->setCurrentIndex(m_kind->findData(int(Kind::Rooms))); // everybody has to be chosen
    m_nsp->setObjectName(QStringLiteral("targetNamespace"));
    m_nsp->setAccessibleName(tr("Target namespace"));
    m_nspLabel->setBuddy(m_nsp);
    m_except->setAccessibleName(tr("Except"));
    m_except->setPlaceholderText(tr("Except these rooms, or sockets by their ids, one a line"));
    m_text->setTextFormat(Qt::PlainText);
    auto *label = new QLabel(tr("&To:"), this);
    label->setBuddy(m_kind);
    auto *layout = new QGridLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(label, 0, 0);
    layout->addWidget(m_kind, 0, 1);
    layout->addWidget(m_nspLabel, 0, 2);
    layout->addWidget(m_nsp, 0, 3);
    layout->addWidget(m_text, 0, 4);
    auto *names = new QHBoxLayout;
    names->addWidget(m_names, 3);
    names->addWidget(m_except, 2);
    layout->addLayout(names, 1, 1, 1, 4);
    layout->setColumnStretch(4, 1);
    connect(m_kind, &QComboBox::currentIndexChanged, this, &TargetPicker::updateFields);
    connect(m_nsp, &QComboBox::currentIndexChanged, this, &TargetPicker::changed);
    connect(m_names, &QPlainTextEdit::textChanged, this, &TargetPicker::changed);
    connect(m_except, &QPlainTextEdit::textChanged, this, &TargetPicker::changed);
    connect(&context.session->store(), &AdminStore::changed, this,
            [this](const StoreChanges &changes) {
                if (!changes.namespaces.isEmpty())
                    fillNamespaces();
            });
    fillNamespaces();
    updateFields();
}

void TargetPicker::fillNamespaces()
{
    const NamespaceStore &namespaces = m_context.session->store().namespaces();
    QStringList names;
    for (int slot = 0; slot < namespaces.slotCount(); ++slot) {
        const QByteArray admin = m_context.session->commands().adminNamespace();
        if (namespaces.isLive(slot) && namespaces.at(slot).name != admin)
            names.append(QString::fromUtf8(namespaces.at(slot).name));
    }
    names.sort();
    QStringList shown;
    for (int i = 0; i < m_nsp->count(); ++i)
        shown.append(m_nsp->itemText(i));
    if (names == shown)
        return;
    const QString before = m_nsp->currentIndex() < 0 ? QString::fromUtf8(m_context.scope->nsp())
                                                     : m_nsp->currentText();
    {
        const QSignalBlocker blocker(m_nsp);
        m_nsp->clear();
        m_nsp->addItems(names);
        m_nsp->setCurrentIndex(qMax(0, int(names.indexOf(before))));
    }
    Q_EMIT changed();
}

TargetPicker::Kind TargetPicker::kind() const
{
    return Kind(m_kind->currentData().toInt());
}

void TargetPicker::updateFields()
{
    const bool hasNames = kind() == Kind::Rooms || kind() == Kind::Sockets;
    m_names->setVisible(hasNames);
    m_names->setPlaceholderText(kind() == Kind::Rooms ? tr("Names of rooms, one a line")
                                                      : tr("Ids of sockets, one a line"));
    m_names->setAccessibleName(kind() == Kind::Rooms ? tr("Target rooms") : tr("Target sockets"));
    const bool hasNsp = kind() != Kind::Selected && kind() != Kind::Shown;
    m_nsp->setVisible(hasNsp);
    m_nspLabel->setVisible(hasNsp);
    m_text->setVisible(!hasNsp);
    if (kind() == Kind::Shown)
        m_text->setText(tr("Who matches the filter of that page when it is sent."));
    else
        m_text->setText(m_selected.isEmpty() ? tr("Nothing was selected on a page.")
                                             : m_selected.text());
    Q_EMIT changed();
}

void TargetPicker::setSelection(const Selection &selection)
{
    m_selected = selection;
    m_kind->setCurrentIndex(m_kind->findData(int(Kind::Selected)));
    updateFields();
}

QByteArray TargetPicker::nsp() const
{
    return m_nsp->currentText().toUtf8();
}

void TargetPicker::setShownSource(std::function<Selection()> source)
{
    m_shown = std::move(source);
}

QPlainTextEdit *TargetPicker::addNames(const QString &name)
{
    auto *edit = new QPlainTextEdit(this);
    edit->setObjectName(name);
    edit->setTabChangesFocus(true);
    edit->setFixedHeight(shownLines * fontMetrics().lineSpacing() + 14);
    return edit;
}

QList<RoomName> TargetPicker::except() const
{
    QList<RoomName> result;
    for (const QByteArray &line : linesOf(m_except))
        result.append(RoomName(line));
    return result;
}

QByteArrayList TargetPicker::linesOf(const QPlainTextEdit *edit)
{
    QByteArrayList result;
    const QStringList all = edit->toPlainText().split(u'\n', Qt::SkipEmptyParts);
    for (const QString &line : all)
        result.append(line.toUtf8());
    return result;
}

Selection TargetPicker::selection() const
{
    Selection result;
    switch (kind()) {
    case Kind::Selected:
        return m_selected;
    case Kind::Shown:
        return m_shown ? m_shown() : Selection();
    case Kind::WholeNamespace:
        if (m_nsp->currentIndex() >= 0)
            result.namespaces.append(nsp());
        break;
    case Kind::Rooms:
        for (const QByteArray &line : linesOf(m_names))
            result.rooms.append({nsp(), RoomName(line)});
        break;
    case Kind::Sockets:
        for (const QByteArray &line : linesOf(m_names))
            result.sockets.append({nsp(), line.trimmed()});
        break;
    }
    return result;
}

} // namespace QsioAdmin
