// SPDX-License-Identifier: MIT
#include "filterparser.h"

#include "admindecoder.h"
#include "translation.h"

#include <array>

namespace QsioAdmin {

namespace {

constexpr qsizetype maxLength = 4096; // characters
constexpr int maxDepth = 32;
constexpr int maxTerms = 200;

struct KeyName
{
    const char *name;
    FilterKey key;
};
constexpr std::array plainKeys = {
    KeyName{"id", FilterKey::Id},         KeyName{"nsp", FilterKey::Nsp},
    KeyName{"addr", FilterKey::Addr},     KeyName{"transport", FilterKey::Transport},
    KeyName{"room", FilterKey::Room},     KeyName{"rooms", FilterKey::Rooms},
    KeyName{"client", FilterKey::Client}, KeyName{"since", FilterKey::Since},
    KeyName{"age", FilterKey::Age},       KeyName{"type", FilterKey::Type},
    KeyName{"dir", FilterKey::Dir},       KeyName{"name", FilterKey::Name},
    KeyName{"size", FilterKey::Size},     KeyName{"sid", FilterKey::Sid},
    KeyName{"reason", FilterKey::Reason}, KeyName{"server", FilterKey::Server},
};
constexpr std::array pathKeys = {
    KeyName{"data", FilterKey::Data},
    KeyName{"header", FilterKey::Header},
    KeyName{"query", FilterKey::Query},
};

bool isNumeric(FilterKey key)
{
    return key == FilterKey::Rooms || key == FilterKey::Age || key == FilterKey::Size
        || key == FilterKey::Since;
}

// Of the whole text. Qt's own conversion takes "/" for something special.
QString patternOf(const QString &wildcards)
{
    QString pattern = QRegularExpression::escape(wildcards);
    pattern.replace(QLatin1StringView("\\*"), QLatin1StringView(".*"));
    pattern.replace(QLatin1StringView("\\?"), QLatin1StringView("."));
    return QRegularExpression::anchoredPattern(pattern);
}

// What a number's last letter multiplies it by; 0 where it is no such letter.
double unitOf(FilterKey key, QChar letter)
{
    const bool isTime = key == FilterKey::Age;
    switch (letter.unicode()) {
    case 's':
        return isTime ? 1 : 0;
    case 'm':
        return isTime ? 60 : 0;
    case 'h':
        return isTime ? 3600 : 0;
    case 'd':
        return isTime ? 86400 : 0;
    case 'k':
    case 'K':
        return isTime ? 0 : 1000;
    case 'M':
        return isTime ? 0 : 1e6;
    case 'G':
        return isTime ? 0 : 1e9;
    default:
        return 0;
    }
}

} // namespace

FilterParser::FilterParser(const QString &text)
    : m_text(text)
{ }

QStringList FilterParser::keys()
{
    QStringList result;
    for (const KeyName &key : plainKeys)
        result.append(QLatin1StringView(key.name) + u':');
    for (const KeyName &key : pathKeys)
        result.append(QLatin1StringView(key.name) + u'.');
    result.append(QStringLiteral("arg[0]"));
    return result;
}

std::nullopt_t FilterParser::fail(const QString &message, qsizetype position, qsizetype length)
{
    if (m_error.message.isEmpty())
        m_error = {message, position, length};
    return std::nullopt;
}

void FilterParser::skipSpace()
{
    while (!atEnd() && peek().isSpace())
        ++m_pos;
}

// ---- structure -------------------------------------------------------------------------------

std::optional<FilterExpr::Node> FilterParser::parse()
{
    if (m_text.size() > maxLength)
        return fail(tr("The filter is too long."), maxLength, m_text.size() - maxLength);
    Parsed node = conjunction(0);
    if (!node)
        return {};
    if (peek() == u'|')
        return fail(tr("Put alternatives in parentheses: (a | b)."), m_pos);
    if (!atEnd())
        return fail(tr("There is no \"(\" for this."), m_pos);
    return node;
}

FilterParser::Parsed FilterParser::alternatives(int depth)
{
    Node node{Node::Type::Or, {}, {}};
    for (;;) {
        Parsed child = conjunction(depth);
        if (!child)
            return {};
        node.children.push_back(std::move(*child));
        if (peek() != u'|')
            return node;
        ++m_pos;
    }
}

FilterParser::Parsed FilterParser::conjunction(int depth)
{
    Node node{Node::Type::And, {}, {}};
    for (skipSpace(); !atEnd() && peek() != u')' && peek() != u'|'; skipSpace()) {
        Parsed child = factor(depth);
        if (!child)
            return {};
        node.children.push_back(std::move(*child));
    }
    if (node.children.empty())
        return fail(tr("Something is missing here."), m_pos);
    return node;
}

FilterParser::Parsed FilterParser::factor(int depth)
{
    if (depth > maxDepth || ++m_terms > maxTerms)
        return fail(tr("The filter is too complicated."), m_pos);
    if (peek() == u'-') {
        const qsizetype at = m_pos++;
        if (atEnd() || peek().isSpace())
            return fail(tr("What shall not match? \"-\" stands right before it."), at);
        Parsed child = factor(depth + 1);
        if (!child)
            return {};
        Node node{Node::Type::Not, {}, {}};
        node.children.push_back(std::move(*child));
        return node;
    }
    if (peek() != u'(')
        return term();
    const qsizetype open = m_pos++;
    Parsed inner = alternatives(depth + 1);
    if (!inner)
        return {};
    if (peek() != u')')
        return fail(tr("There is no \")\" for this."), open);
    ++m_pos;
    return inner;
}

// ---- terms -----------------------------------------------------------------------------------

QString FilterParser::word(QStringView stops)
{
    const qsizetype begin = m_pos;
    while (!atEnd() && !peek().isSpace() && !stops.contains(peek()))
        ++m_pos;
    return m_text.sliced(begin, m_pos - begin);
}

std::optional<QString> FilterParser::quoted()
{
    const qsizetype open = m_pos++;
    QString result;
    for (; !atEnd(); ++m_pos) {
        if (peek() == u'"') {
            ++m_pos;
            return result;
        }
        if (peek() == u'\\' && m_pos + 1 < m_text.size())
            ++m_pos;
        result += peek();
    }
    return fail(tr("The quotation mark is not closed."), open);
}

FilterParser::Parsed FilterParser::term()
{
    if (peek() == u'"') {
        const std::optional<QString> text = quoted();
        return text ? bareWord(*text, true) : std::nullopt;
    }
    if (peek() == u'/') {
        // Namespaces begin like regular expressions, which end with a slash, too.
        const qsizetype close = m_text.indexOf(u'/', m_pos + 1);
        if (close > 0)
            return bareRegex();
    }
    const qsizetype begin = m_pos;
    const QString name = word(u":=!~<>()|\"");
    if (atEnd() || !QStringView(u":=!~<>").contains(peek()))
        return name.isEmpty() ? Parsed(fail(tr("This is not understood."), m_pos))
                              : bareWord(name, false);
    Node node{Node::Type::Term, {}, {}};
    if (!readKey(name, &node.term))
        return fail(tr("There is nothing called \"%1\" to filter by.").arg(name), begin,
                    qMax(qsizetype(1), name.size()));
    if (!readTest(&node.term))
        return {};
    return node;
}

FilterParser::Parsed FilterParser::bareWord(const QString &word, bool isQuoted)
{
    Node node{Node::Type::Term, {}, {}};
    if (!setText(&node.term, word, isQuoted))
        return {};
    return node;
}

FilterParser::Parsed FilterParser::bareRegex()
{
    Node node{Node::Type::Term, {}, {}};
    const qsizetype close = m_text.indexOf(u'/', m_pos + 1);
    const QString pattern = m_text.sliced(m_pos + 1, close - m_pos - 1);
    const bool isInsensitive = m_text.mid(close + 1, 1) == QLatin1StringView("i");
    const qsizetype end = close + (isInsensitive ? 2 : 1);
    const bool isRegex = end == m_text.size() || m_text[end].isSpace() || m_text[end] == u')';
    if (!isRegex) { // such as /chat/rooms
        return bareWord(word(u"()|\""), false);
    }
    if (!setRegex(&node.term, pattern, !isInsensitive))
        return {};
    m_pos = end;
    return node;
}

bool FilterParser::readKey(const QString &name, FilterTerm *term)
{
    for (const KeyName &key : plainKeys) {
        if (name == QLatin1StringView(key.name)) {
            term->key = key.key;
            return true;
        }
    }
    static const QRegularExpression arg(QStringLiteral(R"(^arg\[(\d{1,4})\](?:\.(.+))?$)"));
    const QRegularExpressionMatch match = arg.match(name);
    if (match.hasMatch()) {
        term->key = FilterKey::Arg;
        term->path.append(match.captured(1).toLatin1());
        if (!match.captured(2).isEmpty())
            term->path += match.captured(2).toUtf8().split('.');
        return true;
    }
    const qsizetype dot = name.indexOf(u'.');
    const QStringView head = QStringView(name).first(dot < 0 ? name.size() : dot);
    for (const KeyName &key : pathKeys) {
        if (head != QLatin1StringView(key.name) || dot == name.size() - 1)
            continue;
        term->key = key.key;
        if (dot >= 0)
            term->path = name.sliced(dot + 1).toUtf8().split('.');
        // Names of headers have dots seldom, and no case.
        if (term->key == FilterKey::Header && dot >= 0)
            term->path = {name.sliced(dot + 1).toLower().toUtf8()};
        return dot >= 0 || term->key == FilterKey::Data;
    }
    return false;
}

bool FilterParser::readTest(FilterTerm *term)
{
    const qsizetype begin = m_pos;
    while (QStringView(u":=!~<>").contains(peek()) && m_pos - begin < 2) {
        ++m_pos;
        const QStringView so_far = QStringView(m_text).sliced(begin, m_pos - begin);
        if (so_far != QLatin1StringView("!") && so_far != QLatin1StringView("<")
            && so_far != QLatin1StringView(">"))
            break;
        if (peek() != u'=')
            break;
    }
    return readValue(term, QStringView(m_text).sliced(begin, m_pos - begin));
}

bool FilterParser::readValue(FilterTerm *term, QStringView operation)
{
    using Test = FilterTerm::Test;
    const qsizetype begin = m_pos;
    const bool isQuoted = peek() == u'"';
    QString value;
    if (isQuoted) {
        const std::optional<QString> text = quoted();
        if (!text)
            return false;
        value = *text;
    } else {
        value = word(operation == QLatin1StringView("~") ? QStringView() : QStringView(u"()|\""));
    }
    if (value.isEmpty() && !isQuoted) {
        fail(tr("There is no value after \"%1\".").arg(operation), begin);
        return false;
    }
    if (operation == QLatin1StringView("~"))
        return setRegex(term, value, false);
    if (operation == QLatin1StringView("!")) {
        fail(tr("\"!\" needs a \"=\": not equal is !=."), begin - 1);
        return false;
    }
    if (operation == QLatin1StringView(":") && !isNumeric(term->key))
        return setText(term, value, isQuoted);
    term->test = operation == QLatin1StringView("<") ? Test::Less
        : operation == QLatin1StringView("<=")       ? Test::LessEqual
        : operation == QLatin1StringView(">")        ? Test::Greater
        : operation == QLatin1StringView(">=")       ? Test::GreaterEqual
        : operation == QLatin1StringView("!=")       ? Test::NotEquals
                                                     : Test::Equals;
    term->text = value.toLower().toUtf8();
    const bool isComparison = term->test != Test::Equals && term->test != Test::NotEquals;
    if (!isComparison && !isNumeric(term->key)) {
        term->number = value.toDouble(); // of a row that has a number
        return true;
    }
    if (setNumber(term, value))
        return true;
    fail(tr("\"%1\" is not a number.").arg(value), begin, value.size());
    return false;
}

bool FilterParser::setText(FilterTerm *term, const QString &value, bool isQuoted)
{
    const bool hasWildcards = !isQuoted && (value.contains(u'*') || value.contains(u'?'));
    if (term->key == FilterKey::Addr && value.contains(u'/')) {
        term->test = FilterTerm::Test::Subnet;
        term->subnet = QHostAddress::parseSubnet(value);
        if (term->subnet.second >= 0)
            return true;
        fail(tr("\"%1\" is not a subnet, which looks like 10.0.0.0/8.").arg(value),
             m_pos - value.size(), value.size());
        return false;
    }
    term->text = value.toLower().toUtf8();
    if (!hasWildcards)
        return true;
    term->test = FilterTerm::Test::Wildcard;
    term->regex = QRegularExpression(patternOf(value),
                                     QRegularExpression::CaseInsensitiveOption
                                         | QRegularExpression::DotMatchesEverythingOption);
    return true;
}

bool FilterParser::setNumber(FilterTerm *term, const QString &value)
{
    if (term->key == FilterKey::Since) {
        term->number = double(AdminDecoder::parseTime(
            (value.size() == 10 ? value + QLatin1StringView("T00:00:00Z") : value).toLatin1()));
        return term->number != 0;
    }
    const double unit = value.isEmpty() ? 0 : unitOf(term->key, value.back());
    bool isNumber = false;
    const QString digits = unit > 0 ? value.chopped(1) : value;
    term->number = digits.toDouble(&isNumber) * (unit > 0 ? unit : 1);
    return isNumber;
}

bool FilterParser::setRegex(FilterTerm *term, const QString &pattern, bool isCaseSensitive)
{
    term->test = FilterTerm::Test::Regex;
    term->regex = QRegularExpression(pattern,
                                     isCaseSensitive ? QRegularExpression::NoPatternOption
                                                     : QRegularExpression::CaseInsensitiveOption);
    if (term->regex.isValid())
        return true;
    fail(tr("This is not a regular expression: %1.").arg(term->regex.errorString()),
         qMax(qsizetype(0), m_pos - pattern.size()), qMax(qsizetype(1), pattern.size()));
    return false;
}

} // namespace QsioAdmin
