// SPDX-License-Identifier: MIT
#ifndef QTOBJECTS_LIBRARY_H
#define QTOBJECTS_LIBRARY_H

#include <QtCore/QDateTime>
#include <QtCore/QFuture>
#include <QtCore/QList>
#include <QtCore/QObject>
#include <QtCore/QPromise>
#include <QtCore/QTimer>

#include <memory>

class Author
{
    Q_GADGET
    Q_PROPERTY(QString name MEMBER name REQUIRED)
    Q_PROPERTY(int born MEMBER born)
public:
    QString name;
    int born = 0;
    friend bool operator==(const Author &, const Author &) = default; // moc asks for it
};

class Book
{
    Q_GADGET
    Q_PROPERTY(QString title MEMBER title REQUIRED)
    Q_PROPERTY(QList<Author> authors MEMBER authors)
    Q_PROPERTY(Format format MEMBER format)
    Q_PROPERTY(QByteArray cover MEMBER cover)
    Q_PROPERTY(QDateTime added MEMBER added)
    Q_PROPERTY(QVariantMap notes MEMBER notes)
    Q_PROPERTY(QString label READ label)
public:
    enum class Format { Paper, Digital };
    Q_ENUM(Format)

    QString label() const { return title.left(3).toUpper(); }

    QString title;
    QList<Author> authors;
    Format format = Format::Paper;
    QByteArray cover;
    QDateTime added;
    QVariantMap notes;
};

// Knows nothing of Socket.IO.
class Library : public QObject
{
    Q_OBJECT
    Q_PROPERTY(int count READ count NOTIFY countChanged)
public:
    int count() const { return int(m_books.size()); }

public Q_SLOTS:
    Book add(const Book &book)
    {
        m_books.append(book);
        Q_EMIT added(book, count());
        Q_EMIT countChanged();
        return book;
    }
    QList<Book> books() const { return m_books; }
    void clear()
    {
        m_books.clear();
        Q_EMIT countChanged();
    }
    QFuture<QStringList> search(const QString &text)
    {
        auto promise = std::make_shared<QPromise<QStringList>>();
        promise->start();
        QTimer::singleShot(0, this, [this, promise, text] {
            QStringList titles;
            for (const Book &book : std::as_const(m_books)) {
                if (book.title.contains(text))
                    titles.append(book.title);
            }
            promise->addResult(titles);
            promise->finish();
        });
        return promise->future();
    }

Q_SIGNALS:
    void added(const Book &book, int count);
    void countChanged();

private:
    QList<Book> m_books;
};

#endif
