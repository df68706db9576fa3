// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_WIDGETS_PAYLOADEDITOR_H
#define QSIOADMIN_WIDGETS_PAYLOADEDITOR_H

#include "core/payloadtemplate.h"

#include <QSocketIo/Payload>
#include <QtWidgets/QWidget>

QT_BEGIN_NAMESPACE
class QLabel;
class QListWidget;
class QPlainTextEdit;
class QPushButton;
QT_END_NAMESPACE

namespace QsioAdmin {

// The arguments of an event as JSON values with commas between them. Files go along as binary
// arguments: a placeholder in the text stands where their bytes belong.
class PayloadEditor : public QWidget
{
    Q_OBJECT
public:
    static constexpr qint64 maxFileSize = 100'000'000;
    static constexpr qsizetype maxFiles = 100;

    explicit PayloadEditor(QWidget *parent = nullptr);

    [[nodiscard]] QString text() const;
    void setText(const QString &json);
    void setPayload(const QSocketIo::Payload &payload); // such as one from the history
    void clear();

    // Adds bytes and their placeholder, as the last argument.
    void addBinary(const QString &name, const QByteArray &bytes);
    bool addFile(const QString &fileName); // false: it cannot be read, and problem() says why
    void setMaxPayload(qint64 bytes); // what the server takes at most; 0: not known

    [[nodiscard]] bool isValid() const { return m_problem.isEmpty(); }
    [[nodiscard]] QString problem() const { return m_problem; } // with line and column
    // Without arguments if it is not valid; placeholders of templates have a sample in their place.
    [[nodiscard]] QSocketIo::Payload payload() const;
    // The same with those placeholders; the files are the attachments of payload().
    [[nodiscard]] PayloadTemplate payloadTemplate() const;
    [[nodiscard]] qint64 payloadSize() const; // bytes, of text and files

Q_SIGNALS:
    void changed();

protected:
    void changeEvent(QEvent *event) override;

private:
    struct Attachment
    {
        QString name;
        QByteArray bytes;
    };

    void check();
    void showProblem();
    void chooseFile();
    void removeFile();
    void tidy();
    void goToProblem();
    void listFiles();
    [[nodiscard]] QString findProblem();
    [[nodiscard]] QString renumbered(QList<QByteArray> *files) const;
    [[nodiscard]] QList<int> placeholders() const; // numbers, in their order

    QPlainTextEdit *m_edit;
    QLabel *m_message;
    QPushButton *m_goTo;
    QPushButton *m_tidy;
    QPushButton *m_remove;
    QListWidget *m_files;
    QLabel *m_size;
    QList<Attachment> m_attachments;
    QString m_problem;
    QString m_fileProblem; // of the last file; until the next change
    qsizetype m_problemAt = -1; // in the text; -1: nowhere in it
    qint64 m_maxPayload = 0;
};

} // namespace QsioAdmin

#endif
