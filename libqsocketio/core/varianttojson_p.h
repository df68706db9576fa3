// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_CORE_VARIANTTOJSON_P_H
#define QSOCKETIO_CORE_VARIANTTOJSON_P_H

#include <QtCore/QVariant>

namespace QSocketIo {

class JsonWriter;

// Writes a value whose type is known at run time only.
class VariantToJson
{
public:
    explicit VariantToJson(JsonWriter *writer)
        : m_writer(writer)
    { }
    void write(const QVariant &value); // null, with a warning, for what cannot be written
    bool tryWrite(const QVariant &value);

private:
    bool writeBasic(const QVariant &value);
    bool writeText(const QVariant &value);
    bool writeTree(const QVariant &value);
    bool writeNested(const QVariant &value);
    bool writeRegistered(const QVariant &value);
    bool writeConverted(const QVariant &value);
    void writeEnum(const QVariant &value);
    void writeSequence(const QVariant &value);
    void writeAssociation(const QVariant &value);
    template<typename Map>
    void writeMap(const Map &map);
    template<typename List>
    void writeList(const List &list);

    JsonWriter *m_writer;
};

} // namespace QSocketIo

#endif
