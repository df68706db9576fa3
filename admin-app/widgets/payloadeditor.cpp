// SPDX-License-Identifier: MIT
#include "payloadeditor.h"

#include "jsonproblem.h"
#include "themecolors.h"

#include <QtCore/QFile>
#include <QtCore/QFileInfo>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QLocale>
#include <QtCore/QRegularExpression>
#include <QtCore/QSignalBlocker>
#include <QtGui/QFontDatabase>
#include <QtWidgets/QFileDialog>
#include <QtWidgets/QGridLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QListWidget>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QPushButton>

namespace QsioAdmin {

namespace {

// In valid JSON it cannot be part of a text: the quotes would be escaped.
const QRegularExpression &placeholderPattern()
{
    static const QRegularExpression pattern(QStringLiteral(
        "\\{\\s*\"_placeholder\"\\s*:\\s*true\\s*,\\s*\"num\"\\s*:\\s*(\\d{1,6})\\s*\\}"));
    return pattern;
}

QString placeholder(qsizetype number)
{
    return QStringLiteral("{\"_placeholder\":true,\"num\":%1}").arg(number);
}

QString sizeText(qint64 bytes)
{
    return QLocale().formattedDataSize(bytes, 2, QLocale::DataSizeSIFormat);
}

} // namespace

PayloadEditor::PayloadEditor(QWidget *parent)
    : QWidget(parent)
    , m_edit(new QPlainTextEdit(this))
    , m_message(new QLabel(this))
    , m_goTo(new QPushButton(tr("&Go there"), this))
    , m_tidy(new QPushButton(tr("&Tidy up"), this))
    , m_remove(new QPushButton(tr("&Remove file"), this))
    , m_files(new QListWidget(this))
    , m_size(new QLabel(this))
{
    setObjectName(QStringLiteral("payloadEditor"));
    m_edit->setObjectName(QStringLiteral("argumentsJson"));
    m_edit->setAccessibleName(tr("Arguments JSON"));
    m_edit->setPlaceholderText(QStringLiteral("\"text\", 42, {\"key\": [true, null]}"));
    m_edit->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_edit->setTabChangesFocus(true);
    setFocusProxy(m_edit);
    m_message->setObjectName(QStringLiteral("argumentsProblems"));
    m_message->setAccessibleName(tr("Arguments problems"));
    m_message->setTextFormat(Qt::PlainText);
    m_message->setWordWrap(true);
    m_goTo->setObjectName(QStringLiteral("argumentsGoToProblem"));
    m_tidy->setObjectName(QStringLiteral("argumentsTidy"));
    m_remove->setObjectName(QStringLiteral("argumentsRemoveFile"));
    m_files->setObjectName(QStringLiteral("argumentsFiles"));
    m_files->setAccessibleName(tr("Binary arguments"));
    m_files->setMaximumHeight(m_files->fontMetrics().height() * 4);
    auto *add = new QPushButton(tr("&Add file…"), this);
    add->setObjectName(QStringLiteral("argumentsAddFile"));
    add->setToolTip(tr("Adds the bytes of a file as a binary argument"));

    auto *layout = new QGridLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_edit, 0, 0, 1, 5);
    layout->addWidget(m_message, 1, 0, 1, 4);
    layout->addWidget(m_goTo, 1, 4, Qt::AlignRight | Qt::AlignTop);
    layout->addWidget(m_files, 2, 0, 1, 5);
    layout->addWidget(add, 3, 0);
    layout->addWidget(m_remove, 3, 1);
    layout->addWidget(m_tidy, 3, 2);
    layout->addWidget(m_size, 3, 3, 1, 2, Qt::AlignRight | Qt::AlignVCenter);
    layout->setColumnStretch(3, 1);
    layout->setRowStretch(0, 1);
    connect(m_edit, &QPlainTextEdit::textChanged, this, &PayloadEditor::check);
    connect(m_goTo, &QPushButton::clicked, this, &PayloadEditor::goToProblem);
    connect(m_tidy, &QPushButton::clicked, this, &PayloadEditor::tidy);
    connect(m_remove, &QPushButton::clicked, this, &PayloadEditor::removeFile);
    connect(add, &QPushButton::clicked, this, &PayloadEditor::chooseFile);
    connect(m_files, &QListWidget::currentRowChanged, this,
            [this](int row) { m_remove->setEnabled(row >= 0); });
    listFiles();
    check();
}

// ---- what is in it ---------------------------------------------------------------------------

QString PayloadEditor::text() const
{
    return m_edit->toPlainText();
}

void PayloadEditor::setText(const QString &json)
{
    m_edit->setPlainText(json);
}

void PayloadEditor::setPayload(const QSocketIo::Payload &payload)
{
    m_attachments.clear();
    for (const QByteArray &bytes : payload.attachments())
        m_attachments.append({tr("file %1").arg(m_attachments.size()), bytes});
    listFiles();
    setText(QString::fromUtf8(payload.json()));
}

void PayloadEditor::clear()
{
    m_attachments.clear();
    listFiles();
    m_edit->clear();
    check();
}

void PayloadEditor::addBinary(const QString &name, const QByteArray &bytes)
{
    if (m_attachments.size() >= maxFiles)
        return;
    m_attachments.append({name, bytes});
    listFiles();
    const QString before = text();
    const QString separator = before.trimmed().isEmpty() ? QString() : QStringLiteral(", ");
    QTextCursor cursor(m_edit->document());
    cursor.movePosition(QTextCursor::End);
    cursor.insertText(separator + placeholder(m_attachments.size() - 1));
}

bool PayloadEditor::addFile(const QString &fileName)
{
    QFile file(fileName);
    const QString name = QFileInfo(fileName).fileName();
    if (m_attachments.size() >= maxFiles)
        m_fileProblem = tr("There are too many files.");
    else if (!file.open(QIODevice::ReadOnly))
        m_fileProblem = tr("%1 cannot be read: %2").arg(name, file.errorString());
    else if (file.size() > maxFileSize)
        m_fileProblem = tr("%1 is too large: %2").arg(name, sizeText(file.size()));
    else {
        addBinary(name, file.read(maxFileSize));
        return true;
    }
    showProblem();
    return false;
}

void PayloadEditor::setMaxPayload(qint64 bytes)
{
    m_maxPayload = bytes;
    check();
}

QList<int> PayloadEditor::placeholders() const
{
    QList<int> numbers;
    auto matches = placeholderPattern().globalMatch(text());
    while (matches.hasNext())
        numbers.append(matches.next().captured(1).toInt());
    return numbers;
}

// Only files that the text has a place for, numbered as they come in it.
QString PayloadEditor::renumbered(QList<QByteArray> *files) const
{
    const QString json = text();
    QString result;
    qsizetype done = 0;
    auto matches = placeholderPattern().globalMatch(json);
    while (matches.hasNext()) {
        const QRegularExpressionMatch match = matches.next();
        result += QStringView(json).sliced(done, match.capturedStart() - done);
        result += placeholder(files->size());
        files->append(m_attachments.at(match.captured(1).toInt()).bytes);
        done = match.capturedEnd();
    }
    result += QStringView(json).sliced(done);
    return result.trimmed();
}

QSocketIo::Payload PayloadEditor::payload() const
{
    if (!isValid())
        return {};
    QList<QByteArray> files;
    const auto found = PayloadTemplate::parse(renumbered(&files));
    return QSocketIo::Payload::fromJson(found->sample().toUtf8(), files);
}

PayloadTemplate PayloadEditor::payloadTemplate() const
{
    QList<QByteArray> files;
    return isValid() ? PayloadTemplate::parse(renumbered(&files)).value_or(PayloadTemplate())
                     : PayloadTemplate();
}

qint64 PayloadEditor::payloadSize() const
{
    qint64 size = text().toUtf8().size();
    const QList<int> numbers = placeholders();
    for (const int number : numbers) {
        if (number < m_attachments.size())
            size += m_attachments.at(number).bytes.size();
    }
    return size;
}

// ---- what is wrong with it -------------------------------------------------------------------

QString PayloadEditor::findProblem()
{
    m_problemAt = -1;
    PayloadTemplate::Problem unknown;
    const auto found = PayloadTemplate::parse(text(), &unknown);
    if (!found) {
        m_problemAt = unknown.position;
        const QString before = text().first(unknown.position);
        return tr("Line %1, column %2: %3")
            .arg(before.count(u'\n') + 1)
            .arg(unknown.position - before.lastIndexOf(u'\n'))
            .arg(unknown.text);
    }
    if (const auto problem = JsonProblem::inArguments(found->sample())) {
        m_problemAt = problem->position;
        return tr("Line %1, column %2: %3")
            .arg(problem->line)
            .arg(problem->column)
            .arg(problem->text);
    }
    auto matches = placeholderPattern().globalMatch(text());
    while (matches.hasNext()) {
        const QRegularExpressionMatch match = matches.next();
        if (match.captured(1).toInt() >= m_attachments.size()) {
            m_problemAt = match.capturedStart();
            return tr("There is no file %1.").arg(match.captured(1));
        }
    }
    if (m_maxPayload > 0 && payloadSize() > m_maxPayload) {
        return tr("This is larger than the %1 that the server takes.").arg(sizeText(m_maxPayload));
    }
    return {};
}

void PayloadEditor::check()
{
    m_fileProblem.clear();
    m_problem = findProblem();
    m_size->setText(m_maxPayload > 0
                        ? tr("%1 of %2").arg(sizeText(payloadSize()), sizeText(m_maxPayload))
                        : sizeText(payloadSize()));
    m_tidy->setEnabled(isValid() && !text().trimmed().isEmpty() && payloadTemplate().isPlain());
    showProblem();
    Q_EMIT changed();
}

void PayloadEditor::showProblem()
{
    const QString shown = m_problem.isEmpty() ? m_fileProblem : m_problem;
    m_message->setVisible(!shown.isEmpty());
    m_message->setText(QString(QChar(0x26A0)) + u' ' + shown);
    m_goTo->setVisible(m_problemAt >= 0);
    m_edit->setAccessibleDescription(shown);
    const QColor bad = ThemeColors::of(palette()).bad;
    QPalette red = palette();
    red.setColor(QPalette::WindowText, bad);
    m_message->setPalette(red);
    QList<QTextEdit::ExtraSelection> selections;
    if (m_problemAt >= 0) {
        QTextEdit::ExtraSelection selection;
        selection.cursor = QTextCursor(m_edit->document());
        const int last = std::max(0, m_edit->document()->characterCount() - 1);
        // At the end there is nothing to underline but what comes before.
        const int from = std::min(int(m_problemAt), std::max(0, last - 1));
        selection.cursor.setPosition(from);
        selection.cursor.setPosition(std::min(from + 1, last), QTextCursor::KeepAnchor);
        selection.format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        selection.format.setUnderlineColor(bad);
        selections.append(selection);
    }
    m_edit->setExtraSelections(selections);
}

void PayloadEditor::goToProblem()
{
    QTextCursor cursor(m_edit->document());
    cursor.setPosition(std::min(int(m_problemAt), m_edit->document()->characterCount() - 1));
    m_edit->setTextCursor(cursor);
    m_edit->setFocus();
}

void PayloadEditor::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        showProblem();
}

// ---- buttons ---------------------------------------------------------------------------------

void PayloadEditor::chooseFile()
{
    auto *dialog = new QFileDialog(this, tr("Add a file as a binary argument"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this](const QString &name) { addFile(name); });
    dialog->open();
}

// The place of the file in the text goes, too, where it is an argument of its own.
void PayloadEditor::removeFile()
{
    const int row = m_files->currentRow();
    if (row < 0)
        return;
    m_attachments.removeAt(row);
    QString json = text();
    json.remove(QRegularExpression(
        QStringLiteral("(,\\s*)?\\{\"_placeholder\":true,\"num\":%1\\}").arg(row)));
    for (int number = row + 1; number <= m_attachments.size(); ++number)
        json.replace(placeholder(number), placeholder(number - 1));
    static const QRegularExpression leadingComma(QStringLiteral("^\\s*,\\s*"));
    json.remove(leadingComma);
    listFiles();
    setText(json);
}

void PayloadEditor::tidy()
{
    if (!isValid() || !payloadTemplate().isPlain())
        return;
    const QByteArray json = '[' + text().toUtf8() + "\n]";
    const QJsonArray array = QJsonDocument::fromJson(json).array();
    QStringList values;
    for (const QJsonValue &value : array) {
        // A document is an object or an array; other values are one inside of it.
        QByteArray line = value.isObject() || value.isArray()
            ? (value.isObject() ? QJsonDocument(value.toObject()) : QJsonDocument(value.toArray()))
                  .toJson()
            : QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact).chopped(1).sliced(1);
        QString one = QString::fromUtf8(line.trimmed());
        if (placeholderPattern().match(one).hasMatch() && value.toObject().size() == 2)
            one = placeholder(value.toObject().value(QLatin1StringView("num")).toInt());
        values.append(one);
    }
    // As an edit, so that it can be undone.
    QTextCursor cursor(m_edit->document());
    cursor.select(QTextCursor::Document);
    cursor.insertText(values.join(QStringLiteral(",\n")));
}

void PayloadEditor::listFiles()
{
    const QSignalBlocker blocker(m_files);
    m_files->clear();
    for (qsizetype i = 0; i < m_attachments.size(); ++i)
        m_files->addItem(
            tr("%1: %2, %3")
                .arg(i)
                .arg(m_attachments.at(i).name, sizeText(m_attachments.at(i).bytes.size())));
    m_files->setVisible(!m_attachments.isEmpty());
    m_remove->setVisible(!m_attachments.isEmpty());
    m_files->setCurrentRow(int(m_attachments.size()) - 1);
    m_remove->setEnabled(m_files->currentRow() >= 0);
}

} // namespace QsioAdmin
