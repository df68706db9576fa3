// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_WIDGETS_FILTEREDIT_H
#define QSIOADMIN_WIDGETS_FILTEREDIT_H

#include <QtWidgets/QLineEdit>

#include <functional>

QT_BEGIN_NAMESPACE
class QCompleter;
class QStringListModel;
QT_END_NAMESPACE

namespace QsioAdmin {

// A line edit that underlines a part of its text and completes the word at the cursor.
class FilterEdit : public QLineEdit
{
    Q_OBJECT
public:
    using Completer = std::function<QStringList(const QString &text, int cursor)>;

    explicit FilterEdit(QWidget *parent = nullptr);

    // Where the word in front of the cursor begins.
    [[nodiscard]] static qsizetype wordStart(const QString &text, qsizetype cursor);

    void setCompleter(const Completer &completer);
    void underline(qsizetype position, qsizetype length); // length 0: to the end
    void clearUnderline();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void complete();
    void insertCompletion(const QString &word);
    void format();

    Completer m_words;
    QCompleter *m_popup;
    QStringListModel *m_model;
    qsizetype m_position = -1; // of the underline; -1: none
    qsizetype m_length = 0;
};

} // namespace QsioAdmin

#endif
