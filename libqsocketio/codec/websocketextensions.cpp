// SPDX-License-Identifier: MIT
#include "websocketextensions_p.h"

#include "httpsyntax_p.h"

namespace QSocketIo {

namespace {
class ExtensionReader
{
public:
    explicit ExtensionReader(QByteArrayView field)
        : m_rest(field)
    { }

    bool readList(QList<WebSocketExtension> &extensions);

private:
    bool readExtension(WebSocketExtension &extension);
    bool readParameter(WebSocketExtension::Parameter &parameter);
    bool readToken(QByteArray &token);
    bool readQuoted(QByteArray &token);
    bool skip(char c);
    void skipSpace();

    QByteArrayView m_rest;
};

void ExtensionReader::skipSpace()
{
    while (!m_rest.isEmpty() && HttpSyntax::isWhitespace(m_rest.front()))
        m_rest = m_rest.sliced(1);
}

bool ExtensionReader::skip(char c)
{
    if (m_rest.isEmpty() || m_rest.front() != c)
        return false;
    m_rest = m_rest.sliced(1);
    return true;
}

// Empty elements are none (RFC 9110, 5.6.1.2).
bool ExtensionReader::readList(QList<WebSocketExtension> &extensions)
{
    for (;;) {
        skipSpace();
        while (skip(','))
            skipSpace();
        if (m_rest.isEmpty())
            return true;
        if (!readExtension(extensions.emplaceBack()))
            return false;
        if (!m_rest.isEmpty() && m_rest.front() != ',')
            return false;
    }
}

bool ExtensionReader::readExtension(WebSocketExtension &extension)
{
    if (!readToken(extension.name))
        return false;
    skipSpace();
    while (skip(';')) {
        skipSpace();
        if (!readParameter(extension.parameters.emplaceBack()))
            return false;
        skipSpace();
    }
    return true;
}

bool ExtensionReader::readParameter(WebSocketExtension::Parameter &parameter)
{
    if (!readToken(parameter.name))
        return false;
    if (!skip('='))
        return true;
    return skip('"') ? readQuoted(parameter.value) : readToken(parameter.value);
}

bool ExtensionReader::readToken(QByteArray &token)
{
    qsizetype size = 0;
    while (size < m_rest.size() && HttpSyntax::isTokenCharacter(m_rest[size]))
        ++size;
    token = m_rest.first(size).toByteArray();
    m_rest = m_rest.sliced(size);
    return size > 0;
}

// What a quoted string holds must be a token, too.
bool ExtensionReader::readQuoted(QByteArray &token)
{
    while (!m_rest.isEmpty()) {
        if (skip('"'))
            return !token.isEmpty();
        skip('\\');
        if (m_rest.isEmpty() || !HttpSyntax::isTokenCharacter(m_rest.front()))
            return false;
        token += m_rest.front();
        m_rest = m_rest.sliced(1);
    }
    return false;
}
} // namespace

std::optional<QList<WebSocketExtension>> parseWebSocketExtensions(QByteArrayView field)
{
    QList<WebSocketExtension> extensions;
    if (!ExtensionReader(field).readList(extensions))
        return {};
    return extensions;
}

} // namespace QSocketIo
