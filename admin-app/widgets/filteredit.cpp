// SPDX-License-Identifier: MIT
#include "filteredit.h"

#include "themecolors.h"

#include <QtCore/QStringListModel>
#include <QtGui/QInputMethodEvent>
#include <QtGui/QKeyEvent>
#include <QtGui/QTextCharFormat>
#include <QtWidgets/QAbstractItemView>
#include <QtWidgets/QApplication>
#include <QtWidgets/QCompleter>

namespace QsioAdmin {

FilterEdit::FilterEdit(QWidget *parent)
    : QLineEdit(parent)
    , m_popup(new QCompleter(this))
    , m_model(new QStringListModel(this))
{
    m_popup->setModel(m_model);
    m_popup->setWidget(this);
    m_popup->setCompletionMode(QCompleter::UnfilteredPopupCompletion); // they are filtered already
    connect(m_popup, qOverload<const QString &>(&QCompleter::activated), this,
            &FilterEdit::insertCompletion);
    connect(this, &QLineEdit::textEdited, this, &FilterEdit::complete);
}

void FilterEdit::setCompleter(const Completer &completer)
{
    m_words = completer;
}

// ---- completion ------------------------------------------------------------------------------

qsizetype FilterEdit::wordStart(const QString &text, qsizetype cursor)
{
    const QString before = text.left(cursor);
    return std::max(before.lastIndexOf(u' '), before.lastIndexOf(u'(')) + 1;
}

void FilterEdit::complete()
{
    constexpr qsizetype maxWords = 200;
    if (!m_words)
        return;
    QStringList words = m_words(text(), cursorPosition());
    const qsizetype start = wordStart(text(), cursorPosition());
    const QString word = text().mid(start, cursorPosition() - start);
    if (words.isEmpty() || words == QStringList{word} || word.isEmpty()) {
        m_popup->popup()->hide();
        return;
    }
    m_model->setStringList(words.first(std::min(maxWords, words.size())));
    QRect rect = cursorRect();
    rect.setWidth(m_popup->popup()->sizeHintForColumn(0) + 40);
    m_popup->complete(rect);
}

void FilterEdit::insertCompletion(const QString &word)
{
    const qsizetype start = wordStart(text(), cursorPosition());
    const qsizetype end = cursorPosition();
    if (word.isEmpty())
        return;
    QString whole = text();
    whole.replace(start, end - start, word);
    // A key is followed by what it is compared with.
    const bool isDone = word.back().isLetterOrNumber() || word.endsWith(u'"');
    if (isDone && start + word.size() == whole.size())
        whole += u' ';
    setText(whole);
    setCursorPosition(int(start + word.size() + (isDone ? 1 : 0)));
    Q_EMIT textEdited(text());
}

void FilterEdit::keyPressEvent(QKeyEvent *event)
{
    if (m_popup->popup()->isVisible()) {
        // The list takes these: they choose or close.
        switch (event->key()) {
        case Qt::Key_Return:
        case Qt::Key_Enter:
        case Qt::Key_Tab:
        case Qt::Key_Escape:
            event->ignore();
            return;
        default:
            break;
        }
    }
    if (event->key() == Qt::Key_Escape && !text().isEmpty()) {
        clear();
        return;
    }
    if (event->key() == Qt::Key_Space && event->modifiers() == Qt::ControlModifier) {
        complete();
        return;
    }
    QLineEdit::keyPressEvent(event);
}

// ---- underline -------------------------------------------------------------------------------

void FilterEdit::underline(qsizetype position, qsizetype length)
{
    m_position = position;
    m_length = length;
    format();
}

void FilterEdit::clearUnderline()
{
    m_position = -1;
    format();
}

// A line edit has no other way to give a part of its text a format.
void FilterEdit::format()
{
    QList<QInputMethodEvent::Attribute> attributes;
    if (m_position >= 0 && m_position < text().size()) {
        const qsizetype rest = text().size() - m_position;
        QTextCharFormat format;
        format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        format.setUnderlineColor(ThemeColors::of(palette()).bad);
        attributes.append({QInputMethodEvent::TextFormat, int(m_position) - cursorPosition(),
                           int(m_length > 0 ? std::min(m_length, rest) : rest), format});
    }
    QInputMethodEvent event(QString(), attributes);
    QApplication::sendEvent(this, &event);
}

void FilterEdit::changeEvent(QEvent *event)
{
    QLineEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_position >= 0)
        format();
}

} // namespace QsioAdmin
