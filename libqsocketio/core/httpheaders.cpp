// SPDX-License-Identifier: MIT
#include "httpheaders.h"

#include <QtCore/QDebug>

#include <algorithm>

namespace QSocketIo {

/*!
    \class QSocketIo::HttpHeaders
    \inmodule QSocketIo
    \inheaderfile QSocketIo/HttpHeaders
    \brief The header fields of an HTTP message, in their order.

    Names compare without case. A name or value that could break the message apart (CR, LF, NUL) is
    never accepted.

    \code
    connect(io.engine(), &QSocketIo::Engine::headers, this,
            [](QSocketIo::HttpHeaders *headers, const QSocketIo::HttpRequest &) {
        headers->set("X-Served-By", "hall-3");
        headers->append("Set-Cookie", "a=1");
        headers->remove("Server");
    });

    const QSocketIo::HttpHeaders &sent = socket->request().headers();
    if (sent.contains("Cookie"))
        qInfo() << sent.value("Cookie"); // the first one
    qInfo() << sent.values("Accept") << sent.combinedValue("Accept"); // all of them
    \endcode

    \section1 Thread affinity
    HttpHeaders is a value and reentrant.
*/

/*!
    \class QSocketIo::HttpHeaders::Field
    \inmodule QSocketIo
    \inheaderfile QSocketIo/HttpHeaders
    \brief One header field.

    \code
    const QSocketIo::HttpHeaders &headers = socket->request().headers();
    for (const QSocketIo::HttpHeaders::Field &field : headers.fields())
        qInfo() << field.name << field.value;
    \endcode
*/

/*! \variable QSocketIo::HttpHeaders::Field::name
    The name, as it was written. */

/*! \variable QSocketIo::HttpHeaders::Field::value
    The value, without the blanks around it. */

/*! \fn bool HttpHeaders::Field::operator==(const Field &a, const Field &b)
    Returns whether \a a and \a b have the same bytes. */

/*! \fn bool HttpHeaders::isEmpty() const
    Returns whether there are no fields. */

/*! \fn qsizetype HttpHeaders::count() const
    Returns the number of fields. */

/*! \fn const QList<QSocketIo::HttpHeaders::Field> &HttpHeaders::fields() const
    Returns the fields in their order.

    \code
    QSocketIo::HttpHeaders headers = socket->request().headers();
    qInfo() << headers.isEmpty() << headers.count() << headers.fields().size();
    headers.clear();
    \endcode */

/*! \fn void HttpHeaders::clear()
    Removes all fields. */

/*! \fn bool HttpHeaders::operator==(const HttpHeaders &a, const HttpHeaders &b)
    Returns whether \a a and \a b have the same fields in the same order and writing. */

/*! \fn QDebug HttpHeaders::operator<<(QDebug debug, const HttpHeaders &headers)
    Writes \a headers to \a debug, and returns that. */

static bool sameName(QByteArrayView a, QByteArrayView b)
{
    return a.compare(b, Qt::CaseInsensitive) == 0;
}

// RFC 9110, 5.6.2
static bool isToken(QByteArrayView name)
{
    return !name.isEmpty() && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
            || QByteArrayView("!#$%&'*+-.^_`|~").contains(c);
    });
}

static bool isFieldValue(QByteArrayView value)
{
    return std::none_of(value.begin(), value.end(),
                        [](char c) { return c == '\r' || c == '\n' || c == '\0'; });
}

/*! Returns whether there is a field called \a name. */
bool HttpHeaders::contains(QByteArrayView name) const
{
    return std::any_of(m_fields.begin(), m_fields.end(),
                       [name](const Field &field) { return sameName(field.name, name); });
}

/*! Returns the value of the first field called \a name, or a null byte array. */
QByteArray HttpHeaders::value(QByteArrayView name) const
{
    for (const Field &field : m_fields) {
        if (sameName(field.name, name))
            return field.value;
    }
    return {};
}

/*! Returns the values of all fields called \a name, in their order. */
QList<QByteArray> HttpHeaders::values(QByteArrayView name) const
{
    QList<QByteArray> result;
    for (const Field &field : m_fields) {
        if (sameName(field.name, name))
            result.append(field.value);
    }
    return result;
}

/*! Returns the values of all fields called \a name as one list, joined by ", ". */
QByteArray HttpHeaders::combinedValue(QByteArrayView name) const
{
    return values(name).join(", ");
}

/*! Appends a field \a name with \a value. Returns false, and does nothing, where \a name is not a
    token of RFC 9110 or \a value holds CR, LF or NUL. */
bool HttpHeaders::append(const QByteArray &name, const QByteArray &value)
{
    if (!isToken(name) || !isFieldValue(value))
        return false;
    m_fields.append({name, value});
    return true;
}

/*! Replaces all fields called \a name by one with \a value, in the place of the first. Returns
    false under the conditions of append(). */
bool HttpHeaders::set(const QByteArray &name, const QByteArray &value)
{
    if (!isToken(name) || !isFieldValue(value))
        return false;
    const auto first = std::find_if(m_fields.begin(), m_fields.end(), [&name](const Field &field) {
        return sameName(field.name, name);
    });
    if (first == m_fields.end()) {
        m_fields.append({name, value});
        return true;
    }
    *first = {name, value};
    m_fields.erase(
        std::remove_if(first + 1, m_fields.end(),
                       [&name](const Field &field) { return sameName(field.name, name); }),
        m_fields.end());
    return true;
}

/*! Removes all fields called \a name. */
void HttpHeaders::remove(QByteArrayView name)
{
    m_fields.removeIf([name](const Field &field) { return sameName(field.name, name); });
}

QDebug operator<<(QDebug debug, const HttpHeaders &headers)
{
    const QDebugStateSaver saver(debug);
    debug.nospace() << "QSocketIo::HttpHeaders(";
    for (const HttpHeaders::Field &field : headers.m_fields)
        debug << field.name << ": " << field.value << "; ";
    return debug << ')';
}

} // namespace QSocketIo
