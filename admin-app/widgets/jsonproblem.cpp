// SPDX-License-Identifier: MIT
#include "jsonproblem.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QJsonDocument>

#include <algorithm>

namespace QsioAdmin {

namespace {

QString sentence(QJsonParseError::ParseError error)
{
    const auto text
        = [](const char *source) { return QCoreApplication::translate("JsonProblem", source); };
    switch (error) {
    case QJsonParseError::UnterminatedObject:
        return text(
            QT_TRANSLATE_NOOP("JsonProblem", "A name in double quotes, or } is expected here."));
    case QJsonParseError::UnterminatedArray:
        return text(
            QT_TRANSLATE_NOOP("JsonProblem", "A comma is expected here, or the end of the array."));
    case QJsonParseError::MissingNameSeparator:
        return text(QT_TRANSLATE_NOOP("JsonProblem", "A colon is missing after a name."));
    case QJsonParseError::MissingValueSeparator:
        return text(QT_TRANSLATE_NOOP("JsonProblem", "A comma is missing between two values."));
    case QJsonParseError::UnterminatedString:
        return text(QT_TRANSLATE_NOOP("JsonProblem", "A text is not closed: \" is missing."));
    case QJsonParseError::IllegalNumber:
    case QJsonParseError::TerminationByNumber:
        return text(QT_TRANSLATE_NOOP("JsonProblem", "This is no number."));
    case QJsonParseError::IllegalEscapeSequence:
        return text(QT_TRANSLATE_NOOP("JsonProblem", "There is no such escape sequence."));
    case QJsonParseError::DeepNesting:
        return text(QT_TRANSLATE_NOOP("JsonProblem", "This is nested too deeply."));
    case QJsonParseError::DocumentTooLarge:
        return text(QT_TRANSLATE_NOOP("JsonProblem", "This is too large."));
    default:
        break;
    }
    return text(QT_TRANSLATE_NOOP("JsonProblem",
                                  "A JSON value is expected here: a number, a text "
                                  "in double quotes, true, false, null, [...] or "
                                  "{...}."));
}

} // namespace

std::optional<JsonProblem> JsonProblem::inArguments(const QString &text)
{
    if (text.trimmed().isEmpty())
        return {};
    // The line break keeps a bracket of ours from closing a comment or text of theirs.
    const QByteArray json = '[' + text.toUtf8() + "\n]";
    QJsonParseError error;
    QJsonDocument::fromJson(json, &error);
    if (error.error == QJsonParseError::NoError)
        return {};
    JsonProblem problem;
    const qsizetype bytes = std::max<qsizetype>(0, error.offset - 1);
    problem.position = std::min(QString::fromUtf8(json.mid(1, bytes)).size(), text.size());
    // Of a word that is no value the reader has read some letters.
    if (error.error == QJsonParseError::IllegalValue
        || error.error == QJsonParseError::UnterminatedObject) {
        while (problem.position > 0 && text.at(problem.position - 1).isLetter())
            --problem.position;
    }
    const QStringView before = QStringView(text).first(problem.position);
    problem.line = int(before.count(u'\n')) + 1;
    problem.column = int(problem.position - (before.lastIndexOf(u'\n') + 1)) + 1;
    problem.text = sentence(error.error);
    return problem;
}

} // namespace QsioAdmin
