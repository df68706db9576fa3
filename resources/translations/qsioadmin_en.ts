<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en">
<context>
    <name>QsioAdmin</name>
    <message numerus="yes">
        <source>%1 of %n messages answered</source>
        <translation>
            <numerusform>%1 of %n message answered</numerusform>
            <numerusform>%1 of %n messages answered</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>done, says the server: %n sockets</source>
        <translation>
            <numerusform>done, says the server: %n socket</numerusform>
            <numerusform>done, says the server: %n sockets</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QsioAdmin::ActivityModel</name>
    <message numerus="yes">
        <source>%1, with %n exceptions</source>
        <translation>
            <numerusform>%1, with %n exception</numerusform>
            <numerusform>%1, with %n exceptions</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QsioAdmin::AlertEngine</name>
    <message numerus="yes">
        <source>%n members</source>
        <translation>
            <numerusform>%n member</numerusform>
            <numerusform>%n members</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QsioAdmin::AlertNotifier</name>
    <message numerus="yes">
        <source>and %n more alerts</source>
        <translation>
            <numerusform>and %n more alert</numerusform>
            <numerusform>and %n more alerts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QsioAdmin::AlertsModel</name>
    <message numerus="yes">
        <source>%1 (%n times)</source>
        <translation>
            <numerusform>%1 (%n time)</numerusform>
            <numerusform>%1 (%n times)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QsioAdmin::AlertsPage</name>
    <message numerus="yes">
        <source>%n active</source>
        <translation>
            <numerusform>%n active</numerusform>
            <numerusform>%n active</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n rules watch</source>
        <translation>
            <numerusform>%n rule watches</numerusform>
            <numerusform>%n rules watch</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QsioAdmin::CommandProgress</name>
    <message numerus="yes">
        <source>Sending: %1 of %n messages</source>
        <translation>
            <numerusform>Sending: %1 of %n message</numerusform>
            <numerusform>Sending: %1 of %n messages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QsioAdmin::CommandRun</name>
    <message numerus="yes">
        <source>This is for %n sockets in %1. Say --yes if it is meant so.</source>
        <translation>
            <numerusform>This is for %n socket in %1. Say --yes if it is meant so.</numerusform>
            <numerusform>This is for %n sockets in %1. Say --yes if it is meant so.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QsioAdmin::CommandRunner</name>
    <message numerus="yes">
        <source>The connection of socket %1 in %2 ends in %n seconds.</source>
        <translation>
            <numerusform>The connection of socket %1 in %2 ends in %n second.</numerusform>
            <numerusform>The connection of socket %1 in %2 ends in %n seconds.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Socket %1 leaves %2 in %n seconds.</source>
        <translation>
            <numerusform>Socket %1 leaves %2 in %n second.</numerusform>
            <numerusform>Socket %1 leaves %2 in %n seconds.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>This is repeated: %n times in all.</source>
        <translation>
            <numerusform>This is repeated: %n time in all.</numerusform>
            <numerusform>This is repeated: %n times in all.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QsioAdmin::ComposePage</name>
    <message numerus="yes">
        <source>Reaches %1 of %2 sockets, with %Ln messages.</source>
        <translation>
            <numerusform>Reaches %1 of %2 sockets, with %Ln message.</numerusform>
            <numerusform>Reaches %1 of %2 sockets, with %Ln messages.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>This is done %Ln times.</source>
        <translation>
            <numerusform>This is done %Ln time.</numerusform>
            <numerusform>This is done %Ln times.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QsioAdmin::ConfirmDialog</name>
    <message numerus="yes">
        <source>… and %Ln more</source>
        <translation>
            <numerusform>… and %Ln more</numerusform>
            <numerusform>… and %Ln more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QsioAdmin::ConnectionTest</name>
    <message numerus="yes">
        <source>Its clock is %n seconds ahead of yours.</source>
        <translation>
            <numerusform>Its clock is %n second ahead of yours.</numerusform>
            <numerusform>Its clock is %n seconds ahead of yours.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Its clock is %n seconds behind yours.</source>
        <translation>
            <numerusform>Its clock is %n second behind yours.</numerusform>
            <numerusform>Its clock is %n seconds behind yours.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QsioAdmin::FindPalette</name>
    <message numerus="yes">
        <source>%n found</source>
        <translation>
            <numerusform>%n found</numerusform>
            <numerusform>%n found</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QsioAdmin::JsonTreeModel</name>
    <message numerus="yes">
        <source>%Ln more are not shown</source>
        <translation>
            <numerusform>%Ln more is not shown</numerusform>
            <numerusform>%Ln more are not shown</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QsioAdmin::OverviewPage</name>
    <message numerus="yes">
        <source>on %n servers</source>
        <translation>
            <numerusform>on %n server</numerusform>
            <numerusform>on %n servers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n clients</source>
        <translation>
            <numerusform>%n client</numerusform>
            <numerusform>%n clients</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QsioAdmin::Selection</name>
    <message numerus="yes">
        <source>%Ln namespaces</source>
        <translation>
            <numerusform>%Ln namespace</numerusform>
            <numerusform>%Ln namespaces</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rooms</source>
        <translation>
            <numerusform>%Ln room</numerusform>
            <numerusform>%Ln rooms</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln sockets</source>
        <translation>
            <numerusform>%Ln socket</numerusform>
            <numerusform>%Ln sockets</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QsioAdmin::SeriesBar</name>
    <message numerus="yes">
        <source>Sent %n times.</source>
        <translation>
            <numerusform>Sent %n time.</numerusform>
            <numerusform>Sent %n times.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QsioAdmin::StatusLine</name>
    <message numerus="yes">
        <source>server clock %n s ahead</source>
        <translation>
            <numerusform>server clock %n s ahead</numerusform>
            <numerusform>server clock %n s ahead</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>server clock %n s behind</source>
        <translation>
            <numerusform>server clock %n s behind</numerusform>
            <numerusform>server clock %n s behind</numerusform>
        </translation>
    </message>
</context>
</TS>
