<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr">
<context>
    <name>AlertRule</name>
    <message>
        <source>Connection lost</source>
        <translation>Connexion perdue</translation>
    </message>
    <message>
        <source>Server lost</source>
        <translation>Serveur perdu</translation>
    </message>
    <message>
        <source>Server late</source>
        <translation>Serveur en retard</translation>
    </message>
    <message>
        <source>Server restarted</source>
        <translation>Serveur relancé</translation>
    </message>
    <message>
        <source>Clients dropped</source>
        <translation>Chute du nombre de clients</translation>
    </message>
    <message>
        <source>Disconnects per second</source>
        <translation>Déconnexions par seconde</translation>
    </message>
    <message>
        <source>Share of polling clients</source>
        <translation>Part des clients en polling</translation>
    </message>
    <message>
        <source>A figure is above</source>
        <translation>Indicateur trop élevé</translation>
    </message>
    <message>
        <source>A figure is below</source>
        <translation>Indicateur trop bas</translation>
    </message>
    <message>
        <source>An event matches a filter</source>
        <translation>Un événement correspond à un filtre</translation>
    </message>
    <message>
        <source>A socket connected</source>
        <translation>Un socket s&apos;est connecté</translation>
    </message>
    <message>
        <source>A socket left</source>
        <translation>Un socket est parti</translation>
    </message>
    <message>
        <source>A room is empty</source>
        <translation>Un salon est vide</translation>
    </message>
    <message>
        <source>A room has too many members</source>
        <translation>Un salon a trop de membres</translation>
    </message>
    <message>
        <source>Lists differ from the servers&apos; counts</source>
        <translation>Écart entre les listes et les comptes des serveurs</translation>
    </message>
    <message>
        <source>Clients</source>
        <translation>Clients</translation>
    </message>
    <message>
        <source>Polling clients</source>
        <translation>Clients en polling</translation>
    </message>
    <message>
        <source>Sockets</source>
        <translation>Sockets</translation>
    </message>
    <message>
        <source>Rooms</source>
        <translation>Salons</translation>
    </message>
    <message>
        <source>Packets in, per second</source>
        <translation>Paquets reçus par seconde</translation>
    </message>
    <message>
        <source>Packets out, per second</source>
        <translation>Paquets émis par seconde</translation>
    </message>
    <message>
        <source>Bytes in, per second</source>
        <translation>Octets reçus par seconde</translation>
    </message>
    <message>
        <source>Bytes out, per second</source>
        <translation>Octets émis par seconde</translation>
    </message>
    <message>
        <source>Connections per second</source>
        <translation>Connexions par seconde</translation>
    </message>
    <message>
        <source>Disconnections per second</source>
        <translation>Déconnexions par seconde</translation>
    </message>
    <message>
        <source>Give the rule a name.</source>
        <translation>Donnez un nom à la règle.</translation>
    </message>
    <message>
        <source>Enter the name of the room.</source>
        <translation>Saisissez le nom du salon.</translation>
    </message>
    <message>
        <source>A namespace begins with a slash, such as /chat.</source>
        <translation>Un namespace commence par une barre oblique, comme /chat.</translation>
    </message>
    <message>
        <source>Choose a figure.</source>
        <translation>Choisissez un indicateur.</translation>
    </message>
    <message>
        <source>Enter a filter: without one, everything would be an alert.</source>
        <translation>Saisissez un filtre : sans filtre, tout serait une alerte.</translation>
    </message>
</context>
<context>
    <name>AlertRuleSet</name>
    <message>
        <source>The file is too large for alert rules.</source>
        <translation>Le fichier est trop grand pour des règles d&apos;alerte.</translation>
    </message>
    <message>
        <source>The file has no alert rules.</source>
        <translation>Le fichier ne contient pas de règles d&apos;alerte.</translation>
    </message>
    <message>
        <source>The file has too many alert rules.</source>
        <translation>Le fichier contient trop de règles d&apos;alerte.</translation>
    </message>
    <message>
        <source>The file has a rule of an unknown kind.</source>
        <translation>Le fichier contient une règle d&apos;un type inconnu.</translation>
    </message>
</context>
<context>
    <name>CaptureWriter</name>
    <message>
        <source>&quot;%1&quot; is there already.</source>
        <translation>« %1 » existe déjà.</translation>
    </message>
</context>
<context>
    <name>CommandAnswer</name>
    <message>
        <source>without a reason</source>
        <translation>sans motif</translation>
    </message>
</context>
<context>
    <name>ConnectionSettings</name>
    <message>
        <source>Header %1 is not a field that can be sent, such as &quot;X-Tenant: blue&quot;.</source>
        <translation>L&apos;en-tête %1 n&apos;est pas un champ qui peut être envoyé, comme &quot;X-Tenant: blue&quot;.</translation>
    </message>
    <message>
        <source>Cookie %1 is none, such as &quot;route=a3&quot;.</source>
        <translation>Le cookie %1 n&apos;est pas un cookie comme &quot;route=a3&quot;.</translation>
    </message>
</context>
<context>
    <name>HexText</name>
    <message>
        <source>and %1 more bytes
</source>
        <translation>et %1 octets de plus
</translation>
    </message>
</context>
<context>
    <name>JsonProblem</name>
    <message>
        <source>A name in double quotes, or } is expected here.</source>
        <translation>Un nom entre guillemets droits, ou }, est attendu ici.</translation>
    </message>
    <message>
        <source>A comma is expected here, or the end of the array.</source>
        <translation>Une virgule est attendue ici, ou la fin du tableau.</translation>
    </message>
    <message>
        <source>A colon is missing after a name.</source>
        <translation>Il manque un deux-points après un nom.</translation>
    </message>
    <message>
        <source>A comma is missing between two values.</source>
        <translation>Il manque une virgule entre deux valeurs.</translation>
    </message>
    <message>
        <source>A text is not closed: &quot; is missing.</source>
        <translation>Un texte n&apos;est pas fermé : il manque &quot;.</translation>
    </message>
    <message>
        <source>This is no number.</source>
        <translation>Ce n&apos;est pas un nombre.</translation>
    </message>
    <message>
        <source>There is no such escape sequence.</source>
        <translation>Cette séquence d&apos;échappement n&apos;existe pas.</translation>
    </message>
    <message>
        <source>This is nested too deeply.</source>
        <translation>L&apos;imbrication est trop profonde.</translation>
    </message>
    <message>
        <source>This is too large.</source>
        <translation>C&apos;est trop grand.</translation>
    </message>
    <message>
        <source>A JSON value is expected here: a number, a text in double quotes, true, false, null, [...] or {...}.</source>
        <translation>Une valeur JSON est attendue ici : un nombre, un texte entre guillemets droits, true, false, null, [...] ou {...}.</translation>
    </message>
</context>
<context>
    <name>Password</name>
    <message>
        <source>Password of %1: </source>
        <translation>Mot de passe de %1 : </translation>
    </message>
    <message>
        <source>Cannot read %1: %2</source>
        <translation>Impossible de lire %1 : %2</translation>
    </message>
    <message>
        <source>There is no password: see --password-file and --password-stdin.</source>
        <translation>Il n&apos;y a pas de mot de passe : voir --password-file et --password-stdin.</translation>
    </message>
</context>
<context>
    <name>PayloadTemplate</name>
    <message>
        <source>There is no placeholder {{%1}}. There are {{sid}}, {{now}}, {{uuid}} and {{n}}; a brace in a text is \u007b.</source>
        <translation>Il n&apos;existe pas de variable {{%1}}. Il y a {{sid}}, {{now}}, {{uuid}} et {{n}} ; une accolade dans un texte s&apos;écrit \u007b.</translation>
    </message>
</context>
<context>
    <name>PlotPainter</name>
    <message>
        <source>No data yet</source>
        <translation>Pas encore de données</translation>
    </message>
</context>
<context>
    <name>Profile</name>
    <message>
        <source>New connection</source>
        <translation>Nouvelle connexion</translation>
    </message>
    <message>
        <source>Enter the address of the server.</source>
        <translation>Saisissez l&apos;adresse du serveur.</translation>
    </message>
    <message>
        <source>The admin namespace begins with a slash, such as /admin.</source>
        <translation>Le namespace d&apos;administration commence par une barre oblique, comme /admin.</translation>
    </message>
    <message>
        <source>The path begins with a slash, such as /socket.io.</source>
        <translation>Le chemin commence par une barre oblique, comme /socket.io.</translation>
    </message>
</context>
<context>
    <name>ProfileAddress</name>
    <message>
        <source>Enter the address of the server.</source>
        <translation>Saisissez l&apos;adresse du serveur.</translation>
    </message>
    <message>
        <source>This address is too long.</source>
        <translation>Cette adresse est trop longue.</translation>
    </message>
    <message>
        <source>This is no address of a server. One looks like https://example.org or localhost:3000.</source>
        <translation>Ce n&apos;est pas l&apos;adresse d&apos;un serveur. Exemples : https://example.org ou localhost:3000.</translation>
    </message>
    <message>
        <source>This is the address of the web UI. Enter the address of your own server.</source>
        <translation>C&apos;est l&apos;adresse de l&apos;interface web. Saisissez l&apos;adresse de votre propre serveur.</translation>
    </message>
</context>
<context>
    <name>QsioAdmin</name>
    <message>
        <source>The server, such as https://example.com:3000.</source>
        <translation>Le serveur, par exemple https://example.com:3000.</translation>
    </message>
    <message>
        <source>Its admin namespace (default: /admin).</source>
        <translation>Son namespace d&apos;administration (par défaut : /admin).</translation>
    </message>
    <message>
        <source>The path of Socket.IO (default: /socket.io).</source>
        <translation>Le chemin de Socket.IO (par défaut : /socket.io).</translation>
    </message>
    <message>
        <source>json (default) or msgpack, as the server has it.</source>
        <translation>json (par défaut) ou msgpack, comme sur le serveur.</translation>
    </message>
    <message>
        <source>websocket (default), polling or auto.</source>
        <translation>websocket (par défaut), polling ou auto.</translation>
    </message>
    <message>
        <source>The name to log in with. The password comes from --password-file, from --password-stdin, from the variable QSIOADMIN_PASSWORD, or is asked for.</source>
        <translation>Le nom pour s&apos;authentifier. Le mot de passe vient de --password-file, de --password-stdin, de la variable QSIOADMIN_PASSWORD, ou il est demandé.</translation>
    </message>
    <message>
        <source>The first line of this file is the password.</source>
        <translation>La première ligne de ce fichier est le mot de passe.</translation>
    </message>
    <message>
        <source>Keep the session in this file: the next login needs no password. Whoever has the file can log in.</source>
        <translation>Conserver la session dans ce fichier : l&apos;authentification suivante se fait sans mot de passe. Quiconque possède le fichier peut s&apos;authentifier.</translation>
    </message>
    <message>
        <source>The first line of the standard input is the password.</source>
        <translation>La première ligne de l&apos;entrée standard est le mot de passe.</translation>
    </message>
    <message>
        <source>Certificates to trust besides the system&apos;s, as PEM.</source>
        <translation>Certificats à accepter en plus de ceux du système, au format PEM.</translation>
    </message>
    <message>
        <source>Do not check the server&apos;s certificate.</source>
        <translation>Ne pas vérifier le certificat du serveur.</translation>
    </message>
    <message>
        <source>Send no command, whatever happens.</source>
        <translation>N&apos;envoyer aucune commande, quoi qu&apos;il arrive.</translation>
    </message>
    <message>
        <source>Print what there is, and end: servers, namespaces, rooms, clients, sockets, several of these with commas, or all.</source>
        <translation>Afficher ce qui existe, puis terminer : servers, namespaces, rooms, clients, sockets, plusieurs d&apos;entre eux séparés par des virgules, ou all.</translation>
    </message>
    <message>
        <source>Print only rows that match, such as &quot;nsp:/chat age&gt;5m&quot;.</source>
        <translation>N&apos;afficher que les lignes qui correspondent, par exemple &quot;nsp:/chat age&gt;5m&quot;.</translation>
    </message>
    <message>
        <source>With --list: print again what changes, as text or ndjson, until interrupted.</source>
        <translation>Avec --list : afficher à nouveau ce qui change, en text ou ndjson, jusqu&apos;à interruption.</translation>
    </message>
    <message>
        <source>text (default), json, ndjson or csv.</source>
        <translation>text (par défaut), json, ndjson ou csv.</translation>
    </message>
    <message>
        <source>The same as --format json.</source>
        <translation>Comme --format json.</translation>
    </message>
    <message>
        <source>Write what the server says to this file, until interrupted; - is the standard output.</source>
        <translation>Écrire ce que dit le serveur dans ce fichier, jusqu&apos;à interruption ; - désigne la sortie standard.</translation>
    </message>
    <message>
        <source>Read a recorded file instead of connecting.</source>
        <translation>Lire un fichier enregistré au lieu de se connecter.</translation>
    </message>
    <message>
        <source>Give up, or end recording, after this many seconds (default: 15; of recording: none).</source>
        <translation>Abandonner, ou arrêter l&apos;enregistrement, après ce nombre de secondes (par défaut : 15 ; pour un enregistrement : sans limite).</translation>
    </message>
    <message>
        <source>The page that the window begins with: overview, servers, namespaces, rooms, sockets, clients, events, compose, alerts or activity.</source>
        <translation>La page affichée à l&apos;ouverture de la fenêtre : overview, servers, namespaces, rooms, sockets, clients, events, compose, alerts ou activity.</translation>
    </message>
    <message>
        <source>The socket to show when the window begins, as namespace:id.</source>
        <translation>Le socket à montrer à l&apos;ouverture de la fenêtre, sous la forme namespace:id.</translation>
    </message>
    <message>
        <source>The language of the program, such as %1; else that of the system.</source>
        <translation>La langue du programme, par exemple %1 ; sinon celle du système.</translation>
    </message>
    <message>
        <source> or </source>
        <translation> ou </translation>
    </message>
    <message>
        <source>light, dark, contrast or system.</source>
        <translation>light, dark, contrast ou system.</translation>
    </message>
    <message>
        <source>The size of the window, such as 1280x800.</source>
        <translation>La taille de la fenêtre, par exemple 1280x800.</translation>
    </message>
    <message>
        <source>Save a picture of the window in this file, and end.</source>
        <translation>Enregistrer une image de la fenêtre dans ce fichier, puis terminer.</translation>
    </message>
    <message>
        <source>A saved connection, for the window; or what belongs to a command.</source>
        <translation>Une connexion enregistrée, pour la fenêtre ; ou ce qui fait partie d&apos;une commande.</translation>
    </message>
    <message>
        <source>Shows what goes on in a Socket.IO server.

Exit codes: 0 all is well; 1 what was asked for is not there; 2 cannot connect; 3 the server refuses; 4 wrong arguments.</source>
        <translation>Montre ce qui se passe dans un serveur Socket.IO.

Codes de retour : 0 tout va bien ; 1 ce qui est demandé n&apos;existe pas ; 2 connexion impossible ; 3 le serveur refuse ; 4 arguments incorrects.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not the address of a server.</source>
        <translation>« %1 » n&apos;est pas l&apos;adresse d&apos;un serveur.</translation>
    </message>
    <message>
        <source>A password does not belong on the command line.</source>
        <translation>Un mot de passe n&apos;a pas sa place sur la ligne de commande.</translation>
    </message>
    <message>
        <source>There is no parser called &quot;%1&quot;.</source>
        <translation>Il n&apos;existe pas de parseur « %1 ».</translation>
    </message>
    <message>
        <source>There is no transport called &quot;%1&quot;.</source>
        <translation>Il n&apos;existe pas de transport « %1 ».</translation>
    </message>
    <message>
        <source>There is no list of &quot;%1&quot;.</source>
        <translation>Il n&apos;existe pas de liste « %1 ».</translation>
    </message>
    <message>
        <source>What shall be listed?</source>
        <translation>Que faut-il lister ?</translation>
    </message>
    <message>
        <source>There is no format called &quot;%1&quot;.</source>
        <translation>Il n&apos;existe pas de format « %1 ».</translation>
    </message>
    <message>
        <source>The filter is wrong at character %1: %2</source>
        <translation>Le filtre est incorrect au caractère %1 : %2</translation>
    </message>
    <message>
        <source>The timeout is not a number of seconds.</source>
        <translation>Le délai n&apos;est pas un nombre de secondes.</translation>
    </message>
    <message>
        <source>Recording goes with neither --list nor --replay.</source>
        <translation>L&apos;enregistrement est incompatible avec --list et --replay.</translation>
    </message>
    <message>
        <source>Lists and recordings go with neither --check nor a command.</source>
        <translation>Les listes et les enregistrements sont incompatibles avec --check et avec les commandes.</translation>
    </message>
    <message>
        <source>--watch goes with --list, as text or ndjson.</source>
        <translation>--watch s&apos;utilise avec --list, en text ou ndjson.</translation>
    </message>
    <message>
        <source>Which server? Say --url.</source>
        <translation>Quel serveur ? Indiquez --url.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not understood.</source>
        <translation>« %1 » n&apos;est pas compris.</translation>
    </message>
    <message>
        <source>A saved connection has an address: leave out --url.</source>
        <translation>Une connexion enregistrée a déjà une adresse : omettez --url.</translation>
    </message>
    <message>
        <source>There is no theme called &quot;%1&quot;.</source>
        <translation>Il n&apos;existe pas de thème « %1 ».</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no socket, such as /chat:asyVCURU8BXwcRLV.</source>
        <translation>« %1 » n&apos;est pas un socket comme /chat:asyVCURU8BXwcRLV.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no size, such as 1280x800.</source>
        <translation>« %1 » n&apos;est pas une taille comme 1280x800.</translation>
    </message>
    <message>
        <source>Which event? --emit NAMESPACE EVENT [JSON …]</source>
        <translation>Quel événement ? --emit NAMESPACE EVENT [JSON …]</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no JSON. Texts have quotation marks: &apos;&quot;text&quot;&apos;.</source>
        <translation>« %1 » n&apos;est pas du JSON. Les textes prennent des guillemets droits : &apos;&quot;text&quot;&apos;.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no namespace: they begin with a slash.</source>
        <translation>« %1 » n&apos;est pas un namespace : un namespace commence par une barre oblique.</translation>
    </message>
    <message>
        <source>Which room? --%1 NAMESPACE ROOM</source>
        <translation>Quel salon ? --%1 NAMESPACE ROOM</translation>
    </message>
    <message>
        <source>--where says nothing.</source>
        <translation>--where est vide.</translation>
    </message>
    <message>
        <source>Say one of --room, --socket and --where.</source>
        <translation>Indiquez une seule option parmi --room, --socket et --where.</translation>
    </message>
    <message>
        <source>Exit with 0 where all of these hold, such as &quot;clients&gt;10,servers&gt;=2&quot;; else with 1, and print those that do not. Figures: servers, lost, clients, polling, sockets, rooms, namespaces.</source>
        <translation>Terminer avec 0 si toutes ces conditions sont remplies, par exemple &quot;clients&gt;10,servers&gt;=2&quot; ; sinon avec 1, en affichant celles qui ne le sont pas. Indicateurs : servers, lost, clients, polling, sockets, rooms, namespaces.</translation>
    </message>
    <message>
        <source>Send an event: --emit NAMESPACE EVENT [JSON …].</source>
        <translation>Envoyer un événement : --emit NAMESPACE EVENT [JSON …].</translation>
    </message>
    <message>
        <source>Have sockets join a room: --join NAMESPACE ROOM.</source>
        <translation>Faire rejoindre un salon à des sockets : --join NAMESPACE ROOM.</translation>
    </message>
    <message>
        <source>Have sockets leave a room: --leave NAMESPACE ROOM.</source>
        <translation>Faire quitter un salon à des sockets : --leave NAMESPACE ROOM.</translation>
    </message>
    <message>
        <source>Disconnect sockets.</source>
        <translation>Déconnecter des sockets.</translation>
    </message>
    <message>
        <source>With --disconnect: end the whole connections.</source>
        <translation>Avec --disconnect : terminer les connexions entières.</translation>
    </message>
    <message>
        <source>Whom a command is for: who is in this room. May be said several times.</source>
        <translation>À qui s&apos;adresse une commande : ceux qui sont dans ce salon. Peut être indiqué plusieurs fois.</translation>
    </message>
    <message>
        <source>Or the socket with this id. May be said several times.</source>
        <translation>Ou le socket qui a cet id. Peut être indiqué plusieurs fois.</translation>
    </message>
    <message>
        <source>Or the sockets that match, such as &quot;transport=polling&quot;.</source>
        <translation>Ou les sockets qui correspondent, par exemple &quot;transport=polling&quot;.</translation>
    </message>
    <message>
        <source>But not who is in this room, or has this id. May be said several times.</source>
        <translation>Mais pas ceux qui sont dans ce salon, ou qui ont cet id. Peut être indiqué plusieurs fois.</translation>
    </message>
    <message>
        <source>Do it even where more than one socket is meant.</source>
        <translation>Exécuter la commande même si elle concerne plus d&apos;un socket.</translation>
    </message>
    <message>
        <source>One thing at a time, please.</source>
        <translation>Une chose à la fois, s&apos;il vous plaît.</translation>
    </message>
    <message>
        <source>--%1 needs a command, such as --emit.</source>
        <translation>--%1 demande une commande, par exemple --emit.</translation>
    </message>
    <message>
        <source>--read-only goes with no command.</source>
        <translation>--read-only est incompatible avec les commandes.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no proxy, such as http://proxy:8080 or socks5://proxy:1080.</source>
        <translation>« %1 » n&apos;est pas un proxy comme http://proxy:8080 ou socks5://proxy:1080.</translation>
    </message>
    <message>
        <source>Cannot read %1: %2</source>
        <translation>Impossible de lire %1 : %2</translation>
    </message>
    <message>
        <source>Log in with the JSON object in this file, instead of a name.</source>
        <translation>S&apos;authentifier avec l&apos;objet JSON de ce fichier, au lieu d&apos;un nom.</translation>
    </message>
    <message>
        <source>Send the lines of this file, such as &quot;X-Tenant: blue&quot; or &quot;Cookie: route=a3&quot;, along with every request.</source>
        <translation>Envoyer les lignes de ce fichier, par exemple &quot;X-Tenant: blue&quot; ou &quot;Cookie: route=a3&quot;, avec chaque requête.</translation>
    </message>
    <message>
        <source>none (default), system, or a proxy such as http://user@proxy:8080 or socks5://proxy:1080. The variable QSIOADMIN_PROXY_PASSWORD has its password.</source>
        <translation>none (par défaut), system, ou un proxy comme http://user@proxy:8080 ou socks5://proxy:1080. La variable QSIOADMIN_PROXY_PASSWORD contient son mot de passe.</translation>
    </message>
    <message>
        <source>Trust only the certificate of this SHA-256.</source>
        <translation>N&apos;accepter que le certificat qui a ce SHA-256.</translation>
    </message>
    <message>
        <source>The certificate to show to the server, as PEM.</source>
        <translation>Le certificat à présenter au serveur, au format PEM.</translation>
    </message>
    <message>
        <source>Its key, if it is in another file. The variable QSIOADMIN_KEY_PASSPHRASE opens it.</source>
        <translation>Sa clé, si elle est dans un autre fichier. La variable QSIOADMIN_KEY_PASSPHRASE contient sa phrase secrète.</translation>
    </message>
    <message>
        <source>Not connected. Nothing was sent, and nothing is kept for later.</source>
        <translation>Non connecté. Rien n&apos;a été envoyé, et rien n&apos;est gardé pour plus tard.</translation>
    </message>
    <message>
        <source>This connection is locked for reading only.</source>
        <translation>Cette connexion est verrouillée en lecture seule.</translation>
    </message>
    <message>
        <source>The server does not offer this.</source>
        <translation>Le serveur ne propose pas cette fonction.</translation>
    </message>
    <message>
        <source>The server has no such namespace.</source>
        <translation>Le serveur n&apos;a pas ce namespace.</translation>
    </message>
    <message>
        <source>Nobody is selected.</source>
        <translation>Personne n&apos;est sélectionné.</translation>
    </message>
    <message>
        <source>The event has no name.</source>
        <translation>L&apos;événement n&apos;a pas de nom.</translation>
    </message>
    <message>
        <source>This name belongs to Socket.IO itself. Servers may break down over it.</source>
        <translation>Ce nom est réservé à Socket.IO. Il peut faire tomber des serveurs.</translation>
    </message>
    <message>
        <source>The arguments are not valid JSON.</source>
        <translation>Les arguments ne sont pas du JSON valide.</translation>
    </message>
    <message>
        <source>No room is named.</source>
        <translation>Aucun salon n&apos;est indiqué.</translation>
    </message>
    <message>
        <source>A socket cannot leave the room of its own id: it could not be reached any longer.</source>
        <translation>Un socket ne peut pas quitter le salon de son propre id : il ne serait plus joignable.</translation>
    </message>
    <message>
        <source>One of the exceptions has no name.</source>
        <translation>Une des exceptions n&apos;a pas de nom.</translation>
    </message>
    <message>
        <source>There can be no exceptions: it is not known who is there, and this server does not make them itself.</source>
        <translation>Aucune exception n&apos;est possible : on ne sait pas qui est là, et ce serveur ne gère pas lui-même les exceptions.</translation>
    </message>
    <message>
        <source>The server lets this user look, but not give commands.</source>
        <translation>Le serveur permet à cet utilisateur de consulter, mais pas d&apos;exécuter des commandes.</translation>
    </message>
    <message>
        <source>Not sent: the window was closed in the seconds in which it could be undone.</source>
        <translation>Non envoyé : la fenêtre a été fermée pendant les secondes où l&apos;annulation était possible.</translation>
    </message>
    <message>
        <source>This is more than the server takes in one message.</source>
        <translation>C&apos;est plus que ce que le serveur accepte en un message.</translation>
    </message>
    <message>
        <source>Enter the host and the port of the proxy.</source>
        <translation>Saisissez l&apos;hôte et le port du proxy.</translation>
    </message>
    <message>
        <source>refused by the server: %1</source>
        <translation>refusé par le serveur : %1</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n messages answered</source>
        <translation>
            <numerusform>réponses : %1 pour %n message</numerusform>
            <numerusform>réponses : %1 pour %n messages</numerusform>
        </translation>
    </message>
    <message>
        <source>done, says the server</source>
        <translation>fait, selon le serveur</translation>
    </message>
    <message numerus="yes">
        <source>done, says the server: %n sockets</source>
        <translation>
            <numerusform>fait, selon le serveur : %n socket</numerusform>
            <numerusform>fait, selon le serveur : %n sockets</numerusform>
        </translation>
    </message>
    <message>
        <source>sent, cannot be confirmed</source>
        <translation>envoyé, confirmation impossible</translation>
    </message>
    <message>
        <source>%1 of %2 confirmed</source>
        <translation>confirmés : %1 sur %2</translation>
    </message>
    <message>
        <source>, %1 were so already</source>
        <translation>, déjà dans cet état : %1</translation>
    </message>
    <message>
        <source>, %1 already gone</source>
        <translation>, déjà partis : %1</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not the address of a server. It should look like https://example.com:3000.</source>
        <translation>« %1 » n&apos;est pas l&apos;adresse d&apos;un serveur. Exemple : https://example.com:3000.</translation>
    </message>
    <message>
        <source>There is no host called &quot;%1&quot;. Check the spelling, and your connection to the network.</source>
        <translation>Il n&apos;existe pas d&apos;hôte « %1 ». Vérifiez l&apos;orthographe et votre connexion au réseau.</translation>
    </message>
    <message>
        <source>Nobody listens at port %1 of %2. Is the server running, and is this its port?</source>
        <translation>Rien n&apos;écoute sur le port %1 de %2. Le serveur est-il lancé, et est-ce bien son port ?</translation>
    </message>
    <message>
        <source>%1 does not answer at port %2. A firewall may be in the way.</source>
        <translation>%1 ne répond pas sur le port %2. Un pare-feu bloque peut-être l&apos;accès.</translation>
    </message>
    <message>
        <source>The proxy does not let the connection to %1 pass: %2</source>
        <translation>Le proxy ne laisse pas passer la connexion à %1 : %2</translation>
    </message>
    <message>
        <source>%1 shows another certificate than the one that is pinned. It may have been renewed, or somebody is in between. Its fingerprint is %2.</source>
        <translation>%1 présente un autre certificat que celui qui est épinglé. Il a peut-être été renouvelé, ou quelqu&apos;un s&apos;est interposé. Son empreinte est %2.</translation>
    </message>
    <message>
        <source>No secure connection to %1 is possible: %2</source>
        <translation>Aucune connexion sécurisée à %1 n&apos;est possible : %2</translation>
    </message>
    <message>
        <source>There is a web server at %1, but no Socket.IO server at the path &quot;%2&quot; (%3).</source>
        <translation>Il y a un serveur web à %1, mais pas de serveur Socket.IO au chemin « %2 » (%3).</translation>
    </message>
    <message>
        <source>The server is there, but the connection does not come about: %1. A proxy that does not pass WebSockets on may be in the way; try polling.</source>
        <translation>Le serveur est là, mais la connexion ne s&apos;établit pas : %1. Un proxy qui ne laisse pas passer les WebSockets est peut-être en cause ; essayez polling.</translation>
    </message>
    <message>
        <source>The server does not accept this session id. It may have expired.</source>
        <translation>Le serveur n&apos;accepte pas cet id de session. Il a peut-être expiré.</translation>
    </message>
    <message>
        <source>The server does not accept this JSON object.</source>
        <translation>Le serveur n&apos;accepte pas cet objet JSON.</translation>
    </message>
    <message>
        <source>The server asks for a user name and a password.</source>
        <translation>Le serveur demande un nom d&apos;utilisateur et un mot de passe.</translation>
    </message>
    <message>
        <source>The server does not accept this user name and password.</source>
        <translation>Le serveur n&apos;accepte pas ce nom d&apos;utilisateur et ce mot de passe.</translation>
    </message>
    <message>
        <source>The server closed the connection during the login. It probably uses another parser than %1.</source>
        <translation>Le serveur a fermé la connexion pendant l&apos;authentification. Il utilise sans doute un autre parseur que %1.</translation>
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
        <translation>Le serveur n&apos;a pas répondu à l&apos;authentification. Il utilise sans doute un autre parseur que %1.</translation>
    </message>
    <message>
        <source>The server has no namespace &quot;%1&quot;. Is it instrumented, and is this the name of its admin namespace?</source>
        <translation>Le serveur n&apos;a pas de namespace « %1 ». Est-il instrumenté, et est-ce bien le nom de son namespace d&apos;administration ?</translation>
    </message>
    <message>
        <source>The server refused the login: %1</source>
        <translation>Le serveur a refusé l&apos;authentification : %1</translation>
    </message>
    <message>
        <source>The namespace &quot;%1&quot; exists but is not an admin namespace: it does not say what it can do.</source>
        <translation>Le namespace « %1 » existe mais n&apos;est pas un namespace d&apos;administration : il ne dit pas ce qu&apos;il sait faire.</translation>
    </message>
    <message>
        <source>This server speaks an older Socket.IO, of which this program knows nothing: %1</source>
        <translation>Ce serveur parle un Socket.IO plus ancien, que ce programme ne connaît pas : %1</translation>
    </message>
    <message>
        <source>The connection to the server has broken off. What is shown is as it was then.</source>
        <translation>La connexion au serveur est coupée. Ce qui est affiché date de ce moment.</translation>
    </message>
    <message>
        <source>The server has fallen silent. What is shown is as it was then.</source>
        <translation>Le serveur ne donne plus signe de vie. Ce qui est affiché date de ce moment.</translation>
    </message>
    <message>
        <source>The server, or another admin, has ended this connection.</source>
        <translation>Le serveur, ou un autre administrateur, a mis fin à cette connexion.</translation>
    </message>
    <message>
        <source>The server sent something that is not Socket.IO: %1</source>
        <translation>Le serveur a envoyé quelque chose qui n&apos;est pas du Socket.IO : %1</translation>
    </message>
    <message>
        <source>There is no certificate in the file of the client&apos;s certificate.</source>
        <translation>Il n&apos;y a pas de certificat dans le fichier du certificat client.</translation>
    </message>
    <message>
        <source>The key of the client&apos;s certificate cannot be read. Is the passphrase right?</source>
        <translation>Impossible de lire la clé du certificat client. La phrase secrète est-elle correcte ?</translation>
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
        <translation>%1 j %2 h</translation>
    </message>
    <message>
        <source>error</source>
        <translation>erreur</translation>
    </message>
    <message>
        <source>gone</source>
        <translation>parti</translation>
    </message>
    <message>
        <source>new</source>
        <translation>nouveau</translation>
    </message>
    <message>
        <source>large</source>
        <translation>volumineux</translation>
    </message>
    <message>
        <source>green</source>
        <translation>vert</translation>
    </message>
    <message>
        <source>orange</source>
        <translation>orange</translation>
    </message>
    <message>
        <source>red</source>
        <translation>rouge</translation>
    </message>
    <message>
        <source>blue</source>
        <translation>bleu</translation>
    </message>
    <message>
        <source>grey</source>
        <translation>gris</translation>
    </message>
    <message>
        <source>reading the list</source>
        <translation>lecture de la liste</translation>
    </message>
    <message>
        <source>connected, without lists</source>
        <translation>connecté, sans listes</translation>
    </message>
    <message>
        <source>out of date</source>
        <translation>listes périmées</translation>
    </message>
    <message>
        <source>connected</source>
        <translation>connecté</translation>
    </message>
    <message>
        <source>late</source>
        <translation>en retard</translation>
    </message>
    <message>
        <source>lost</source>
        <translation>perdu</translation>
    </message>
    <message>
        <source>reconnecting, attempt %1</source>
        <translation>reconnexion, essai %1</translation>
    </message>
    <message>
        <source>reconnecting in %1 s, attempt %2</source>
        <translation>reconnexion dans %1 s, essai %2</translation>
    </message>
    <message>
        <source>Nothing selected</source>
        <translation>Aucune sélection</translation>
    </message>
    <message>
        <source>Server %1</source>
        <translation>Serveur %1</translation>
    </message>
    <message>
        <source>Namespace %1</source>
        <translation>Namespace %1</translation>
    </message>
    <message>
        <source>Room %1</source>
        <translation>Salon %1</translation>
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
        <translation>déconnecté à %1 : %2</translation>
    </message>
    <message>
        <source>disconnected</source>
        <translation>déconnecté</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportation</translation>
    </message>
    <message>
        <source>&quot;%1&quot; could not be written: %2</source>
        <translation>Impossible d&apos;écrire « %1 » : %2</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::ActivityModel</name>
    <message>
        <source>(%1 bytes)</source>
        <translation>(%1 octets)</translation>
    </message>
    <message>
        <source>0 of %1</source>
        <translation>0 sur %1</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>en attente</translation>
    </message>
    <message>
        <source>stopped before everything was sent</source>
        <translation>arrêté avant la fin de l&apos;envoi</translation>
    </message>
    <message>
        <source>emit &quot;%1&quot;</source>
        <translation>émettre « %1 »</translation>
    </message>
    <message>
        <source>join &quot;%1&quot;</source>
        <translation>rejoindre « %1 »</translation>
    </message>
    <message>
        <source>leave &quot;%1&quot;</source>
        <translation>quitter « %1 »</translation>
    </message>
    <message>
        <source>close connection</source>
        <translation>fermer la connexion</translation>
    </message>
    <message>
        <source>disconnect</source>
        <translation>déconnecter</translation>
    </message>
    <message>
        <source>nobody</source>
        <translation>personne</translation>
    </message>
    <message>
        <source>everybody in %1</source>
        <translation>tout le monde dans %1</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>et %1 de plus</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <translation>%1 dans %2</translation>
    </message>
    <message>
        <source>%1 sockets in %2</source>
        <translation>%1 sockets dans %2</translation>
    </message>
    <message numerus="yes">
        <source>%1, with %n exceptions</source>
        <translation>
            <numerusform>%1, avec %n exception</numerusform>
            <numerusform>%1, avec %n exceptions</numerusform>
        </translation>
    </message>
    <message>
        <source>none</source>
        <translation>aucun</translation>
    </message>
    <message>
        <source>%1, %2: %3</source>
        <translation>%1, %2 : %3</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 sur %2</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Heure</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Utilisateur</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Action</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Cible</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Messages</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Résultat</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::ActivityPage</name>
    <message>
        <source>Activity</source>
        <translation>Activité</translation>
    </message>
    <message>
        <source>Activity list</source>
        <translation>Liste de l&apos;activité</translation>
    </message>
    <message>
        <source>Repeat</source>
        <translation>Répéter</translation>
    </message>
    <message>
        <source>Copy as JSON</source>
        <translation>Copier en JSON</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exporter…</translation>
    </message>
    <message>
        <source>Nothing has been done yet.</source>
        <translation>Rien n&apos;a encore été fait.</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::AlertEngine</name>
    <message>
        <source>The connection is lost.</source>
        <translation>La connexion est perdue.</translation>
    </message>
    <message>
        <source>%1 disconnections per second</source>
        <translation>%1 déconnexions par seconde</translation>
    </message>
    <message>
        <source>%1 disconnections per second: %2</source>
        <translation>%1 déconnexions par seconde : %2</translation>
    </message>
    <message>
        <source>%1 % of the clients are polling</source>
        <translation>%1 % des clients sont en polling</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1 : %2</translation>
    </message>
    <message>
        <source>The servers count other numbers of sockets than are listed.</source>
        <translation>Les nombres de sockets donnés par les serveurs ne sont pas ceux des listes.</translation>
    </message>
    <message>
        <source>%1 has said nothing for %2 s</source>
        <translation>%1 ne dit rien depuis %2 s</translation>
    </message>
    <message>
        <source>Nobody is in the room any more</source>
        <translation>Il n&apos;y a plus personne dans le salon</translation>
    </message>
    <message numerus="yes">
        <source>%n members</source>
        <translation>
            <numerusform>%n membre</numerusform>
            <numerusform>%n membres</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2 clients are left</source>
        <translation>Il reste %1 clients sur %2</translation>
    </message>
    <message>
        <source>%1 has been started anew</source>
        <translation>%1 a été relancé</translation>
    </message>
    <message>
        <source>A socket left</source>
        <translation>Un socket est parti</translation>
    </message>
    <message>
        <source>A socket connected</source>
        <translation>Un socket s&apos;est connecté</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::AlertNotifier</name>
    <message>
        <source>%1: %2</source>
        <translation>%1 : %2</translation>
    </message>
    <message>
        <source>%1: %2 (%3)</source>
        <translation>%1 : %2 (%3)</translation>
    </message>
    <message numerus="yes">
        <source>and %n more alerts</source>
        <translation>
            <numerusform>et %n autre alerte</numerusform>
            <numerusform>et %n autres alertes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QsioAdmin::AlertRuleForm</name>
    <message>
        <source>A message of the desktop</source>
        <translation>Une notification du bureau</translation>
    </message>
    <message>
        <source>A sound</source>
        <translation>Un son</translation>
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
        <translation>tous</translation>
    </message>
    <message>
        <source>as on the pages, such as name=error or data.user:ann</source>
        <translation>comme sur les pages, par exemple name=error ou data.user:ann</translation>
    </message>
    <message>
        <source>&amp;Name:</source>
        <translation>&amp;Nom :</translation>
    </message>
    <message>
        <source>&amp;When:</source>
        <translation>&amp;Condition :</translation>
    </message>
    <message>
        <source>&amp;Figure:</source>
        <translation>&amp;Indicateur :</translation>
    </message>
    <message>
        <source>&amp;Limit:</source>
        <translation>Seui&amp;l :</translation>
    </message>
    <message>
        <source>Wi&amp;thin:</source>
        <translation>En moins &amp;de :</translation>
    </message>
    <message>
        <source>&amp;Reason:</source>
        <translation>&amp;Motif :</translation>
    </message>
    <message>
        <source>F&amp;ilter:</source>
        <translation>&amp;Filtre :</translation>
    </message>
    <message>
        <source>Name&amp;space:</source>
        <translation>Name&amp;space :</translation>
    </message>
    <message>
        <source>R&amp;oom:</source>
        <translation>Sal&amp;on :</translation>
    </message>
    <message>
        <source>&amp;Held for:</source>
        <translation>Du&amp;rée minimale :</translation>
    </message>
    <message>
        <source>It has to be so for this time before it is an alert.</source>
        <translation>Temps pendant lequel la condition doit être remplie avant l&apos;alerte.</translation>
    </message>
    <message>
        <source>&amp;Margin:</source>
        <translation>Mar&amp;ge :</translation>
    </message>
    <message>
        <source>So far from the limit it has to be to be over.</source>
        <translation>Écart par rapport au seuil nécessaire pour que l&apos;alerte se termine.</translation>
    </message>
    <message>
        <source>Se&amp;verity:</source>
        <translation>Gra&amp;vité :</translation>
    </message>
    <message>
        <source>T&amp;ell by:</source>
        <translation>Aver&amp;tir par :</translation>
    </message>
    <message>
        <source>By &amp;percent:</source>
        <translation>Baisse (&amp;pour cent) :</translation>
    </message>
    <message>
        <source>Above, &amp;per second:</source>
        <translation>Plus de (&amp;par seconde) :</translation>
    </message>
    <message>
        <source>Above, &amp;percent:</source>
        <translation>Plus de (&amp;pour cent) :</translation>
    </message>
    <message>
        <source>More members &amp;than:</source>
        <translation>&amp;Plus de membres que :</translation>
    </message>
    <message>
        <source>&amp;Below:</source>
        <translation>Inférie&amp;ur à :</translation>
    </message>
    <message>
        <source>A&amp;bove:</source>
        <translation>Su&amp;périeur à :</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::AlertRulesDialog</name>
    <message>
        <source>Alert rules</source>
        <translation>Règles d&apos;alerte</translation>
    </message>
    <message>
        <source>Use these rules</source>
        <translation>Utiliser ces règles</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Ajouter</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Retirer</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>Importer…</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exporter…</translation>
    </message>
    <message>
        <source>&amp;Quiet from</source>
        <translation>Silence d&amp;e</translation>
    </message>
    <message>
        <source>&amp;until</source>
        <translation>&amp;jusqu&apos;à</translation>
    </message>
    <message>
        <source>Quiet from</source>
        <translation>Silence de</translation>
    </message>
    <message>
        <source>Quiet until</source>
        <translation>Silence jusqu&apos;à</translation>
    </message>
    <message>
        <source>Alerts are listed then, and nothing else. The same time: never.</source>
        <translation>Les alertes sont alors seulement listées. Même heure : jamais.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; cannot be switched on yet: %2</source>
        <translation>« %1 » ne peut pas encore être activée : %2</translation>
    </message>
    <message>
        <source>Import alert rules</source>
        <translation>Importer des règles d&apos;alerte</translation>
    </message>
    <message>
        <source>Alert rules (*.json)</source>
        <translation>Règles d&apos;alerte (*.json)</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2</source>
        <translation>Impossible de lire %1 : %2</translation>
    </message>
    <message>
        <source>Export alert rules</source>
        <translation>Exporter les règles d&apos;alerte</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2</source>
        <translation>Impossible d&apos;écrire %1 : %2</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::AlertsModel</name>
    <message>
        <source>information</source>
        <translation>information</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>avertissement</translation>
    </message>
    <message>
        <source>critical</source>
        <translation>critique</translation>
    </message>
    <message>
        <source>active, quiet</source>
        <translation>active, silencieuse</translation>
    </message>
    <message>
        <source>active</source>
        <translation>active</translation>
    </message>
    <message>
        <source>over at %1</source>
        <translation>terminée à %1</translation>
    </message>
    <message numerus="yes">
        <source>%1 (%n times)</source>
        <translation>
            <numerusform>%1 (%n fois)</numerusform>
            <numerusform>%1 (%n fois)</numerusform>
        </translation>
    </message>
    <message>
        <source>yes</source>
        <translation>oui</translation>
    </message>
    <message>
        <source>no</source>
        <translation>non</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Heure</translation>
    </message>
    <message>
        <source>State</source>
        <translation>État</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>Gravité</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>Règle</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>Objet</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Détail</translation>
    </message>
    <message>
        <source>Acknowledged</source>
        <translation>Acquittée</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1 : %2</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::AlertsPage</name>
    <message>
        <source>Alerts</source>
        <translation>Alertes</translation>
    </message>
    <message>
        <source>Alerts list</source>
        <translation>Liste des alertes</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Afficher</translation>
    </message>
    <message>
        <source>Acknowledge</source>
        <translation>Acquitter</translation>
    </message>
    <message>
        <source>Snooze</source>
        <translation>Reporter</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Effacer</translation>
    </message>
    <message>
        <source>Removes the alerts that are over from the list.</source>
        <translation>Retire de la liste les alertes terminées.</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>Sourdine</translation>
    </message>
    <message>
        <source>No messages and no sound: alerts are listed only.</source>
        <translation>Ni notification ni son : les alertes sont seulement listées.</translation>
    </message>
    <message>
        <source>Rules…</source>
        <translation>Règles…</translation>
    </message>
    <message>
        <source>10 minutes</source>
        <translation>10 minutes</translation>
    </message>
    <message>
        <source>1 hour</source>
        <translation>1 heure</translation>
    </message>
    <message>
        <source>8 hours</source>
        <translation>8 heures</translation>
    </message>
    <message>
        <source>24 hours</source>
        <translation>24 heures</translation>
    </message>
    <message numerus="yes">
        <source>%n active</source>
        <translation>
            <numerusform>%n active</numerusform>
            <numerusform>%n actives</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n rules watch</source>
        <translation>
            <numerusform>%n règle activée</numerusform>
            <numerusform>%n règles activées</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing has happened that a rule is about.</source>
        <translation>Rien de ce que les règles surveillent ne s&apos;est produit.</translation>
    </message>
    <message>
        <source>No rule is switched on. &quot;Rules…&quot; has some ready.</source>
        <translation>Aucune règle n&apos;est activée. « Règles… » en propose des toutes prêtes.</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::AuditLog</name>
    <message>
        <source>The folder of %1 cannot be made.</source>
        <translation>Impossible de créer le dossier de %1.</translation>
    </message>
    <message>
        <source>%1 cannot be locked.</source>
        <translation>Impossible de verrouiller %1.</translation>
    </message>
    <message>
        <source>%1 is full, and cannot be renamed.</source>
        <translation>%1 est plein et ne peut pas être renommé.</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2</source>
        <translation>Impossible d&apos;écrire %1 : %2</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::BannerFeed</name>
    <message>
        <source>Unlock</source>
        <translation>Déverrouiller</translation>
    </message>
    <message>
        <source>The certificate of the server is not verified. Anybody in between can read along.</source>
        <translation>Le certificat du serveur n&apos;est pas vérifié. N&apos;importe quel intermédiaire peut lire les échanges.</translation>
    </message>
    <message>
        <source>The server lets this user look, but not give commands: nothing can be sent.</source>
        <translation>Le serveur permet à cet utilisateur de consulter, mais pas d&apos;exécuter des commandes : rien ne peut être envoyé.</translation>
    </message>
    <message>
        <source>The server lets &quot;%1&quot; look, but not give commands: nothing can be sent.</source>
        <translation>Le serveur permet à « %1 » de consulter, mais pas d&apos;exécuter des commandes : rien ne peut être envoyé.</translation>
    </message>
    <message>
        <source>This connection is for reading only: nothing can be sent.</source>
        <translation>Cette connexion est en lecture seule : rien ne peut être envoyé.</translation>
    </message>
    <message>
        <source>This window is locked for reading only: nothing can be sent.</source>
        <translation>Cette fenêtre est verrouillée en lecture seule : rien ne peut être envoyé.</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>Réessayer</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>Modifier…</translation>
    </message>
    <message>
        <source>The lists are as of %1. Nothing can be sent until the connection is back.</source>
        <translation>Les listes datent de %1. Rien ne peut être envoyé tant que la connexion n&apos;est pas rétablie.</translation>
    </message>
    <message>
        <source>This server is in production mode: it does not tell who is there, so lists are not available, and what is sent cannot be confirmed.</source>
        <translation>Ce serveur est en mode production : il ne dit pas qui est là. Les listes ne sont donc pas disponibles, et les envois ne peuvent pas être confirmés.</translation>
    </message>
    <message>
        <source>The servers count other numbers of sockets than are listed.</source>
        <translation>Les nombres de sockets donnés par les serveurs ne sont pas ceux des listes.</translation>
    </message>
    <message>
        <source>Resync</source>
        <translation>Synchroniser</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::BannerStack</name>
    <message>
        <source>Dismiss</source>
        <translation>Fermer</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::CaptureBar</name>
    <message>
        <source>Close capture</source>
        <translation>Fermer la capture</translation>
    </message>
    <message>
        <source>Capture</source>
        <translation>Capture</translation>
    </message>
    <message>
        <source>To the start</source>
        <translation>Au début</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Lecture</translation>
    </message>
    <message>
        <source>Next message</source>
        <translation>Message suivant</translation>
    </message>
    <message>
        <source>To the end</source>
        <translation>À la fin</translation>
    </message>
    <message>
        <source>Time of the capture</source>
        <translation>Position dans la capture</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Vitesse</translation>
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
        <translation>Ceci est l&apos;enregistrement « %1 », pas un serveur : rien ne peut être envoyé.</translation>
    </message>
    <message>
        <source>Lines that make no sense and were left out: %1.</source>
        <translation>Lignes qui n&apos;ont pas de sens et ont été ignorées : %1.</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 sur %2</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::CaptureControl</name>
    <message>
        <source>&amp;Start a capture…</source>
        <translation>&amp;Démarrer une capture…</translation>
    </message>
    <message>
        <source>S&amp;top the capture</source>
        <translation>&amp;Arrêter la capture</translation>
    </message>
    <message>
        <source>&amp;Open a capture…</source>
        <translation>&amp;Ouvrir une capture…</translation>
    </message>
    <message>
        <source>&amp;Close the capture</source>
        <translation>&amp;Fermer la capture</translation>
    </message>
    <message>
        <source>Capture</source>
        <translation>Capture</translation>
    </message>
    <message>
        <source>Cannot write to %1 any longer.</source>
        <translation>Impossible de continuer à écrire dans %1.</translation>
    </message>
    <message>
        <source>Ca&amp;pture</source>
        <translation>Capt&amp;ure</translation>
    </message>
    <message>
        <source>Start a capture</source>
        <translation>Démarrer une capture</translation>
    </message>
    <message>
        <source>Captures (*.ndjson)</source>
        <translation>Captures (*.ndjson)</translation>
    </message>
    <message>
        <source>&quot;%1&quot; could not be written: %2</source>
        <translation>Impossible d&apos;écrire « %1 » : %2</translation>
    </message>
    <message>
        <source>● recording to %1: %2</source>
        <translation>● enregistrement dans %1 : %2</translation>
    </message>
    <message>
        <source>Open a capture</source>
        <translation>Ouvrir une capture</translation>
    </message>
    <message>
        <source>Captures (*.ndjson *.jsonl)</source>
        <translation>Captures (*.ndjson *.jsonl)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Tous les fichiers (*)</translation>
    </message>
    <message>
        <source>&quot;%1&quot; cannot be read: %2</source>
        <translation>Impossible de lire « %1 » : %2</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::CapturePlayer</name>
    <message>
        <source>It is no capture.</source>
        <translation>Ce n&apos;est pas une capture.</translation>
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
        <translation>User agent</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Depuis</translation>
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
        <translation>Tableau des clients</translation>
    </message>
    <message>
        <source>Clients tree</source>
        <translation>Arbre des clients</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::CommandProgress</name>
    <message>
        <source>S&amp;top</source>
        <translation>A&amp;rrêter</translation>
    </message>
    <message>
        <source>Stop sending</source>
        <translation>Arrêter l&apos;envoi</translation>
    </message>
    <message numerus="yes">
        <source>Sending: %1 of %n messages</source>
        <translation>
            <numerusform>Envoi : %1 sur %n message</numerusform>
            <numerusform>Envoi : %1 sur %n messages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QsioAdmin::CommandRun</name>
    <message>
        <source>The server is in production mode: it does not tell who is there.</source>
        <translation>Le serveur est en mode production : il ne dit pas qui est là.</translation>
    </message>
    <message>
        <source>Nobody is meant by that.</source>
        <translation>Cela ne concerne personne.</translation>
    </message>
    <message numerus="yes">
        <source>This is for %n sockets in %1. Say --yes if it is meant so.</source>
        <translation>
            <numerusform>Cela concerne %n socket dans %1. Indiquez --yes si c&apos;est voulu.</numerusform>
            <numerusform>Cela concerne %n sockets dans %1. Indiquez --yes si c&apos;est voulu.</numerusform>
        </translation>
    </message>
    <message>
        <source>Nobody knows for how many sockets in %1 this is. Say --yes if it is meant so.</source>
        <translation>On ne sait pas combien de sockets cela concerne dans %1. Indiquez --yes si c&apos;est voulu.</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::CommandRunner</name>
    <message>
        <source>undone before it was sent</source>
        <translation>annulé avant l&apos;envoi</translation>
    </message>
    <message>
        <source>Undone: nothing was sent.</source>
        <translation>Annulé : rien n&apos;a été envoyé.</translation>
    </message>
    <message numerus="yes">
        <source>The connection of socket %1 in %2 ends in %n seconds.</source>
        <translation>
            <numerusform>La connexion du socket %1 dans %2 se termine dans %n seconde.</numerusform>
            <numerusform>La connexion du socket %1 dans %2 se termine dans %n secondes.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Socket %1 leaves %2 in %n seconds.</source>
        <translation>
            <numerusform>Le socket %1 quitte %2 dans %n seconde.</numerusform>
            <numerusform>Le socket %1 quitte %2 dans %n secondes.</numerusform>
        </translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>qsioadmin</source>
        <translation>qsioadmin</translation>
    </message>
    <message>
        <source>Emit</source>
        <translation>Émettre</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>Rejoindre</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>Quitter</translation>
    </message>
    <message>
        <source>Disconnect</source>
        <translation>Déconnecter</translation>
    </message>
    <message>
        <source>They all receive the event &quot;%1&quot;.</source>
        <translation>Tous reçoivent l&apos;événement « %1 ».</translation>
    </message>
    <message>
        <source>They all enter the room &quot;%1&quot;.</source>
        <translation>Tous rejoignent le salon « %1 ».</translation>
    </message>
    <message>
        <source>They all leave the room &quot;%1&quot;.</source>
        <translation>Tous quittent le salon « %1 ».</translation>
    </message>
    <message>
        <source>Their connections end, in all namespaces. Clients may come back by themselves.</source>
        <translation>Leurs connexions se terminent, dans tous les namespaces. Les clients peuvent revenir d&apos;eux-mêmes.</translation>
    </message>
    <message>
        <source>They leave the namespace. Their connections stay.</source>
        <translation>Ils quittent le namespace. Leurs connexions restent ouvertes.</translation>
    </message>
    <message>
        <source>and %1 more messages</source>
        <translation>et %1 messages de plus</translation>
    </message>
    <message numerus="yes">
        <source>This is repeated: %n times in all.</source>
        <translation>
            <numerusform>L&apos;envoi est répété : %n fois en tout.</numerusform>
            <numerusform>L&apos;envoi est répété : %n fois en tout.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 everybody in %2?</source>
        <translation>%1 : tout le monde dans %2 ?</translation>
    </message>
    <message>
        <source>%1: an unknown number of sockets in %2?</source>
        <translation>%1 : un nombre inconnu de sockets dans %2 ?</translation>
    </message>
    <message>
        <source>%1 this socket in %2?</source>
        <translation>%1 : ce socket dans %2 ?</translation>
    </message>
    <message>
        <source>%1: %2 sockets in %3?</source>
        <translation>%1 : %2 sockets dans %3 ?</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::ComposePage</name>
    <message>
        <source>Compose</source>
        <translation>Composer</translation>
    </message>
    <message>
        <source>Send to &amp;one first</source>
        <translation>&amp;D&apos;abord à un seul</translation>
    </message>
    <message>
        <source>&amp;Send</source>
        <translation>&amp;Envoyer</translation>
    </message>
    <message>
        <source>Event name</source>
        <translation>Nom de l&apos;événement</translation>
    </message>
    <message>
        <source>Name of the event</source>
        <translation>Nom de l&apos;événement</translation>
    </message>
    <message>
        <source>&amp;Event:</source>
        <translation>É&amp;vénement :</translation>
    </message>
    <message>
        <source>Arguments, as JSON values with commas between them. {{sid}}, {{now}}, {{uuid}} and {{n}} are filled in:</source>
        <translation>Arguments, en valeurs JSON séparées par des virgules. {{sid}}, {{now}}, {{uuid}} et {{n}} sont remplacés :</translation>
    </message>
    <message>
        <source>Reaches %1 of %2 sockets, with one message.</source>
        <translation>Atteint %1 sockets sur %2, en un seul message.</translation>
    </message>
    <message numerus="yes">
        <source>Reaches %1 of %2 sockets, with %Ln messages.</source>
        <translation>
            <numerusform>Atteint %1 sockets sur %2, en %Ln message.</numerusform>
            <numerusform>Atteint %1 sockets sur %2, en %Ln messages.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>This is done %Ln times.</source>
        <translation>
            <numerusform>L&apos;envoi est fait %Ln fois.</numerusform>
            <numerusform>L&apos;envoi est fait %Ln fois.</numerusform>
        </translation>
    </message>
    <message>
        <source>The arguments have to be mended first.</source>
        <translation>Il faut d&apos;abord corriger les arguments.</translation>
    </message>
    <message>
        <source>Choose whom it is for.</source>
        <translation>Choisissez les destinataires.</translation>
    </message>
    <message>
        <source>Give the event a name.</source>
        <translation>Donnez un nom à l&apos;événement.</translation>
    </message>
    <message>
        <source>{{sid}} needs to know who is there, which this server does not tell.</source>
        <translation>Pour {{sid}}, il faut savoir qui est là, ce que ce serveur ne dit pas.</translation>
    </message>
    <message>
        <source>Whom it reaches cannot be told: the server is in production mode.</source>
        <translation>Impossible de savoir qui sera atteint : le serveur est en mode production.</translation>
    </message>
    <message>
        <source>To %1 alone</source>
        <translation>À %1 seulement</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::ConfirmDialog</name>
    <message>
        <source>Targets</source>
        <translation>Cibles</translation>
    </message>
    <message numerus="yes">
        <source>… and %Ln more</source>
        <translation>
            <numerusform>… et %Ln autre</numerusform>
            <numerusform>… et %Ln autres</numerusform>
        </translation>
    </message>
    <message>
        <source>This is &amp;sent:</source>
        <translation>Ce qui est &amp;envoyé :</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>Commandes</translation>
    </message>
    <message>
        <source>&amp;Type %1 to confirm:</source>
        <translation>&amp;Tapez %1 pour confirmer :</translation>
    </message>
    <message>
        <source>Confirm by typing</source>
        <translation>Confirmer en tapant</translation>
    </message>
    <message>
        <source>Type %1 to confirm</source>
        <translation>Tapez %1 pour confirmer</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::ConnectDialog</name>
    <message>
        <source>Connect to a server</source>
        <translation>Se connecter à un serveur</translation>
    </message>
    <message>
        <source>Saved &amp;connections</source>
        <translation>Connexions enre&amp;gistrées</translation>
    </message>
    <message>
        <source>Saved connections</source>
        <translation>Connexions enregistrées</translation>
    </message>
    <message>
        <source>Ne&amp;w</source>
        <translation>Nou&amp;velle</translation>
    </message>
    <message>
        <source>De&amp;lete</source>
        <translation>&amp;Supprimer</translation>
    </message>
    <message>
        <source>M&amp;ore</source>
        <translation>P&amp;lus</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>Importer…</translation>
    </message>
    <message>
        <source>Export without passwords…</source>
        <translation>Exporter sans mots de passe…</translation>
    </message>
    <message>
        <source>Results of the test</source>
        <translation>Résultats du test</translation>
    </message>
    <message>
        <source>T&amp;est</source>
        <translation>&amp;Tester</translation>
    </message>
    <message>
        <source>Sa&amp;ve</source>
        <translation>Enregistre&amp;r</translation>
    </message>
    <message>
        <source>&amp;Connect</source>
        <translation>Se &amp;connecter</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>%1 (not saved)</source>
        <translation>%1 (non enregistrée)</translation>
    </message>
    <message>
        <source>Delete the connection %1?</source>
        <translation>Supprimer la connexion %1 ?</translation>
    </message>
    <message>
        <source>Its password and its other secrets are deleted, too.</source>
        <translation>Son mot de passe et ses autres secrets sont supprimés aussi.</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>&amp;Supprimer</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>Arrêté.</translation>
    </message>
    <message>
        <source>&amp;Stop the test</source>
        <translation>Arrêter le &amp;test</translation>
    </message>
    <message>
        <source>Import connections</source>
        <translation>Importer des connexions</translation>
    </message>
    <message>
        <source>There are no connections in this file.</source>
        <translation>Il n&apos;y a pas de connexions dans ce fichier.</translation>
    </message>
    <message>
        <source>Export connections</source>
        <translation>Exporter les connexions</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::ConnectionBadge</name>
    <message>
        <source>Connect…</source>
        <translation>Se connecter…</translation>
    </message>
    <message>
        <source>Connection state: not connected</source>
        <translation>État de la connexion : non connecté</translation>
    </message>
    <message>
        <source>Connection state: %1, %2</source>
        <translation>État de la connexion : %1, %2</translation>
    </message>
    <message>
        <source>Choose a connection</source>
        <translation>Choisir une connexion</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::ConnectionProbe</name>
    <message>
        <source>no answer</source>
        <translation>pas de réponse</translation>
    </message>
    <message>
        <source>The server can be reached.</source>
        <translation>Le serveur est joignable.</translation>
    </message>
    <message>
        <source>The connection is secure.</source>
        <translation>La connexion est sécurisée.</translation>
    </message>
    <message>
        <source>It is a Socket.IO server.</source>
        <translation>C&apos;est un serveur Socket.IO.</translation>
    </message>
    <message>
        <source>it answers %1</source>
        <translation>il répond %1</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::ConnectionSettings</name>
    <message>
        <source>What to log in with is no JSON object, such as {&quot;token&quot;: &quot;…&quot;}.</source>
        <translation>Les données d&apos;authentification ne sont pas un objet JSON comme {&quot;token&quot;: &quot;…&quot;}.</translation>
    </message>
    <message>
        <source>Enter the session id.</source>
        <translation>Saisissez l&apos;id de session.</translation>
    </message>
    <message>
        <source>The fingerprint is not the SHA-256 of a certificate: 64 hexadecimal digits.</source>
        <translation>L&apos;empreinte n&apos;est pas le SHA-256 d&apos;un certificat : 64 chiffres hexadécimaux.</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::ConnectionState</name>
    <message>
        <source>offline</source>
        <translation>hors ligne</translation>
    </message>
    <message>
        <source>connecting</source>
        <translation>connexion en cours</translation>
    </message>
    <message>
        <source>logging in</source>
        <translation>authentification</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>refusé</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::ConnectionTest</name>
    <message>
        <source>Its clock shows the same time as yours.</source>
        <translation>Son horloge est à la même heure que la vôtre.</translation>
    </message>
    <message numerus="yes">
        <source>Its clock is %n seconds ahead of yours.</source>
        <translation>
            <numerusform>Son horloge avance de %n seconde sur la vôtre.</numerusform>
            <numerusform>Son horloge avance de %n secondes sur la vôtre.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Its clock is %n seconds behind yours.</source>
        <translation>
            <numerusform>Son horloge retarde de %n seconde sur la vôtre.</numerusform>
            <numerusform>Son horloge retarde de %n secondes sur la vôtre.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QsioAdmin::DataPanel</name>
    <message>
        <source>Changes of the data</source>
        <translation>Modifications des données</translation>
    </message>
    <message>
        <source>Data of the socket</source>
        <translation>Données du socket</translation>
    </message>
    <message>
        <source>Change of the data</source>
        <translation>Modification des données</translation>
    </message>
    <message>
        <source>No change has been seen since the window is connected.</source>
        <translation>Aucune modification n&apos;a été vue depuis la connexion de la fenêtre.</translation>
    </message>
    <message>
        <source>Change at %1</source>
        <translation>Modification à %1</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::DoctorConnectionTest</name>
    <message>
        <source>User and password are right.</source>
        <translation>L&apos;utilisateur et le mot de passe sont corrects.</translation>
    </message>
    <message>
        <source>The server lets you in.</source>
        <translation>Le serveur vous laisse entrer.</translation>
    </message>
    <message>
        <source>%1 is an admin namespace.</source>
        <translation>%1 est un namespace d&apos;administration.</translation>
    </message>
    <message>
        <source>It works. The server is in production mode: it does not tell who is connected.</source>
        <translation>Tout fonctionne. Le serveur est en mode production : il ne dit pas qui est connecté.</translation>
    </message>
    <message>
        <source>It works.</source>
        <translation>Tout fonctionne.</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::EventActions</name>
    <message>
        <source>&amp;Mark, or remove the mark</source>
        <translation>Ma&amp;rquer ou retirer la marque</translation>
    </message>
    <message>
        <source>&amp;Next mark</source>
        <translation>Marque sui&amp;vante</translation>
    </message>
    <message>
        <source>&amp;Previous mark</source>
        <translation>Marque &amp;précédente</translation>
    </message>
    <message>
        <source>&amp;Remove all marks</source>
        <translation>R&amp;etirer toutes les marques</translation>
    </message>
    <message>
        <source>&amp;Follow this socket</source>
        <translation>&amp;Suivre ce socket</translation>
    </message>
    <message>
        <source>&amp;Statistics…</source>
        <translation>S&amp;tatistiques…</translation>
    </message>
    <message>
        <source>&amp;Colours…</source>
        <translation>C&amp;ouleurs…</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::EventDetail</name>
    <message>
        <source>Event payload text</source>
        <translation>Contenu de l&apos;événement en texte</translation>
    </message>
    <message>
        <source>Event bytes</source>
        <translation>Octets de l&apos;événement</translation>
    </message>
    <message>
        <source>Difference to the marked event</source>
        <translation>Différence avec l&apos;événement marqué</translation>
    </message>
    <message>
        <source>Event payload</source>
        <translation>Contenu de l&apos;événement</translation>
    </message>
    <message>
        <source>Ways to see the payload</source>
        <translation>Façons de voir le contenu</translation>
    </message>
    <message>
        <source>Event payload tree</source>
        <translation>Contenu de l&apos;événement en arbre</translation>
    </message>
    <message>
        <source>Tree</source>
        <translation>Arbre</translation>
    </message>
    <message>
        <source>Raw</source>
        <translation>Brut</translation>
    </message>
    <message>
        <source>Hex</source>
        <translation>Hexa</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Différence</translation>
    </message>
    <message>
        <source>The arguments were too long to keep: %1 bytes.</source>
        <translation>Les arguments étaient trop longs pour être conservés : %1 octets.</translation>
    </message>
    <message>
        <source>This event has no binary arguments.</source>
        <translation>Cet événement n&apos;a pas d&apos;arguments binaires.</translation>
    </message>
    <message>
        <source>Mark an event to compare others with it.</source>
        <translation>Marquez un événement pour lui comparer les autres.</translation>
    </message>
    <message>
        <source>Select an event to compare it with number %1.</source>
        <translation>Sélectionnez un événement pour le comparer au numéro %1.</translation>
    </message>
    <message>
        <source>The arguments were too long to keep, and to compare.</source>
        <translation>Les arguments étaient trop longs pour être conservés et comparés.</translation>
    </message>
    <message>
        <source>Compared with number %1, which is marked:</source>
        <translation>Comparé au numéro %1, qui est marqué :</translation>
    </message>
    <message>
        <source>The arguments are the same as those of number %1, which is marked.</source>
        <translation>Les arguments sont les mêmes que ceux du numéro %1, qui est marqué.</translation>
    </message>
    <message>
        <source>The arguments are no JSON, and cannot be compared.</source>
        <translation>Les arguments ne sont pas du JSON et ne peuvent pas être comparés.</translation>
    </message>
    <message>
        <source>The binary arguments differ.</source>
        <translation>Les arguments binaires diffèrent.</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::EventRulesDialog</name>
    <message>
        <source>&amp;Up</source>
        <translation>&amp;Monter</translation>
    </message>
    <message>
        <source>&amp;Down</source>
        <translation>&amp;Descendre</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Retirer</translation>
    </message>
    <message>
        <source>Colours of events</source>
        <translation>Couleurs des événements</translation>
    </message>
    <message>
        <source>The first rule that fits an event names and colours it.</source>
        <translation>La première règle qui correspond à un événement lui donne un nom et une couleur.</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>Règles</translation>
    </message>
    <message>
        <source>&amp;Add</source>
        <translation>A&amp;jouter</translation>
    </message>
    <message>
        <source>&amp;Name:</source>
        <translation>&amp;Nom :</translation>
    </message>
    <message>
        <source>&amp;Filter:</source>
        <translation>&amp;Filtre :</translation>
    </message>
    <message>
        <source>&amp;Colour:</source>
        <translation>&amp;Couleur :</translation>
    </message>
    <message>
        <source>new rule</source>
        <translation>nouvelle règle</translation>
    </message>
    <message>
        <source>%1: %2 (%3)</source>
        <translation>%1 : %2 (%3)</translation>
    </message>
    <message>
        <source>A rule has no name.</source>
        <translation>Une règle n&apos;a pas de nom.</translation>
    </message>
    <message>
        <source>The rule &quot;%1&quot; has no filter.</source>
        <translation>La règle « %1 » n&apos;a pas de filtre.</translation>
    </message>
    <message>
        <source>The rule &quot;%1&quot;: %2</source>
        <translation>La règle « %1 » : %2</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::EventStatisticsDialog</name>
    <message>
        <source>Only what the &amp;filter shows</source>
        <translation>Seulement ce que montre le fi&amp;ltre</translation>
    </message>
    <message>
        <source>Statistics of events</source>
        <translation>Statistiques des événements</translation>
    </message>
    <message>
        <source>Count by</source>
        <translation>Compter par</translation>
    </message>
    <message>
        <source>By name</source>
        <translation>Par nom</translation>
    </message>
    <message>
        <source>By namespace</source>
        <translation>Par namespace</translation>
    </message>
    <message>
        <source>By direction</source>
        <translation>Par sens</translation>
    </message>
    <message>
        <source>By type</source>
        <translation>Par type</translation>
    </message>
    <message>
        <source>There are no events.</source>
        <translation>Il n&apos;y a pas d&apos;événements.</translation>
    </message>
    <message>
        <source>&amp;Count again</source>
        <translation>Re&amp;compter</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>&amp;Exporter…</translation>
    </message>
    <message>
        <source>Events: %1, per second: %2, size: %3</source>
        <translation>Événements : %1, par seconde : %2, taille : %3</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::EventStatisticsModel</name>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>Namespace</source>
        <translation>Namespace</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation>Sens</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Type</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Événements</translation>
    </message>
    <message>
        <source>Share (%)</source>
        <translation>Part (%)</translation>
    </message>
    <message>
        <source>Per second</source>
        <translation>Par seconde</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>Octets</translation>
    </message>
    <message>
        <source>Average size</source>
        <translation>Taille moyenne</translation>
    </message>
    <message>
        <source>Largest</source>
        <translation>Maximum</translation>
    </message>
    <message>
        <source>First</source>
        <translation>Premier</translation>
    </message>
    <message>
        <source>Last</source>
        <translation>Dernier</translation>
    </message>
    <message>
        <source>to the server</source>
        <translation>vers le serveur</translation>
    </message>
    <message>
        <source>to the client</source>
        <translation>vers le client</translation>
    </message>
    <message>
        <source>no event of an application</source>
        <translation>pas un événement d&apos;application</translation>
    </message>
    <message>
        <source>(others)</source>
        <translation>(autres)</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::EventsModel</name>
    <message>
        <source>No.</source>
        <translation>N°</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Heure</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation>Sens</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Type</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>Règle</translation>
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
        <translation>Nom</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Taille</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>Résumé</translation>
    </message>
    <message>
        <source>received</source>
        <translation>reçu</translation>
    </message>
    <message>
        <source>sent</source>
        <translation>émis</translation>
    </message>
    <message>
        <source>answer received</source>
        <translation>réponse reçue</translation>
    </message>
    <message>
        <source>answer sent</source>
        <translation>réponse émise</translation>
    </message>
    <message>
        <source>connected</source>
        <translation>connecté</translation>
    </message>
    <message>
        <source>disconnected</source>
        <translation>déconnecté</translation>
    </message>
    <message>
        <source>joined</source>
        <translation>a rejoint</translation>
    </message>
    <message>
        <source>left</source>
        <translation>a quitté</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>refusé</translation>
    </message>
    <message>
        <source>(too long to keep)</source>
        <translation>(trop long pour être conservé)</translation>
    </message>
    <message>
        <source>after %1 ms: %2</source>
        <translation>après %1 ms : %2</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::EventsPage</name>
    <message>
        <source>Events</source>
        <translation>Événements</translation>
    </message>
    <message>
        <source>&amp;Follow</source>
        <translation>&amp;Suivre</translation>
    </message>
    <message>
        <source>Events list</source>
        <translation>Liste des événements</translation>
    </message>
    <message>
        <source>No events yet.</source>
        <translation>Pas encore d&apos;événements.</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Effacer</translation>
    </message>
    <message>
        <source>Only socket %1</source>
        <translation>Socket %1 seulement</translation>
    </message>
    <message>
        <source>Show all sockets again</source>
        <translation>Afficher à nouveau tous les sockets</translation>
    </message>
    <message>
        <source>%1, paused</source>
        <translation>%1, en pause</translation>
    </message>
    <message>
        <source>%1, %2 shown</source>
        <translation>%1, affichés : %2</translation>
    </message>
    <message>
        <source>%1 new ▼</source>
        <translation>Nouveaux : %1 ▼</translation>
    </message>
    <message>
        <source>Show the %1 new events</source>
        <translation>Afficher les nouveaux événements (%1)</translation>
    </message>
    <message>
        <source>Only events of this name</source>
        <translation>Seulement les événements de ce nom</translation>
    </message>
    <message>
        <source>No events of this name</source>
        <translation>Aucun événement de ce nom</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exporter</translation>
    </message>
    <message>
        <source>All that are &amp;shown…</source>
        <translation>Tous ceux qui sont &amp;affichés…</translation>
    </message>
    <message>
        <source>Only the s&amp;elected ones…</source>
        <translation>Seulement la &amp;sélection…</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Plus</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::FigureCheck</name>
    <message>
        <source>&quot;%1&quot; is no condition such as clients&gt;10. Figures are: %2.</source>
        <translation>« %1 » n&apos;est pas une condition comme clients&gt;10. Indicateurs : %2.</translation>
    </message>
    <message>
        <source>These are too many conditions.</source>
        <translation>Il y a trop de conditions.</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::FilterBar</name>
    <message>
        <source>%1 filter</source>
        <translation>Filtre : %1</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filtre</translation>
    </message>
    <message>
        <source>Save this filter</source>
        <translation>Enregistrer ce filtre</translation>
    </message>
    <message>
        <source>Saved and recent filters</source>
        <translation>Filtres enregistrés et récents</translation>
    </message>
    <message>
        <source>Forget this filter</source>
        <translation>Oublier ce filtre</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Enregistrés</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>Récents</translation>
    </message>
    <message>
        <source>Nothing yet</source>
        <translation>Encore rien</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::FilterParser</name>
    <message>
        <source>The filter is too long.</source>
        <translation>Le filtre est trop long.</translation>
    </message>
    <message>
        <source>Put alternatives in parentheses: (a | b).</source>
        <translation>Mettez les alternatives entre parenthèses : (a | b).</translation>
    </message>
    <message>
        <source>There is no &quot;(&quot; for this.</source>
        <translation>Il manque la parenthèse « ( » correspondante.</translation>
    </message>
    <message>
        <source>Something is missing here.</source>
        <translation>Il manque quelque chose ici.</translation>
    </message>
    <message>
        <source>The filter is too complicated.</source>
        <translation>Le filtre est trop compliqué.</translation>
    </message>
    <message>
        <source>What shall not match? &quot;-&quot; stands right before it.</source>
        <translation>Que faut-il exclure ? « - » se place juste devant.</translation>
    </message>
    <message>
        <source>There is no &quot;)&quot; for this.</source>
        <translation>Il manque la parenthèse « ) » correspondante.</translation>
    </message>
    <message>
        <source>The quotation mark is not closed.</source>
        <translation>Le guillemet n&apos;est pas fermé.</translation>
    </message>
    <message>
        <source>This is not understood.</source>
        <translation>Ceci n&apos;est pas compris.</translation>
    </message>
    <message>
        <source>There is nothing called &quot;%1&quot; to filter by.</source>
        <translation>Aucun critère de filtre ne s&apos;appelle « %1 ».</translation>
    </message>
    <message>
        <source>There is no value after &quot;%1&quot;.</source>
        <translation>Il n&apos;y a pas de valeur après « %1 ».</translation>
    </message>
    <message>
        <source>&quot;!&quot; needs a &quot;=&quot;: not equal is !=.</source>
        <translation>« ! » doit être suivi de « = » : différent s&apos;écrit !=.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a number.</source>
        <translation>« %1 » n&apos;est pas un nombre.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a subnet, which looks like 10.0.0.0/8.</source>
        <translation>« %1 » n&apos;est pas un sous-réseau comme 10.0.0.0/8.</translation>
    </message>
    <message>
        <source>This is not a regular expression: %1.</source>
        <translation>Ce n&apos;est pas une expression régulière : %1.</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::FindPalette</name>
    <message>
        <source>Find anything</source>
        <translation>Rechercher partout</translation>
    </message>
    <message>
        <source>A page, a command, a connection, a namespace, a room, an id or an address</source>
        <translation>Une page, une commande, une connexion, un namespace, un salon, un id ou une adresse</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>Résultats</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>Recherche…</translation>
    </message>
    <message>
        <source>There is nothing of this name.</source>
        <translation>Il n&apos;y a rien de ce nom.</translation>
    </message>
    <message numerus="yes">
        <source>%n found</source>
        <translation>
            <numerusform>%n résultat</numerusform>
            <numerusform>%n résultats</numerusform>
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
        <translation>Salon dans %1</translation>
    </message>
    <message>
        <source>Client from %1</source>
        <translation>Client depuis %1</translation>
    </message>
    <message>
        <source>Socket in %1 from %2</source>
        <translation>Socket dans %1, depuis %2</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::Headless</name>
    <message>
        <source>Cannot read %1: %2</source>
        <translation>Impossible de lire %1 : %2</translation>
    </message>
    <message>
        <source>%1 lines of %2 make no sense, and were left out.</source>
        <translation>%1 lignes de %2 n&apos;ont pas de sens et ont été ignorées.</translation>
    </message>
    <message>
        <source>The session cannot be kept in %1.</source>
        <translation>Impossible de conserver la session dans %1.</translation>
    </message>
    <message>
        <source>Cannot write to %1 any longer.</source>
        <translation>Impossible de continuer à écrire dans %1.</translation>
    </message>
    <message>
        <source>Cannot write %1: %2</source>
        <translation>Impossible d&apos;écrire %1 : %2</translation>
    </message>
    <message>
        <source>The server is in production mode: it does not tell who is there.</source>
        <translation>Le serveur est en mode production : il ne dit pas qui est là.</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>inconnu</translation>
    </message>
    <message>
        <source>The server did not say in time what was asked for.</source>
        <translation>Le serveur n&apos;a pas donné à temps ce qui était demandé.</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::Inspector</name>
    <message>
        <source>Inspector</source>
        <translation>Inspecteur</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Retour</translation>
    </message>
    <message>
        <source>Back to what was inspected before</source>
        <translation>Retour à ce qui était inspecté avant</translation>
    </message>
    <message>
        <source>Parts of the inspector</source>
        <translation>Parties de l&apos;inspecteur</translation>
    </message>
    <message>
        <source>Inspector summary</source>
        <translation>Résumé de l&apos;inspecteur</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>Résumé</translation>
    </message>
    <message>
        <source>Rooms</source>
        <translation>Salons</translation>
    </message>
    <message>
        <source>Handshake</source>
        <translation>Handshake</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Données</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Événements</translation>
    </message>
    <message>
        <source>Sockets</source>
        <translation>Sockets</translation>
    </message>
    <message>
        <source>Shared with</source>
        <translation>En commun</translation>
    </message>
    <message>
        <source>Handshake of the socket</source>
        <translation>Handshake du socket</translation>
    </message>
    <message>
        <source>Show secrets</source>
        <translation>Afficher les secrets</translation>
    </message>
    <message>
        <source>Events of the socket</source>
        <translation>Événements du socket</translation>
    </message>
    <message>
        <source>No events of this socket have been seen.</source>
        <translation>Aucun événement de ce socket n&apos;a été vu.</translation>
    </message>
    <message>
        <source>Sockets inside</source>
        <translation>Sockets contenus</translation>
    </message>
    <message>
        <source>Rooms with the same members</source>
        <translation>Salons avec des membres en commun</translation>
    </message>
    <message>
        <source>No member is in another room.</source>
        <translation>Aucun membre n&apos;est dans un autre salon.</translation>
    </message>
    <message>
        <source>Siblings</source>
        <translation>Voisins</translation>
    </message>
    <message>
        <source>This socket is alone on its connection.</source>
        <translation>Ce socket est seul sur sa connexion.</translation>
    </message>
    <message>
        <source>Nobody is in there.</source>
        <translation>Il n&apos;y a personne ici.</translation>
    </message>
    <message>
        <source>○ %1</source>
        <translation>○ %1</translation>
    </message>
    <message>
        <source>○ as it was when the connection broke off</source>
        <translation>○ état au moment de la coupure</translation>
    </message>
    <message>
        <source>○ as it was recorded</source>
        <translation>○ état enregistré</translation>
    </message>
    <message>
        <source>● live</source>
        <translation>● en direct</translation>
    </message>
    <message>
        <source>%1 of %2 members</source>
        <translation>%1 membres sur %2</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::JsonDiffModel</name>
    <message>
        <source>Place</source>
        <translation>Chemin</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Nature</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Avant</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Après</translation>
    </message>
    <message>
        <source>added</source>
        <translation>ajouté</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>retiré</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>modifié</translation>
    </message>
    <message>
        <source>(all)</source>
        <translation>(tout)</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::JsonTreeModel</name>
    <message numerus="yes">
        <source>%Ln more are not shown</source>
        <translation>
            <numerusform>%Ln autre n&apos;est pas affiché</numerusform>
            <numerusform>%Ln autres ne sont pas affichés</numerusform>
        </translation>
    </message>
    <message>
        <source>This is no JSON text from here on</source>
        <translation>À partir d&apos;ici, ce n&apos;est plus du JSON</translation>
    </message>
    <message>
        <source>too deep to be shown</source>
        <translation>trop profond pour être affiché</translation>
    </message>
    <message>
        <source>null</source>
        <translation>null</translation>
    </message>
    <message>
        <source>boolean</source>
        <translation>booléen</translation>
    </message>
    <message>
        <source>number</source>
        <translation>nombre</translation>
    </message>
    <message>
        <source>string</source>
        <translation>chaîne</translation>
    </message>
    <message>
        <source>array</source>
        <translation>tableau</translation>
    </message>
    <message>
        <source>object</source>
        <translation>objet</translation>
    </message>
    <message>
        <source>binary, %1</source>
        <translation>binaire, %1</translation>
    </message>
    <message>
        <source>%1: %2, %3</source>
        <translation>%1 : %2, %3</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Clé</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Valeur</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Type</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::KeyValueModel</name>
    <message>
        <source>hidden</source>
        <translation>masqué</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Valeur</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::KeychainSecretStore</name>
    <message>
        <source>Passwords are kept in the keychain of this computer.</source>
        <translation>Les mots de passe sont conservés dans le trousseau de cet ordinateur.</translation>
    </message>
    <message>
        <source>Waiting for the keychain of this computer.</source>
        <translation>En attente du trousseau de cet ordinateur.</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::KeysDialog</name>
    <message>
        <source>Shortcuts</source>
        <translation>Raccourcis clavier</translation>
    </message>
    <message>
        <source>%1 is the key of both &quot;%2&quot; and &quot;%3&quot;.</source>
        <translation>%1 est à la fois le raccourci de « %2 » et de « %3 ».</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::LibraryButtons</name>
    <message>
        <source>Favourites</source>
        <translation>Favoris</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Envoyés</translation>
    </message>
    <message>
        <source>Nothing yet</source>
        <translation>Encore rien</translation>
    </message>
    <message>
        <source>Keep this one…</source>
        <translation>Garder celui-ci…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Retirer</translation>
    </message>
    <message>
        <source>Keep as a favourite</source>
        <translation>Garder comme favori</translation>
    </message>
    <message>
        <source>Name. What you have written is kept as it is: leave out what is secret.</source>
        <translation>Nom. Ce que vous avez écrit est gardé tel quel : n&apos;y laissez rien de secret.</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::MainWindow</name>
    <message>
        <source>Toolbar</source>
        <translation>Barre d&apos;outils</translation>
    </message>
    <message>
        <source> Namespace: </source>
        <translation> Namespace : </translation>
    </message>
    <message>
        <source>Namespace scope</source>
        <translation>Namespace affiché</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Thème</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>Inspecteur</translation>
    </message>
    <message>
        <source>Activity</source>
        <translation>Activité</translation>
    </message>
    <message>
        <source>Last activity</source>
        <translation>Dernière activité</translation>
    </message>
    <message>
        <source>A command met a connection that had just ended. It was not sent.</source>
        <translation>La connexion venait de se terminer quand une commande est arrivée. Elle n&apos;a pas été envoyée.</translation>
    </message>
    <message>
        <source>Logged out: the server has forgotten the session.</source>
        <translation>Session fermée : le serveur l&apos;a oubliée.</translation>
    </message>
    <message>
        <source>Logged out here. The server did not confirm that it has forgotten the session.</source>
        <translation>Session fermée ici. Le serveur n&apos;a pas confirmé l&apos;avoir oubliée.</translation>
    </message>
    <message>
        <source>Stay in the &amp;tray when closed</source>
        <translation>Rester dans la &amp;zone de notification à la fermeture</translation>
    </message>
    <message>
        <source>What you do is not being written down. %1</source>
        <translation>Vos actions ne sont pas consignées. %1</translation>
    </message>
    <message>
        <source>Connecting to %1…</source>
        <translation>Connexion à %1…</translation>
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
        <translation>enregistré</translation>
    </message>
    <message>
        <source>reconnecting</source>
        <translation>reconnexion</translation>
    </message>
    <message>
        <source>Connection: %1</source>
        <translation>Connexion : %1</translation>
    </message>
    <message>
        <source>All namespaces</source>
        <translation>Tous les namespaces</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Raccourcis</translation>
    </message>
    <message>
        <source>About qsioadmin</source>
        <translation>À propos de qsioadmin</translation>
    </message>
    <message>
        <source>qsioadmin %1: a window on Socket.IO servers.</source>
        <translation>qsioadmin %1 : une fenêtre sur les serveurs Socket.IO.</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>Page</translation>
    </message>
    <message>
        <source>Saved connection</source>
        <translation>Connexion enregistrée</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Commande</translation>
    </message>
    <message>
        <source>Command, %1</source>
        <translation>Commande, %1</translation>
    </message>
    <message>
        <source>There is no saved connection &quot;%1&quot;.</source>
        <translation>Il n&apos;existe pas de connexion enregistrée « %1 ».</translation>
    </message>
    <message>
        <source>There is no page &quot;%1&quot;.</source>
        <translation>Il n&apos;existe pas de page « %1 ».</translation>
    </message>
    <message>
        <source>There is no display to show a window on. See --help for what can be done without one.</source>
        <translation>Il n&apos;y a pas d&apos;écran pour afficher une fenêtre. Voir --help pour ce qui est possible sans écran.</translation>
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
        <translation>Listés</translation>
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
        <translation>Tableau des namespaces</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::Navigation</name>
    <message>
        <source>Pages</source>
        <translation>Pages</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1 : %2</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::OverviewPage</name>
    <message>
        <source>Overview</source>
        <translation>Aperçu</translation>
    </message>
    <message>
        <source>Time of the plots</source>
        <translation>Période des graphiques</translation>
    </message>
    <message>
        <source>10 minutes</source>
        <translation>10 minutes</translation>
    </message>
    <message>
        <source>1 hour</source>
        <translation>1 heure</translation>
    </message>
    <message>
        <source>24 hours</source>
        <translation>24 heures</translation>
    </message>
    <message>
        <source>Figures and plots</source>
        <translation>Indicateurs et graphiques</translation>
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
        <translation>Salons</translation>
    </message>
    <message>
        <source>By polling</source>
        <translation>En polling</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Événements</translation>
    </message>
    <message>
        <source>Packets</source>
        <translation>Paquets</translation>
    </message>
    <message>
        <source>Traffic</source>
        <translation>Trafic</translation>
    </message>
    <message>
        <source>Disconnections</source>
        <translation>Déconnexions</translation>
    </message>
    <message>
        <source>per second</source>
        <translation>par seconde</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>Connexions</translation>
    </message>
    <message>
        <source>bytes per second</source>
        <translation>octets par seconde</translation>
    </message>
    <message>
        <source>Clients per server</source>
        <translation>Clients par serveur</translation>
    </message>
    <message>
        <source>Disconnections by reason</source>
        <translation>Déconnexions par motif</translation>
    </message>
    <message>
        <source>Events by name</source>
        <translation>Événements par nom</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportation</translation>
    </message>
    <message>
        <source>Pictures (*.png)</source>
        <translation>Images (*.png)</translation>
    </message>
    <message>
        <source>%1/s</source>
        <translation>%1/s</translation>
    </message>
    <message numerus="yes">
        <source>on %n servers</source>
        <translation>
            <numerusform>sur %n serveur</numerusform>
            <numerusform>sur %n serveurs</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message numerus="yes">
        <source>%n clients</source>
        <translation>
            <numerusform>%n client</numerusform>
            <numerusform>%n clients</numerusform>
        </translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>inconnu</translation>
    </message>
    <message>
        <source>production mode</source>
        <translation>mode production</translation>
    </message>
    <message>
        <source>in %1 namespaces</source>
        <translation>dans %1 namespaces</translation>
    </message>
    <message>
        <source>%1 in, %2 out</source>
        <translation>%1 reçus, %2 émis</translation>
    </message>
    <message>
        <source>%1/min</source>
        <translation>%1/min</translation>
    </message>
    <message>
        <source>mean of a minute</source>
        <translation>moyenne sur une minute</translation>
    </message>
    <message>
        <source>This server does not count packets and connections.</source>
        <translation>Ce serveur ne compte ni les paquets ni les connexions.</translation>
    </message>
    <message>
        <source>connected</source>
        <translation>connectés</translation>
    </message>
    <message>
        <source>disconnected</source>
        <translation>déconnectés</translation>
    </message>
    <message>
        <source>in</source>
        <translation>reçus</translation>
    </message>
    <message>
        <source>out</source>
        <translation>émis</translation>
    </message>
    <message>
        <source>Values of the plot</source>
        <translation>Valeurs du graphique</translation>
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
        <translation>Déclarés</translation>
    </message>
    <message>
        <source>Room</source>
        <translation>Salon</translation>
    </message>
    <message>
        <source>Members</source>
        <translation>Membres</translation>
    </message>
    <message>
        <source>Socket</source>
        <translation>Socket</translation>
    </message>
    <message>
        <source>In</source>
        <translation>Reçus</translation>
    </message>
    <message>
        <source>Out</source>
        <translation>Émis</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Motif</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>Connexions</translation>
    </message>
    <message>
        <source>Namespaces</source>
        <translation>Namespaces</translation>
    </message>
    <message>
        <source>Largest rooms</source>
        <translation>Plus grands salons</translation>
    </message>
    <message>
        <source>Busiest sockets</source>
        <translation>Sockets les plus actifs</translation>
    </message>
    <message>
        <source>Why connections end</source>
        <translation>Motifs de déconnexion</translation>
    </message>
    <message>
        <source>None yet</source>
        <translation>Encore aucun</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>inconnu</translation>
    </message>
    <message>
        <source>not said</source>
        <translation>non précisé</translation>
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
        <translation>&amp;Y aller</translation>
    </message>
    <message>
        <source>&amp;Tidy up</source>
        <translation>&amp;Mettre en forme</translation>
    </message>
    <message>
        <source>&amp;Remove file</source>
        <translation>&amp;Retirer le fichier</translation>
    </message>
    <message>
        <source>Arguments JSON</source>
        <translation>Arguments en JSON</translation>
    </message>
    <message>
        <source>Arguments problems</source>
        <translation>Problèmes des arguments</translation>
    </message>
    <message>
        <source>Binary arguments</source>
        <translation>Arguments binaires</translation>
    </message>
    <message>
        <source>&amp;Add file…</source>
        <translation>A&amp;jouter un fichier…</translation>
    </message>
    <message>
        <source>Adds the bytes of a file as a binary argument</source>
        <translation>Ajoute les octets d&apos;un fichier comme argument binaire</translation>
    </message>
    <message>
        <source>file %1</source>
        <translation>fichier %1</translation>
    </message>
    <message>
        <source>There are too many files.</source>
        <translation>Il y a trop de fichiers.</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2</source>
        <translation>Impossible de lire %1 : %2</translation>
    </message>
    <message>
        <source>%1 is too large: %2</source>
        <translation>%1 est trop grand : %2</translation>
    </message>
    <message>
        <source>Line %1, column %2: %3</source>
        <translation>Ligne %1, colonne %2 : %3</translation>
    </message>
    <message>
        <source>There is no file %1.</source>
        <translation>Il n&apos;y a pas de fichier %1.</translation>
    </message>
    <message>
        <source>This is larger than the %1 that the server takes.</source>
        <translation>C&apos;est plus grand que les %1 acceptés par le serveur.</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 sur %2</translation>
    </message>
    <message>
        <source>Add a file as a binary argument</source>
        <translation>Ajouter un fichier comme argument binaire</translation>
    </message>
    <message>
        <source>%1: %2, %3</source>
        <translation>%1 : %2, %3</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::ProfileForm</name>
    <message>
        <source>Connection</source>
        <translation>Connexion</translation>
    </message>
    <message>
        <source>Pages of the connection</source>
        <translation>Pages de la connexion</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>Parcourir…</translation>
    </message>
    <message>
        <source>Browse: %1</source>
        <translation>Parcourir : %1</translation>
    </message>
    <message>
        <source>&amp;Server</source>
        <translation>Serve&amp;ur</translation>
    </message>
    <message>
        <source>&amp;Name:</source>
        <translation>&amp;Nom :</translation>
    </message>
    <message>
        <source>A&amp;ddress:</source>
        <translation>A&amp;dresse :</translation>
    </message>
    <message>
        <source>Admin na&amp;mespace:</source>
        <translation>Na&amp;mespace admin :</translation>
    </message>
    <message>
        <source>Lo&amp;g in with:</source>
        <translation>Aut&amp;hentification :</translation>
    </message>
    <message>
        <source>User and password</source>
        <translation>Utilisateur et mot de passe</translation>
    </message>
    <message>
        <source>Session id of another login</source>
        <translation>Id d&apos;une session existante</translation>
    </message>
    <message>
        <source>A JSON object</source>
        <translation>Objet JSON</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>Aucune</translation>
    </message>
    <message>
        <source>&amp;User:</source>
        <translation>Ut&amp;ilisateur :</translation>
    </message>
    <message>
        <source>empty if the server asks for none</source>
        <translation>vide si le serveur n&apos;en demande pas</translation>
    </message>
    <message>
        <source>&amp;Password:</source>
        <translation>M&amp;ot de passe :</translation>
    </message>
    <message>
        <source>&amp;JSON:</source>
        <translation>&amp;JSON :</translation>
    </message>
    <message>
        <source>&amp;Transport</source>
        <translation>Trans&amp;port</translation>
    </message>
    <message>
        <source>Pat&amp;h:</source>
        <translation>C&amp;hemin :</translation>
    </message>
    <message>
        <source>T&amp;ransport:</source>
        <translation>Transp&amp;ort :</translation>
    </message>
    <message>
        <source>WebSocket</source>
        <translation>WebSocket</translation>
    </message>
    <message>
        <source>HTTP long-polling</source>
        <translation>HTTP long-polling</translation>
    </message>
    <message>
        <source>Polling, then WebSocket</source>
        <translation>Polling, puis WebSocket</translation>
    </message>
    <message>
        <source>Par&amp;ser:</source>
        <translation>Pars&amp;eur :</translation>
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
        <translation>E&amp;n-têtes :</translation>
    </message>
    <message>
        <source>Coo&amp;kies:</source>
        <translation>Coo&amp;kies :</translation>
    </message>
    <message>
        <source>One a line. They go along with every request, and are kept where passwords are.</source>
        <translation>Un par ligne. Ils accompagnent chaque requête et sont conservés au même endroit que les mots de passe.</translation>
    </message>
    <message>
        <source>Net&amp;work</source>
        <translation>Rés&amp;eau</translation>
    </message>
    <message>
        <source>Pro&amp;xy:</source>
        <translation>Prox&amp;y :</translation>
    </message>
    <message>
        <source>No proxy</source>
        <translation>Aucun proxy</translation>
    </message>
    <message>
        <source>That of the system</source>
        <translation>Celui du système</translation>
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
        <translation>&amp;Hôte du proxy :</translation>
    </message>
    <message>
        <source>Po&amp;rt of the proxy:</source>
        <translation>P&amp;ort du proxy :</translation>
    </message>
    <message>
        <source>&amp;User of the proxy:</source>
        <translation>Ut&amp;ilisateur du proxy :</translation>
    </message>
    <message>
        <source>Pass&amp;word of the proxy:</source>
        <translation>&amp;Mot de passe du proxy :</translation>
    </message>
    <message>
        <source>Reconnect when the connection is &amp;lost</source>
        <translation>Se reconnecter quan&amp;d la connexion est perdue</translation>
    </message>
    <message>
        <source>&amp;First wait:</source>
        <translation>Délai i&amp;nitial :</translation>
    </message>
    <message>
        <source>Lon&amp;gest wait:</source>
        <translation>Délai ma&amp;ximal :</translation>
    </message>
    <message>
        <source> ms</source>
        <translation> ms</translation>
    </message>
    <message>
        <source>A&amp;ttempts:</source>
        <translation>Nom&amp;bre d&apos;essais :</translation>
    </message>
    <message>
        <source>until it succeeds</source>
        <translation>jusqu&apos;à la réussite</translation>
    </message>
    <message>
        <source>TLS</source>
        <translation>TLS</translation>
    </message>
    <message>
        <source>Certificate aut&amp;hority:</source>
        <translation>Autorité de certi&amp;fication :</translation>
    </message>
    <message>
        <source>those of the system</source>
        <translation>celles du système</translation>
    </message>
    <message>
        <source>Pinned &amp;fingerprint:</source>
        <translation>E&amp;mpreinte épinglée :</translation>
    </message>
    <message>
        <source>SHA-256 of the only certificate to trust</source>
        <translation>SHA-256 du seul certificat à accepter</translation>
    </message>
    <message>
        <source>My certi&amp;ficate:</source>
        <translation>M&amp;on certificat :</translation>
    </message>
    <message>
        <source>PEM, if the server asks for one</source>
        <translation>PEM, si le serveur en demande un</translation>
    </message>
    <message>
        <source>Its &amp;key:</source>
        <translation>Clé pr&amp;ivée :</translation>
    </message>
    <message>
        <source>PEM, if it is in another file</source>
        <translation>PEM, si elle est dans un autre fichier</translation>
    </message>
    <message>
        <source>&amp;Passphrase of the key:</source>
        <translation>P&amp;hrase secrète de la clé :</translation>
    </message>
    <message>
        <source>Do not &amp;check certificates: anybody may listen</source>
        <translation>&amp;Ne pas vérifier les certificats : n&apos;importe qui peut écouter</translation>
    </message>
    <message>
        <source>&amp;Look and safety</source>
        <translation>&amp;Apparence et sécurité</translation>
    </message>
    <message>
        <source>&amp;Group:</source>
        <translation>Gr&amp;oupe :</translation>
    </message>
    <message>
        <source>Co&amp;lour:</source>
        <translation>Coul&amp;eur :</translation>
    </message>
    <message>
        <source>&amp;Read-only: no commands can be sent</source>
        <translation>Lecture seule : aucune co&amp;mmande ne peut être envoyée</translation>
    </message>
    <message>
        <source>Connect when the &amp;program starts</source>
        <translation>Se co&amp;nnecter au démarrage du programme</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Aucune</translation>
    </message>
    <message>
        <source>Red: commands are confirmed by typing</source>
        <translation>Rouge : les commandes se confirment au clavier</translation>
    </message>
    <message>
        <source>Orange</source>
        <translation>Orange</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>Vert</translation>
    </message>
    <message>
        <source>Blue</source>
        <translation>Bleu</translation>
    </message>
    <message>
        <source>Purple</source>
        <translation>Violet</translation>
    </message>
    <message>
        <source>Grey</source>
        <translation>Gris</translation>
    </message>
    <message>
        <source>The file of certificate authorities does not exist.</source>
        <translation>Le fichier des autorités de certification n&apos;existe pas.</translation>
    </message>
    <message>
        <source>Session &amp;id:</source>
        <translation>&amp;Id de session :</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::ProfileStore</name>
    <message>
        <source>The saved connections cannot be read: %1</source>
        <translation>Impossible de lire les connexions enregistrées : %1</translation>
    </message>
    <message>
        <source>The saved connections in %1 are damaged. The file is kept as %2 when new ones are saved.</source>
        <translation>Les connexions enregistrées dans %1 sont endommagées. Le fichier est conservé sous le nom %2 quand de nouvelles sont enregistrées.</translation>
    </message>
    <message>
        <source>There are too many connections. Delete some first.</source>
        <translation>Il y a trop de connexions. Supprimez-en d&apos;abord.</translation>
    </message>
    <message>
        <source>The connections cannot be saved: %1</source>
        <translation>Impossible d&apos;enregistrer les connexions : %1</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::RoomDialog</name>
    <message>
        <source>Join a room</source>
        <translation>Rejoindre un salon</translation>
    </message>
    <message>
        <source>Leave a room</source>
        <translation>Quitter un salon</translation>
    </message>
    <message>
        <source>&amp;Room for %1 to join:</source>
        <translation>&amp;Salon à rejoindre (%1) :</translation>
    </message>
    <message>
        <source>&amp;Room for %1 to leave:</source>
        <translation>&amp;Salon à quitter (%1) :</translation>
    </message>
    <message>
        <source>Room to join</source>
        <translation>Salon à rejoindre</translation>
    </message>
    <message>
        <source>Room to leave</source>
        <translation>Salon à quitter</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>Rejoindre</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>Quitter</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::RoomTreeModel</name>
    <message>
        <source>Room</source>
        <translation>Salon</translation>
    </message>
    <message>
        <source>Rooms</source>
        <translation>Salons</translation>
    </message>
    <message>
        <source>Members</source>
        <translation>Membres</translation>
    </message>
    <message>
        <source>Peak</source>
        <translation>Pic</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>Création</translation>
    </message>
    <message>
        <source>Last change</source>
        <translation>Modification</translation>
    </message>
    <message>
        <source>Private rooms</source>
        <translation>Salons privés</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::RoomsModel</name>
    <message>
        <source>Room</source>
        <translation>Salon</translation>
    </message>
    <message>
        <source>Namespace</source>
        <translation>Namespace</translation>
    </message>
    <message>
        <source>Members</source>
        <translation>Membres</translation>
    </message>
    <message>
        <source>Peak</source>
        <translation>Pic</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>Création</translation>
    </message>
    <message>
        <source>Last change</source>
        <translation>Modification</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::RoomsPage</name>
    <message>
        <source>Rooms</source>
        <translation>Salons</translation>
    </message>
    <message>
        <source>Rooms table</source>
        <translation>Tableau des salons</translation>
    </message>
    <message>
        <source>Private rooms</source>
        <translation>Salons privés</translation>
    </message>
    <message>
        <source>Rooms tree</source>
        <translation>Arbre des salons</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::RoomsPanel</name>
    <message>
        <source>Leave selected</source>
        <translation>Quitter ces salons</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>Rejoindre</translation>
    </message>
    <message>
        <source>Rooms of the socket</source>
        <translation>Salons du socket</translation>
    </message>
    <message>
        <source>Room to join</source>
        <translation>Salon à rejoindre</translation>
    </message>
    <message>
        <source>%1 (its own)</source>
        <translation>%1 (le sien)</translation>
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
            <numerusform>%Ln salon</numerusform>
            <numerusform>%Ln salons</numerusform>
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
    <message>
        <source>s&amp;econds apart</source>
        <translation>&amp;secondes d&apos;intervalle</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>A&amp;rrêter</translation>
    </message>
    <message>
        <source>How often it is sent</source>
        <translation>Nombre d&apos;envois</translation>
    </message>
    <message>
        <source>Seconds between two</source>
        <translation>Secondes entre deux envois</translation>
    </message>
    <message>
        <source>Stop the series</source>
        <translation>Arrêter la série</translation>
    </message>
    <message>
        <source>Ti&amp;mes:</source>
        <translation>Fo&amp;is :</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 sur %2</translation>
    </message>
    <message>
        <source>Stopped after %1 of %2: %3</source>
        <translation>Arrêté après %1 sur %2 : %3</translation>
    </message>
    <message>
        <source>Stopped after %1 of %2.</source>
        <translation>Arrêté après %1 sur %2.</translation>
    </message>
    <message numerus="yes">
        <source>Sent %n times.</source>
        <translation>
            <numerusform>Envoyé %n fois.</numerusform>
            <numerusform>Envoyé %n fois.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QsioAdmin::ServersModel</name>
    <message>
        <source>id used twice</source>
        <translation>id en double</translation>
    </message>
    <message>
        <source>healthy</source>
        <translation>sain</translation>
    </message>
    <message>
        <source>late</source>
        <translation>en retard</translation>
    </message>
    <message>
        <source>lost</source>
        <translation>perdu</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Serveur</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>Hôte</translation>
    </message>
    <message>
        <source>Process</source>
        <translation>Processus</translation>
    </message>
    <message>
        <source>State</source>
        <translation>État</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>Uptime</translation>
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
        <translation>Paq. reçus/s</translation>
    </message>
    <message>
        <source>Packets out/s</source>
        <translation>Paq. émis/s</translation>
    </message>
    <message>
        <source>Bytes in/s</source>
        <translation>Oct. reçus/s</translation>
    </message>
    <message>
        <source>Bytes out/s</source>
        <translation>Oct. émis/s</translation>
    </message>
    <message>
        <source>Last seen</source>
        <translation>Vu le</translation>
    </message>
    <message>
        <source>Restarts</source>
        <translation>Relances</translation>
    </message>
    <message>
        <source>CPU %</source>
        <translation>CPU %</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Mémoire</translation>
    </message>
    <message>
        <source>Loop lag ms</source>
        <translation>Lag boucle ms</translation>
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
        <translation>Adaptateur</translation>
    </message>
    <message>
        <source>TLS</source>
        <translation>TLS</translation>
    </message>
    <message>
        <source>Waiting bytes</source>
        <translation>Oct. en attente</translation>
    </message>
    <message>
        <source>Events not shown</source>
        <translation>Évén. non affichés</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>oui</translation>
    </message>
    <message>
        <source>no</source>
        <translation>non</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::ServersPage</name>
    <message>
        <source>Servers</source>
        <translation>Serveurs</translation>
    </message>
    <message>
        <source>Servers table</source>
        <translation>Tableau des serveurs</translation>
    </message>
    <message>
        <source>&amp;Forget</source>
        <translation>&amp;Oublier</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>Oublier</translation>
    </message>
    <message>
        <source>Forget the selected servers that are lost</source>
        <translation>Oublier les serveurs perdus sélectionnés</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::SessionSecretStore</name>
    <message>
        <source>There is no keychain here: passwords are kept until the program ends.</source>
        <translation>Il n&apos;y a pas de trousseau ici : les mots de passe sont conservés jusqu&apos;à la fin du programme.</translation>
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
        <translation>(inconnu)</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::SocketsModel</name>
    <message>
        <source>Id</source>
        <translation>Id</translation>
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
        <translation>Salons</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>Connexion</translation>
    </message>
    <message>
        <source>In</source>
        <translation>Reçus</translation>
    </message>
    <message>
        <source>Out</source>
        <translation>Émis</translation>
    </message>
    <message>
        <source>Last activity</source>
        <translation>Dernière activité</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>Client</translation>
    </message>
    <message>
        <source>Secure</source>
        <translation>Sécurisé</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Serveur</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>oui</translation>
    </message>
    <message>
        <source>no</source>
        <translation>non</translation>
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
        <translation>Tableau des sockets</translation>
    </message>
    <message>
        <source>Sockets tree</source>
        <translation>Arbre des sockets</translation>
    </message>
    <message>
        <source>Add column…</source>
        <translation>Ajouter une colonne…</translation>
    </message>
    <message>
        <source>Add a column</source>
        <translation>Ajouter une colonne</translation>
    </message>
    <message>
        <source>Field, such as data.name, header.user-agent or query.room:</source>
        <translation>Champ, par exemple data.name, header.user-agent ou query.room :</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no field of a socket.</source>
        <translation>« %1 » n&apos;est pas un champ d&apos;un socket.</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>Groupes</translation>
    </message>
    <message>
        <source>No groups</source>
        <translation>Sans groupes</translation>
    </message>
    <message>
        <source>By address</source>
        <translation>Par adresse</translation>
    </message>
    <message>
        <source>By user agent</source>
        <translation>Par user agent</translation>
    </message>
    <message>
        <source>By client</source>
        <translation>Par client</translation>
    </message>
    <message>
        <source>By namespace</source>
        <translation>Par namespace</translation>
    </message>
    <message>
        <source>By transport</source>
        <translation>Par transport</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::StatTile</name>
    <message>
        <source>%1: %2</source>
        <translation>%1 : %2</translation>
    </message>
    <message>
        <source>%1: %2, %3</source>
        <translation>%1 : %2, %3</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::StatusLine</name>
    <message>
        <source>production mode</source>
        <translation>mode production</translation>
    </message>
    <message>
        <source>development mode</source>
        <translation>mode développement</translation>
    </message>
    <message>
        <source>features %1/%2</source>
        <translation>fonctions %1/%2</translation>
    </message>
    <message>
        <source>%1 and %2 more</source>
        <translation>%1 et %2 de plus</translation>
    </message>
    <message>
        <source>%1 events/s</source>
        <translation>%1 événements/s</translation>
    </message>
    <message>
        <source>%1 buffered</source>
        <translation>%1 en mémoire</translation>
    </message>
    <message>
        <source>%1 dropped</source>
        <translation>%1 omis</translation>
    </message>
    <message>
        <source>%1 not understood</source>
        <translation>%1 non compris</translation>
    </message>
    <message>
        <source>synced %1</source>
        <translation>synchro à %1</translation>
    </message>
    <message numerus="yes">
        <source>server clock %n s ahead</source>
        <translation>
            <numerusform>horloge serveur en avance de %n s</numerusform>
            <numerusform>horloge serveur en avance de %n s</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>server clock %n s behind</source>
        <translation>
            <numerusform>horloge serveur en retard de %n s</numerusform>
            <numerusform>horloge serveur en retard de %n s</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QsioAdmin::TablePage</name>
    <message>
        <source>Columns</source>
        <translation>Colonnes</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exporter…</translation>
    </message>
    <message>
        <source>%1, %2 shown</source>
        <translation>%1, affichés : %2</translation>
    </message>
    <message>
        <source>There is nothing here yet.</source>
        <translation>Il n&apos;y a encore rien ici.</translation>
    </message>
    <message>
        <source>Nothing matches the filter.</source>
        <translation>Rien ne correspond au filtre.</translation>
    </message>
    <message>
        <source>Nothing selected</source>
        <translation>Aucune sélection</translation>
    </message>
    <message>
        <source>%1 selected:</source>
        <translation>Sélection (%1) :</translation>
    </message>
    <message>
        <source>Filter by this cell</source>
        <translation>Filtrer par cette cellule</translation>
    </message>
    <message>
        <source>Exclude this cell</source>
        <translation>Exclure cette cellule</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::TargetActions</name>
    <message>
        <source>&amp;Emit…</source>
        <translation>É&amp;mettre…</translation>
    </message>
    <message>
        <source>&amp;Join…</source>
        <translation>Re&amp;joindre…</translation>
    </message>
    <message>
        <source>&amp;Leave…</source>
        <translation>&amp;Quitter…</translation>
    </message>
    <message>
        <source>&amp;Disconnect socket</source>
        <translation>&amp;Déconnecter le socket</translation>
    </message>
    <message>
        <source>Disconnect &amp;client</source>
        <translation>Déconnecter le &amp;client</translation>
    </message>
    <message>
        <source>Copy &amp;id</source>
        <translation>Copier l&apos;&amp;id</translation>
    </message>
    <message>
        <source>Copy &amp;row as JSON</source>
        <translation>Copier la &amp;ligne en JSON</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::TargetPicker</name>
    <message>
        <source>&amp;Namespace:</source>
        <translation>&amp;Namespace :</translation>
    </message>
    <message>
        <source>Target scope</source>
        <translation>Portée de la cible</translation>
    </message>
    <message>
        <source>What was selected</source>
        <translation>La sélection</translation>
    </message>
    <message>
        <source>Shown on the Sockets page</source>
        <translation>Affichés sur la page Sockets</translation>
    </message>
    <message>
        <source>Everybody in a namespace</source>
        <translation>Tout un namespace</translation>
    </message>
    <message>
        <source>Rooms</source>
        <translation>Salons</translation>
    </message>
    <message>
        <source>Sockets</source>
        <translation>Sockets</translation>
    </message>
    <message>
        <source>Target namespace</source>
        <translation>Namespace cible</translation>
    </message>
    <message>
        <source>Except</source>
        <translation>Sauf</translation>
    </message>
    <message>
        <source>Except these rooms, or sockets by their ids, one a line</source>
        <translation>Sauf ces salons, ou ces sockets par leur id, un par ligne</translation>
    </message>
    <message>
        <source>&amp;To:</source>
        <translation>&amp;Pour :</translation>
    </message>
    <message>
        <source>Names of rooms, one a line</source>
        <translation>Noms de salons, un par ligne</translation>
    </message>
    <message>
        <source>Ids of sockets, one a line</source>
        <translation>Id de sockets, un par ligne</translation>
    </message>
    <message>
        <source>Target rooms</source>
        <translation>Salons cibles</translation>
    </message>
    <message>
        <source>Target sockets</source>
        <translation>Sockets cibles</translation>
    </message>
    <message>
        <source>Who matches the filter of that page when it is sent.</source>
        <translation>Ceux qui correspondent au filtre de cette page au moment de l&apos;envoi.</translation>
    </message>
    <message>
        <source>Nothing was selected on a page.</source>
        <translation>Rien n&apos;a été sélectionné sur une page.</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::TimeSeriesView</name>
    <message>
        <source>%1 plot</source>
        <translation>Graphique : %1</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Heure</translation>
    </message>
    <message>
        <source>%1: last %2, lowest %3, highest %4</source>
        <translation>%1 : dernier %2, minimum %3, maximum %4</translation>
    </message>
    <message>
        <source>No data yet</source>
        <translation>Pas encore de données</translation>
    </message>
    <message>
        <source>Show events at this time</source>
        <translation>Afficher les événements à cette heure</translation>
    </message>
    <message>
        <source>Reset zoom</source>
        <translation>Réinitialiser le zoom</translation>
    </message>
    <message>
        <source>Show as table</source>
        <translation>Afficher en tableau</translation>
    </message>
    <message>
        <source>Export picture…</source>
        <translation>Exporter l&apos;image…</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::Tray</name>
    <message>
        <source>%1: %2</source>
        <translation>%1 : %2</translation>
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
        <translation>%1 : %2</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>&amp;Ouvrir</translation>
    </message>
    <message>
        <source>&amp;Mute alerts</source>
        <translation>Alertes en &amp;sourdine</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Quitter</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::TreePage</name>
    <message>
        <source>Tree</source>
        <translation>Arbre</translation>
    </message>
</context>
<context>
    <name>QsioAdmin::WindowActions</name>
    <message>
        <source>&amp;Connect…</source>
        <translation>Se &amp;connecter…</translation>
    </message>
    <message>
        <source>&amp;Disconnect</source>
        <translation>Se &amp;déconnecter</translation>
    </message>
    <message>
        <source>&amp;Log out</source>
        <translation>&amp;Fermer la session</translation>
    </message>
    <message>
        <source>&amp;Try now</source>
        <translation>&amp;Réessayer</translation>
    </message>
    <message>
        <source>&amp;Resync the lists</source>
        <translation>Re&amp;synchroniser les listes</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Quitter</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>&amp;Précédent</translation>
    </message>
    <message>
        <source>&amp;Forward</source>
        <translation>&amp;Suivant</translation>
    </message>
    <message>
        <source>Find &amp;anything…</source>
        <translation>&amp;Rechercher partout…</translation>
    </message>
    <message>
        <source>F&amp;ilter this page</source>
        <translation>Fi&amp;ltrer cette page</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>Pa&amp;use</translation>
    </message>
    <message>
        <source>&amp;Read-only</source>
        <translation>Lec&amp;ture seule</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>&amp;Exporter…</translation>
    </message>
    <message>
        <source>Times in &amp;UTC</source>
        <translation>Heures en UT&amp;C</translation>
    </message>
    <message>
        <source>&amp;Larger text</source>
        <translation>Texte plus &amp;grand</translation>
    </message>
    <message>
        <source>&amp;Smaller text</source>
        <translation>Texte plus p&amp;etit</translation>
    </message>
    <message>
        <source>Open page in new &amp;window</source>
        <translation>Ouvrir la page dans une nouvelle &amp;fenêtre</translation>
    </message>
    <message>
        <source>Reset la&amp;yout</source>
        <translation>Réinitialiser la &amp;disposition</translation>
    </message>
    <message>
        <source>&amp;Keys</source>
        <translation>&amp;Raccourcis</translation>
    </message>
    <message>
        <source>C&amp;hange shortcuts…</source>
        <translation>&amp;Modifier les raccourcis…</translation>
    </message>
    <message>
        <source>&amp;About qsioadmin</source>
        <translation>À &amp;propos de qsioadmin</translation>
    </message>
    <message>
        <source>As the &amp;system</source>
        <translation>Comme le &amp;système</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Clair</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>S&amp;ombre</translation>
    </message>
    <message>
        <source>High &amp;contrast</source>
        <translation>Contraste é&amp;levé</translation>
    </message>
    <message>
        <source>&amp;Connection</source>
        <translation>&amp;Connexion</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>A&amp;ffichage</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>&amp;Thème</translation>
    </message>
    <message>
        <source>&amp;Action</source>
        <translation>Ac&amp;tion</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Aide</translation>
    </message>
</context>
<context>
    <name>Subject</name>
    <message>
        <source>%1 in %2</source>
        <translation>%1 dans %2</translation>
    </message>
</context>
</TS>
