// SPDX-License-Identifier: MIT
#include "core/eventhandler.h"
#include "core/payload.h"
#include "core/payloadtypes.h"

#include <QtCore/QRegularExpression>
#include <QtTest/QTest>

#include <map>
#include <vector>

using namespace QSocketIo;

enum class Plain : quint8 { Small, Large = 200 };

// A user's own type that is no gadget.
struct Colour
{
    int rgb = 0;
    friend bool operator==(const Colour &, const Colour &) = default;
};

template<>
struct QSocketIo::PayloadTraits<Colour>
{
    static void write(JsonWriter &writer, const Colour &colour)
    {
        writer.string(QStringLiteral("#%1").arg(colour.rgb, 6, 16, QLatin1Char('0')));
    }
    static std::optional<Colour> read(const QCborValue &value)
    {
        const QString text = value.toString();
        bool ok = false;
        const int rgb = QStringView(text).mid(1).toInt(&ok, 16);
        return ok && text.size() == 7 ? std::optional(Colour{rgb}) : std::nullopt;
    }
    static QString expected() { return QStringLiteral("a colour such as #ffcc00"); }
};

class Address
{
    Q_GADGET
    Q_PROPERTY(QString street MEMBER street)
    Q_PROPERTY(QString zip MEMBER zip)
public:
    QString street;
    QString zip = QStringLiteral("00000");
    friend bool operator==(const Address &, const Address &) = default;
};

class Person
{
    Q_GADGET
    Q_PROPERTY(QString name MEMBER name REQUIRED)
    Q_PROPERTY(Address address MEMBER address)
public:
    QString name;
    Address address;
};

class Employee : public Person
{
    Q_GADGET
    Q_PROPERTY(Level level MEMBER level)
    Q_PROPERTY(Skills skills READ skills WRITE setSkills)
    Q_PROPERTY(Plain plain MEMBER plain)
    Q_PROPERTY(QByteArray photo MEMBER photo)
    Q_PROPERTY(QList<Address> offices MEMBER offices)
    Q_PROPERTY(QMap<QString, Address> homes MEMBER homes)
    Q_PROPERTY(std::vector<int> years MEMBER years)
    Q_PROPERTY(std::map<QString, double> rates MEMBER rates)
    Q_PROPERTY(Colour colour MEMBER colour)
    Q_PROPERTY(std::optional<int> room MEMBER room)
    Q_PROPERTY(QDateTime since MEMBER since)
    Q_PROPERTY(int badge READ badge CONSTANT)
    Q_PROPERTY(QString secret READ secret STORED false)
    Q_PROPERTY(int salary READ salary WRITE setSalary)
public:
    enum class Level : qint8 { Junior = -1, Senior = 1 };
    Q_ENUM(Level)
    enum Skill { Typing = 1, Soldering = 2, Singing = 4 };
    Q_DECLARE_FLAGS(Skills, Skill)
    Q_FLAG(Skills)

    Skills skills() const { return m_skills; }
    void setSkills(Skills skills) { m_skills = skills; }
    int badge() const { return 7; }
    QString secret() const { return QStringLiteral("s"); }
    int salary() const { return m_salary; }
    void setSalary(int salary) { m_salary = qMax(0, salary); }

    Level level = Level::Junior;
    Plain plain = Plain::Small;
    QByteArray photo;
    QList<Address> offices;
    QMap<QString, Address> homes;
    std::vector<int> years;
    std::map<QString, double> rates;
    Colour colour;
    std::optional<int> room;
    QDateTime since;

private:
    Skills m_skills;
    int m_salary = 1;
};

// Contains itself, as comments have replies.
class Comment
{
    Q_GADGET
    Q_PROPERTY(QString text MEMBER text)
    Q_PROPERTY(QVariantList replies MEMBER replies)
public:
    QString text;
    QVariantList replies;
};

// Counts how often it is read.
struct Counted
{
    static inline int reads = 0;
    friend bool operator==(const Counted &, const Counted &) = default;
};

template<>
struct QSocketIo::PayloadTraits<Counted>
{
    static void write(JsonWriter &writer, const Counted &) { writer.integer(1); }
    static std::optional<Counted> read(const QCborValue &value)
    {
        ++Counted::reads;
        return value.isInteger() ? std::optional(Counted()) : std::nullopt;
    }
};

class Node
{
    Q_GADGET
    Q_PROPERTY(QList<Counted> leaves MEMBER leaves)
    Q_PROPERTY(QList<Node> nodes READ nodes WRITE setNodes)
public:
    QList<Node> nodes() const { return m_nodes; }
    void setNodes(const QList<Node> &nodes) { m_nodes = nodes; }
    QList<Counted> leaves;

private:
    QList<Node> m_nodes;
};

struct Tree
{
    QVariantMap map;
    QVariantList list;
    QVariantMap toMap() const { return map; }
    QVariantList toList() const { return list; }
};

class tst_Gadgets : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void writing();
    void roundTrip();
    void missingAndFurtherMembers();
    void requiredMembers();
    void readOnlyMembers();
    void settersAreCalled();
    void inVariants();
    void mismatch_data();
    void mismatch();
    void mismatchInContainers_data();
    void mismatchInContainers();
    void longKeysAreShortened();
    void eachPartIsReadOnce();
    void deepGadgetsEnd();
    void convertibleTypes();
    void readability();
    void unregisteredTypes();
};

static std::optional<Employee> readEmployee(const QByteArray &json,
                                            const QList<QByteArray> &attachments = {})
{
    return Payload::fromJson(json, attachments).value<Employee>(0);
}

static Employee ada()
{
    Employee employee;
    employee.name = QStringLiteral("Ada");
    employee.address = {QStringLiteral("Elm"), QStringLiteral("123")};
    employee.level = Employee::Level::Senior;
    employee.setSkills({Employee::Typing, Employee::Singing});
    employee.plain = Plain::Large;
    employee.photo = "png";
    employee.offices = {{QStringLiteral("Oak"), QStringLiteral("4")}};
    employee.homes = {{QStringLiteral("main"), {QStringLiteral("Ash"), QStringLiteral("5")}}};
    employee.years = {1843, 1852};
    employee.rates = {{QStringLiteral("day"), 0.5}};
    employee.colour = {0x102030};
    employee.room = 12;
    employee.setSalary(3);
    return employee;
}

void tst_Gadgets::initTestCase()
{
    registerPayloadType<Colour>();
    registerPayloadType<std::optional<int>>();
    registerPayloadType<Counted>();
}

void tst_Gadgets::writing()
{
    const Payload payload = Payload::of(ada());
    QCOMPARE(
        payload.json(),
        QByteArray(
            R"({"name":"Ada","address":{"street":"Elm","zip":"123"},"level":"Senior",)"
            R"("skills":5,"plain":200,"photo":{"_placeholder":true,"num":0},)"
            R"("offices":[{"street":"Oak","zip":"4"}],)"
            R"("homes":{"main":{"street":"Ash","zip":"5"}},"years":[1843,1852],)"
            R"("rates":{"day":0.5},"colour":"#102030","room":12,"since":null,"badge":7,"salary":3})"));
    QCOMPARE(payload.attachments(), QList<QByteArray>{"png"});
}

void tst_Gadgets::roundTrip()
{
    const Employee in = ada();
    const std::optional<Employee> out = Payload::of(in).value<Employee>(0);
    QVERIFY(out);
    QCOMPARE(out->name, in.name);
    QCOMPARE(out->address, in.address);
    QCOMPARE(out->level, in.level);
    QCOMPARE(out->skills(), in.skills());
    QCOMPARE(out->plain, in.plain);
    QCOMPARE(out->photo, in.photo);
    QCOMPARE(out->offices, in.offices);
    QCOMPARE(out->homes, in.homes);
    QCOMPARE(out->years, in.years);
    QCOMPARE(out->rates, in.rates);
    QCOMPARE(out->colour, in.colour);
    QCOMPARE(out->room, in.room);
    QVERIFY(!out->since.isValid());
    QCOMPARE(out->salary(), in.salary());
}

void tst_Gadgets::missingAndFurtherMembers()
{
    const auto employee = readEmployee(R"({"unknown":[{}],"name":"Bob","address":{"x":1}})");
    QVERIFY(employee);
    QCOMPARE(employee->name, QStringLiteral("Bob"));
    QCOMPARE(employee->address.zip, QStringLiteral("00000"));
    QVERIFY(!employee->room);
    QVERIFY(!readEmployee(R"({"name":"Bob","room":null})")->room);
}

void tst_Gadgets::requiredMembers()
{
    QVERIFY(!readEmployee("{}"));
    QVERIFY(!readEmployee(R"({"address":{}})"));
    QVERIFY(readEmployee(R"({"name":""})"));
}

void tst_Gadgets::readOnlyMembers()
{
    const auto employee = readEmployee(R"({"name":"Bob","badge":99,"secret":5})");
    QVERIFY(employee);
    QCOMPARE(employee->badge(), 7);
}

void tst_Gadgets::settersAreCalled()
{
    QCOMPARE(readEmployee(R"({"name":"Bob","salary":-5})")->salary(), 0);
}

void tst_Gadgets::inVariants()
{
    const Address address{QStringLiteral("Elm"), QStringLiteral("1")};
    const QByteArray json = R"({"street":"Elm","zip":"1"})";
    QCOMPARE(Payload::of(QVariant::fromValue(address)).json(), json);
    QCOMPARE(Payload::of(QVariantList{QVariant::fromValue(address)}).json(), '[' + json + ']');
    QCOMPARE(Payload::of(QVariant::fromValue(Colour{1})).json(), QByteArray(R"("#000001")"));
    QCOMPARE(Payload::of(QVariant::fromValue(std::optional<int>())).json(), QByteArray("null"));
}

// What handlers say of a wrong argument.
template<typename T>
static QString complaint(const QByteArray &json)
{
    Error error;
    const auto value = Internal::readArgument<T>(Payload::fromJson(json), 0, error);
    return value ? QString() : error.message();
}

void tst_Gadgets::mismatch_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("message");
    const auto row = [](const char *json, const char *message) {
        QTest::newRow(json) << QByteArray(json) << QString::fromLatin1(message);
    };
    row("5", "argument 1 is a number: expected an object (Employee)");
    row("{}", "argument 1.name is missing: expected a string");
    row(R"({"name":null})", "argument 1.name is null: expected a string");
    row(R"({"name":"","address":{"zip":5}})",
        "argument 1.address.zip is a number: expected a string");
    row(R"({"name":"","address":[]})",
        "argument 1.address is an array: expected an object (Address)");
    row(R"({"name":"","offices":[{},{"zip":true}]})",
        "argument 1.offices[1].zip is a boolean: expected a string");
    row(R"({"name":"","offices":{}})",
        "argument 1.offices is an object: expected an array (of an object (Address))");
    row(R"({"name":"","homes":{"a":{"zip":"1"},"b":{"zip":1}}})",
        "argument 1.homes.b.zip is a number: expected a string");
    row(R"({"name":"","homes":5})",
        "argument 1.homes is a number: expected an object (of an object (Address))");
    row(R"({"name":"","years":[1,2.5]})",
        "argument 1.years[1] is a number: expected an integer between -2147483648 and 2147483647");
    row(R"({"name":"","rates":{"day":"x"}})",
        "argument 1.rates.day is a string: expected a number");
    row(R"({"name":"","level":"Boss"})",
        "argument 1.level is a string: expected one of the keys of Level");
    row(R"({"name":"","level":0})",
        "argument 1.level is a number: expected one of the keys of Level");
    row(R"({"name":"","skills":"Typing"})", "argument 1.skills is a string: expected an integer");
    row(R"({"name":"","skills":4294967297})", "argument 1.skills is a number: expected an integer");
    row(R"({"name":"","plain":256})", "argument 1.plain is a number: expected an integer");
    row(R"({"name":"","plain":-1})", "argument 1.plain is a number: expected an integer");
    row(R"({"name":"","photo":"text"})", "argument 1.photo is a string: expected binary data");
    row(R"({"name":"","since":5})",
        "argument 1.since is a number: expected a date and time (ISO 8601)");
    row(R"({"name":"","colour":"red"})",
        "argument 1.colour is a string: expected a colour such as #ffcc00");
    row(R"({"name":"","room":"12"})",
        "argument 1.room is a string: expected an integer between -2147483648 and 2147483647 or "
        "null");
}

void tst_Gadgets::mismatch()
{
    QFETCH(const QByteArray, json);
    QFETCH(const QString, message);
    QCOMPARE(complaint<Employee>(json), message);
}

void tst_Gadgets::mismatchInContainers_data()
{
    QTest::addColumn<QString>("message");
    QTest::addColumn<QString>("expected");
    const auto row = [](const QString &message, const char *expected) {
        QTest::newRow(expected) << message << QString::fromLatin1(expected);
    };
    using Address_ = std::optional<Address>;
    row(complaint<QList<Address>>(R"([{},{"zip":1}])"),
        "argument 1[1].zip is a number: expected a string");
    row(complaint<QMap<QString, QList<int>>>(R"({"a":[1],"b":[1,"x"]})"),
        "argument 1.b[1] is a string: expected an integer between -2147483648 and 2147483647");
    row(complaint<Address_>(R"({"zip":1})"), "argument 1.zip is a number: expected a string");
    row(complaint<Address_>("5"), "argument 1 is a number: expected an object (Address) or null");
    row(complaint<std::tuple<int, Address>>(R"([1,{"zip":1}])"),
        "argument 1[1].zip is a number: expected a string");
    row(complaint<std::pair<bool, QString>>("[true]"),
        "argument 1[1] is missing: expected a string");
    row(complaint<std::pair<bool, QString>>("[1,2,3]"),
        "argument 1 is an array: expected an array (a boolean, a string)");
    row(complaint<std::pair<bool, QString>>("{}"),
        "argument 1 is an object: expected an array (a boolean, a string)");
}

void tst_Gadgets::mismatchInContainers()
{
    QFETCH(const QString, message);
    QFETCH(const QString, expected);
    QCOMPARE(message, expected);
}

// Names that the peer chooses do not fill the log.
void tst_Gadgets::longKeysAreShortened()
{
    const QByteArray json = "{\"" + QByteArray(100'000, 'k') + "\":5}";
    const QString message = complaint<QMap<QString, QString>>(json);
    QVERIFY2(message.size() < 200, qPrintable(QString::number(message.size())));
    QVERIFY(message.endsWith(QStringLiteral("kk... is a number: expected a string")));
}

// The place of a mistake is not looked for again at each level above it.
void tst_Gadgets::eachPartIsReadOnce()
{
    constexpr int depth = 90;
    constexpr int leaves = 1000;
    QByteArray json = R"({"leaves":[)" + QByteArray("1,").repeated(leaves) + R"("x"]})";
    for (int i = 0; i < depth; ++i)
        json = R"({"nodes":[)" + json + "]}";
    Counted::reads = 0;
    const QString message = complaint<Node>(json);
    QVERIFY2(message.endsWith(QStringLiteral(
                 ".nodes[0].leaves[1000] is a string: expected a value of type Counted")),
             qPrintable(message));
    QCOMPARE(Counted::reads, 2 * (leaves + 1)); // to read, and to say why not
}

void tst_Gadgets::deepGadgetsEnd()
{
    Comment comment;
    for (int i = 0; i < 300; ++i) {
        Comment outer;
        outer.replies = {QVariant::fromValue(comment)};
        comment = outer;
    }
    QTest::ignoreMessage(QtWarningMsg,
                         "JsonWriter: values nested deeper than 512 levels are sent as null");
    QVERIFY(Payload::of(comment).json().contains("null"));
}

// As QJSValue is, for one.
void tst_Gadgets::convertibleTypes()
{
    QMetaType::registerConverter<Tree, QVariantMap>(&Tree::toMap);
    QMetaType::registerConverter<Tree, QVariantList>(&Tree::toList);
    const auto written
        = [](const Tree &tree) { return Payload::of(QVariant::fromValue(tree)).json(); };
    QCOMPARE(written({{{QStringLiteral("a"), 1}}, {}}), QByteArray(R"({"a":1})"));
    QCOMPARE(written({{}, {1, QStringLiteral("b")}}), QByteArray(R"([1,"b"])"));
    QCOMPARE(written({}), QByteArray("[]"));
    QCOMPARE(Payload::fromVariantList({1, QByteArray("x"), QVariant::fromValue(Tree())}).json(),
             QByteArray(R"(1,{"_placeholder":true,"num":0},[])"));
}

void tst_Gadgets::readability()
{
    using namespace PayloadPrivate;
    QVERIFY(isReadable(QMetaType::fromType<Employee>()));
    QVERIFY(isReadable(QMetaType::fromType<QList<Address>>()));
    QVERIFY(isReadable(QMetaType::fromType<std::vector<int>>()));
    QVERIFY(isReadable(QMetaType::fromType<QVariant>()));
    QVERIFY(isReadable(QMetaType::fromType<Employee::Skills>()));
    QVERIFY(isReadable(QMetaType::fromType<Colour>()));
    QVERIFY(!isReadable(QMetaType::fromType<QObject *>()));
    QVERIFY(!isReadable(QMetaType::fromType<Payload>())); // means several arguments
    QVERIFY(!isReadable(QMetaType::fromType<QList<QObject *>>()));
    QVERIFY(!isReadable(QMetaType()));
    QVERIFY(isWritable(QMetaType::fromType<Employee>()));
    QVERIFY(isWritable(QMetaType::fromType<QList<Address>>()));
    QVERIFY(isWritable(QMetaType::fromType<QVariant>()));
    QVERIFY(isWritable(QMetaType::fromType<Colour>()));
    QVERIFY(!isWritable(QMetaType::fromType<QObject *>()));
    QVERIFY(!isWritable(QMetaType()));
}

struct Unknown
{ };

void tst_Gadgets::unregisteredTypes()
{
    const QMetaType type = QMetaType::fromType<Unknown>();
    QVERIFY(!PayloadPrivate::readVariant(QCborValue(5), type));
    QVERIFY(!PayloadPrivate::readVariant(QCborValue(QCborMap()), type));
    QCOMPARE(PayloadPrivate::variantTypeName(type), QStringLiteral("a value of type Unknown"));
    QTest::ignoreMessage(QtWarningMsg,
                         "JsonWriter: a value of type Unknown cannot be sent and becomes null");
    QCOMPARE(Payload::of(QVariant::fromValue(Unknown())).json(), QByteArray("null"));
}

QTEST_APPLESS_MAIN(tst_Gadgets)
#include "tst_gadgets.moc"
