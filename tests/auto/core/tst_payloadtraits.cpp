// SPDX-License-Identifier: MIT
#include "core/payload.h"

#include <QtCore/QCborMap>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QRegularExpression>
#include <QtCore/QSet>
#include <QtTest/QTest>

#include <limits>
#include <list>
#include <map>
#include <unordered_map>
#include <vector>

using namespace QSocketIo;

namespace Colours {
Q_NAMESPACE
enum class Colour { Red, Green = 5, Blue };
Q_ENUM_NS(Colour)
} // namespace Colours

enum class Plain : qint8 { Small = -1, Large = 100 };

struct Address
{
    Q_GADGET
    Q_PROPERTY(QString street MEMBER street)
    Q_PROPERTY(int number MEMBER number)
public:
    QString street;
    int number = 1;
    friend bool operator==(const Address &, const Address &) = default;
};

class Profile
{
    Q_GADGET
    Q_PROPERTY(QString name MEMBER name)
    Q_PROPERTY(quint8 age MEMBER age)
    Q_PROPERTY(Role role MEMBER role)
    Q_PROPERTY(Colours::Colour colour MEMBER colour)
    Q_PROPERTY(QByteArray avatar MEMBER avatar)
    Q_PROPERTY(QStringList tags MEMBER tags)
    Q_PROPERTY(QList<Address> addresses MEMBER addresses)
    Q_PROPERTY(QMap<QString, int> scores MEMBER scores)
    Q_PROPERTY(QVariant extra MEMBER extra)
    Q_PROPERTY(QVariantList list MEMBER list)
    Q_PROPERTY(Address home MEMBER home)
    Q_PROPERTY(QString constant READ constant CONSTANT)
public:
    enum class Role : quint16 { Guest, Admin };
    Q_ENUM(Role)

    QString name;
    quint8 age = 18;
    Role role = Role::Guest;
    Colours::Colour colour = Colours::Colour::Red;
    QByteArray avatar;
    QStringList tags;
    QList<Address> addresses;
    QMap<QString, int> scores;
    QVariant extra;
    QVariantList list;
    Address home;
    QString constant() const { return QStringLiteral("c"); }
};

// A user's own types, with and without expected().
struct Point
{
    double x = 0;
    double y = 0;
    friend bool operator==(const Point &, const Point &) = default;
};

struct Opaque
{ };

template<typename T>
struct Wrapper
{
    T value;
};

template<>
struct QSocketIo::PayloadTraits<Point>
{
    static void write(JsonWriter &writer, const Point &point)
    {
        writer.beginObject();
        writer.key("x");
        writer.number(point.x);
        writer.key("y");
        writer.number(point.y);
        writer.endObject();
    }
    static std::optional<Point> read(const QCborValue &value)
    {
        const auto x = PayloadTraits<double>::read(value[QLatin1StringView("x")]);
        const auto y = PayloadTraits<double>::read(value[QLatin1StringView("y")]);
        if (!x || !y)
            return {};
        return Point{*x, *y};
    }
    static QString expected() { return QStringLiteral("a point"); }
};

template<>
struct QSocketIo::PayloadTraits<Opaque>
{
    static void write(JsonWriter &writer, const Opaque &) { writer.null(); }
    static std::optional<Opaque> read(const QCborValue &) { return Opaque(); }
};

template<typename T>
struct QSocketIo::PayloadTraits<Wrapper<T>>
{
    static void write(JsonWriter &writer, const Wrapper<T> &wrapper)
    {
        PayloadTraits<T>::write(writer, wrapper.value);
    }
};

class tst_PayloadTraits : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void booleans();
    void integers();
    void integerRanges();
    void integersFromDoubles();
    void unsigned64();
    void floats();
    void texts();
    void binary();
    void dates_data();
    void dates();
    void dateForms();
    void urls();
    void uuids();
    void nulls();
    void optionals();
    void sequences();
    void associations();
    void tuples();
    void enumerations();
    void flags();
    void gadget();
    void gadgetDefaults();
    void gadgetMismatch_data();
    void gadgetMismatch();
    void gadgetContainers();
    void jsonTypes();
    void cborTypes();
    void variants();
    void userTypes();
    void names_data();
    void names();
};

template<typename T>
static QByteArray written(const T &value)
{
    return Payload::of(value).json();
}

template<typename T>
static std::optional<T> readFrom(const char *json)
{
    return Payload::fromJson(json).value<T>(0);
}

template<typename T>
static bool roundTrips(const T &value)
{
    const std::optional<T> back = Payload::of(value).template value<T>(0);
    return back && *back == value;
}

// None of these is what T expects.
template<typename T>
static bool refuses(std::initializer_list<const char *> texts)
{
    for (const char *text : texts) {
        if (readFrom<T>(text)) {
            qWarning("accepted: %s", text);
            return false;
        }
    }
    return true;
}

void tst_PayloadTraits::booleans()
{
    QCOMPARE(written(true), QByteArray("true"));
    QCOMPARE(readFrom<bool>("false"), false);
    QVERIFY(refuses<bool>({"0", "1", "\"true\"", "null", "[]", ""}));
}

void tst_PayloadTraits::integers()
{
    QCOMPARE(written('A'), QByteArray("65"));
    QCOMPARE(written(short(-5)), QByteArray("-5"));
    QCOMPARE(written(quint8(200)), QByteArray("200"));
    QCOMPARE(written(std::numeric_limits<quint64>::max()), QByteArray("18446744073709551615"));
    QVERIFY(roundTrips(std::numeric_limits<qint64>::min()));
    QVERIFY(roundTrips(std::numeric_limits<qint64>::max()));
    QVERIFY(roundTrips(std::numeric_limits<unsigned long>::min()));
    QVERIFY(roundTrips(9007199254740993LL));
    QVERIFY(refuses<int>({"true", "\"1\"", "null", "[1]", "{}", ""}));
    QVERIFY(refuses<quint64>({"true", "\"1\"", "null", "[1]", "{}", ""}));
}

void tst_PayloadTraits::integerRanges()
{
    QCOMPARE(readFrom<quint8>("255"), quint8(255));
    QVERIFY(refuses<quint8>({"256", "-1", "1e300"}));
    QCOMPARE(readFrom<qint8>("-128"), qint8(-128));
    QVERIFY(refuses<qint8>({"-129", "128"}));
    QCOMPARE(readFrom<int>("-2147483648"), std::numeric_limits<int>::min());
    QVERIFY(refuses<int>({"2147483648", "-2147483649", "9223372036854775808"}));
    QCOMPARE(readFrom<uint>("4294967295"), 4294967295u);
    QVERIFY(refuses<uint>({"4294967296", "-1"}));
}

void tst_PayloadTraits::integersFromDoubles()
{
    QCOMPARE(readFrom<int>("3.0"), 3);
    QCOMPARE(readFrom<int>("-0.0"), 0);
    QCOMPARE(readFrom<int>("1e3"), 1000);
    QCOMPARE(readFrom<uint>("3.0"), 3u);
    QCOMPARE(readFrom<quint8>("2.55e2"), quint8(255));
    QVERIFY(refuses<int>({"3.5", "1e10", "1e400", "-1e400", "5e-324"}));
    QVERIFY(refuses<uint>({"3.5", "-1.0", "1e400"}));
    QVERIFY(refuses<qint64>({"9223372036854775808", "1e19"}));
    QCOMPARE(readFrom<qint64>("-9223372036854775808.0"), std::numeric_limits<qint64>::min());
}

// Beyond 64 signed bits numbers are doubles, as they are in JavaScript.
void tst_PayloadTraits::unsigned64()
{
    QCOMPARE(readFrom<quint64>("9223372036854775808"), quint64(1) << 63);
    QVERIFY(refuses<quint64>({"18446744073709551616", "-1", "1e20"}));
}

void tst_PayloadTraits::floats()
{
    QCOMPARE(written(0.1f), QByteArray("0.1"));
    QCOMPARE(written(16777216.0f), QByteArray("16777216"));
    QCOMPARE(written(3.4028235e38f), QByteArray("3.4028235e+38"));
    QCOMPARE(written(0.1), QByteArray("0.1"));
    QCOMPARE(written(qQNaN()), QByteArray("null"));
    QCOMPARE(written(-std::numeric_limits<float>::infinity()), QByteArray("null"));
    QCOMPARE(readFrom<double>("3"), 3.0);
    QCOMPARE(readFrom<float>("0.1"), 0.1f);
    QVERIFY(roundTrips(3.4028235e38f));
    QVERIFY(roundTrips(0.30000000000000004));
    QVERIFY(refuses<double>({"\"1\"", "null", "true", ""}));
    QVERIFY(refuses<float>({"\"1\"", "null", "true", ""}));
}

void tst_PayloadTraits::texts()
{
    const QByteArray expected("\"\xc3\xa9\"");
    QCOMPARE(written("\xc3\xa9"), expected);
    QCOMPARE(written(static_cast<const char *>("\xc3\xa9")), expected);
    char buffer[] = "\xc3\xa9";
    QCOMPARE(written(buffer), expected);
    QCOMPARE(written(static_cast<char *>(buffer)), expected);
    QCOMPARE(written(u"\u00e9"), expected);
    QCOMPARE(written(u8"\u00e9"), expected);
    QCOMPARE(written(QLatin1StringView("\xe9")), expected);
    QCOMPARE(written(QStringLiteral("\u00e9")), expected);
    QCOMPARE(written(QStringView(u"\u00e9")), expected);
    QCOMPARE(written(QUtf8StringView("\xc3\xa9")), expected);
    QCOMPARE(written(QAnyStringView(u"\u00e9")), expected);
    QCOMPARE(written(std::string("\xc3\xa9")), expected);
    QCOMPARE(written(std::string_view("\xc3\xa9")), expected);
    QCOMPARE(written(std::u16string_view(u"\u00e9")), expected);
    QCOMPARE(written(QChar(0xe9)), expected);
    QCOMPARE(written(QStringLiteral("a") % QLatin1Char('b') % QStringView(u"c")),
             QByteArray("\"abc\""));
    QCOMPARE(written(static_cast<const char *>(nullptr)), QByteArray("\"\""));
    QCOMPARE(written(QString()), QByteArray("\"\""));
    QCOMPARE(Payload::of("a", 1).json(), QByteArray("\"a\",1"));
    // the terminating zero of an array is not a part of the text, zeros within a QString are
    QCOMPARE(written(QString(QChar(0))), QByteArray("\"\\u0000\""));

    QCOMPARE(readFrom<QString>("\"\\u00e9\""), QStringLiteral("\u00e9"));
    QCOMPARE(readFrom<std::string>("\"\\u00e9\""), std::string("\xc3\xa9"));
    QCOMPARE(readFrom<QChar>("\"\\u00e9\""), QChar(0xe9));
    QVERIFY(refuses<QChar>({"\"ab\"", "\"\"", "1"}));
    QVERIFY(refuses<QString>({"1", "true", "null", "[\"a\"]", ""}));
    QVERIFY(refuses<std::string>({"1", "null", ""}));
    QVERIFY(!Payload::of(QByteArray("x")).value<QString>(0));
}

void tst_PayloadTraits::binary()
{
    const QByteArray bytes("\x00\xff", 2);
    const Payload payload = Payload::of(bytes, QByteArrayView(bytes), QByteArray());
    QCOMPARE(payload.attachments().size(), 3);
    QCOMPARE(payload.value<QByteArray>(0), bytes);
    QCOMPARE(payload.value<QByteArray>(1), bytes);
    QCOMPARE(payload.value<QByteArray>(2), QByteArray());
    QVERIFY(
        refuses<QByteArray>({"\"text\"", "null", "[]", "{\"_placeholder\":true,\"num\":0}", ""}));
}

void tst_PayloadTraits::dates_data()
{
    QTest::addColumn<QDateTime>("value");
    QTest::addColumn<QByteArray>("json");
    const auto row = [](qint64 ms, const char *json) {
        QTest::newRow(json) << QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC)
                            << '"' + QByteArray(json) + '"';
    };
    // as Node.js prints new Date(ms)
    row(0, "1970-01-01T00:00:00.000Z");
    row(-1, "1969-12-31T23:59:59.999Z");
    row(1700000000123, "2023-11-14T22:13:20.123Z");
    row(253402300799999, "9999-12-31T23:59:59.999Z");
    row(253402300800000, "+010000-01-01T00:00:00.000Z");
    row(8640000000000000, "+275760-09-13T00:00:00.000Z");
    row(-62135596800000, "0001-01-01T00:00:00.000Z");
    row(-62135596800001, "0000-12-31T23:59:59.999Z");
    row(-62167219200001, "-000001-12-31T23:59:59.999Z");
    row(-8640000000000000, "-271821-04-20T00:00:00.000Z");
}

void tst_PayloadTraits::dates()
{
    QFETCH(QDateTime, value);
    QFETCH(QByteArray, json);
    QCOMPARE(written(value), json);
    QCOMPARE(written(value.toOffsetFromUtc(3600)), json);
    QCOMPARE(readFrom<QDateTime>(json.constData()), value);
}

void tst_PayloadTraits::dateForms()
{
    const QDateTime noon(QDate(2024, 2, 29), QTime(12, 0), Qt::UTC);
    QCOMPARE(readFrom<QDateTime>("\"2024-02-29T12:00:00Z\""), noon);
    QCOMPARE(readFrom<QDateTime>("\"2024-02-29T14:00:00+02:00\""), noon);
    QCOMPARE(written(QDateTime()), QByteArray("null"));
    QVERIFY(refuses<QDateTime>({"1700000000123", "\"\"", "\"yesterday\"",
                                "\"2024-02-30T12:00:00Z\"", "\"+12345\"",
                                "\"-0000x1-01-01T00:00:00Z\"", "\"+------\"", "null", ""}));
    QCOMPARE(written(noon.date()), QByteArray("\"2024-02-29\""));
    QVERIFY(roundTrips(noon.date()));
    QVERIFY(refuses<QDate>({"\"2024-02-30\"", "20240229", "null", ""}));
    QCOMPARE(written(QTime(1, 2, 3, 4)), QByteArray("\"01:02:03.004\""));
    QVERIFY(roundTrips(QTime(1, 2, 3, 4)));
    QCOMPARE(readFrom<QTime>("\"01:02:03\""), QTime(1, 2, 3));
    QVERIFY(refuses<QTime>({"\"25:00\"", "1", "null", ""}));
    QCOMPARE(written(QDate()), QByteArray("null"));
    QCOMPARE(written(QTime()), QByteArray("null"));
}

void tst_PayloadTraits::urls()
{
    const QUrl url(QStringLiteral("https://ex\u00e4mple.com/a b?c=\u00e9#d"));
    QCOMPARE(written(url), QByteArray("\"https://xn--exmple-cua.com/a%20b?c=%C3%A9#d\""));
    QVERIFY(roundTrips(url));
    QVERIFY(roundTrips(QUrl()));
    QCOMPARE(readFrom<QUrl>("\"/relative\""), QUrl(QStringLiteral("/relative")));
    QVERIFY(refuses<QUrl>({"1", "null", "\"http://[1\"", "\"http://a:port/\"", ""}));
}

void tst_PayloadTraits::uuids()
{
    const QUuid uuid(QStringLiteral("{f47ac10b-58cc-4372-a567-0e02b2c3d479}"));
    QCOMPARE(written(uuid), QByteArray("\"f47ac10b-58cc-4372-a567-0e02b2c3d479\""));
    QVERIFY(roundTrips(uuid));
    QVERIFY(roundTrips(QUuid()));
    QCOMPARE(readFrom<QUuid>("\"{F47AC10B-58CC-4372-A567-0E02B2C3D479}\""), uuid);
    QVERIFY(refuses<QUuid>({"1", "null", "\"\"", "\"0\"", "\"f47ac10b\"",
                            "\"x47ac10b-58cc-4372-a567-0e02b2c3d479\"", ""}));
}

void tst_PayloadTraits::nulls()
{
    QCOMPARE(written(nullptr), QByteArray("null"));
    QCOMPARE(written(std::monostate()), QByteArray("null"));
    QVERIFY(readFrom<std::nullptr_t>("null"));
    QVERIFY(readFrom<std::monostate>(""));
    QVERIFY(!readFrom<std::nullptr_t>("0"));
    QVERIFY(!readFrom<std::monostate>("false"));
}

void tst_PayloadTraits::optionals()
{
    QCOMPARE(written(std::optional<int>()), QByteArray("null"));
    QCOMPARE(written(std::optional<int>(5)), QByteArray("5"));
    QCOMPARE(readFrom<std::optional<int>>("5"), std::optional(std::optional(5)));
    QVERIFY(readFrom<std::optional<int>>("null").has_value());
    QVERIFY(!readFrom<std::optional<int>>("null")->has_value());
    QVERIFY(!readFrom<std::optional<int>>("")->has_value());
    QVERIFY(refuses<std::optional<int>>({"\"5\"", "true", "[]"}));
}

void tst_PayloadTraits::sequences()
{
    QCOMPARE(written(QList<int>{1, 2}), QByteArray("[1,2]"));
    QCOMPARE(written(QStringList{QStringLiteral("a")}), QByteArray("[\"a\"]"));
    QCOMPARE(written(std::vector<bool>{true, false}), QByteArray("[true,false]"));
    QCOMPARE(written(QList<QList<int>>{{}, {1}}), QByteArray("[[],[1]]"));
    QCOMPARE(Payload::of(QByteArrayList{"a", "b"}).attachments().size(), 2);
    QVERIFY(roundTrips(QList<QString>{QStringLiteral("a"), QString()}));
    QVERIFY(roundTrips(QByteArrayList{"a", "b"}));
    QVERIFY(roundTrips(std::vector<double>{0.5, -1}));
    QVERIFY(roundTrips(std::vector<bool>{true, false}));
    QVERIFY(roundTrips(std::list<int>{1, 2, 3}));
    QVERIFY(roundTrips(QSet<int>{1, 2, 3}));
    QVERIFY(roundTrips(QList<std::optional<int>>{1, std::nullopt}));
    QVERIFY(refuses<QList<int>>({"[1,\"a\"]", "[null]", "1", "{}", "null", ""}));
    QVERIFY(refuses<QSet<QString>>({"[\"a\",1]", "\"a\"", ""}));
}

void tst_PayloadTraits::associations()
{
    const QString a = QStringLiteral("a");
    QCOMPARE(written(QMap<QString, int>{{QStringLiteral("b"), 2}, {a, 1}}),
             QByteArray(R"({"a":1,"b":2})"));
    QCOMPARE(written(std::map<std::string, QList<int>>{{"x\"", {1}}}),
             QByteArray(R"({"x\"":[1]})"));
    QVERIFY(roundTrips(QMap<QString, int>{{a, 1}}));
    QVERIFY(roundTrips(QHash<QString, QString>{{a, a}}));
    QVERIFY(roundTrips(std::map<QString, double>{{a, 0.5}}));
    QVERIFY(roundTrips(std::unordered_map<std::string, int>{{"a", 1}, {"b", 2}}));
    QVERIFY(roundTrips(QMap<QString, QMap<QString, bool>>{{a, {{a, true}}}}));
    QVERIFY(refuses<decltype(QMap<QString, int>())>({"{\"a\":\"1\"}", "[]", "null", ""}));
}

void tst_PayloadTraits::tuples()
{
    using Tuple = std::tuple<int, QString, std::optional<double>>;
    using Pair = std::pair<QString, QByteArray>;
    QCOMPARE(written(Tuple(1, QStringLiteral("a"), 0.5)), QByteArray("[1,\"a\",0.5]"));
    QCOMPARE(written(std::tuple<>()), QByteArray("[]"));
    QVERIFY(roundTrips(Tuple(1, QStringLiteral("a"), 0.5)));
    QVERIFY(roundTrips(std::tuple<>()));
    QCOMPARE(readFrom<Tuple>("[1,\"a\",null]"), Tuple(1, QStringLiteral("a"), std::nullopt));
    QCOMPARE(readFrom<Tuple>("[1,\"a\"]"), Tuple(1, QStringLiteral("a"), std::nullopt));
    QVERIFY(refuses<Tuple>({"[1]", "[1,\"a\",0.5,2]", "[\"1\",\"a\"]", "{}", "null", ""}));
    QVERIFY(roundTrips(Pair(QStringLiteral("a"), "b")));
    QVERIFY(roundTrips(std::array<int, 3>{1, 2, 3}));
    QVERIFY(refuses<decltype(std::array<int, 2>())>({"[1]", "[1,2,3]", "[1,\"2\"]"}));
}

void tst_PayloadTraits::enumerations()
{
    using Colours::Colour;
    QCOMPARE(written(Colour::Green), QByteArray("\"Green\""));
    QCOMPARE(written(Profile::Role::Admin), QByteArray("\"Admin\""));
    QCOMPARE(written(Colour(77)), QByteArray("77"));
    QCOMPARE(readFrom<Colour>("\"Blue\""), Colour::Blue);
    QCOMPARE(readFrom<Colour>("5"), Colour::Green);
    QCOMPARE(readFrom<Profile::Role>("\"Admin\""), Profile::Role::Admin);
    QVERIFY(refuses<Colour>({"\"blue\"", "\"\"", "77", "4294967301", "1e300", "null", "true", ""}));

    QCOMPARE(written(Plain::Small), QByteArray("-1"));
    QCOMPARE(readFrom<Plain>("100"), Plain::Large);
    QVERIFY(refuses<Plain>({"\"Large\"", "128", "-129", "1.5", "null", ""}));
}

void tst_PayloadTraits::flags()
{
    const Qt::Alignment both = Qt::AlignLeft | Qt::AlignTop;
    QCOMPARE(written(both), QByteArray("33"));
    QCOMPARE(readFrom<Qt::Alignment>("33"), both);
    QVERIFY(refuses<Qt::Alignment>({"\"AlignLeft\"", "0.5", "null", ""}));
}

void tst_PayloadTraits::gadget()
{
    Profile profile;
    profile.name = QStringLiteral("Ada");
    profile.age = 36;
    profile.role = Profile::Role::Admin;
    profile.colour = Colours::Colour::Blue;
    profile.avatar = "png";
    profile.tags = QStringList{QStringLiteral("x")};
    profile.addresses = {{QStringLiteral("Elm"), 5}, {QStringLiteral("Oak"), 6}};
    profile.scores = {{QStringLiteral("chess"), 9}};
    profile.extra = QVariantMap{{QStringLiteral("k"), 1.5}};
    profile.list = QVariantList{QStringLiteral("v"), true};
    profile.home = {QStringLiteral("Ash"), 7};

    const Payload payload = Payload::of(profile);
    QCOMPARE(payload.json(),
             QByteArray(R"({"name":"Ada","age":36,"role":"Admin","colour":"Blue",)"
                        R"("avatar":{"_placeholder":true,"num":0},"tags":["x"],)"
                        R"("addresses":[{"street":"Elm","number":5},{"street":"Oak","number":6}],)"
                        R"("scores":{"chess":9},"extra":{"k":1.5},"list":["v",true],)"
                        R"("home":{"street":"Ash","number":7},"constant":"c"})"));

    const std::optional<Profile> back = payload.value<Profile>(0);
    QVERIFY(back);
    QCOMPARE(back->name, profile.name);
    QCOMPARE(back->age, profile.age);
    QCOMPARE(back->role, profile.role);
    QCOMPARE(back->colour, profile.colour);
    QCOMPARE(back->avatar, profile.avatar);
    QCOMPARE(back->tags, profile.tags);
    QCOMPARE(back->addresses, profile.addresses);
    QCOMPARE(back->scores, profile.scores);
    QCOMPARE(back->extra, profile.extra);
    QCOMPARE(back->list, profile.list);
    QCOMPARE(back->home, profile.home);
}

void tst_PayloadTraits::gadgetDefaults()
{
    const std::optional<Profile> profile
        = readFrom<Profile>(R"({"unknown":[1],"name":"Bob","constant":5,"home":{"street":"Elm"}})");
    QVERIFY(profile);
    QCOMPARE(profile->name, QStringLiteral("Bob"));
    QCOMPARE(profile->age, 18);
    QCOMPARE(profile->home.street, QStringLiteral("Elm"));
    QCOMPARE(profile->home.number, 1);
    QVERIFY(readFrom<Profile>("{}"));
}

void tst_PayloadTraits::gadgetMismatch_data()
{
    QTest::addColumn<QByteArray>("json");
    for (const char *json :
         {"null", "1", "[]", R"({"name":1})", R"({"name":null})", R"({"age":256})",
          R"({"age":"36"})", R"({"role":"admin"})", R"({"role":2})", R"({"avatar":"text"})",
          R"({"tags":"x"})", R"({"tags":[1]})", R"({"addresses":{}})", R"({"addresses":[1]})",
          R"({"addresses":[{"number":"5"}]})", R"({"scores":[]})", R"({"scores":{"a":"b"}})",
          R"({"home":[]})", R"({"home":{"number":null}})"})
        QTest::newRow(json) << QByteArray(json);
}

void tst_PayloadTraits::gadgetMismatch()
{
    QFETCH(QByteArray, json);
    QVERIFY(!readFrom<Profile>(json.constData()));
}

void tst_PayloadTraits::gadgetContainers()
{
    QVERIFY(roundTrips(QList<Address>{{QStringLiteral("Elm"), 5}, {}}));
    QVERIFY(roundTrips(QMap<QString, Address>{{QStringLiteral("a"), {QStringLiteral("Elm"), 5}}}));
    QVERIFY(roundTrips(std::optional<Address>(Address())));
    QCOMPARE(written(Address()), QByteArray(R"({"street":"","number":1})"));
}

void tst_PayloadTraits::jsonTypes()
{
    const QJsonObject object{{QStringLiteral("b"), 1}, {QStringLiteral("a"), QJsonArray{true}}};
    QCOMPARE(written(object), QByteArray(R"({"a":[true],"b":1})"));
    QVERIFY(roundTrips(object));
    QVERIFY(roundTrips(QJsonArray{1, QStringLiteral("x"), object}));
    QVERIFY(roundTrips(QJsonValue(object)));
    QVERIFY(roundTrips(QJsonDocument(object)));
    QVERIFY(roundTrips(QJsonDocument(QJsonArray{1})));
    QCOMPARE(written(QJsonDocument()), QByteArray("null"));
    QVERIFY(refuses<QJsonObject>({"[]", "null", ""}));
    QVERIFY(refuses<QJsonArray>({"{}", "null", ""}));
    QVERIFY(refuses<QJsonDocument>({"1", "null", ""}));
    QVERIFY(refuses<QJsonValue>({""}));
    QVERIFY(readFrom<QJsonValue>("null")->isNull());
}

void tst_PayloadTraits::cborTypes()
{
    const QCborMap map{{QStringLiteral("b"), QByteArray("x")}, {QStringLiteral("a"), 1}};
    QVERIFY(roundTrips(map));
    QVERIFY(roundTrips(QCborArray{1, map}));
    QVERIFY(roundTrips(QCborValue(map)));
    QVERIFY(refuses<QCborMap>({"[]", "null", ""}));
    QVERIFY(refuses<QCborArray>({"{}", "null", ""}));
    QVERIFY(refuses<QCborValue>({""}));
}

void tst_PayloadTraits::variants()
{
    QVERIFY(roundTrips(QVariant(QStringLiteral("a"))));
    QVERIFY(roundTrips(QVariant(QByteArray("a"))));
    QVERIFY(roundTrips(QVariantList{1LL, QStringLiteral("a"), QVariantMap()}));
    QVERIFY(roundTrips(QVariantMap{{QStringLiteral("a"), 0.5}}));
    QVERIFY(roundTrips(QVariantHash{{QStringLiteral("a"), true}}));
    QVERIFY(refuses<QVariant>({""}));
    QVERIFY(refuses<QVariantMap>({"[]", "null"}));
    QVERIFY(refuses<QVariantList>({"{}", "null"}));
}

void tst_PayloadTraits::userTypes()
{
    QCOMPARE(written(Point{1, 2.5}), QByteArray(R"({"x":1,"y":2.5})"));
    QVERIFY(roundTrips(Point{1, 2.5}));
    QVERIFY(roundTrips(QList<Point>{{1, 2}, {3, 4}}));
    QVERIFY(roundTrips(std::pair<Point, std::optional<Point>>({1, 2}, std::nullopt)));
    QVERIFY(refuses<Point>({"{\"x\":1}", "1", "null"}));
    QCOMPARE(written(Wrapper<int>{5}), QByteArray("5"));
    QCOMPARE(written(QList<Wrapper<QByteArray>>{{"x"}}),
             QByteArray(R"([{"_placeholder":true,"num":0}])"));
}

void tst_PayloadTraits::names_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("expected");
    const auto row = [](const QString &name, const char *expected) {
        QTest::newRow(expected) << name << QString::fromLatin1(expected);
    };
    row(payloadTypeName<bool>(), "a boolean");
    row(payloadTypeName<quint8>(), "an integer between 0 and 255");
    row(payloadTypeName<qint8>(), "an integer between -128 and 127");
    row(payloadTypeName<qint64>(), "an integer");
    row(payloadTypeName<quint64>(), "an integer of at least 0");
    row(payloadTypeName<float>(), "a number");
    row(payloadTypeName<QString>(), "a string");
    row(payloadTypeName<QByteArray>(), "binary data");
    row(payloadTypeName<std::optional<QString>>(), "a string or null");
    row(payloadTypeName<QList<int>>(),
        "an array (of an integer between -2147483648 and 2147483647)");
    row(payloadTypeName<QMap<QString, bool>>(), "an object (of a boolean)");
    row(payloadTypeName<std::tuple<bool, QString>>(), "an array (a boolean, a string)");
    row(payloadTypeName<Profile>(), "an object (Profile)");
    row(payloadTypeName<Colours::Colour>(), "one of the keys of Colour");
    row(payloadTypeName<Plain>(), "an integer");
    row(payloadTypeName<QJsonObject>(), "an object");
    row(payloadTypeName<Point>(), "a point");
    row(payloadTypeName<Opaque>(), "a value of type Opaque");
}

void tst_PayloadTraits::names()
{
    QFETCH(QString, name);
    QFETCH(QString, expected);
    QCOMPARE(name, expected);
}

QTEST_APPLESS_MAIN(tst_PayloadTraits)
#include "tst_payloadtraits.moc"
