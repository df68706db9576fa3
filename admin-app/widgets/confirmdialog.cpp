// SPDX-License-Identifier: MIT
#include "confirmdialog.h"

#include "icons.h"

#include <QtGui/QTextOption>
#include <QtWidgets/QDialogButtonBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QListWidget>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

namespace QsioAdmin {

ConfirmLevel ConfirmRequest::levelFor(qsizetype targetCount, bool isWholeNamespace,
                                      bool isReversible, bool isRedProfile)
{
    constexpr qsizetype many = 100;
    if (isWholeNamespace || targetCount > many)
        return ConfirmLevel::Typed;
    if (targetCount > 1)
        return isRedProfile ? ConfirmLevel::Typed : ConfirmLevel::List;
    if (isReversible)
        return ConfirmLevel::None;
    return isRedProfile ? ConfirmLevel::Typed : ConfirmLevel::Plain;
}

ConfirmDialog::ConfirmDialog(const ConfirmRequest &request, QWidget *parent)
    : QDialog(parent)
    , m_request(request)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(request.title);
    setObjectName(QStringLiteral("confirmDialog"));
    setAccessibleName(request.title);
    setAccessibleDescription(request.text);
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(10);
    auto *title = new QLabel(request.title, this);
    QFont font = title->font();
    font.setBold(true);
    font.setPointSizeF(font.pointSizeF() * 1.15);
    title->setFont(font);
    auto *text = new QLabel(request.text, this);
    for (QLabel *label : {title, text}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        layout->addWidget(label);
    }
    text->setVisible(!request.text.isEmpty());
    if (request.level != ConfirmLevel::Plain) {
        addTargets(layout);
        addCommands(layout);
    }
    if (request.level == ConfirmLevel::Typed)
        addTyping(layout);
    addButtons(layout);
    setMinimumWidth(460);
}

void ConfirmDialog::addTargets(QVBoxLayout *layout)
{
    if (m_request.targets.isEmpty())
        return;
    auto *list = new QListWidget(this);
    list->setObjectName(QStringLiteral("confirmTargets"));
    list->setAccessibleName(tr("Targets"));
    list->setSelectionMode(QAbstractItemView::NoSelection);
    list->setUniformItemSizes(true);
    list->addItems(m_request.targets.first(std::min(shownTargets, m_request.targets.size())));
    const qsizetype more
        = std::max(m_request.targetCount, m_request.targets.size()) - list->count();
    if (more > 0)
        list->addItem(tr("… and %Ln more", nullptr, int(more)));
    list->setFixedHeight(list->sizeHintForRow(0) * std::min(list->count(), 11)
                         + 2 * list->frameWidth() + 2);
    layout->addWidget(list);
}

void ConfirmDialog::addCommands(QVBoxLayout *layout)
{
    if (m_request.commands.isEmpty())
        return;
    auto *label = new QLabel(tr("This is &sent:"), this);
    auto *text = new QPlainTextEdit(m_request.commands, this);
    text->setObjectName(QStringLiteral("confirmCommands"));
    text->setAccessibleName(tr("Commands"));
    text->setReadOnly(true);
    text->setTabChangesFocus(true);
    text->setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    text->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    text->setFixedHeight(text->fontMetrics().height() * 4);
    label->setBuddy(text);
    layout->addWidget(label);
    layout->addWidget(text);
}

void ConfirmDialog::addTyping(QVBoxLayout *layout)
{
    auto *label
        = new QLabel(tr("&Type %1 to confirm:")
                         .arg(QString(m_request.expected).replace(u'&', QStringLiteral("&&"))),
                     this);
    label->setTextFormat(Qt::AutoText);
    m_typed = new QLineEdit(this);
    m_typed->setObjectName(QStringLiteral("confirmTyped"));
    m_typed->setAccessibleName(tr("Confirm by typing"));
    m_typed->setAccessibleDescription(tr("Type %1 to confirm").arg(m_request.expected));
    m_typed->setPlaceholderText(m_request.expected);
    label->setBuddy(m_typed);
    layout->addWidget(label);
    layout->addWidget(m_typed);
    connect(m_typed, &QLineEdit::textChanged, this, &ConfirmDialog::checkTyped);
}

void ConfirmDialog::addButtons(QVBoxLayout *layout)
{
    auto *box = new QDialogButtonBox(this);
    m_confirm = box->addButton(m_request.verb, QDialogButtonBox::AcceptRole);
    m_confirm->setObjectName(QStringLiteral("confirmAccept"));
    m_cancel = box->addButton(QDialogButtonBox::Cancel);
    m_cancel->setObjectName(QStringLiteral("confirmCancel"));
    m_confirm->setAutoDefault(false);
    m_cancel->setDefault(true);
    m_confirm->setEnabled(m_typed == nullptr);
    connect(box, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(box, &QDialogButtonBox::rejected, this, &QDialog::reject);
    layout->addWidget(box);
    if (m_typed)
        m_typed->setFocus();
    else
        m_cancel->setFocus();
}

// What is to be typed is never empty: that would be no question.
void ConfirmDialog::checkTyped()
{
    const bool isRight
        = !m_request.expected.isEmpty() && m_typed->text().trimmed() == m_request.expected;
    m_confirm->setEnabled(isRight);
    (isRight ? m_confirm : m_cancel)->setDefault(true);
}

} // namespace QsioAdmin
