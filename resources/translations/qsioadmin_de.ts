<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de">
<context>
    <name>AlertRule</name>
    <message>
        <source>Connection lost</source>
        <translation>Verbindung verloren</translation>
    </message>
    <message>
        <source>Server lost</source>
        <translation>Server verloren</translation>
    </message>
    <message>
        <source>Server late</source>
        <translation>Server verspätet</translation>
    </message>
    <message>
        <source>Server restarted</source>
        <translation>Server neu gestartet</translation>
    </message>
    <message>
        <source>Clients dropped</source>
        <translation>Clientzahl gesunken</translation>
    </message>
    <message>
        <source>Disconnects per second</source>
        <translation>Trennungen pro Sekunde</translation>
    </message>
    <message>
        <source>Share of polling clients</source>
        <translation>Anteil der Polling-Clients</translation>
    </message>
    <message>
        <source>A figure is above</source>
        <translation>Eine Kennzahl liegt über</translation>
    </message>
    <message>
        <source>A figure is below</source>
        <translation>Eine Kennzahl liegt unter</translation>
    </message>
    <message>
        <source>An event matches a filter</source>
        <translation>Ein Ereignis passt zu einem Filter</translation>
    </message>
    <message>
        <source>A socket connected</source>
        <translation>Ein Socket hat sich verbunden</translation>
    </message>
    <message>
        <source>A socket left</source>
        <translation>Ein Socket ist gegangen</translation>
    </message>
    <message>
        <source>A room is empty</source>
        <translation>Ein Raum ist leer</translation>
    </message>
    <message>
        <source>A room has too many members</source>
        <translation>Ein Raum hat zu viele Mitglieder</translation>
    </message>
    <message>
        <source>Lists differ from the servers&apos; counts</source>
        <translation>Listen weichen von der Zählung der Server ab</translation>
    </message>
    <message>
        <source>Clients</source>
        <translation>Clients</translation>
    </message>
    <message>
        <source>Polling clients</source>
        <translation>Polling-Clients</translation>
    </message>
    <message>
        <source>Sockets</source>
        <translation>Sockets</translation>
    </message>
    <message>
        <source>Rooms</source>
        <translation>Räume</translation>
    </message>
    <message>
        <source>Packets in, per second</source>
        <translation>Pakete ein, pro Sekunde</translation>
    </message>
    <message>
        <source>Packets out, per second</source>
        <translation>Pakete aus, pro Sekunde</translation>
    </message>
    <message>
        <source>Bytes in, per second</source>
        <translation>Bytes ein, pro Sekunde</translation>
    </message>
    <message>
        <source>Bytes out, per second</source>
        <translation>Bytes aus, pro Sekunde</translation>
    </message>
    <message>
        <source>Connections per second</source>
        <translation>Verbindungen pro Sekunde</translation>
    </message>
    <message>
        <source>Disconnections per second</source>
        <translation>Trennungen pro Sekunde</translation>
    </message>
    <message>
        <source>Give the rule a name.</source>
        <translation>Der Regel einen Namen geben.</translation>
    </message>
    <message>
        <source>Enter the name of the room.</source>
        <translation>Den Namen des Raums eingeben.</translation>
    </message>
    <message>
        <source>A namespace begins with a slash, such as /chat.</source>
        <translation>Ein Namespace beginnt mit einem Schrägstrich, etwa /chat.</translation>
    </message>
    <message>
        <source>Choose a figure.</source>
        <translation>Eine Kennzahl auswählen.</translation>
    </message>
    <message>
        <source>Enter a filter: without one, everything would be an alert.</source>
        <translation>Einen Filter eingeben: Ohne ihn wäre alles ein Alarm.</translation>
    </message>
</context>
<context>
    <name>AlertRuleSet</name>
    <message>
        <source>The file is too large for alert rules.</source>
        <translation>Die Datei ist zu groß für Alarmregeln.</translation>
    </message>
    <message>
        <source>The file has no alert rules.</source>
        <translation>Die Datei enthält keine Alarmregeln.</translation>
    </message>
    <message>
        <source>The file has too many alert rules.</source>
        <translation>Die Datei enthält zu viele Alarmregeln.</translation>
    </message>
    <message>
        <source>The file has a rule of an unknown kind.</source>
        <translation>Die Datei enthält eine Regel unbekannter Art.</translation>
    </message>
</context>
<context>
    <name>CaptureWriter</name>
    <message>
        <source>&quot;%1&quot; is there already.</source>
        <translation>„%1“ gibt es schon.</translation>
    </message>
</context>
<context>
    <name>CommandAnswer</name>
    <message>
        <source>without a reason</source>
        <translation>ohne Begründung</translation>
    </message>
</context>
<context>
    <name>ConnectionSettings</name>
    <message>
        <source>Header %1 is not a field that can be sent, such as &quot;X-Tenant: blue&quot;.</source>
        <translation>Header %1 ist kein Feld, das gesendet werden kann; richtig wäre etwa „X-Tenant: blue“.</translation>
    </message>
    <message>
        <source>Cookie %1 is none, such as &quot;route=a3&quot;.</source>
        <translation>Cookie %1 ist ungültig; richtig wäre etwa „route=a3“.</translation>
    </message>
</context>
<context>
    <name>HexText</name>
    <message>
        <source>and %1 more bytes
</source>
        <translation>und %1 weitere Bytes
</translation>
    </message>
</context>
<context>
    <name>JsonProblem</name>
    <message>
        <source>A name in double quotes, or } is expected here.</source>
        <translation>Hier wird ein Name in doppelten Anführungszeichen oder } erwartet.</translation>
    </message>
    <message>
        <source>A comma is expected here, or the end of the array.</source>
        <translation>Hier wird ein Komma oder das Ende des Arrays erwartet.</translation>
    </message>
    <message>
        <source>A colon is missing after a name.</source>
        <translation>Nach einem Namen fehlt ein Doppelpunkt.</translation>
    </message>
    <message>
        <source>A comma is missing between two values.</source>
        <translation>Zwischen zwei Werten fehlt ein Komma.</translation>
    </message>
    <message>
        <source>A text is not closed: &quot; is missing.</source>
        <translation>Ein Text ist nicht abgeschlossen: Es fehlt &quot;.</translation>
    </message>
    <message>
        <source>This is no number.</source>
        <translation>Das ist keine Zahl.</translation>
    </message>
    <message>
        <source>There is no such escape sequence.</source>
        <translation>Diese Escape-Sequenz gibt es nicht.</translation>
    </message>
    <message>
        <source>This is nested too deeply.</source>
        <translation>Das ist zu tief verschachtelt.</translation>
    </message>
    <message>
        <source>This is too large.</source>
        <translation>Das ist zu groß.</translation>
    </message>
    <message>
        <source>A JSON value is expected here: a number, a text in double quotes, true, false, null, [...] or {...}.</source>
        <translation>Hier wird ein JSON-Wert erwartet: eine Zahl, ein Text in doppelten Anführungszeichen, true, false, null, [...] oder {...}.</translation>
    </message>
</context>
<context>
    <name>Password</name>
    <message>
        <source>Password of %1: </source>
        <translation>Passwort von %1: </translation>
    </message>
    <message>
        <source>Cannot read %1: %2</source>
        <translation>%1 kann nicht gelesen werden: %2</translation>
    </message>
    <message>
        <source>There is no password: see --password-file and --password-stdin.</source>
        <translation>Es fehlt ein Passwort: siehe --password-file und --password-stdin.</translation>
    </message>
</context>
<context>
    <name>PayloadTemplate</name>
    <message>
        <source>There is no placeholder {{%1}}. There are {{sid}}, {{now}}, {{uuid}} and {{n}}; a brace in a text is \u007b.</source>
        <translation>Es gibt keinen Platzhalter {{%1}}. Es gibt {{sid}}, {{now}}, {{uuid}} und {{n}}; eine geschweifte Klammer in einem Text ist \u007b.</translation>
    </message>
</context>
<context>
    <name>PlotPainter</name>
    <message>
        <source>No data yet</source>
        <translation>Noch keine Daten</translation>
    </message>
</context>
<context>
    <name>Profile</name>
    <message>
        <source>New connection</source>
        <translation>Neue Verbindung</translation>
    </message>
    <message>
        <source>Enter the address of the server.</source>
        <translation>Die Adresse des Servers eingeben.</translation>
    </message>
    <message>
        <source>The admin namespace begins with a slash, such as /admin.</source>
        <translation>Der Admin-Namespace beginnt mit einem Schrägstrich, etwa /admin.</translation>
    </message>
    <message>
        <source>The path begins with a slash, such as /socket.io.</source>
        <translation>Der Pfad beginnt mit einem Schrägstrich, etwa /socket.io.</translation>
    </message>
</context>
<context>
    <name>ProfileAddress</name>
    <message>
        <source>Enter the address of the server.</source>
        <translation>Die Adresse des Servers eingeben.</translation>
    </message>
    <message>
        <source>This address is too long.</source>
        <translation>Diese Adresse ist zu lang.</translation>
    </message>
    <message>
        <source>This is no address of a server. One looks like https://example.org or localhost:3000.</source>
        <translation>Das ist keine Serveradresse. Richtig wäre etwa https://example.org oder localhost:3000.</translation>
    </message>
    <message>
        <source>This is the address of the web UI. Enter the address of your own server.</source>
        <translation>Das ist die Adresse der Weboberfläche. Die Adresse des eigenen Servers eingeben.</translation>
    </message>
</context>
<context>
    <name>QsioAdmin</name>
    <message>
        <source>The server, such as https://example.com:3000.</source>
        <translation>Der Server, etwa https://example.com:3000.</translation>
    </message>
    <message>
        <source>Its admin namespace (default: /admin).</source>
        <translation>Sein Admin-Namespace (Vorgabe: /admin).</translation>
    </message>
    <message>
        <source>The path of Socket.IO (default: /socket.io).</source>
        <translation>Der Pfad von Socket.IO (Vorgabe: /socket.io).</translation>
    </message>
    <message>
        <source>json (default) or msgpack, as the server has it.</source>
        <translation>json (Vorgabe) oder msgpack, je nach Server.</translation>
    </message>
    <message>
        <source>websocket (default), polling or auto.</source>
        <translation>websocket (Vorgabe), polling oder auto.</translation>
    </message>
    <message>
        <source>The name to log in with. The password comes from --password-file, from --password-stdin, from the variable QSIOADMIN_PASSWORD, or is asked for.</source>
        <translation>Der Name für die Anmeldung. Das Passwort kommt aus --password-file, aus --password-stdin, aus der Variablen QSIOADMIN_PASSWORD oder wird abgefragt.</translation>
    </message>
    <message>
        <source>The first line of this file is the password.</source>
        <translation>Die erste Zeile dieser Datei ist das Passwort.</translation>
    </message>
    <message>
        <source>Keep the session in this file: the next login needs no password. Whoever has the file can log in.</source>
        <translation>Die Sitzung in dieser Datei aufbewahren: Die nächste Anmeldung braucht kein Passwort. Wer die Datei hat, kann sich anmelden.</translation>
    </message>
    <message>
        <source>The first line of the standard input is the password.</source>
        <translation>Die erste Zeile der Standardeingabe ist das Passwort.</translation>
    </message>
    <message>
        <source>Certificates to trust besides the system&apos;s, as PEM.</source>
        <translation>Zertifikate im PEM-Format, denen zusätzlich zu denen des Systems vertraut wird.</translation>
    </message>
    <message>
        <source>Do not check the server&apos;s certificate.</source>
        <translation>Das Zertifikat des Servers nicht prüfen.</translation>
    </message>
    <message>
        <source>Send no command, whatever happens.</source>
        <translation>Auf keinen Fall Befehle senden.</translation>
    </message>
    <message>
        <source>Print what there is, and end: servers, namespaces, rooms, clients, sockets, several of these with commas, or all.</source>
        <translation>Ausgeben, was da ist, und beenden: servers, namespaces, rooms, clients, sockets, mehrere davon mit Kommas oder all.</translation>
    </message>
    <message>
        <source>Print only rows that match, such as &quot;nsp:/chat age&gt;5m&quot;.</source>
        <translation>Nur passende Zeilen ausgeben, etwa &quot;nsp:/chat age&gt;5m&quot;.</translation>
    </message>
    <message>
        <source>With --list: print again what changes, as text or ndjson, until interrupted.</source>
        <translation>Mit --list: Änderungen bis zum Abbruch erneut ausgeben, als text oder ndjson.</translation>
    </message>
    <message>
        <source>text (default), json, ndjson or csv.</source>
        <translation>text (Vorgabe), json, ndjson oder csv.</translation>
    </message>
    <message>
        <source>The same as --format json.</source>
        <translation>Dasselbe wie --format json.</translation>
    </message>
    <message>
        <source>Write what the server says to this file, until interrupted; - is the standard output.</source>
        <translation>Bis zum Abbruch in diese Datei schreiben, was der Server meldet; - ist die Standardausgabe.</translation>
    </message>
    <message>
        <source>Read a recorded file instead of connecting.</source>
        <translation>Eine aufgezeichnete Datei lesen, statt eine Verbindung aufzubauen.</translation>
    </message>
    <message>
        <source>Give up, or end recording, after this many seconds (default: 15; of recording: none).</source>
        <translation>Nach so vielen Sekunden aufgeben oder die Aufzeichnung beenden (Vorgabe: 15; bei Aufzeichnungen: keine).</translation>
    </message>
    <message>
        <source>The page that the window begins with: overview, servers, namespaces, rooms, sockets, clients, events, compose, alerts or activity.</source>
        <translation>Die Seite, mit der das Fenster beginnt: overview, servers, namespaces, rooms, sockets, clients, events, compose, alerts oder activity.</translation>
    </message>
    <message>
        <source>The socket to show when the window begins, as namespace:id.</source>
        <translation>Der Socket, den das Fenster zu Beginn zeigt, als Namespace:ID.</translation>
    </message>
    <message>
        <source>The language of the program, such as %1; else that of the system.</source>
        <translation>Die Sprache des Programms, etwa %1; sonst die des Systems.</translation>
    </message>
    <message>
        <source> or </source>
        <translation> oder </translation>
    </message>
    <message>
        <source>light, dark, contrast or system.</source>
        <translation>light, dark, contrast oder system.</translation>
    </message>
    <message>
        <source>The size of the window, such as 1280x800.</source>
        <translation>Die Größe des Fensters, etwa 1280x800.</translation>
    </message>
    <message>
        <source>Save a picture of the window in this file, and end.</source>
        <translation>Ein Bild des Fensters in dieser Datei speichern und beenden.</translation>
    </message>
    <message>
        <source>A saved connection, for the window; or what belongs to a command.</source>
        <translation>Eine gespeicherte Verbindung für das Fenster oder das, was zu einem Befehl gehört.</translation>
    </message>
    <message>
        <source>Shows what goes on in a Socket.IO server.

Exit codes: 0 all is well; 1 what was asked for is not there; 2 cannot connect; 3 the server refuses; 4 wrong arguments.</source>
        <translation>Zeigt, was in einem Socket.IO-Server vorgeht.

Exit-Codes: 0 alles in Ordnung; 1 das Gewünschte ist nicht da; 2 keine Verbindung möglich; 3 der Server lehnt ab; 4 falsche Argumente.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not the address of a server.</source>
        <translation>„%1“ ist keine Serveradresse.</translation>
    </message>
    <message>
        <source>A password does not belong on the command line.</source>
        <translation>Ein Passwort gehört nicht auf die Befehlszeile.</translation>
    </message>
    <message>
        <source>There is no parser called &quot;%1&quot;.</source>
        <translation>Es gibt keinen Parser namens „%1“.</translation>
    </message>
    <message>
        <source>There is no transport called &quot;%1&quot;.</source>
        <translation>Es gibt keinen Transport namens „%1“.</translation>
    </message>
    <message>
        <source>There is no list of &quot;%1&quot;.</source>
        <translation>Es gibt keine Liste „%1“.</translation>
    </message>
    <message>
        <source>What shall be listed?</source>
        <translation>Was soll aufgelistet werden?</translation>
    </message>
    <message>
        <source>There is no format called &quot;%1&quot;.</source>
        <translation>Es gibt kein Format namens „%1“.</translation>
    </message>
    <message>
        <source>The filter is wrong at character %1: %2</source>
        <translation>Der Filter ist bei Zeichen %1 falsch: %2</translation>
    </message>
    <message>
        <source>The timeout is not a number of seconds.</source>
        <translation>Das Zeitlimit ist keine Anzahl von Sekunden.</translation>
    </message>
    <message>
        <source>Recording goes with neither --list nor --replay.</source>
        <translation>Aufzeichnen geht nicht zusammen mit --list oder --replay.</translation>
    </message>
    <message>
        <source>Lists and recordings go with neither --check nor a command.</source>
        <translation>Listen und Aufzeichnungen gehen nicht zusammen mit --check oder einem Befehl.</translation>
    </message>
    <message>
        <source>--watch goes with --list, as text or ndjson.</source>
        <translation>--watch geht nur zusammen mit --list, als text oder ndjson.</translation>
    </message>
    <message>
        <source>Which server? Say --url.</source>
        <translation>Welcher Server? Bitte --url angeben.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not understood.</source>
        <translation>„%1“ ist unverständlich.</translation>
    </message>
    <message>
        <source>A saved connection has an address: leave out --url.</source>
        <translation>Eine gespeicherte Verbindung hat schon eine Adresse: --url weglassen.</translation>
    </message>
    <message>
        <source>There is no theme called &quot;%1&quot;.</source>
        <translation>Es gibt kein Design namens „%1“.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no socket, such as /chat:asyVCURU8BXwcRLV.</source>
        <translation>„%1“ ist kein Socket; einer sieht aus wie /chat:asyVCURU8BXwcRLV.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no size, such as 1280x800.</source>
        <translation>„%1“ ist keine Größe wie 1280x800.</translation>
    </message>
    <message>
        <source>Which event? --emit NAMESPACE EVENT [JSON …]</source>
        <translation>Welches Ereignis? --emit NAMESPACE EVENT [JSON …]</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no JSON. Texts have quotation marks: &apos;&quot;text&quot;&apos;.</source>
        <translation>„%1“ ist kein JSON. Texte stehen in Anführungszeichen: &apos;&quot;text&quot;&apos;.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no namespace: they begin with a slash.</source>
        <translation>„%1“ ist kein Namespace: Namespaces beginnen mit einem Schrägstrich.</translation>
    </message>
    <message>
        <source>Which room? --%1 NAMESPACE ROOM</source>
        <translation>Welcher Raum? --%1 NAMESPACE ROOM</translation>
    </message>
    <message>
        <source>--where says nothing.</source>
        <translation>--where ist leer.</translation>
    </message>
    <message>
        <source>Say one of --room, --socket and --where.</source>
        <translation>Nur eines von --room, --socket und --where angeben.</translation>
    </message>
    <message>
        <source>Exit with 0 where all of these hold, such as &quot;clients&gt;10,servers&gt;=2&quot;; else with 1, and print those that do not. Figures: servers, lost, clients, polling, sockets, rooms, namespaces.</source>
        <translation>Mit 0 beenden, wenn all dies gilt, etwa &quot;clients&gt;10,servers&gt;=2&quot;; sonst mit 1, und ausgeben, was nicht gilt. Kennzahlen: servers, lost, clients, polling, sockets, rooms, namespaces.</translation>
    </message>
    <message>
        <source>Send an event: --emit NAMESPACE EVENT [JSON …].</source>
        <translation>Ein Ereignis senden: --emit NAMESPACE EVENT [JSON …].</translation>
    </message>
    <message>
        <source>Have sockets join a room: --join NAMESPACE ROOM.</source>
        <translation>Sockets einem Raum beitreten lassen: --join NAMESPACE ROOM.</translation>
    </message>
    <message>
        <source>Have sockets leave a room: --leave NAMESPACE ROOM.</source>
        <translation>Sockets einen Raum verlassen lassen: --leave NAMESPACE ROOM.</translation>
    </message>
    <message>
        <source>Disconnect sockets.</source>
        <translation>Sockets trennen.</translation>
    </message>
    <message>
        <source>With --disconnect: end the whole connections.</source>
        <translation>Mit --disconnect: die ganzen Verbindungen beenden.</translation>
    </message>
    <message>
        <source>Whom a command is for: who is in this room. May be said several times.</source>
        <translation>Für wen ein Befehl ist: wer in diesem Raum ist. Mehrfach möglich.</translation>
    </message>
    <message>
        <source>Or the socket with this id. May be said several times.</source>
        <translation>Oder der Socket mit dieser ID. Mehrfach möglich.</translation>
    </message>
    <message>
        <source>Or the sockets that match, such as &quot;transport=polling&quot;.</source>
        <translation>Oder die passenden Sockets, etwa &quot;transport=polling&quot;.</translation>
    </message>
    <message>
        <source>But not who is in this room, or has this id. May be said several times.</source>
        <translation>Aber nicht, wer in diesem Raum ist oder diese ID hat. Mehrfach möglich.</translation>
    </message>
    <message>
        <source>Do it even where more than one socket is meant.</source>
        <translation>Auch ausführen, wenn mehr als ein Socket gemeint ist.</translation>
    </message>
    <message>
        <source>One thing at a time, please.</source>
        <translation>Bitte nur eines auf einmal.</translation>
    </message>
    <message>
        <source>--%1 needs a command, such as --emit.</source>
        <translation>--%1 braucht einen Befehl, etwa --emit.</translation>
    </message>
    <message>
        <source>--read-only goes with no command.</source>
        <translation>--read-only geht nicht zusammen mit einem Befehl.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no proxy, such as http://proxy:8080 or socks5://proxy:1080.</source>
        <translation>„%1“ ist kein Proxy; einer sieht aus wie http://proxy:8080 oder socks5://proxy:1080.</translation>
    </message>
    <message>
        <source>Cannot read %1: %2</source>
        <translation>%1 kann nicht gelesen werden: %2</translation>
    </message>
    <message>
        <source>Log in with the JSON object in this file, instead of a name.</source>
        <translation>Mit dem JSON-Objekt in dieser Datei anmelden statt mit einem Namen.</translation>
    </message>
    <message>
        <source>Send the lines of this file, such as &quot;X-Tenant: blue&quot; or &quot;Cookie: route=a3&quot;, along with every request.</source>
        <translation>Die Zeilen dieser Datei, etwa &quot;X-Tenant: blue&quot; oder &quot;Cookie: route=a3&quot;, mit jeder Anfrage senden.</translation>
    </message>
    <message>
        <source>none (default), system, or a proxy such as http://user@proxy:8080 or socks5://proxy:1080. The variable QSIOADMIN_PROXY_PASSWORD has its password.</source>
        <translation>none (Vorgabe), system oder ein Proxy wie http://user@proxy:8080 oder socks5://proxy:1080. Sein Passwort steht in der Variablen QSIOADMIN_PROXY_PASSWORD.</translation>
    </message>
    <message>
        <source>Trust only the certificate of this SHA-256.</source>
        <translation>Nur dem Zertifikat mit diesem SHA-256 vertrauen.</translation>
    </message>
    <message>
        <source>The certificate to show to the server, as PEM.</source>
        <translation>Das Zertifikat im PEM-Format, das dem Server gezeigt wird.</translation>
    </message>
    <message>
        <source>Its key, if it is in another file. The variable QSIOADMIN_KEY_PASSPHRASE opens it.</source>
        <translation>Der Schlüssel dazu, falls er in einer anderen Datei ist. Seine Passphrase steht in der Variablen QSIOADMIN_KEY_PASSPHRASE.</translation>
    </message>
    <message>
        <source>Not connected. Nothing was sent, and nothing is kept for later.</source>
        <translation>Nicht verbunden. Es wurde nichts gesendet, und nichts wird für später aufgehoben.</translation>
    </message>
    <message>
        <source>This connection is locked for reading only.</source>
        <translation>Diese Verbindung ist schreibgeschützt.</translation>
    </message>
    <message>
        <source>The server does not offer this.</source>
        <translation>Der Server bietet das nicht an.</translation>
    </message>
    <message>
        <source>The server has no such namespace.</source>
        <translation>Der Server hat keinen solchen Namespace.</translation>
    </message>
    <message>
        <source>Nobody is selected.</source>
        <translation>Niemand ist ausgewählt.</translation>
    </message>
    <message>
        <source>The event has no name.</source>
        <translation>Das Ereignis hat keinen Namen.</translation>
    </message>
    <message>
        <source>This name belongs to Socket.IO itself. Servers may break down over it.</source>
        <translation>Dieser Name ist Socket.IO selbst vorbehalten. Server können daran abstürzen.</translation>
    </message>
    <message>
        <source>The arguments are not valid JSON.</source>
        <translation>Die Argumente sind kein gültiges JSON.</translation>
    </message>
    <message>
        <source>No room is named.</source>
        <translation>Es ist kein Raum angegeben.</translation>
    </message>
    <message>
        <source>A socket cannot leave the room of its own id: it could not be reached any longer.</source>
        <translation>Ein Socket kann den Raum seiner eigenen ID nicht verlassen: Er wäre nicht mehr erreichbar.</translation>
    </message>
    <message>
        <source>One of the exceptions has no name.</source>
        <translation>Eine der Ausnahmen hat keinen Namen.</translation>
    </message>
    <message>
        <source>There can be no exceptions: it is not known who is there, and this server does not make them itself.</source>
        <translation>Ausnahmen sind nicht möglich: Es ist nicht bekannt, wer da ist, und dieser Server nimmt sie nicht selbst vor.</translation>
    </message>
    <message>
        <source>The server lets this user look, but not give commands.</source>
        <translation>Der Server lässt diesen Benutzer zusehen, aber keine Befehle geben.</translation>
    </message>
    <message>
        <source>Not sent: the window was closed in the seconds in which it could be undone.</source>
        <translation>Nicht gesendet: Das Fenster wurde in den Sekunden geschlossen, in denen es sich noch rückgängig machen ließ.</translation>
    </message>
    <message>
        <source>This is more than the server takes in one message.</source>
        <translation>Das ist mehr, als der Server in einer Nachricht annimmt.</translation>
    </message>
    <message>
        <source>Enter the host and the port of the proxy.</source>
        <translation>Host und Port des Proxys eingeben.</translation>
    </message>
    <message>
        <source>refused by the server: %1</source>
        <translation>vom Server abgelehnt: %1</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n messages answered</source>
        <translation>
            <numerusform>%1 von %n Nachricht beantwortet</numerusform>
            <numerusform>%1 von %n Nachrichten beantwortet</numerusform>
        </translation>
    </message>
    <message>
        <source>done, says the server</source>
        <translation>laut Server erledigt</translation>
    </message>
    <message numerus="yes">
        <source>done, says the server: %n sockets</source>
        <translation>
            <numerusform>laut Server erledigt: %n Socket</numerusform>
            <numerusform>laut Server erledigt: %n Sockets</numerusform>
        </translation>
    </message>
    <message>
        <source>sent, cannot be confirmed</source>
        <translation>gesendet, nicht bestätigbar</translation>
    </message>
    <message>
        <source>%1 of %2 confirmed</source>
        <translation>%1 von %2 bestätigt</translation>
    </message>
    <message>
        <source>, %1 were so already</source>
        <translation>, bei %1 schon der Fall</translation>
    </message>
    <message>
        <source>, %1 already gone</source>
        <translation>, %1 schon weg</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not the address of a server. It should look like https://example.com:3000.</source>
        <translation>„%1“ ist keine Serveradresse. Sie sollte aussehen wie https://example.com:3000.</translation>
    </message>
    <message>
        <source>There is no host called &quot;%1&quot;. Check the spelling, and your connection to the network.</source>
        <translation>Es gibt keinen Host namens „%1“. Schreibweise und Netzwerkverbindung prüfen.</translation>
    </message>
    <message>
        <source>Nobody listens at port %1 of %2. Is the server running, and is this its port?</source>
        <translation>An Port %1 von %2 nimmt niemand Verbindungen an. Läuft der Server, und ist das sein Port?</translation>
    </message>
    <message>
        <source>%1 does not answer at port %2. A firewall may be in the way.</source>
        <translation>%1 antwortet nicht an Port %2. Vielleicht ist eine Firewall im Weg.</translation>
    </message>
    <message>
        <source>The proxy does not let the connection to %1 pass: %2</source>
        <translation>Der Proxy lässt die Verbindung zu %1 nicht durch: %2</translation>
    </message>
    <message>
        <source>%1 shows another certificate than the one that is pinned. It may have been renewed, or somebody is in between. Its fingerprint is %2.</source>
        <translation>%1 zeigt ein anderes Zertifikat als das hinterlegte. Vielleicht wurde es erneuert, oder jemand sitzt dazwischen. Sein Fingerabdruck ist %2.</translation>
    </message>
    <message>
        <source>No secure connection to %1 is possible: %2</source>
        <translation>Eine sichere Verbindung zu %1 ist nicht möglich: %2</translation>
    </message>
    <message>
        <source>There is a web server at %1, but no Socket.IO server at the path &quot;%2&quot; (%3).</source>
        <translation>Unter %1 läuft ein Webserver, aber kein Socket.IO-Server am Pfad „%2“ (%3).</translation>
    </message>
    <message>
        <source>The server is there, but the connection does not come about: %1. A proxy that does not pass WebSockets on may be in the way; try polling.</source>
        <translation>Der Server ist da, aber die Verbindung kommt nicht zustande: %1. Vielleicht ist ein Proxy im Weg, der WebSockets nicht weiterleitet; Polling versuchen.</translation>
    </message>
    <message>
        <source>The server does not accept this session id. It may have expired.</source>
        <translation>Der Server akzeptiert diese Sitzungs-ID nicht. Vielleicht ist sie abgelaufen.</translation>
    </message>
    <message>
        <source>The server does not accept this JSON object.</source>
        <translation>Der Server akzeptiert dieses JSON-Objekt nicht.</translation>
    </message>
    <message>
        <source>The server asks for a user name and a password.</source>
        <translation>Der Server verlangt Benutzername und Passwort.</translation>
    </message>
    <message>
        <source>The server does not accept this user name and password.</source>
        <translation>Der Server akzeptiert diesen Benutzernamen und dieses Passwort nicht.</translation>
    </message>
    <message>
        <source>The server closed the connection during the login. It probably uses another parser than %1.</source>
        <translation>Der Server hat die Verbindung während der Anmeldung geschlossen. Wahrscheinlich verwendet er einen anderen Parser als %1.</translation>
    </message>
    <message>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
    <message>
        <source>msgpack</source>
        <translation>msgpack</translation>
    </message>
    <message>
        <source>The server did not answer the login. It probably uses another parser than %1.</source>
        <translation>Der Server hat auf die Anmeldung nicht geantwortet. Wahrscheinlich verwendet er einen anderen Parser als %1.</translation>
    </message>
    <message>
        <source>The server has no namespace &quot;%1&quot;. Is it instrumented, and is this the name of its admin namespace?</source>
        <translation>Der Server hat keinen Namespace „%1“. Ist er instrumentiert, und heißt sein Admin-Namespace so?</translation>
    </message>
    <message>
        <source>The server refused the login: %1</source>
        <translation>Der Server hat die Anmeldung abgelehnt: %1</translation>
    </message>
    <message>
        <source>The namespace &quot;%1&quot; exists but is not an admin namespace: it does not say what it can do.</source>
        <translation>Der Namespace „%1“ ist vorhanden, aber kein Admin-Namespace: Er gibt nicht an, was er kann.</translation>
    </message>
    <message>
        <source>This server speaks an older Socket.IO, of which this program knows nothing: %1</source>
        <translation>Dieser Server spricht ein älteres Socket.IO, das dieses Programm nicht kennt: %1</translation>
    </message>
    <message>
        <source>The connection to the server has broken off. What is shown is as it was then.</source>
        <translation>Die Verbindung zum Server ist abgebrochen. Angezeigt wird der letzte Stand.</translation>
    </message>
    <message>
        <source>The server has fallen silent. What is shown is as it was then.</source>
        <translation>Der Server meldet sich nicht mehr. Angezeigt wird der letzte Stand.</translation>
    </message>
    <message>
        <source>The server, or another admin, has ended this connection.</source>
        <translation>Der Server oder ein anderer Administrator hat diese Verbindung beendet.</translation>
    </message>
    <message>
        <source>The server sent something that is not Socket.IO: %1</source>
        <translation>Der Server hat etwas gesendet, das kein Socket.IO ist: %1</translation>
    </message>
    <message>
        <source>There is no certificate in the file of the client&apos;s certificate.</source>
        <translation>In der Datei mit dem Client-Zertifikat ist kein Zertifikat.</translation>
    </message>
    <message>
        <source>The key of the client&apos;s certificate cannot be read. Is the passphrase right?</source>
        <translation>Der Schlüssel des Client-Zertifikats kann nicht gelesen werden. Stimmt die Passphrase?</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 min %2 s</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 h %2 min</translation>
    </message>
    <message>
        <source>%1 d %2 h</source>
        <translation>%1 d %2 h</translation>
    </message>
    <message>
        <source>error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>gone</source>
        <translation>nicht mehr da</translation>
    </message>
    <message>
        <source>new</source>
        <translation>neu</translation>
    </message>
    <message>
        <source>large</source>
        <translation>groß</translation>
    </message>
    <message>
        <source>green</source>
        <translation>grün</translation>
    </message>
    <message>
        <source>orange</source>
        <translation>orange</translation>
    </message>
    <message>
        <source>red</source>
        <translation>rot</translation>
    </message>
    <message>
        <source>blue</source>
        <translation>blau</translation>
    </message>
    <message>
        <source>grey</source>
        <translation>grau</translation>
    </message>
    <message>
        <source>reading the list</source>
        <translation>liest die Liste</translation>
    </message>
    <message>
        <source>connected, without lists</source>
        <translation>verbunden, ohne Listen</translation>
    </message>
    <message>
        <source>out of date</source>
        <translation>veraltet</translation>
    </message>
    <message>
        <source>connected</source>
        <translation>verbunden</translation>
    </message>
    <message>
        <source>late</source>
        <translation>verspätet</translation>
    </message>
    <message>
        <source>lost</source>
        <translation>verloren</translation>
    </message>
    <message>
        <source>reconnecting, attempt %1</source>
        <translation>verbindet neu, Versuch %1</translation>
    </message>
    <message>
        <source>reconnecting in %1 s, attempt %2</source>
        <translation>verbindet neu in %1 s, Versuch %2</translation>
    </message>
    <message>
        <source>Nothing selected</source>
        <translation>Nichts ausgewählt</translation>
    </message>
    <message>
        <source>Server %1</source>
        <translation>Server %1</translation>
    </message>
    <message>
        <source>Namespace %1</source>
        <translation>Namespace %1</translation>
    </message>
    <message>
        <source>Room %1</source>
        <translation>Raum %1</translation>
    </message>
    <message>
        <source>Socket %1</source>
        <translation>Socket %1</translation>
    </message>
    <message>
        <source>Client %1</source>
        <translation>Client %1</translation>
    </message>
    <message>
        <source>disconnected at %1: %2</source>
        <translation>getrennt um %1: %2</translation>
    </message>
    <message>
        <source>disconnected</source>
        <translation>getrennt</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>&quot;%1&quot; could not be written: %2</source>
        <translation>„%1“ konnte nicht geschrieben werden: %2</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::ActivityModel</name>
    <message>
        <source>(%1 bytes)</source>
        <translation>(%1 Bytes)</translation>
    </message>
    <message>
        <source>0 of %1</source>
        <translation>0 von %1</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>stopped before everything was sent</source>
        <translation>abgebrochen, bevor alles gesendet war</translation>
    </message>
    <message>
        <source>emit &quot;%1&quot;</source>
        <translation>„%1“ senden</translation>
    </message>
    <message>
        <source>join &quot;%1&quot;</source>
        <translation>„%1“ beitreten</translation>
    </message>
    <message>
        <source>leave &quot;%1&quot;</source>
        <translation>„%1“ verlassen</translation>
    </message>
    <message>
        <source>close connection</source>
        <translation>Verbindung schließen</translation>
    </message>
    <message>
        <source>disconnect</source>
        <translation>trennen</translation>
    </message>
    <message>
        <source>nobody</source>
        <translation>niemand</translation>
    </message>
    <message>
        <source>everybody in %1</source>
        <translation>alle in %1</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>und %1 weitere</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <translation>%1 in %2</translation>
    </message>
    <message>
        <source>%1 sockets in %2</source>
        <translation>%1 Sockets in %2</translation>
    </message>
    <message numerus="yes">
        <source>%1, with %n exceptions</source>
        <translation>
            <numerusform>%1, mit %n Ausnahme</numerusform>
            <numerusform>%1, mit %n Ausnahmen</numerusform>
        </translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>%1, %2: %3</source>
        <translation>%1, %2: %3</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Benutzer</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Aktion</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Nachrichten</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::ActivityPage</name>
    <message>
        <source>Activity</source>
        <translation>Aktivität</translation>
    </message>
    <message>
        <source>Activity list</source>
        <translation>Liste der Aktivitäten</translation>
    </message>
    <message>
        <source>Repeat</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Copy as JSON</source>
        <translation>Als JSON kopieren</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren…</translation>
    </message>
    <message>
        <source>Nothing has been done yet.</source>
        <translation>Bisher wurde nichts getan.</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::AlertEngine</name>
    <message>
        <source>The connection is lost.</source>
        <translation>Die Verbindung ist verloren.</translation>
    </message>
    <message>
        <source>%1 disconnections per second</source>
        <translation>%1 Trennungen pro Sekunde</translation>
    </message>
    <message>
        <source>%1 disconnections per second: %2</source>
        <translation>%1 Trennungen pro Sekunde: %2</translation>
    </message>
    <message>
        <source>%1 % of the clients are polling</source>
        <translation>%1 % der Clients verwenden Polling</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>The servers count other numbers of sockets than are listed.</source>
        <translation>Die Zahl der Sockets laut Servern weicht von den Listen ab.</translation>
    </message>
    <message>
        <source>%1 has said nothing for %2 s</source>
        <translation>%1 hat sich seit %2 s nicht gemeldet</translation>
    </message>
    <message>
        <source>Nobody is in the room any more</source>
        <translation>Im Raum ist niemand mehr</translation>
    </message>
    <message numerus="yes">
        <source>%n members</source>
        <translation>
            <numerusform>%n Mitglied</numerusform>
            <numerusform>%n Mitglieder</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2 clients are left</source>
        <translation>Noch da: %1 von %2 Clients</translation>
    </message>
    <message>
        <source>%1 has been started anew</source>
        <translation>%1 wurde neu gestartet</translation>
    </message>
    <message>
        <source>A socket left</source>
        <translation>Ein Socket ist gegangen</translation>
    </message>
    <message>
        <source>A socket connected</source>
        <translation>Ein Socket hat sich verbunden</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::AlertNotifier</name>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1: %2 (%3)</source>
        <translation>%1: %2 (%3)</translation>
    </message>
    <message numerus="yes">
        <source>and %n more alerts</source>
        <translation>
            <numerusform>und %n weiterer Alarm</numerusform>
            <numerusform>und %n weitere Alarme</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QsioAdmin::AlertRuleForm</name>
    <message>
        <source>A message of the desktop</source>
        <translation>Desktop-Benachrichtigung</translation>
    </message>
    <message>
        <source>A sound</source>
        <translation>Ton</translation>
    </message>
    <message>
        <source> s</source>
        <translation> s</translation>
    </message>
    <message>
        <source> %</source>
        <translation> %</translation>
    </message>
    <message>
        <source>any</source>
        <translation>beliebig</translation>
    </message>
    <message>
        <source>as on the pages, such as name=error or data.user:ann</source>
        <translation>wie auf den Seiten, etwa name=error oder data.user:ann</translation>
    </message>
    <message>
        <source>&amp;Name:</source>
        <translation>N&amp;ame:</translation>
    </message>
    <message>
        <source>&amp;When:</source>
        <translation>&amp;Wann:</translation>
    </message>
    <message>
        <source>&amp;Figure:</source>
        <translation>&amp;Kennzahl:</translation>
    </message>
    <message>
        <source>&amp;Limit:</source>
        <translation>&amp;Grenze:</translation>
    </message>
    <message>
        <source>Wi&amp;thin:</source>
        <translation>&amp;Innerhalb von:</translation>
    </message>
    <message>
        <source>&amp;Reason:</source>
        <translation>G&amp;rund:</translation>
    </message>
    <message>
        <source>F&amp;ilter:</source>
        <translation>&amp;Filter:</translation>
    </message>
    <message>
        <source>Name&amp;space:</source>
        <translation>Na&amp;mespace:</translation>
    </message>
    <message>
        <source>R&amp;oom:</source>
        <translation>&amp;Raum:</translation>
    </message>
    <message>
        <source>&amp;Held for:</source>
        <translation>Min&amp;destdauer:</translation>
    </message>
    <message>
        <source>It has to be so for this time before it is an alert.</source>
        <translation>So lange muss es der Fall sein, bevor es ein Alarm ist.</translation>
    </message>
    <message>
        <source>&amp;Margin:</source>
        <translation>Ab&amp;stand:</translation>
    </message>
    <message>
        <source>So far from the limit it has to be to be over.</source>
        <translation>So weit muss der Wert von der Grenze weg sein, damit der Alarm endet.</translation>
    </message>
    <message>
        <source>Se&amp;verity:</source>
        <translation>Stuf&amp;e:</translation>
    </message>
    <message>
        <source>T&amp;ell by:</source>
        <translation>Me&amp;lden durch:</translation>
    </message>
    <message>
        <source>By &amp;percent:</source>
        <translation>Um &amp;Prozent:</translation>
    </message>
    <message>
        <source>Above, &amp;per second:</source>
        <translation>Mehr &amp;pro Sekunde als:</translation>
    </message>
    <message>
        <source>Above, &amp;percent:</source>
        <translation>Mehr &amp;Prozent als:</translation>
    </message>
    <message>
        <source>More members &amp;than:</source>
        <translation>Mehr Mi&amp;tglieder als:</translation>
    </message>
    <message>
        <source>&amp;Below:</source>
        <translation>&amp;Unter:</translation>
    </message>
    <message>
        <source>A&amp;bove:</source>
        <translation>Übe&amp;r:</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::AlertRulesDialog</name>
    <message>
        <source>Alert rules</source>
        <translation>Alarmregeln</translation>
    </message>
    <message>
        <source>Use these rules</source>
        <translation>Diese Regeln verwenden</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Neu</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>Importieren…</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren…</translation>
    </message>
    <message>
        <source>&amp;Quiet from</source>
        <translation>Ruhe&amp;zeit von</translation>
    </message>
    <message>
        <source>&amp;until</source>
        <translation>&amp;bis</translation>
    </message>
    <message>
        <source>Quiet from</source>
        <translation>Ruhezeit von</translation>
    </message>
    <message>
        <source>Quiet until</source>
        <translation>Ruhezeit bis</translation>
    </message>
    <message>
        <source>Alerts are listed then, and nothing else. The same time: never.</source>
        <translation>Dann werden Alarme nur aufgelistet. Gleiche Zeiten: nie.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; cannot be switched on yet: %2</source>
        <translation>„%1“ kann noch nicht eingeschaltet werden: %2</translation>
    </message>
    <message>
        <source>Import alert rules</source>
        <translation>Alarmregeln importieren</translation>
    </message>
    <message>
        <source>Alert rules (*.json)</source>
        <translation>Alarmregeln (*.json)</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2</source>
        <translation>%1 kann nicht gelesen werden: %2</translation>
    </message>
    <message>
        <source>Export alert rules</source>
        <translation>Alarmregeln exportieren</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2</source>
        <translation>%1 kann nicht geschrieben werden: %2</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::AlertsModel</name>
    <message>
        <source>information</source>
        <translation>Information</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>critical</source>
        <translation>kritisch</translation>
    </message>
    <message>
        <source>active, quiet</source>
        <translation>aktiv, stumm</translation>
    </message>
    <message>
        <source>active</source>
        <translation>aktiv</translation>
    </message>
    <message>
        <source>over at %1</source>
        <translation>beendet um %1</translation>
    </message>
    <message numerus="yes">
        <source>%1 (%n times)</source>
        <translation>
            <numerusform>%1 (%n-mal)</numerusform>
            <numerusform>%1 (%n-mal)</numerusform>
        </translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>Stufe</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>Regel</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>Betrifft</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Meldung</translation>
    </message>
    <message>
        <source>Acknowledged</source>
        <translation>Quittiert</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::AlertsPage</name>
    <message>
        <source>Alerts</source>
        <translation>Alarme</translation>
    </message>
    <message>
        <source>Alerts list</source>
        <translation>Liste der Alarme</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Acknowledge</source>
        <translation>Quittieren</translation>
    </message>
    <message>
        <source>Snooze</source>
        <translation>Schlummern</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
    <message>
        <source>Removes the alerts that are over from the list.</source>
        <translation>Entfernt beendete Alarme aus der Liste.</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>Stumm</translation>
    </message>
    <message>
        <source>No messages and no sound: alerts are listed only.</source>
        <translation>Keine Benachrichtigungen und kein Ton: Alarme werden nur aufgelistet.</translation>
    </message>
    <message>
        <source>Rules…</source>
        <translation>Regeln…</translation>
    </message>
    <message>
        <source>10 minutes</source>
        <translation>10 Minuten</translation>
    </message>
    <message>
        <source>1 hour</source>
        <translation>1 Stunde</translation>
    </message>
    <message>
        <source>8 hours</source>
        <translation>8 Stunden</translation>
    </message>
    <message>
        <source>24 hours</source>
        <translation>24 Stunden</translation>
    </message>
    <message numerus="yes">
        <source>%n active</source>
        <translation>
            <numerusform>%n aktiv</numerusform>
            <numerusform>%n aktiv</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n rules watch</source>
        <translation>
            <numerusform>%n Regel eingeschaltet</numerusform>
            <numerusform>%n Regeln eingeschaltet</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing has happened that a rule is about.</source>
        <translation>Es ist nichts geschehen, worauf eine Regel achtet.</translation>
    </message>
    <message>
        <source>No rule is switched on. &quot;Rules…&quot; has some ready.</source>
        <translation>Keine Regel ist eingeschaltet. Unter „Regeln…“ liegen einige bereit.</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::AuditLog</name>
    <message>
        <source>The folder of %1 cannot be made.</source>
        <translation>Der Ordner von %1 kann nicht angelegt werden.</translation>
    </message>
    <message>
        <source>%1 cannot be locked.</source>
        <translation>%1 kann nicht gesperrt werden.</translation>
    </message>
    <message>
        <source>%1 is full, and cannot be renamed.</source>
        <translation>%1 ist voll und kann nicht umbenannt werden.</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2</source>
        <translation>%1 kann nicht geschrieben werden: %2</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::BannerFeed</name>
    <message>
        <source>Unlock</source>
        <translation>Entsperren</translation>
    </message>
    <message>
        <source>The certificate of the server is not verified. Anybody in between can read along.</source>
        <translation>Das Zertifikat des Servers wird nicht geprüft. Wer dazwischensitzt, kann mitlesen.</translation>
    </message>
    <message>
        <source>The server lets this user look, but not give commands: nothing can be sent.</source>
        <translation>Der Server lässt diesen Benutzer zusehen, aber keine Befehle geben: Es kann nichts gesendet werden.</translation>
    </message>
    <message>
        <source>The server lets &quot;%1&quot; look, but not give commands: nothing can be sent.</source>
        <translation>Der Server lässt „%1“ zusehen, aber keine Befehle geben: Es kann nichts gesendet werden.</translation>
    </message>
    <message>
        <source>This connection is for reading only: nothing can be sent.</source>
        <translation>Diese Verbindung ist schreibgeschützt: Es kann nichts gesendet werden.</translation>
    </message>
    <message>
        <source>This window is locked for reading only: nothing can be sent.</source>
        <translation>Dieses Fenster ist schreibgeschützt: Es kann nichts gesendet werden.</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>Jetzt versuchen</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>Ändern…</translation>
    </message>
    <message>
        <source>The lists are as of %1. Nothing can be sent until the connection is back.</source>
        <translation>Die Listen sind auf dem Stand von %1. Bis die Verbindung wieder da ist, kann nichts gesendet werden.</translation>
    </message>
    <message>
        <source>This server is in production mode: it does not tell who is there, so lists are not available, and what is sent cannot be confirmed.</source>
        <translation>Dieser Server ist im Produktionsmodus: Er gibt nicht an, wer da ist. Daher gibt es keine Listen, und Gesendetes kann nicht bestätigt werden.</translation>
    </message>
    <message>
        <source>The servers count other numbers of sockets than are listed.</source>
        <translation>Die Zahl der Sockets laut Servern weicht von den Listen ab.</translation>
    </message>
    <message>
        <source>Resync</source>
        <translation>Abgleichen</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::BannerStack</name>
    <message>
        <source>Dismiss</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::CaptureBar</name>
    <message>
        <source>Close capture</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Capture</source>
        <translation>Aufzeichnung</translation>
    </message>
    <message>
        <source>To the start</source>
        <translation>Zum Anfang</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Abspielen</translation>
    </message>
    <message>
        <source>Next message</source>
        <translation>Nächste Nachricht</translation>
    </message>
    <message>
        <source>To the end</source>
        <translation>Zum Ende</translation>
    </message>
    <message>
        <source>Time of the capture</source>
        <translation>Zeitpunkt in der Aufzeichnung</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>%1×</source>
        <translation>%1×</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>This is the recording &quot;%1&quot;, and no server: nothing can be sent.</source>
        <translation>Das ist die Aufzeichnung „%1“ und kein Server: Es kann nichts gesendet werden.</translation>
    </message>
    <message>
        <source>Lines that make no sense and were left out: %1.</source>
        <translation>Zeilen, die keinen Sinn ergeben und ausgelassen wurden: %1.</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::CaptureControl</name>
    <message>
        <source>&amp;Start a capture…</source>
        <translation>Aufzeichnung &amp;starten…</translation>
    </message>
    <message>
        <source>S&amp;top the capture</source>
        <translation>Aufzeichnung &amp;beenden</translation>
    </message>
    <message>
        <source>&amp;Open a capture…</source>
        <translation>Aufzeichnung ö&amp;ffnen…</translation>
    </message>
    <message>
        <source>&amp;Close the capture</source>
        <translation>Aufzeichnung s&amp;chließen</translation>
    </message>
    <message>
        <source>Capture</source>
        <translation>Aufzeichnung</translation>
    </message>
    <message>
        <source>Cannot write to %1 any longer.</source>
        <translation>In %1 kann nicht mehr geschrieben werden.</translation>
    </message>
    <message>
        <source>Ca&amp;pture</source>
        <translation>A&amp;ufzeichnung</translation>
    </message>
    <message>
        <source>Start a capture</source>
        <translation>Aufzeichnung starten</translation>
    </message>
    <message>
        <source>Captures (*.ndjson)</source>
        <translation>Aufzeichnungen (*.ndjson)</translation>
    </message>
    <message>
        <source>&quot;%1&quot; could not be written: %2</source>
        <translation>„%1“ konnte nicht geschrieben werden: %2</translation>
    </message>
    <message>
        <source>● recording to %1: %2</source>
        <translation>● Aufzeichnung in %1: %2</translation>
    </message>
    <message>
        <source>Open a capture</source>
        <translation>Aufzeichnung öffnen</translation>
    </message>
    <message>
        <source>Captures (*.ndjson *.jsonl)</source>
        <translation>Aufzeichnungen (*.ndjson *.jsonl)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>&quot;%1&quot; cannot be read: %2</source>
        <translation>„%1“ kann nicht gelesen werden: %2</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::CapturePlayer</name>
    <message>
        <source>It is no capture.</source>
        <translation>Es ist keine Aufzeichnung.</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::ClientsModel</name>
    <message>
        <source>Client</source>
        <translation>Client</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Transport</source>
        <translation>Transport</translation>
    </message>
    <message>
        <source>Sockets</source>
        <translation>Sockets</translation>
    </message>
    <message>
        <source>Namespaces</source>
        <translation>Namespaces</translation>
    </message>
    <message>
        <source>User agent</source>
        <translation>User-Agent</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Seit</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::ClientsPage</name>
    <message>
        <source>Clients</source>
        <translation>Clients</translation>
    </message>
    <message>
        <source>Clients table</source>
        <translation>Tabelle der Clients</translation>
    </message>
    <message>
        <source>Clients tree</source>
        <translation>Baum der Clients</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::CommandProgress</name>
    <message>
        <source>S&amp;top</source>
        <translation>S&amp;topp</translation>
    </message>
    <message>
        <source>Stop sending</source>
        <translation>Senden stoppen</translation>
    </message>
    <message numerus="yes">
        <source>Sending: %1 of %n messages</source>
        <translation>
            <numerusform>Senden: %1 von %n Nachricht</numerusform>
            <numerusform>Senden: %1 von %n Nachrichten</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QsioAdmin::CommandRun</name>
    <message>
        <source>The server is in production mode: it does not tell who is there.</source>
        <translation>Der Server ist im Produktionsmodus: Er gibt nicht an, wer da ist.</translation>
    </message>
    <message>
        <source>Nobody is meant by that.</source>
        <translation>Damit ist niemand gemeint.</translation>
    </message>
    <message numerus="yes">
        <source>This is for %n sockets in %1. Say --yes if it is meant so.</source>
        <translation>
            <numerusform>Das gilt für %n Socket in %1. Wenn das so gemeint ist, --yes angeben.</numerusform>
            <numerusform>Das gilt für %n Sockets in %1. Wenn das so gemeint ist, --yes angeben.</numerusform>
        </translation>
    </message>
    <message>
        <source>Nobody knows for how many sockets in %1 this is. Say --yes if it is meant so.</source>
        <translation>Niemand weiß, für wie viele Sockets in %1 das gilt. Wenn das so gemeint ist, --yes angeben.</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::CommandRunner</name>
    <message>
        <source>undone before it was sent</source>
        <translation>vor dem Senden rückgängig gemacht</translation>
    </message>
    <message>
        <source>Undone: nothing was sent.</source>
        <translation>Rückgängig gemacht: Es wurde nichts gesendet.</translation>
    </message>
    <message numerus="yes">
        <source>The connection of socket %1 in %2 ends in %n seconds.</source>
        <translation>
            <numerusform>Die Verbindung von Socket %1 in %2 endet in %n Sekunde.</numerusform>
            <numerusform>Die Verbindung von Socket %1 in %2 endet in %n Sekunden.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Socket %1 leaves %2 in %n seconds.</source>
        <translation>
            <numerusform>Socket %1 verlässt %2 in %n Sekunde.</numerusform>
            <numerusform>Socket %1 verlässt %2 in %n Sekunden.</numerusform>
        </translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>qsioadmin</source>
        <translation>qsioadmin</translation>
    </message>
    <message>
        <source>Emit</source>
        <translation>Senden</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>Beitreten</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>Verlassen</translation>
    </message>
    <message>
        <source>Disconnect</source>
        <translation>Trennen</translation>
    </message>
    <message>
        <source>They all receive the event &quot;%1&quot;.</source>
        <translation>Alle empfangen das Ereignis „%1“.</translation>
    </message>
    <message>
        <source>They all enter the room &quot;%1&quot;.</source>
        <translation>Alle treten dem Raum „%1“ bei.</translation>
    </message>
    <message>
        <source>They all leave the room &quot;%1&quot;.</source>
        <translation>Alle verlassen den Raum „%1“.</translation>
    </message>
    <message>
        <source>Their connections end, in all namespaces. Clients may come back by themselves.</source>
        <translation>Ihre Verbindungen enden, in allen Namespaces. Clients können von selbst wiederkommen.</translation>
    </message>
    <message>
        <source>They leave the namespace. Their connections stay.</source>
        <translation>Sie verlassen den Namespace. Ihre Verbindungen bleiben bestehen.</translation>
    </message>
    <message>
        <source>and %1 more messages</source>
        <translation>und %1 weitere Nachrichten</translation>
    </message>
    <message numerus="yes">
        <source>This is repeated: %n times in all.</source>
        <translation>
            <numerusform>Das wird wiederholt: insgesamt %n-mal.</numerusform>
            <numerusform>Das wird wiederholt: insgesamt %n-mal.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 everybody in %2?</source>
        <translation>%1: alle in %2?</translation>
    </message>
    <message>
        <source>%1: an unknown number of sockets in %2?</source>
        <translation>%1: unbekannt viele Sockets in %2?</translation>
    </message>
    <message>
        <source>%1 this socket in %2?</source>
        <translation>%1: dieser Socket in %2?</translation>
    </message>
    <message>
        <source>%1: %2 sockets in %3?</source>
        <translation>%1: %2 Sockets in %3?</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::ComposePage</name>
    <message>
        <source>Compose</source>
        <translation>Verfassen</translation>
    </message>
    <message>
        <source>Send to &amp;one first</source>
        <translation>&amp;Zuerst an einen</translation>
    </message>
    <message>
        <source>&amp;Send</source>
        <translation>&amp;Senden</translation>
    </message>
    <message>
        <source>Event name</source>
        <translation>Ereignisname</translation>
    </message>
    <message>
        <source>Name of the event</source>
        <translation>Name des Ereignisses</translation>
    </message>
    <message>
        <source>&amp;Event:</source>
        <translation>&amp;Ereignis:</translation>
    </message>
    <message>
        <source>Arguments, as JSON values with commas between them. {{sid}}, {{now}}, {{uuid}} and {{n}} are filled in:</source>
        <translation>Argumente, als JSON-Werte mit Kommas dazwischen. {{sid}}, {{now}}, {{uuid}} und {{n}} werden ersetzt:</translation>
    </message>
    <message>
        <source>Reaches %1 of %2 sockets, with one message.</source>
        <translation>Erreicht %1 von %2 Sockets mit einer Nachricht.</translation>
    </message>
    <message numerus="yes">
        <source>Reaches %1 of %2 sockets, with %Ln messages.</source>
        <translation>
            <numerusform>Erreicht %1 von %2 Sockets mit %Ln Nachricht.</numerusform>
            <numerusform>Erreicht %1 von %2 Sockets mit %Ln Nachrichten.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>This is done %Ln times.</source>
        <translation>
            <numerusform>Das geschieht %Ln-mal.</numerusform>
            <numerusform>Das geschieht %Ln-mal.</numerusform>
        </translation>
    </message>
    <message>
        <source>The arguments have to be mended first.</source>
        <translation>Zuerst die Argumente berichtigen.</translation>
    </message>
    <message>
        <source>Choose whom it is for.</source>
        <translation>Auswählen, für wen es bestimmt ist.</translation>
    </message>
    <message>
        <source>Give the event a name.</source>
        <translation>Dem Ereignis einen Namen geben.</translation>
    </message>
    <message>
        <source>{{sid}} needs to know who is there, which this server does not tell.</source>
        <translation>Für {{sid}} muss bekannt sein, wer da ist; das gibt dieser Server nicht an.</translation>
    </message>
    <message>
        <source>Whom it reaches cannot be told: the server is in production mode.</source>
        <translation>Wen es erreicht, ist nicht bekannt: Der Server ist im Produktionsmodus.</translation>
    </message>
    <message>
        <source>To %1 alone</source>
        <translation>Nur an %1</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::ConfirmDialog</name>
    <message>
        <source>Targets</source>
        <translation>Ziele</translation>
    </message>
    <message numerus="yes">
        <source>… and %Ln more</source>
        <translation>
            <numerusform>… und %Ln weiterer</numerusform>
            <numerusform>… und %Ln weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>This is &amp;sent:</source>
        <translation>Das wird &amp;gesendet:</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>Befehle</translation>
    </message>
    <message>
        <source>&amp;Type %1 to confirm:</source>
        <translation>Zum &amp;Bestätigen %1 eingeben:</translation>
    </message>
    <message>
        <source>Confirm by typing</source>
        <translation>Durch Eingabe bestätigen</translation>
    </message>
    <message>
        <source>Type %1 to confirm</source>
        <translation>Zum Bestätigen %1 eingeben</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::ConnectDialog</name>
    <message>
        <source>Connect to a server</source>
        <translation>Mit einem Server verbinden</translation>
    </message>
    <message>
        <source>Saved &amp;connections</source>
        <translation>&amp;Gespeicherte Verbindungen</translation>
    </message>
    <message>
        <source>Saved connections</source>
        <translation>Gespeicherte Verbindungen</translation>
    </message>
    <message>
        <source>Ne&amp;w</source>
        <translation>Ne&amp;u</translation>
    </message>
    <message>
        <source>De&amp;lete</source>
        <translation>&amp;Löschen</translation>
    </message>
    <message>
        <source>M&amp;ore</source>
        <translation>&amp;Mehr</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>Importieren…</translation>
    </message>
    <message>
        <source>Export without passwords…</source>
        <translation>Ohne Passwörter exportieren…</translation>
    </message>
    <message>
        <source>Results of the test</source>
        <translation>Ergebnisse des Tests</translation>
    </message>
    <message>
        <source>T&amp;est</source>
        <translation>&amp;Testen</translation>
    </message>
    <message>
        <source>Sa&amp;ve</source>
        <translation>S&amp;peichern</translation>
    </message>
    <message>
        <source>&amp;Connect</source>
        <translation>&amp;Verbinden</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>%1 (not saved)</source>
        <translation>%1 (nicht gespeichert)</translation>
    </message>
    <message>
        <source>Delete the connection %1?</source>
        <translation>Die Verbindung %1 löschen?</translation>
    </message>
    <message>
        <source>Its password and its other secrets are deleted, too.</source>
        <translation>Auch ihr Passwort und ihre anderen Geheimnisse werden gelöscht.</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>&amp;Löschen</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>Abgebrochen.</translation>
    </message>
    <message>
        <source>&amp;Stop the test</source>
        <translation>&amp;Test abbrechen</translation>
    </message>
    <message>
        <source>Import connections</source>
        <translation>Verbindungen importieren</translation>
    </message>
    <message>
        <source>There are no connections in this file.</source>
        <translation>In dieser Datei sind keine Verbindungen.</translation>
    </message>
    <message>
        <source>Export connections</source>
        <translation>Verbindungen exportieren</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::ConnectionBadge</name>
    <message>
        <source>Connect…</source>
        <translation>Verbinden…</translation>
    </message>
    <message>
        <source>Connection state: not connected</source>
        <translation>Verbindungsstatus: nicht verbunden</translation>
    </message>
    <message>
        <source>Connection state: %1, %2</source>
        <translation>Verbindungsstatus: %1, %2</translation>
    </message>
    <message>
        <source>Choose a connection</source>
        <translation>Verbindung auswählen</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::ConnectionProbe</name>
    <message>
        <source>no answer</source>
        <translation>keine Antwort</translation>
    </message>
    <message>
        <source>The server can be reached.</source>
        <translation>Der Server ist erreichbar.</translation>
    </message>
    <message>
        <source>The connection is secure.</source>
        <translation>Die Verbindung ist sicher.</translation>
    </message>
    <message>
        <source>It is a Socket.IO server.</source>
        <translation>Es ist ein Socket.IO-Server.</translation>
    </message>
    <message>
        <source>it answers %1</source>
        <translation>er antwortet mit %1</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::ConnectionSettings</name>
    <message>
        <source>What to log in with is no JSON object, such as {&quot;token&quot;: &quot;…&quot;}.</source>
        <translation>Die Anmeldedaten sind kein JSON-Objekt wie {&quot;token&quot;: &quot;…&quot;}.</translation>
    </message>
    <message>
        <source>Enter the session id.</source>
        <translation>Die Sitzungs-ID eingeben.</translation>
    </message>
    <message>
        <source>The fingerprint is not the SHA-256 of a certificate: 64 hexadecimal digits.</source>
        <translation>Der Fingerabdruck ist nicht der SHA-256 eines Zertifikats: 64 hexadezimale Ziffern.</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::ConnectionState</name>
    <message>
        <source>offline</source>
        <translation>offline</translation>
    </message>
    <message>
        <source>connecting</source>
        <translation>verbindet</translation>
    </message>
    <message>
        <source>logging in</source>
        <translation>meldet sich an</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>abgelehnt</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::ConnectionTest</name>
    <message>
        <source>Its clock shows the same time as yours.</source>
        <translation>Seine Uhr zeigt dieselbe Zeit wie dieser Computer.</translation>
    </message>
    <message numerus="yes">
        <source>Its clock is %n seconds ahead of yours.</source>
        <translation>
            <numerusform>Seine Uhr geht gegenüber diesem Computer um %n Sekunde vor.</numerusform>
            <numerusform>Seine Uhr geht gegenüber diesem Computer um %n Sekunden vor.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Its clock is %n seconds behind yours.</source>
        <translation>
            <numerusform>Seine Uhr geht gegenüber diesem Computer um %n Sekunde nach.</numerusform>
            <numerusform>Seine Uhr geht gegenüber diesem Computer um %n Sekunden nach.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QsioAdmin::DataPanel</name>
    <message>
        <source>Changes of the data</source>
        <translation>Änderungen der Daten</translation>
    </message>
    <message>
        <source>Data of the socket</source>
        <translation>Daten des Sockets</translation>
    </message>
    <message>
        <source>Change of the data</source>
        <translation>Änderung der Daten</translation>
    </message>
    <message>
        <source>No change has been seen since the window is connected.</source>
        <translation>Seit das Fenster verbunden ist, wurde keine Änderung gesehen.</translation>
    </message>
    <message>
        <source>Change at %1</source>
        <translation>Änderung um %1</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::DoctorConnectionTest</name>
    <message>
        <source>User and password are right.</source>
        <translation>Benutzer und Passwort stimmen.</translation>
    </message>
    <message>
        <source>The server lets you in.</source>
        <translation>Der Server gewährt Zugang.</translation>
    </message>
    <message>
        <source>%1 is an admin namespace.</source>
        <translation>%1 ist ein Admin-Namespace.</translation>
    </message>
    <message>
        <source>It works. The server is in production mode: it does not tell who is connected.</source>
        <translation>Es funktioniert. Der Server ist im Produktionsmodus: Er gibt nicht an, wer verbunden ist.</translation>
    </message>
    <message>
        <source>It works.</source>
        <translation>Es funktioniert.</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::EventActions</name>
    <message>
        <source>&amp;Mark, or remove the mark</source>
        <translation>&amp;Markieren oder Markierung aufheben</translation>
    </message>
    <message>
        <source>&amp;Next mark</source>
        <translation>&amp;Nächste Markierung</translation>
    </message>
    <message>
        <source>&amp;Previous mark</source>
        <translation>Vo&amp;rige Markierung</translation>
    </message>
    <message>
        <source>&amp;Remove all marks</source>
        <translation>&amp;Alle Markierungen entfernen</translation>
    </message>
    <message>
        <source>&amp;Follow this socket</source>
        <translation>Diesem Socket &amp;folgen</translation>
    </message>
    <message>
        <source>&amp;Statistics…</source>
        <translation>Statisti&amp;k…</translation>
    </message>
    <message>
        <source>&amp;Colours…</source>
        <translation>Farb&amp;en…</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::EventDetail</name>
    <message>
        <source>Event payload text</source>
        <translation>Nutzdaten des Ereignisses als Text</translation>
    </message>
    <message>
        <source>Event bytes</source>
        <translation>Bytes des Ereignisses</translation>
    </message>
    <message>
        <source>Difference to the marked event</source>
        <translation>Unterschied zum markierten Ereignis</translation>
    </message>
    <message>
        <source>Event payload</source>
        <translation>Nutzdaten des Ereignisses</translation>
    </message>
    <message>
        <source>Ways to see the payload</source>
        <translation>Ansichten der Nutzdaten</translation>
    </message>
    <message>
        <source>Event payload tree</source>
        <translation>Nutzdaten des Ereignisses als Baum</translation>
    </message>
    <message>
        <source>Tree</source>
        <translation>Baum</translation>
    </message>
    <message>
        <source>Raw</source>
        <translation>Roh</translation>
    </message>
    <message>
        <source>Hex</source>
        <translation>Hex</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Unterschied</translation>
    </message>
    <message>
        <source>The arguments were too long to keep: %1 bytes.</source>
        <translation>Die Argumente waren zu lang zum Aufbewahren: %1 Bytes.</translation>
    </message>
    <message>
        <source>This event has no binary arguments.</source>
        <translation>Dieses Ereignis hat keine binären Argumente.</translation>
    </message>
    <message>
        <source>Mark an event to compare others with it.</source>
        <translation>Ein Ereignis markieren, um andere damit zu vergleichen.</translation>
    </message>
    <message>
        <source>Select an event to compare it with number %1.</source>
        <translation>Ein Ereignis auswählen, um es mit Nr. %1 zu vergleichen.</translation>
    </message>
    <message>
        <source>The arguments were too long to keep, and to compare.</source>
        <translation>Die Argumente waren zu lang zum Aufbewahren und Vergleichen.</translation>
    </message>
    <message>
        <source>Compared with number %1, which is marked:</source>
        <translation>Verglichen mit dem markierten Ereignis Nr. %1:</translation>
    </message>
    <message>
        <source>The arguments are the same as those of number %1, which is marked.</source>
        <translation>Die Argumente sind dieselben wie beim markierten Ereignis Nr. %1.</translation>
    </message>
    <message>
        <source>The arguments are no JSON, and cannot be compared.</source>
        <translation>Die Argumente sind kein JSON und können nicht verglichen werden.</translation>
    </message>
    <message>
        <source>The binary arguments differ.</source>
        <translation>Die binären Argumente unterscheiden sich.</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::EventRulesDialog</name>
    <message>
        <source>&amp;Up</source>
        <translation>Nach &amp;oben</translation>
    </message>
    <message>
        <source>&amp;Down</source>
        <translation>Nach &amp;unten</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Entfernen</translation>
    </message>
    <message>
        <source>Colours of events</source>
        <translation>Farben der Ereignisse</translation>
    </message>
    <message>
        <source>The first rule that fits an event names and colours it.</source>
        <translation>Die erste passende Regel benennt und färbt ein Ereignis.</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>Regeln</translation>
    </message>
    <message>
        <source>&amp;Add</source>
        <translation>&amp;Neu</translation>
    </message>
    <message>
        <source>&amp;Name:</source>
        <translation>N&amp;ame:</translation>
    </message>
    <message>
        <source>&amp;Filter:</source>
        <translation>&amp;Filter:</translation>
    </message>
    <message>
        <source>&amp;Colour:</source>
        <translation>Fa&amp;rbe:</translation>
    </message>
    <message>
        <source>new rule</source>
        <translation>neue Regel</translation>
    </message>
    <message>
        <source>%1: %2 (%3)</source>
        <translation>%1: %2 (%3)</translation>
    </message>
    <message>
        <source>A rule has no name.</source>
        <translation>Eine Regel hat keinen Namen.</translation>
    </message>
    <message>
        <source>The rule &quot;%1&quot; has no filter.</source>
        <translation>Die Regel „%1“ hat keinen Filter.</translation>
    </message>
    <message>
        <source>The rule &quot;%1&quot;: %2</source>
        <translation>Die Regel „%1“: %2</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::EventStatisticsDialog</name>
    <message>
        <source>Only what the &amp;filter shows</source>
        <translation>Nur, was der &amp;Filter zeigt</translation>
    </message>
    <message>
        <source>Statistics of events</source>
        <translation>Statistik der Ereignisse</translation>
    </message>
    <message>
        <source>Count by</source>
        <translation>Zählen nach</translation>
    </message>
    <message>
        <source>By name</source>
        <translation>Nach Name</translation>
    </message>
    <message>
        <source>By namespace</source>
        <translation>Nach Namespace</translation>
    </message>
    <message>
        <source>By direction</source>
        <translation>Nach Richtung</translation>
    </message>
    <message>
        <source>By type</source>
        <translation>Nach Typ</translation>
    </message>
    <message>
        <source>There are no events.</source>
        <translation>Es gibt keine Ereignisse.</translation>
    </message>
    <message>
        <source>&amp;Count again</source>
        <translation>Neu &amp;zählen</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>&amp;Exportieren…</translation>
    </message>
    <message>
        <source>Events: %1, per second: %2, size: %3</source>
        <translation>Ereignisse: %1, pro Sekunde: %2, Größe: %3</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::EventStatisticsModel</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Namespace</source>
        <translation>Namespace</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation>Richtung</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Typ</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Ereignisse</translation>
    </message>
    <message>
        <source>Share (%)</source>
        <translation>Anteil (%)</translation>
    </message>
    <message>
        <source>Per second</source>
        <translation>Pro Sekunde</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>Bytes</translation>
    </message>
    <message>
        <source>Average size</source>
        <translation>Mittlere Größe</translation>
    </message>
    <message>
        <source>Largest</source>
        <translation>Größtes</translation>
    </message>
    <message>
        <source>First</source>
        <translation>Erstes</translation>
    </message>
    <message>
        <source>Last</source>
        <translation>Letztes</translation>
    </message>
    <message>
        <source>to the server</source>
        <translation>zum Server</translation>
    </message>
    <message>
        <source>to the client</source>
        <translation>zum Client</translation>
    </message>
    <message>
        <source>no event of an application</source>
        <translation>kein Ereignis einer Anwendung</translation>
    </message>
    <message>
        <source>(others)</source>
        <translation>(andere)</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::EventsModel</name>
    <message>
        <source>No.</source>
        <translation>Nr.</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation>Richtung</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Typ</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>Regel</translation>
    </message>
    <message>
        <source>Namespace</source>
        <translation>Namespace</translation>
    </message>
    <message>
        <source>Socket</source>
        <translation>Socket</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>Inhalt</translation>
    </message>
    <message>
        <source>received</source>
        <translation>empfangen</translation>
    </message>
    <message>
        <source>sent</source>
        <translation>gesendet</translation>
    </message>
    <message>
        <source>answer received</source>
        <translation>Antwort empfangen</translation>
    </message>
    <message>
        <source>answer sent</source>
        <translation>Antwort gesendet</translation>
    </message>
    <message>
        <source>connected</source>
        <translation>verbunden</translation>
    </message>
    <message>
        <source>disconnected</source>
        <translation>getrennt</translation>
    </message>
    <message>
        <source>joined</source>
        <translation>beigetreten</translation>
    </message>
    <message>
        <source>left</source>
        <translation>verlassen</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>abgelehnt</translation>
    </message>
    <message>
        <source>(too long to keep)</source>
        <translation>(zu lang zum Aufbewahren)</translation>
    </message>
    <message>
        <source>after %1 ms: %2</source>
        <translation>nach %1 ms: %2</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::EventsPage</name>
    <message>
        <source>Events</source>
        <translation>Ereignisse</translation>
    </message>
    <message>
        <source>&amp;Follow</source>
        <translation>&amp;Folgen</translation>
    </message>
    <message>
        <source>Events list</source>
        <translation>Liste der Ereignisse</translation>
    </message>
    <message>
        <source>No events yet.</source>
        <translation>Noch keine Ereignisse.</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
    <message>
        <source>Only socket %1</source>
        <translation>Nur Socket %1</translation>
    </message>
    <message>
        <source>Show all sockets again</source>
        <translation>Wieder alle Sockets zeigen</translation>
    </message>
    <message>
        <source>%1, paused</source>
        <translation>%1, Pause</translation>
    </message>
    <message>
        <source>%1, %2 shown</source>
        <translation>%1, %2 angezeigt</translation>
    </message>
    <message>
        <source>%1 new ▼</source>
        <translation>%1 neu ▼</translation>
    </message>
    <message>
        <source>Show the %1 new events</source>
        <translation>Die %1 neuen Ereignisse zeigen</translation>
    </message>
    <message>
        <source>Only events of this name</source>
        <translation>Nur Ereignisse mit diesem Namen</translation>
    </message>
    <message>
        <source>No events of this name</source>
        <translation>Keine Ereignisse mit diesem Namen</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>All that are &amp;shown…</source>
        <translation>Alle &amp;angezeigten…</translation>
    </message>
    <message>
        <source>Only the s&amp;elected ones…</source>
        <translation>Nur die ausge&amp;wählten…</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::FigureCheck</name>
    <message>
        <source>&quot;%1&quot; is no condition such as clients&gt;10. Figures are: %2.</source>
        <translation>„%1“ ist keine Bedingung wie clients&gt;10. Kennzahlen sind: %2.</translation>
    </message>
    <message>
        <source>These are too many conditions.</source>
        <translation>Das sind zu viele Bedingungen.</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::FilterBar</name>
    <message>
        <source>%1 filter</source>
        <translation>Filter für %1</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Save this filter</source>
        <translation>Diesen Filter speichern</translation>
    </message>
    <message>
        <source>Saved and recent filters</source>
        <translation>Gespeicherte und letzte Filter</translation>
    </message>
    <message>
        <source>Forget this filter</source>
        <translation>Diesen Filter vergessen</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Gespeichert</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>Zuletzt verwendet</translation>
    </message>
    <message>
        <source>Nothing yet</source>
        <translation>Noch nichts</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::FilterParser</name>
    <message>
        <source>The filter is too long.</source>
        <translation>Der Filter ist zu lang.</translation>
    </message>
    <message>
        <source>Put alternatives in parentheses: (a | b).</source>
        <translation>Alternativen in Klammern setzen: (a | b).</translation>
    </message>
    <message>
        <source>There is no &quot;(&quot; for this.</source>
        <translation>Dazu fehlt eine „(“.</translation>
    </message>
    <message>
        <source>Something is missing here.</source>
        <translation>Hier fehlt etwas.</translation>
    </message>
    <message>
        <source>The filter is too complicated.</source>
        <translation>Der Filter ist zu kompliziert.</translation>
    </message>
    <message>
        <source>What shall not match? &quot;-&quot; stands right before it.</source>
        <translation>Was soll nicht passen? „-“ steht direkt davor.</translation>
    </message>
    <message>
        <source>There is no &quot;)&quot; for this.</source>
        <translation>Dazu fehlt eine „)“.</translation>
    </message>
    <message>
        <source>The quotation mark is not closed.</source>
        <translation>Das Anführungszeichen ist nicht geschlossen.</translation>
    </message>
    <message>
        <source>This is not understood.</source>
        <translation>Das ist unverständlich.</translation>
    </message>
    <message>
        <source>There is nothing called &quot;%1&quot; to filter by.</source>
        <translation>Nach „%1“ lässt sich nicht filtern.</translation>
    </message>
    <message>
        <source>There is no value after &quot;%1&quot;.</source>
        <translation>Nach „%1“ fehlt ein Wert.</translation>
    </message>
    <message>
        <source>&quot;!&quot; needs a &quot;=&quot;: not equal is !=.</source>
        <translation>Zu „!“ gehört ein „=“: Ungleich ist !=.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a number.</source>
        <translation>„%1“ ist keine Zahl.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a subnet, which looks like 10.0.0.0/8.</source>
        <translation>„%1“ ist kein Subnetz; eines sieht aus wie 10.0.0.0/8.</translation>
    </message>
    <message>
        <source>This is not a regular expression: %1.</source>
        <translation>Das ist kein regulärer Ausdruck: %1.</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::FindPalette</name>
    <message>
        <source>Find anything</source>
        <translation>Überall suchen</translation>
    </message>
    <message>
        <source>A page, a command, a connection, a namespace, a room, an id or an address</source>
        <translation>Seite, Befehl, Verbindung, Namespace, Raum, ID oder Adresse</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>Gefundenes</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>Suche läuft…</translation>
    </message>
    <message>
        <source>There is nothing of this name.</source>
        <translation>Es gibt nichts mit diesem Namen.</translation>
    </message>
    <message numerus="yes">
        <source>%n found</source>
        <translation>
            <numerusform>%n gefunden</numerusform>
            <numerusform>%n gefunden</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QsioAdmin::FindSearch</name>
    <message>
        <source>Namespace</source>
        <translation>Namespace</translation>
    </message>
    <message>
        <source>Room in %1</source>
        <translation>Raum in %1</translation>
    </message>
    <message>
        <source>Client from %1</source>
        <translation>Client von %1</translation>
    </message>
    <message>
        <source>Socket in %1 from %2</source>
        <translation>Socket in %1 von %2</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::Headless</name>
    <message>
        <source>Cannot read %1: %2</source>
        <translation>%1 kann nicht gelesen werden: %2</translation>
    </message>
    <message>
        <source>%1 lines of %2 make no sense, and were left out.</source>
        <translation>%1 Zeilen von %2 ergeben keinen Sinn und wurden ausgelassen.</translation>
    </message>
    <message>
        <source>The session cannot be kept in %1.</source>
        <translation>Die Sitzung kann nicht in %1 aufbewahrt werden.</translation>
    </message>
    <message>
        <source>Cannot write to %1 any longer.</source>
        <translation>In %1 kann nicht mehr geschrieben werden.</translation>
    </message>
    <message>
        <source>Cannot write %1: %2</source>
        <translation>%1 kann nicht geschrieben werden: %2</translation>
    </message>
    <message>
        <source>The server is in production mode: it does not tell who is there.</source>
        <translation>Der Server ist im Produktionsmodus: Er gibt nicht an, wer da ist.</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>nicht bekannt</translation>
    </message>
    <message>
        <source>The server did not say in time what was asked for.</source>
        <translation>Der Server hat das Gewünschte nicht rechtzeitig mitgeteilt.</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::Inspector</name>
    <message>
        <source>Inspector</source>
        <translation>Inspektor</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Back to what was inspected before</source>
        <translation>Zurück zum zuvor Untersuchten</translation>
    </message>
    <message>
        <source>Parts of the inspector</source>
        <translation>Bereiche des Inspektors</translation>
    </message>
    <message>
        <source>Inspector summary</source>
        <translation>Überblick im Inspektor</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>Überblick</translation>
    </message>
    <message>
        <source>Rooms</source>
        <translation>Räume</translation>
    </message>
    <message>
        <source>Handshake</source>
        <translation>Handshake</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Ereignisse</translation>
    </message>
    <message>
        <source>Sockets</source>
        <translation>Sockets</translation>
    </message>
    <message>
        <source>Shared with</source>
        <translation>Gemeinsam mit</translation>
    </message>
    <message>
        <source>Handshake of the socket</source>
        <translation>Handshake des Sockets</translation>
    </message>
    <message>
        <source>Show secrets</source>
        <translation>Geheimes zeigen</translation>
    </message>
    <message>
        <source>Events of the socket</source>
        <translation>Ereignisse des Sockets</translation>
    </message>
    <message>
        <source>No events of this socket have been seen.</source>
        <translation>Von diesem Socket wurden keine Ereignisse gesehen.</translation>
    </message>
    <message>
        <source>Sockets inside</source>
        <translation>Enthaltene Sockets</translation>
    </message>
    <message>
        <source>Rooms with the same members</source>
        <translation>Räume mit denselben Mitgliedern</translation>
    </message>
    <message>
        <source>No member is in another room.</source>
        <translation>Kein Mitglied ist in einem anderen Raum.</translation>
    </message>
    <message>
        <source>Siblings</source>
        <translation>Geschwister</translation>
    </message>
    <message>
        <source>This socket is alone on its connection.</source>
        <translation>Dieser Socket ist auf seiner Verbindung allein.</translation>
    </message>
    <message>
        <source>Nobody is in there.</source>
        <translation>Hier ist niemand.</translation>
    </message>
    <message>
        <source>○ %1</source>
        <translation>○ %1</translation>
    </message>
    <message>
        <source>○ as it was when the connection broke off</source>
        <translation>○ Stand beim Abbruch der Verbindung</translation>
    </message>
    <message>
        <source>○ as it was recorded</source>
        <translation>○ Stand der Aufzeichnung</translation>
    </message>
    <message>
        <source>● live</source>
        <translation>● live</translation>
    </message>
    <message>
        <source>%1 of %2 members</source>
        <translation>%1 von %2 Mitgliedern</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::JsonDiffModel</name>
    <message>
        <source>Place</source>
        <translation>Stelle</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Änderung</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Vorher</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Nachher</translation>
    </message>
    <message>
        <source>added</source>
        <translation>hinzugefügt</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>entfernt</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>geändert</translation>
    </message>
    <message>
        <source>(all)</source>
        <translation>(alles)</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::JsonTreeModel</name>
    <message numerus="yes">
        <source>%Ln more are not shown</source>
        <translation>
            <numerusform>%Ln weiterer wird nicht angezeigt</numerusform>
            <numerusform>%Ln weitere werden nicht angezeigt</numerusform>
        </translation>
    </message>
    <message>
        <source>This is no JSON text from here on</source>
        <translation>Ab hier ist das kein JSON-Text</translation>
    </message>
    <message>
        <source>too deep to be shown</source>
        <translation>zu tief zum Anzeigen</translation>
    </message>
    <message>
        <source>null</source>
        <translation>null</translation>
    </message>
    <message>
        <source>boolean</source>
        <translation>Boolean</translation>
    </message>
    <message>
        <source>number</source>
        <translation>Zahl</translation>
    </message>
    <message>
        <source>string</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>array</source>
        <translation>Array</translation>
    </message>
    <message>
        <source>object</source>
        <translation>Objekt</translation>
    </message>
    <message>
        <source>binary, %1</source>
        <translation>binär, %1</translation>
    </message>
    <message>
        <source>%1: %2, %3</source>
        <translation>%1: %2, %3</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Typ</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::KeyValueModel</name>
    <message>
        <source>hidden</source>
        <translation>verborgen</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::KeychainSecretStore</name>
    <message>
        <source>Passwords are kept in the keychain of this computer.</source>
        <translation>Passwörter werden im Schlüsselbund dieses Computers aufbewahrt.</translation>
    </message>
    <message>
        <source>Waiting for the keychain of this computer.</source>
        <translation>Warten auf den Schlüsselbund dieses Computers.</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::KeysDialog</name>
    <message>
        <source>Shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>%1 is the key of both &quot;%2&quot; and &quot;%3&quot;.</source>
        <translation>%1 ist das Tastenkürzel sowohl von „%2“ als auch von „%3“.</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::LibraryButtons</name>
    <message>
        <source>Favourites</source>
        <translation>Favoriten</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Gesendet</translation>
    </message>
    <message>
        <source>Nothing yet</source>
        <translation>Noch nichts</translation>
    </message>
    <message>
        <source>Keep this one…</source>
        <translation>Diese merken…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Keep as a favourite</source>
        <translation>Als Favorit merken</translation>
    </message>
    <message>
        <source>Name. What you have written is kept as it is: leave out what is secret.</source>
        <translation>Name. Das Geschriebene wird unverändert aufbewahrt: Geheimes weglassen.</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::MainWindow</name>
    <message>
        <source>Toolbar</source>
        <translation>Werkzeugleiste</translation>
    </message>
    <message>
        <source> Namespace: </source>
        <translation> Namespace: </translation>
    </message>
    <message>
        <source>Namespace scope</source>
        <translation>Auswahl des Namespace</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Design</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>Inspektor</translation>
    </message>
    <message>
        <source>Activity</source>
        <translation>Aktivität</translation>
    </message>
    <message>
        <source>Last activity</source>
        <translation>Letzte Aktivität</translation>
    </message>
    <message>
        <source>A command met a connection that had just ended. It was not sent.</source>
        <translation>Die Verbindung war gerade beendet worden. Der Befehl wurde nicht gesendet.</translation>
    </message>
    <message>
        <source>Logged out: the server has forgotten the session.</source>
        <translation>Abgemeldet: Der Server hat die Sitzung vergessen.</translation>
    </message>
    <message>
        <source>Logged out here. The server did not confirm that it has forgotten the session.</source>
        <translation>Hier abgemeldet. Der Server hat nicht bestätigt, dass er die Sitzung vergessen hat.</translation>
    </message>
    <message>
        <source>Stay in the &amp;tray when closed</source>
        <translation>Beim Schließen im &amp;Infobereich bleiben</translation>
    </message>
    <message>
        <source>What you do is not being written down. %1</source>
        <translation>Was Sie tun, wird nicht protokolliert. %1</translation>
    </message>
    <message>
        <source>Connecting to %1…</source>
        <translation>Verbindung zu %1 wird aufgebaut…</translation>
    </message>
    <message>
        <source>qsioadmin</source>
        <translation>qsioadmin</translation>
    </message>
    <message>
        <source>%1 – qsioadmin</source>
        <translation>%1 – qsioadmin</translation>
    </message>
    <message>
        <source>recorded</source>
        <translation>aufgezeichnet</translation>
    </message>
    <message>
        <source>reconnecting</source>
        <translation>verbindet neu</translation>
    </message>
    <message>
        <source>Connection: %1</source>
        <translation>Verbindung: %1</translation>
    </message>
    <message>
        <source>All namespaces</source>
        <translation>Alle Namespaces</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>About qsioadmin</source>
        <translation>Über qsioadmin</translation>
    </message>
    <message>
        <source>qsioadmin %1: a window on Socket.IO servers.</source>
        <translation>qsioadmin %1: ein Fenster auf Socket.IO-Server.</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>Seite</translation>
    </message>
    <message>
        <source>Saved connection</source>
        <translation>Gespeicherte Verbindung</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>Command, %1</source>
        <translation>Befehl, %1</translation>
    </message>
    <message>
        <source>There is no saved connection &quot;%1&quot;.</source>
        <translation>Es gibt keine gespeicherte Verbindung „%1“.</translation>
    </message>
    <message>
        <source>There is no page &quot;%1&quot;.</source>
        <translation>Es gibt keine Seite „%1“.</translation>
    </message>
    <message>
        <source>There is no display to show a window on. See --help for what can be done without one.</source>
        <translation>Es gibt keinen Bildschirm, auf dem ein Fenster gezeigt werden kann. Was ohne geht, steht unter --help.</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::NamespacesModel</name>
    <message>
        <source>Namespace</source>
        <translation>Namespace</translation>
    </message>
    <message>
        <source>Sockets</source>
        <translation>Sockets</translation>
    </message>
    <message>
        <source>Listed</source>
        <translation>Gelistet</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::NamespacesPage</name>
    <message>
        <source>Namespaces</source>
        <translation>Namespaces</translation>
    </message>
    <message>
        <source>Namespaces table</source>
        <translation>Tabelle der Namespaces</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::Navigation</name>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::OverviewPage</name>
    <message>
        <source>Overview</source>
        <translation>Übersicht</translation>
    </message>
    <message>
        <source>Time of the plots</source>
        <translation>Zeitraum der Diagramme</translation>
    </message>
    <message>
        <source>10 minutes</source>
        <translation>10 Minuten</translation>
    </message>
    <message>
        <source>1 hour</source>
        <translation>1 Stunde</translation>
    </message>
    <message>
        <source>24 hours</source>
        <translation>24 Stunden</translation>
    </message>
    <message>
        <source>Figures and plots</source>
        <translation>Zahlen und Diagramme</translation>
    </message>
    <message>
        <source>Clients</source>
        <translation>Clients</translation>
    </message>
    <message>
        <source>Sockets</source>
        <translation>Sockets</translation>
    </message>
    <message>
        <source>Rooms</source>
        <translation>Räume</translation>
    </message>
    <message>
        <source>By polling</source>
        <translation>Über Polling</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Ereignisse</translation>
    </message>
    <message>
        <source>Packets</source>
        <translation>Pakete</translation>
    </message>
    <message>
        <source>Traffic</source>
        <translation>Durchsatz</translation>
    </message>
    <message>
        <source>Disconnections</source>
        <translation>Trennungen</translation>
    </message>
    <message>
        <source>per second</source>
        <translation>pro Sekunde</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>Verbindungen</translation>
    </message>
    <message>
        <source>bytes per second</source>
        <translation>Bytes pro Sekunde</translation>
    </message>
    <message>
        <source>Clients per server</source>
        <translation>Clients pro Server</translation>
    </message>
    <message>
        <source>Disconnections by reason</source>
        <translation>Trennungen nach Grund</translation>
    </message>
    <message>
        <source>Events by name</source>
        <translation>Ereignisse nach Name</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Pictures (*.png)</source>
        <translation>Bilder (*.png)</translation>
    </message>
    <message>
        <source>%1/s</source>
        <translation>%1/s</translation>
    </message>
    <message numerus="yes">
        <source>on %n servers</source>
        <translation>
            <numerusform>auf %n Server</numerusform>
            <numerusform>auf %n Servern</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message numerus="yes">
        <source>%n clients</source>
        <translation>
            <numerusform>%n Client</numerusform>
            <numerusform>%n Clients</numerusform>
        </translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>production mode</source>
        <translation>Produktionsmodus</translation>
    </message>
    <message>
        <source>in %1 namespaces</source>
        <translation>in %1 Namespaces</translation>
    </message>
    <message>
        <source>%1 in, %2 out</source>
        <translation>%1 ein, %2 aus</translation>
    </message>
    <message>
        <source>%1/min</source>
        <translation>%1/min</translation>
    </message>
    <message>
        <source>mean of a minute</source>
        <translation>Mittel einer Minute</translation>
    </message>
    <message>
        <source>This server does not count packets and connections.</source>
        <translation>Dieser Server zählt keine Pakete und Verbindungen.</translation>
    </message>
    <message>
        <source>connected</source>
        <translation>verbunden</translation>
    </message>
    <message>
        <source>disconnected</source>
        <translation>getrennt</translation>
    </message>
    <message>
        <source>in</source>
        <translation>ein</translation>
    </message>
    <message>
        <source>out</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>Values of the plot</source>
        <translation>Werte des Diagramms</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::OverviewTables</name>
    <message>
        <source>Namespace</source>
        <translation>Namespace</translation>
    </message>
    <message>
        <source>Sockets</source>
        <translation>Sockets</translation>
    </message>
    <message>
        <source>Reported</source>
        <translation>Gemeldet</translation>
    </message>
    <message>
        <source>Room</source>
        <translation>Raum</translation>
    </message>
    <message>
        <source>Members</source>
        <translation>Mitglieder</translation>
    </message>
    <message>
        <source>Socket</source>
        <translation>Socket</translation>
    </message>
    <message>
        <source>In</source>
        <translation>Ein</translation>
    </message>
    <message>
        <source>Out</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>Verbindungen</translation>
    </message>
    <message>
        <source>Namespaces</source>
        <translation>Namespaces</translation>
    </message>
    <message>
        <source>Largest rooms</source>
        <translation>Größte Räume</translation>
    </message>
    <message>
        <source>Busiest sockets</source>
        <translation>Aktivste Sockets</translation>
    </message>
    <message>
        <source>Why connections end</source>
        <translation>Warum Verbindungen enden</translation>
    </message>
    <message>
        <source>None yet</source>
        <translation>Noch keine</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>not said</source>
        <translation>nicht angegeben</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::PageWindow</name>
    <message>
        <source>%1 – %2</source>
        <translation>%1 – %2</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::PayloadEditor</name>
    <message>
        <source>&amp;Go there</source>
        <translation>&amp;Dorthin</translation>
    </message>
    <message>
        <source>&amp;Tidy up</source>
        <translation>&amp;Formatieren</translation>
    </message>
    <message>
        <source>&amp;Remove file</source>
        <translation>Datei entfe&amp;rnen</translation>
    </message>
    <message>
        <source>Arguments JSON</source>
        <translation>Argumente als JSON</translation>
    </message>
    <message>
        <source>Arguments problems</source>
        <translation>Probleme der Argumente</translation>
    </message>
    <message>
        <source>Binary arguments</source>
        <translation>Binäre Argumente</translation>
    </message>
    <message>
        <source>&amp;Add file…</source>
        <translation>Datei anfü&amp;gen…</translation>
    </message>
    <message>
        <source>Adds the bytes of a file as a binary argument</source>
        <translation>Fügt die Bytes einer Datei als binäres Argument an</translation>
    </message>
    <message>
        <source>file %1</source>
        <translation>Datei %1</translation>
    </message>
    <message>
        <source>There are too many files.</source>
        <translation>Es sind zu viele Dateien.</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2</source>
        <translation>%1 kann nicht gelesen werden: %2</translation>
    </message>
    <message>
        <source>%1 is too large: %2</source>
        <translation>%1 ist zu groß: %2</translation>
    </message>
    <message>
        <source>Line %1, column %2: %3</source>
        <translation>Zeile %1, Spalte %2: %3</translation>
    </message>
    <message>
        <source>There is no file %1.</source>
        <translation>Es gibt keine Datei %1.</translation>
    </message>
    <message>
        <source>This is larger than the %1 that the server takes.</source>
        <translation>Das ist größer als die %1, die der Server annimmt.</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Add a file as a binary argument</source>
        <translation>Datei als binäres Argument anfügen</translation>
    </message>
    <message>
        <source>%1: %2, %3</source>
        <translation>%1: %2, %3</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::ProfileForm</name>
    <message>
        <source>Connection</source>
        <translation>Verbindung</translation>
    </message>
    <message>
        <source>Pages of the connection</source>
        <translation>Seiten der Verbindung</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>Durchsuchen…</translation>
    </message>
    <message>
        <source>Browse: %1</source>
        <translation>Durchsuchen: %1</translation>
    </message>
    <message>
        <source>&amp;Server</source>
        <translation>&amp;Server</translation>
    </message>
    <message>
        <source>&amp;Name:</source>
        <translation>N&amp;ame:</translation>
    </message>
    <message>
        <source>A&amp;ddress:</source>
        <translation>A&amp;dresse:</translation>
    </message>
    <message>
        <source>Admin na&amp;mespace:</source>
        <translation>Admin-Namespac&amp;e:</translation>
    </message>
    <message>
        <source>Lo&amp;g in with:</source>
        <translation>Anmelden m&amp;it:</translation>
    </message>
    <message>
        <source>User and password</source>
        <translation>Benutzer und Passwort</translation>
    </message>
    <message>
        <source>Session id of another login</source>
        <translation>Sitzungs-ID einer anderen Anmeldung</translation>
    </message>
    <message>
        <source>A JSON object</source>
        <translation>JSON-Objekt</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>Nichts</translation>
    </message>
    <message>
        <source>&amp;User:</source>
        <translation>&amp;Benutzer:</translation>
    </message>
    <message>
        <source>empty if the server asks for none</source>
        <translation>leer, wenn der Server keinen verlangt</translation>
    </message>
    <message>
        <source>&amp;Password:</source>
        <translation>Pass&amp;wort:</translation>
    </message>
    <message>
        <source>&amp;JSON:</source>
        <translation>&amp;JSON:</translation>
    </message>
    <message>
        <source>&amp;Transport</source>
        <translation>Tra&amp;nsport</translation>
    </message>
    <message>
        <source>Pat&amp;h:</source>
        <translation>P&amp;fad:</translation>
    </message>
    <message>
        <source>T&amp;ransport:</source>
        <translation>T&amp;ransport:</translation>
    </message>
    <message>
        <source>WebSocket</source>
        <translation>WebSocket</translation>
    </message>
    <message>
        <source>HTTP long-polling</source>
        <translation>HTTP-Long-Polling</translation>
    </message>
    <message>
        <source>Polling, then WebSocket</source>
        <translation>Polling, dann WebSocket</translation>
    </message>
    <message>
        <source>Par&amp;ser:</source>
        <translation>P&amp;arser:</translation>
    </message>
    <message>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
    <message>
        <source>msgpack</source>
        <translation>msgpack</translation>
    </message>
    <message>
        <source>H&amp;eaders:</source>
        <translation>&amp;Header:</translation>
    </message>
    <message>
        <source>Coo&amp;kies:</source>
        <translation>&amp;Cookies:</translation>
    </message>
    <message>
        <source>One a line. They go along with every request, and are kept where passwords are.</source>
        <translation>Einer pro Zeile. Sie werden mit jeder Anfrage gesendet und dort aufbewahrt, wo auch die Passwörter sind.</translation>
    </message>
    <message>
        <source>Net&amp;work</source>
        <translation>Netzwer&amp;k</translation>
    </message>
    <message>
        <source>Pro&amp;xy:</source>
        <translation>Pro&amp;xy:</translation>
    </message>
    <message>
        <source>No proxy</source>
        <translation>Kein Proxy</translation>
    </message>
    <message>
        <source>That of the system</source>
        <translation>Der des Systems</translation>
    </message>
    <message>
        <source>HTTP</source>
        <translation>HTTP</translation>
    </message>
    <message>
        <source>SOCKS 5</source>
        <translation>SOCKS 5</translation>
    </message>
    <message>
        <source>H&amp;ost of the proxy:</source>
        <translation>&amp;Host des Proxys:</translation>
    </message>
    <message>
        <source>Po&amp;rt of the proxy:</source>
        <translation>Po&amp;rt des Proxys:</translation>
    </message>
    <message>
        <source>&amp;User of the proxy:</source>
        <translation>&amp;Benutzer des Proxys:</translation>
    </message>
    <message>
        <source>Pass&amp;word of the proxy:</source>
        <translation>Pass&amp;wort des Proxys:</translation>
    </message>
    <message>
        <source>Reconnect when the connection is &amp;lost</source>
        <translation>Bei V&amp;erbindungsverlust neu verbinden</translation>
    </message>
    <message>
        <source>&amp;First wait:</source>
        <translation>Erste W&amp;artezeit:</translation>
    </message>
    <message>
        <source>Lon&amp;gest wait:</source>
        <translation>Längste Warteze&amp;it:</translation>
    </message>
    <message>
        <source> ms</source>
        <translation> ms</translation>
    </message>
    <message>
        <source>A&amp;ttempts:</source>
        <translation>Versu&amp;che:</translation>
    </message>
    <message>
        <source>until it succeeds</source>
        <translation>bis es gelingt</translation>
    </message>
    <message>
        <source>TLS</source>
        <translation>TLS</translation>
    </message>
    <message>
        <source>Certificate aut&amp;hority:</source>
        <translation>&amp;Zertifizierungsstelle:</translation>
    </message>
    <message>
        <source>those of the system</source>
        <translation>die des Systems</translation>
    </message>
    <message>
        <source>Pinned &amp;fingerprint:</source>
        <translation>Hinterlegter &amp;Fingerabdruck:</translation>
    </message>
    <message>
        <source>SHA-256 of the only certificate to trust</source>
        <translation>SHA-256 des einzigen Zertifikats, dem vertraut wird</translation>
    </message>
    <message>
        <source>My certi&amp;ficate:</source>
        <translation>Eigenes Ze&amp;rtifikat:</translation>
    </message>
    <message>
        <source>PEM, if the server asks for one</source>
        <translation>PEM, wenn der Server eines verlangt</translation>
    </message>
    <message>
        <source>Its &amp;key:</source>
        <translation>S&amp;chlüssel dazu:</translation>
    </message>
    <message>
        <source>PEM, if it is in another file</source>
        <translation>PEM, wenn er in einer anderen Datei ist</translation>
    </message>
    <message>
        <source>&amp;Passphrase of the key:</source>
        <translation>P&amp;assphrase des Schlüssels:</translation>
    </message>
    <message>
        <source>Do not &amp;check certificates: anybody may listen</source>
        <translation>Zert&amp;ifikate nicht prüfen: Jeder kann mithören</translation>
    </message>
    <message>
        <source>&amp;Look and safety</source>
        <translation>&amp;Optik und Schutz</translation>
    </message>
    <message>
        <source>&amp;Group:</source>
        <translation>Grupp&amp;e:</translation>
    </message>
    <message>
        <source>Co&amp;lour:</source>
        <translation>&amp;Farbe:</translation>
    </message>
    <message>
        <source>&amp;Read-only: no commands can be sent</source>
        <translation>Nu&amp;r lesen: Es können keine Befehle gesendet werden</translation>
    </message>
    <message>
        <source>Connect when the &amp;program starts</source>
        <translation>Beim Programmstart ver&amp;binden</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>Red: commands are confirmed by typing</source>
        <translation>Rot: Befehle durch Eingabe bestätigen</translation>
    </message>
    <message>
        <source>Orange</source>
        <translation>Orange</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>Grün</translation>
    </message>
    <message>
        <source>Blue</source>
        <translation>Blau</translation>
    </message>
    <message>
        <source>Purple</source>
        <translation>Violett</translation>
    </message>
    <message>
        <source>Grey</source>
        <translation>Grau</translation>
    </message>
    <message>
        <source>The file of certificate authorities does not exist.</source>
        <translation>Die Datei mit den Zertifizierungsstellen gibt es nicht.</translation>
    </message>
    <message>
        <source>Session &amp;id:</source>
        <translation>Sit&amp;zungs-ID:</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::ProfileStore</name>
    <message>
        <source>The saved connections cannot be read: %1</source>
        <translation>Die gespeicherten Verbindungen können nicht gelesen werden: %1</translation>
    </message>
    <message>
        <source>The saved connections in %1 are damaged. The file is kept as %2 when new ones are saved.</source>
        <translation>Die gespeicherten Verbindungen in %1 sind beschädigt. Werden neue gespeichert, bleibt die Datei als %2 erhalten.</translation>
    </message>
    <message>
        <source>There are too many connections. Delete some first.</source>
        <translation>Es sind zu viele Verbindungen. Zuerst einige löschen.</translation>
    </message>
    <message>
        <source>The connections cannot be saved: %1</source>
        <translation>Die Verbindungen können nicht gespeichert werden: %1</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::RoomDialog</name>
    <message>
        <source>Join a room</source>
        <translation>Einem Raum beitreten</translation>
    </message>
    <message>
        <source>Leave a room</source>
        <translation>Einen Raum verlassen</translation>
    </message>
    <message>
        <source>&amp;Room for %1 to join:</source>
        <translation>&amp;Raum zum Beitreten für %1:</translation>
    </message>
    <message>
        <source>&amp;Room for %1 to leave:</source>
        <translation>&amp;Raum zum Verlassen für %1:</translation>
    </message>
    <message>
        <source>Room to join</source>
        <translation>Raum zum Beitreten</translation>
    </message>
    <message>
        <source>Room to leave</source>
        <translation>Raum zum Verlassen</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>Beitreten</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>Verlassen</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::RoomTreeModel</name>
    <message>
        <source>Room</source>
        <translation>Raum</translation>
    </message>
    <message>
        <source>Rooms</source>
        <translation>Räume</translation>
    </message>
    <message>
        <source>Members</source>
        <translation>Mitglieder</translation>
    </message>
    <message>
        <source>Peak</source>
        <translation>Spitze</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>Erstellt</translation>
    </message>
    <message>
        <source>Last change</source>
        <translation>Letzte Änderung</translation>
    </message>
    <message>
        <source>Private rooms</source>
        <translation>Private Räume</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::RoomsModel</name>
    <message>
        <source>Room</source>
        <translation>Raum</translation>
    </message>
    <message>
        <source>Namespace</source>
        <translation>Namespace</translation>
    </message>
    <message>
        <source>Members</source>
        <translation>Mitglieder</translation>
    </message>
    <message>
        <source>Peak</source>
        <translation>Spitze</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>Erstellt</translation>
    </message>
    <message>
        <source>Last change</source>
        <translation>Letzte Änderung</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::RoomsPage</name>
    <message>
        <source>Rooms</source>
        <translation>Räume</translation>
    </message>
    <message>
        <source>Rooms table</source>
        <translation>Tabelle der Räume</translation>
    </message>
    <message>
        <source>Private rooms</source>
        <translation>Private Räume</translation>
    </message>
    <message>
        <source>Rooms tree</source>
        <translation>Baum der Räume</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::RoomsPanel</name>
    <message>
        <source>Leave selected</source>
        <translation>Gewählte verlassen</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>Beitreten</translation>
    </message>
    <message>
        <source>Rooms of the socket</source>
        <translation>Räume des Sockets</translation>
    </message>
    <message>
        <source>Room to join</source>
        <translation>Raum zum Beitreten</translation>
    </message>
    <message>
        <source>%1 (its own)</source>
        <translation>%1 (sein eigener)</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::Selection</name>
    <message numerus="yes">
        <source>%Ln namespaces</source>
        <translation>
            <numerusform>%Ln Namespace</numerusform>
            <numerusform>%Ln Namespaces</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rooms</source>
        <translation>
            <numerusform>%Ln Raum</numerusform>
            <numerusform>%Ln Räume</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln sockets</source>
        <translation>
            <numerusform>%Ln Socket</numerusform>
            <numerusform>%Ln Sockets</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QsioAdmin::SeriesBar</name>
    <message>
        <source>s&amp;econds apart</source>
        <translation>Se&amp;kunden Abstand</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>S&amp;topp</translation>
    </message>
    <message>
        <source>How often it is sent</source>
        <translation>Wie oft gesendet wird</translation>
    </message>
    <message>
        <source>Seconds between two</source>
        <translation>Sekunden dazwischen</translation>
    </message>
    <message>
        <source>Stop the series</source>
        <translation>Serie stoppen</translation>
    </message>
    <message>
        <source>Ti&amp;mes:</source>
        <translation>Anza&amp;hl:</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Stopped after %1 of %2: %3</source>
        <translation>Nach %1 von %2 gestoppt: %3</translation>
    </message>
    <message>
        <source>Stopped after %1 of %2.</source>
        <translation>Nach %1 von %2 gestoppt.</translation>
    </message>
    <message numerus="yes">
        <source>Sent %n times.</source>
        <translation>
            <numerusform>%n-mal gesendet.</numerusform>
            <numerusform>%n-mal gesendet.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QsioAdmin::ServersModel</name>
    <message>
        <source>id used twice</source>
        <translation>ID doppelt</translation>
    </message>
    <message>
        <source>healthy</source>
        <translation>in Ordnung</translation>
    </message>
    <message>
        <source>late</source>
        <translation>verspätet</translation>
    </message>
    <message>
        <source>lost</source>
        <translation>verloren</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>Host</translation>
    </message>
    <message>
        <source>Process</source>
        <translation>Prozess</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>Laufzeit</translation>
    </message>
    <message>
        <source>Clients</source>
        <translation>Clients</translation>
    </message>
    <message>
        <source>Polling</source>
        <translation>Polling</translation>
    </message>
    <message>
        <source>Packets in/s</source>
        <translation>Pakete ein/s</translation>
    </message>
    <message>
        <source>Packets out/s</source>
        <translation>Pakete aus/s</translation>
    </message>
    <message>
        <source>Bytes in/s</source>
        <translation>Bytes ein/s</translation>
    </message>
    <message>
        <source>Bytes out/s</source>
        <translation>Bytes aus/s</translation>
    </message>
    <message>
        <source>Last seen</source>
        <translation>Zuletzt gesehen</translation>
    </message>
    <message>
        <source>Restarts</source>
        <translation>Neustarts</translation>
    </message>
    <message>
        <source>CPU %</source>
        <translation>CPU %</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Loop lag ms</source>
        <translation>Loop-Verzug ms</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Qt</source>
        <translation>Qt</translation>
    </message>
    <message>
        <source>Adapter</source>
        <translation>Adapter</translation>
    </message>
    <message>
        <source>TLS</source>
        <translation>TLS</translation>
    </message>
    <message>
        <source>Waiting bytes</source>
        <translation>Wartende Bytes</translation>
    </message>
    <message>
        <source>Events not shown</source>
        <translation>Fehlende Ereignisse</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::ServersPage</name>
    <message>
        <source>Servers</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>Servers table</source>
        <translation>Tabelle der Server</translation>
    </message>
    <message>
        <source>&amp;Forget</source>
        <translation>Ver&amp;gessen</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>Vergessen</translation>
    </message>
    <message>
        <source>Forget the selected servers that are lost</source>
        <translation>Gewählte verlorene Server vergessen</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::SessionSecretStore</name>
    <message>
        <source>There is no keychain here: passwords are kept until the program ends.</source>
        <translation>Hier gibt es keinen Schlüsselbund: Passwörter werden nur bis zum Programmende aufbewahrt.</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::SocketTreeModel</name>
    <message>
        <source>Sockets</source>
        <translation>Sockets</translation>
    </message>
    <message>
        <source>(unknown)</source>
        <translation>(unbekannt)</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::SocketsModel</name>
    <message>
        <source>Id</source>
        <translation>ID</translation>
    </message>
    <message>
        <source>Namespace</source>
        <translation>Namespace</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Transport</source>
        <translation>Transport</translation>
    </message>
    <message>
        <source>Rooms</source>
        <translation>Räume</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>Verbunden</translation>
    </message>
    <message>
        <source>In</source>
        <translation>Ein</translation>
    </message>
    <message>
        <source>Out</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>Last activity</source>
        <translation>Letzte Aktivität</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>Client</translation>
    </message>
    <message>
        <source>Secure</source>
        <translation>Sicher</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::SocketsPage</name>
    <message>
        <source>Sockets</source>
        <translation>Sockets</translation>
    </message>
    <message>
        <source>Sockets table</source>
        <translation>Tabelle der Sockets</translation>
    </message>
    <message>
        <source>Sockets tree</source>
        <translation>Baum der Sockets</translation>
    </message>
    <message>
        <source>Add column…</source>
        <translation>Neue Spalte…</translation>
    </message>
    <message>
        <source>Add a column</source>
        <translation>Neue Spalte</translation>
    </message>
    <message>
        <source>Field, such as data.name, header.user-agent or query.room:</source>
        <translation>Feld, etwa data.name, header.user-agent oder query.room:</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no field of a socket.</source>
        <translation>„%1“ ist kein Feld eines Sockets.</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>Gruppen</translation>
    </message>
    <message>
        <source>No groups</source>
        <translation>Keine Gruppen</translation>
    </message>
    <message>
        <source>By address</source>
        <translation>Nach Adresse</translation>
    </message>
    <message>
        <source>By user agent</source>
        <translation>Nach User-Agent</translation>
    </message>
    <message>
        <source>By client</source>
        <translation>Nach Client</translation>
    </message>
    <message>
        <source>By namespace</source>
        <translation>Nach Namespace</translation>
    </message>
    <message>
        <source>By transport</source>
        <translation>Nach Transport</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::StatTile</name>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1: %2, %3</source>
        <translation>%1: %2, %3</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::StatusLine</name>
    <message>
        <source>production mode</source>
        <translation>Produktionsmodus</translation>
    </message>
    <message>
        <source>development mode</source>
        <translation>Entwicklungsmodus</translation>
    </message>
    <message>
        <source>features %1/%2</source>
        <translation>Funktionen %1/%2</translation>
    </message>
    <message>
        <source>%1 and %2 more</source>
        <translation>%1 und %2 weitere</translation>
    </message>
    <message>
        <source>%1 events/s</source>
        <translation>%1 Ereignisse/s</translation>
    </message>
    <message>
        <source>%1 buffered</source>
        <translation>%1 gepuffert</translation>
    </message>
    <message>
        <source>%1 dropped</source>
        <translation>%1 verworfen</translation>
    </message>
    <message>
        <source>%1 not understood</source>
        <translation>%1 nicht verstanden</translation>
    </message>
    <message>
        <source>synced %1</source>
        <translation>abgeglichen %1</translation>
    </message>
    <message numerus="yes">
        <source>server clock %n s ahead</source>
        <translation>
            <numerusform>Serveruhr geht %n s vor</numerusform>
            <numerusform>Serveruhr geht %n s vor</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>server clock %n s behind</source>
        <translation>
            <numerusform>Serveruhr geht %n s nach</numerusform>
            <numerusform>Serveruhr geht %n s nach</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QsioAdmin::TablePage</name>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren…</translation>
    </message>
    <message>
        <source>%1, %2 shown</source>
        <translation>%1, %2 angezeigt</translation>
    </message>
    <message>
        <source>There is nothing here yet.</source>
        <translation>Hier ist noch nichts.</translation>
    </message>
    <message>
        <source>Nothing matches the filter.</source>
        <translation>Nichts passt zum Filter.</translation>
    </message>
    <message>
        <source>Nothing selected</source>
        <translation>Nichts ausgewählt</translation>
    </message>
    <message>
        <source>%1 selected:</source>
        <translation>%1 ausgewählt:</translation>
    </message>
    <message>
        <source>Filter by this cell</source>
        <translation>Nach dieser Zelle filtern</translation>
    </message>
    <message>
        <source>Exclude this cell</source>
        <translation>Diese Zelle ausschließen</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::TargetActions</name>
    <message>
        <source>&amp;Emit…</source>
        <translation>&amp;Senden…</translation>
    </message>
    <message>
        <source>&amp;Join…</source>
        <translation>&amp;Beitreten…</translation>
    </message>
    <message>
        <source>&amp;Leave…</source>
        <translation>&amp;Verlassen…</translation>
    </message>
    <message>
        <source>&amp;Disconnect socket</source>
        <translation>Socket &amp;trennen</translation>
    </message>
    <message>
        <source>Disconnect &amp;client</source>
        <translation>&amp;Client trennen</translation>
    </message>
    <message>
        <source>Copy &amp;id</source>
        <translation>&amp;ID kopieren</translation>
    </message>
    <message>
        <source>Copy &amp;row as JSON</source>
        <translation>&amp;Zeile als JSON kopieren</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::TargetPicker</name>
    <message>
        <source>&amp;Namespace:</source>
        <translation>Na&amp;mespace:</translation>
    </message>
    <message>
        <source>Target scope</source>
        <translation>Art des Ziels</translation>
    </message>
    <message>
        <source>What was selected</source>
        <translation>Das Ausgewählte</translation>
    </message>
    <message>
        <source>Shown on the Sockets page</source>
        <translation>Angezeigte auf der Seite „Sockets“</translation>
    </message>
    <message>
        <source>Everybody in a namespace</source>
        <translation>Alle in einem Namespace</translation>
    </message>
    <message>
        <source>Rooms</source>
        <translation>Räume</translation>
    </message>
    <message>
        <source>Sockets</source>
        <translation>Sockets</translation>
    </message>
    <message>
        <source>Target namespace</source>
        <translation>Ziel-Namespace</translation>
    </message>
    <message>
        <source>Except</source>
        <translation>Außer</translation>
    </message>
    <message>
        <source>Except these rooms, or sockets by their ids, one a line</source>
        <translation>Außer diesen Räumen oder Socket-IDs, eine Angabe pro Zeile</translation>
    </message>
    <message>
        <source>&amp;To:</source>
        <translation>A&amp;n:</translation>
    </message>
    <message>
        <source>Names of rooms, one a line</source>
        <translation>Namen von Räumen, einer pro Zeile</translation>
    </message>
    <message>
        <source>Ids of sockets, one a line</source>
        <translation>IDs von Sockets, eine pro Zeile</translation>
    </message>
    <message>
        <source>Target rooms</source>
        <translation>Ziel-Räume</translation>
    </message>
    <message>
        <source>Target sockets</source>
        <translation>Ziel-Sockets</translation>
    </message>
    <message>
        <source>Who matches the filter of that page when it is sent.</source>
        <translation>Wer beim Senden zum Filter dieser Seite passt.</translation>
    </message>
    <message>
        <source>Nothing was selected on a page.</source>
        <translation>Auf keiner Seite wurde etwas ausgewählt.</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::TimeSeriesView</name>
    <message>
        <source>%1 plot</source>
        <translation>Diagramm %1</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>%1: last %2, lowest %3, highest %4</source>
        <translation>%1: zuletzt %2, niedrigster %3, höchster %4</translation>
    </message>
    <message>
        <source>No data yet</source>
        <translation>Noch keine Daten</translation>
    </message>
    <message>
        <source>Show events at this time</source>
        <translation>Ereignisse zu dieser Zeit zeigen</translation>
    </message>
    <message>
        <source>Reset zoom</source>
        <translation>Zoom zurücksetzen</translation>
    </message>
    <message>
        <source>Show as table</source>
        <translation>Als Tabelle zeigen</translation>
    </message>
    <message>
        <source>Export picture…</source>
        <translation>Bild exportieren…</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::Tray</name>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::TrayIcon</name>
    <message>
        <source>qsioadmin</source>
        <translation>qsioadmin</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>Ö&amp;ffnen</translation>
    </message>
    <message>
        <source>&amp;Mute alerts</source>
        <translation>Alarme &amp;stummschalten</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::TreePage</name>
    <message>
        <source>Tree</source>
        <translation>Baum</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::WindowActions</name>
    <message>
        <source>&amp;Connect…</source>
        <translation>&amp;Verbinden…</translation>
    </message>
    <message>
        <source>&amp;Disconnect</source>
        <translation>&amp;Trennen</translation>
    </message>
    <message>
        <source>&amp;Log out</source>
        <translation>&amp;Abmelden</translation>
    </message>
    <message>
        <source>&amp;Try now</source>
        <translation>&amp;Jetzt versuchen</translation>
    </message>
    <message>
        <source>&amp;Resync the lists</source>
        <translation>&amp;Listen abgleichen</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>&amp;Zurück</translation>
    </message>
    <message>
        <source>&amp;Forward</source>
        <translation>&amp;Vorwärts</translation>
    </message>
    <message>
        <source>Find &amp;anything…</source>
        <translation>Überall &amp;suchen…</translation>
    </message>
    <message>
        <source>F&amp;ilter this page</source>
        <translation>Diese Seite &amp;filtern</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>&amp;Pause</translation>
    </message>
    <message>
        <source>&amp;Read-only</source>
        <translation>&amp;Nur lesen</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>&amp;Exportieren…</translation>
    </message>
    <message>
        <source>Times in &amp;UTC</source>
        <translation>Zeiten in &amp;UTC</translation>
    </message>
    <message>
        <source>&amp;Larger text</source>
        <translation>Schrift &amp;größer</translation>
    </message>
    <message>
        <source>&amp;Smaller text</source>
        <translation>Schrift &amp;kleiner</translation>
    </message>
    <message>
        <source>Open page in new &amp;window</source>
        <translation>Seite in &amp;neuem Fenster öffnen</translation>
    </message>
    <message>
        <source>Reset la&amp;yout</source>
        <translation>&amp;Layout zurücksetzen</translation>
    </message>
    <message>
        <source>&amp;Keys</source>
        <translation>&amp;Tastenkürzel</translation>
    </message>
    <message>
        <source>C&amp;hange shortcuts…</source>
        <translation>Tastenkürzel ä&amp;ndern…</translation>
    </message>
    <message>
        <source>&amp;About qsioadmin</source>
        <translation>Ü&amp;ber qsioadmin</translation>
    </message>
    <message>
        <source>As the &amp;system</source>
        <translation>Wie das &amp;System</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Hell</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Dunkel</translation>
    </message>
    <message>
        <source>High &amp;contrast</source>
        <translation>Hoher &amp;Kontrast</translation>
    </message>
    <message>
        <source>&amp;Connection</source>
        <translation>&amp;Verbindung</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>&amp;Design</translation>
    </message>
    <message>
        <source>&amp;Action</source>
        <translation>A&amp;ktion</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
</context>
<context>
    <name>Subject</name>
    <message>
        <source>%1 in %2</source>
        <translation>%1 in %2</translation>
    </message>
</context>
</TS>
