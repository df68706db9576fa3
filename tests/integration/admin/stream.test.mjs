// SPDX-License-Identifier: MIT
// What an admin sees of clients: the snapshot, and what happens from then on.
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, describe, it } from "node:test";
import { isDeepStrictEqual } from "node:util";
import { ask, Clients, connected, msgpackParser, next, rows, until } from "../node/support.mjs";
import { AdminClient, assertTimestamp, isReference, polling, sorted, startServer, upgrade,
    websocket } from "./support.mjs";

process.env.TZ = "America/St_Johns"; // of the servers: half an hour off
const clients = new Clients();
const bytes = Buffer.from([0, 1, 2, 255]);

const descriptionTypes = {
    id: "string", clientId: "string", transport: "string", nsp: "string", data: "object",
    handshake: "object", rooms: "object",
};
const handshakeTypes = {
    address: "string", headers: "object", query: "object", issued: "number", secure: "boolean",
    time: "string", url: "string", xdomain: "boolean",
};

function assertTypes(object, types) {
    for (const [key, type] of Object.entries(types))
        assert.equal(typeof object[key], type, key);
    if (isReference)
        assert.deepEqual(sorted(Object.keys(object)), sorted(Object.keys(types)));
}

// What the server says about a client, against what the client knows.
function assertDescribes(description, client, expected) {
    assertTypes(description, descriptionTypes);
    assertTypes(description.handshake, handshakeTypes);
    const { id, clientId, handshake } = description;
    assert.equal(id, client.id);
    assert.equal(clientId, client.io.engine.id.slice(0, 12));
    assert.equal(handshake.address, "127.0.0.1");
    assert.equal(handshake.headers.host, client.io.uri.replace(/^http:\/\/|\/$/g, "").split("/")[0]);
    assert.equal(handshake.query.EIO, "4");
    assert.ok(Math.abs(Date.now() - handshake.issued) < 60_000, "issued");
    assert.match(handshake.time, /^\w{3} \w{3} \d\d \d{4} \d\d:\d\d:\d\d GMT[+-]\d{4}/);
    assert.ok(Math.abs(new Date(handshake.time) - handshake.issued) <= 1000, handshake.time);
    assert.match(handshake.url, /^\/socket\.io\/\?.*EIO=4/);
    assert.deepEqual([handshake.secure, handshake.xdomain], [false, false]);
    for (const [key, value] of Object.entries(expected))
        assert.deepEqual(key === "rooms" ? sorted(description[key]) : description[key], value, key);
}

const servers = [
    { name: "JSON", row: websocket },
    { name: "JSON, by polling", row: polling },
    { name: "msgpack", row: websocket, parser: msgpackParser, args: ["--parser", "msgpack"],
        timestamps: { hasDates: isReference } }, // ours sends text in any case
];

for (const { name, args = [], timestamps, ...options } of servers) {
    describe(`the stream of events in ${name}`, { timeout: 60_000 }, () => {
        let server;
        let admin;
        before(async () => { server = await startServer(...args, "--server-id", "one"); });
        after(() => server.stop());
        beforeEach(async () => {
            admin = await AdminClient.login(server, options);
            await admin.hear("all_sockets");
            await admin.settle();
            admin.mark();
        });
        afterEach(() => {
            AdminClient.closeAll();
            clients.close();
        });

        // Either with the socket or on its own, but never after it: the web UI would count it twice.
        function assertRoomsAreToldOnce(id, nsp, rooms) {
            const index = admin.log.findIndex(({ event, args: [socket] }) =>
                event === "socket_connected" && socket.id === id);
            const later = admin.log.slice(index)
                .filter(({ event, args }) => event === "room_joined" && args[2] === id)
                .map(({ args }) => args[1]);
            assert.deepEqual(sorted([...admin.log[index].args[0].rooms, ...later]), sorted(rooms));
        }

        const connect = (row, more) => clients.connect(server, row, { ...options, ...more });

        it("begins with what is there", async () => {
            const ada = await connect(websocket, { query: { user: "Ada" } });
            const talker = await connected(ada.io.socket("/chat"));
            const bob = await connect(polling, { query: { user: "Bob", tag: "x" } });
            await ask(ada, "join", ["red", "blue"]);
            const late = await AdminClient.login(server, options);
            const [snapshot] = await late.hear("all_sockets");
            const find = (id) => snapshot.find((description) => description.id === id);
            assertDescribes(find(ada.id), ada, {
                nsp: "/", transport: "websocket", data: { user: "Ada" },
                rooms: sorted([ada.id, "red", "blue"]),
            });
            assertDescribes(find(talker.id), talker,
                { nsp: "/chat", transport: "websocket", rooms: [talker.id] });
            assert.equal(find(talker.id).clientId, find(ada.id).clientId);
            assertDescribes(find(bob.id), bob,
                { nsp: "/", transport: "polling", data: { user: "Bob" }, rooms: [bob.id] });
            assert.equal(find(bob.id).handshake.query.tag, "x");
            assert.deepEqual(sorted(snapshot.filter(({ nsp }) => nsp === "/admin").map(({ id }) => id)),
                sorted([admin.id, late.id]));
        });

        for (const row of rows) {
            it(`tells of a connection by ${row.name}`, async () => {
                const client = await connect(row, { query: { user: "Ada" } });
                const description = await admin.hearOf("socket_connected", client.id);
                assertDescribes(description, client, {
                    nsp: "/", transport: row.transports[0], data: { user: "Ada" }, rooms: [client.id],
                });
                assertTimestamp(admin.seen("socket_connected")[0][1], timestamps);
                await admin.settle(client);
                assertRoomsAreToldOnce(client.id, "/", [client.id]);
                if (row === upgrade) {
                    const update = await admin.hearOf("socket_updated", client.id, "transport");
                    assert.deepEqual(update, { id: client.id, nsp: "/", transport: "websocket" });
                }
            });
        }

        it("tells of rooms that are joined at once", async () => {
            const client = await connect(websocket, { query: { room: "red" } });
            await admin.hearOf("socket_connected", client.id);
            await admin.settle(client);
            assertRoomsAreToldOnce(client.id, "/", [client.id, "red"]);
        });

        it("tells of what is sent at once behind the socket", async () => {
            const client = await connect(websocket, { query: { greeting: "hello" } });
            await admin.hear("event_sent", "/", client.id, ["greeting", "hello"]);
            assert.ok(admin.names.indexOf("socket_connected") < admin.names.indexOf("event_sent"));
        });

        it("tells of a second namespace", async () => {
            const client = await connect(upgrade);
            const first = await admin.hearOf("socket_connected", client.id);
            const talker = await connected(client.io.socket("/chat"));
            const second = await admin.hearOf("socket_connected", talker.id);
            assertDescribes(second, talker, { nsp: "/chat", transport: "websocket" });
            assert.equal(second.clientId, first.clientId);
        });

        it("tells of a namespace that is made for a client", async () => {
            const client = await connect(websocket, { nsp: "/room-7" });
            assertDescribes(await admin.hearOf("socket_connected", client.id), client,
                { nsp: "/room-7" });
            client.emit("echo", 1);
            await admin.hear("event_received", "/room-7", client.id, ["echo", 1]);
            await admin.hear("event_sent", "/room-7", client.id, ["echo", 1]);
            const news = next(client, "news");
            admin.emit("emit", "/room-7", null, "news");
            await news;
        });

        it("does not tell of those who are refused", async () => {
            const refused = clients.open(server, websocket, { ...options, auth: { refuse: true } });
            await next(refused, "connect_error");
            const lost = clients.open(server, websocket, { ...options, nsp: "/nowhere" });
            await next(lost, "connect_error");
            await admin.settle();
            assert.deepEqual(admin.names.filter((event) => event !== "server_stats"), []);
        });

        it("tells of a namespace that goes and comes again", async () => {
            for (let i = 0; i < 2; ++i) {
                const client = await connect(websocket, { nsp: "/room-8" });
                const { id } = client;
                await admin.hearOf("socket_connected", id);
                await ask(client, "join", "red");
                await admin.hear("room_joined", "/room-8", "red", id);
                client.disconnect();
                await admin.hear("socket_disconnected", "/room-8", id);
                await admin.hear("room_left", "/room-8", "red", id);
            }
        });

        it("tells of one who is sent away at once", async () => {
            const client = clients.open(server, websocket, { ...options, query: { unwanted: 1 } });
            let id;
            client.on("connect", () => { ({ id } = client); });
            await next(client, "disconnect");
            await admin.settle();
            // Nobody may be left behind in the lists of the web UI.
            const isTold = (event) => event === "socket_connected" || event === "socket_disconnected";
            assert.deepEqual(admin.log.filter(({ event, args: [first, second] }) => isTold(event)
                && (first.id ?? second) === id).map(({ event }) => event),
            ["socket_connected", "socket_disconnected"]);
        });

        it("tells of rooms", async () => {
            const client = await connect(websocket);
            await ask(client, "join", ["red", "blue"]);
            for (const room of ["red", "blue"])
                assertTimestamp((await admin.hear("room_joined", "/", room, client.id))[3], timestamps);
            await ask(client, "join", "red");
            await ask(client, "leave", "blue");
            assertTimestamp((await admin.hear("room_left", "/", "blue", client.id))[3], timestamps);
            assert.equal(admin.seen("room_joined", "/", "red").length, 1);
            await ask(client, "leave", "red");
            await ask(client, "join", "red");
            await admin.settle();
            assert.deepEqual(admin.log.filter(({ event, args }) => event.startsWith("room_")
                && args[2] === client.id && args[1] !== client.id).map(({ event }) => event),
            ["room_joined", "room_joined", "room_left", "room_left", "room_joined"]);
        });

        it("tells of what clients send", async () => {
            const client = await connect(websocket);
            client.emit("hello", 1, "two", { three: [3, null, true] });
            const [,,, timestamp] = await admin.hear("event_received", "/", client.id,
                ["hello", 1, "two", { three: [3, null, true] }]);
            assertTimestamp(timestamp, timestamps);
            client.emit("");
            await admin.hear("event_received", "/", client.id, [""]);
            await ask(client, "ack", "answer"); // without the function
            await admin.hear("event_received", "/", client.id, ["ack", "answer"]);
            client.emit("binary", bytes);
            await until(() => admin.seen("event_received").length === 4, "the binary one");
            const [,, [event, binary]] = admin.seen("event_received")[3];
            assert.deepEqual([event, Buffer.from(binary)], ["binary", bytes]);
        });

        it("tells of what is sent to clients", async () => {
            const client = await connect(websocket);
            client.emit("echo", "one", 2, { three: 3 });
            const [,,, timestamp] = await admin.hear("event_sent", "/", client.id,
                ["echo", "one", 2, { three: 3 }]);
            assertTimestamp(timestamp, timestamps);
            client.emit("tick", 5);
            await admin.hear("event_sent", "/", client.id, ["tick", 5]);
            client.emit("echo", bytes);
            await until(() => admin.seen("event_sent").length === 3, "the binary one");
            assert.deepEqual(Buffer.from(admin.seen("event_sent")[2][2][1]), bytes);
        });

        it("does not tell of answers", async () => {
            const client = await connect(websocket);
            client.on("question", (number, answer) => answer(number + 1));
            assert.deepEqual(await ask(client, "ask", 41), [42]);
            await admin.settle(client);
            const told = (event) => admin.seen(event).map(([,, args]) => args);
            assert.deepEqual(told("event_received"), [["ask", 41], ["ack"]]);
            assert.deepEqual(told("event_sent"), [["question", 41]]);
        });

        it("tells of a broadcast once for each who gets it", async () => {
            const [ada, bob, eve] = [await connect(websocket), await connect(polling),
                await connect(websocket)];
            const told = () => sorted(admin.seen("event_sent").map(([, id]) => id));
            ada.emit("all", "news");
            await until(() => told().length === 3, "three reports");
            await admin.settle(ada, bob, eve);
            assert.deepEqual(told(), sorted([ada.id, bob.id, eve.id]));
            await ask(bob, "join", "red");
            await ask(ada, "join", "red");
            admin.mark();
            ada.emit("room-message", "red", "psst");
            await admin.hear("event_sent", "/", bob.id, ["room-message", "psst"]);
            await admin.settle(ada, bob, eve);
            assert.deepEqual(told(), [bob.id]);
        });

        it("does not tell of what admins say and hear", async () => {
            const other = await AdminClient.login(server, options);
            other.emit("emit", "/", null, "news");
            other.emit("join", "/admin", "night shift", other.id);
            await admin.hear("room_joined", "/admin", "night shift", other.id);
            await admin.settle();
            assert.deepEqual([admin.seen("event_received"), admin.seen("event_sent")], [[], []]);
        });

        it("tells all data of a socket when some changes", async () => {
            const client = await connect(websocket, { query: { user: "Ada" } });
            const updates = () => admin.seen("socket_updated").map(([update]) => update);
            const changes = [["level", 5], ["tags", ["a"]], ["level", 6], ["place", { x: 1 }]];
            const data = { user: "Ada" };
            for (const [key, value] of changes) {
                await ask(client, "remember", key, value);
                data[key] = value;
                await until(() => updates().some((update) =>
                    update.id === client.id && isDeepStrictEqual(update.data, data)),
                `an update to ${JSON.stringify(data)}`);
            }
            for (const update of updates())
                assert.deepEqual(sorted(Object.keys(update)), ["data", "id", "nsp"]);
        });

        // On Node.js a null there ends the server.
        it("knows data that is null", { skip: isReference }, async () => {
            const client = await connect(websocket);
            await ask(client, "remember", "nothing", null);
            assert.deepEqual((await admin.hearOf("socket_updated", client.id, "data")).data,
                { nothing: null });
        });

        for (const [how, reason, end] of [
            ["client leaves", "client namespace disconnect", (client) => client.disconnect()],
            ["connection breaks", "transport close", (client) => client.io.engine.close()],
            ["server sends it away", "server namespace disconnect",
                (client) => client.emit("disconnect-me")],
            ["server closes its connection", "server namespace disconnect",
                (client) => client.emit("close-me")],
        ]) {
            it(`tells that the ${how}`, async () => {
                const client = await connect(websocket);
                const { id } = client;
                await ask(client, "join", ["red", "blue"]);
                await admin.hear("room_joined", "/", "blue", id);
                admin.mark();
                end(client);
                const [,, told, timestamp] = await admin.hear("socket_disconnected", "/", id);
                assert.equal(told, reason);
                assertTimestamp(timestamp, timestamps);
                for (const room of [id, "red", "blue"])
                    await admin.hear("room_left", "/", room, id);
                const ends = admin.log.filter(({ event, args }) => args.includes(id)
                    && ["socket_disconnected", "room_left"].includes(event));
                assert.deepEqual(ends.slice(0, 2).map(({ event, args }) => [event, args[1]]),
                    [["socket_disconnected", id], ["room_left", id]]);
                assert.equal(ends.length, 4);
            });
        }
    });
}
