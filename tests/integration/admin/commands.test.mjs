// SPDX-License-Identifier: MIT
// What an admin tells the server to do, and what becomes of it at the clients.
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, describe, it } from "node:test";
import { ask, Clients, connected, msgpackParser, next, until } from "../node/support.mjs";
import { AdminClient, isReference, polling, roomsOf, sorted, startServer, upgrade, websocket }
    from "./support.mjs";

const bytes = Buffer.from([0, 1, 2, 255]);
const clients = new Clients();

// Ada, Bob and Eve in the namespace "/", each by another transport. Ada and Bob are in the room
// "red", Bob and Eve in "blue". Ada is in "/chat", too, by the same connection.
class Cast {
    static async assemble(server, options) {
        const cast = new Cast();
        cast.admin = await AdminClient.login(server, options);
        cast.ada = await clients.connect(server, websocket, options);
        cast.bob = await clients.connect(server, polling, options);
        cast.eve = await clients.connect(server, upgrade, options);
        cast.talker = await connected(cast.ada.io.socket("/chat"));
        await ask(cast.ada, "join", "red");
        await ask(cast.bob, "join", ["red", "blue"]);
        await ask(cast.eve, "join", "blue");
        cast.heard = [];
        for (const name of ["ada", "bob", "eve", "talker"])
            cast[name].onAny((...args) => cast.heard.push([name, ...args]));
        await cast.admin.settle();
        cast.admin.mark();
        return cast;
    }

    get all() {
        return [this.ada, this.bob, this.eve, this.talker].filter(({ connected }) => connected);
    }

    ids(names) {
        return names.map((name) => this[name].id);
    }

    // Replaces "ada" and so on by the id.
    resolve(value) {
        if (Array.isArray(value))
            return value.map((element) => this.resolve(element));
        return this[value]?.id ?? value;
    }

    settle() {
        return this.admin.settle(...this.all);
    }

    async rooms() {
        return Object.fromEntries(await Promise.all(["ada", "bob", "eve", "talker"]
            .map(async (name) => [name, await roomsOf(this[name])])));
    }
}

const rooms = { ada: ["red"], bob: ["blue", "red"], eve: ["blue"], talker: [] };

// What may be said of whom a command is for, and whom of the namespace "/" it means. On Node.js
// what is false in JavaScript means everybody, so that an empty selection hits them all. Ours does
// nothing then: only null does, or nothing at all.
const everybody = ["ada", "bob", "eve"];
const nobody = [];
const filters = [
    [null, everybody],
    ["ada", ["ada"]],
    ["red", ["ada", "bob"]],
    [["ada", "eve"], ["ada", "eve"]],
    [["red", "blue"], everybody],
    [["red", "bob"], ["ada", "bob"]],
    [["red", "nothing"], ["ada", "bob"]],
    ["nothing", nobody],
    ["talker", nobody],
    [["nothing"], nobody],
    ["", isReference ? everybody : nobody],
    [[], isReference ? everybody : nobody],
    [0, isReference ? everybody : nobody],
    [false, isReference ? everybody : nobody],
    [42, nobody],
    [true, nobody],
    [[""], nobody],
    [[null], nobody],
    [[[]], nobody],
    [{}, nobody],
    [{ id: "red" }, nobody],
];

const servers = [
    { name: "websocket, JSON", row: websocket },
    { name: "polling, JSON", row: polling },
    { name: "websocket, msgpack", row: websocket, parser: msgpackParser, args: ["--parser", "msgpack"] },
];

for (const { name, args = [], ...options } of servers) {
    describe(`commands over ${name}`, { timeout: 60_000 }, () => {
        let server;
        let cast;
        let admin;
        before(async () => { server = await startServer(...args); });
        after(() => server.stop());
        beforeEach(async () => {
            cast = await Cast.assemble(server, options);
            ({ admin } = cast);
        });
        afterEach(() => {
            AdminClient.closeAll();
            clients.close();
        });

        // The names of those to whom something was said.
        const heardBy = () => sorted(cast.heard.map(([name]) => name));

        for (const [filter, recipients] of filters) {
            it(`emits to ${JSON.stringify(filter)}`, async () => {
                admin.emit("emit", "/", cast.resolve(filter), "news", 1, { a: ["é"] });
                await cast.settle();
                assert.deepEqual(heardBy(), recipients);
                for (const [, ...news] of cast.heard)
                    assert.deepEqual(news, ["news", 1, { a: ["é"] }]);
                const reports = admin.seen("event_sent");
                assert.deepEqual(sorted(reports.map(([nsp, id]) => nsp + id)),
                    sorted(cast.ids(recipients).map((id) => `/${id}`)));
                for (const [,, report] of reports)
                    assert.deepEqual(report, ["news", 1, { a: ["é"] }]);
            });

            it(`makes ${JSON.stringify(filter)} join`, async () => {
                admin.emit("join", "/", "green", cast.resolve(filter));
                await cast.settle();
                const after = await cast.rooms();
                for (const [name, before] of Object.entries(rooms)) {
                    const more = recipients.includes(name) ? ["green"] : [];
                    assert.deepEqual(after[name], sorted([...before, ...more]), name);
                }
                assert.deepEqual(sorted(admin.seen("room_joined", "/", "green").map(([,, id]) => id)),
                    sorted(cast.ids(recipients)));
            });

            it(`makes ${JSON.stringify(filter)} leave`, async () => {
                admin.emit("leave", "/", "red", cast.resolve(filter));
                await cast.settle();
                const after = await cast.rooms();
                for (const [name, before] of Object.entries(rooms)) {
                    const left = recipients.includes(name) ? "red" : "";
                    assert.deepEqual(after[name], before.filter((room) => room !== left), name);
                }
                assert.deepEqual(sorted(admin.seen("room_left", "/", "red").map(([,, id]) => id)),
                    sorted(cast.ids(recipients.filter((name) => rooms[name].includes("red")))));
            });

            it(`disconnects ${JSON.stringify(filter)}`, async () => {
                const gone = recipients.map((name) => next(cast[name], "disconnect"));
                const ids = cast.ids(recipients);
                admin.emit("_disconnect", "/", false, cast.resolve(filter));
                assert.deepEqual((await Promise.all(gone)).map(([reason]) => reason),
                    recipients.map(() => "io server disconnect"));
                await cast.settle();
                for (const name of [...everybody, "talker"])
                    assert.equal(cast[name].connected, !recipients.includes(name), name);
                assert.deepEqual(sorted(admin.seen("socket_disconnected", "/").map(([, id]) => id)),
                    sorted(ids));
                for (const [,, reason] of admin.seen("socket_disconnected"))
                    assert.equal(reason, "server namespace disconnect");
            });
        }

        // The web UI offers that.
        it("makes a socket leave its own room, where nobody finds it then", async () => {
            admin.emit("leave", "/", cast.ada.id, cast.ada.id);
            await cast.settle();
            admin.emit("emit", "/", cast.ada.id, "news");
            await cast.settle();
            assert.deepEqual(cast.heard, []);
            await admin.hear("room_left", "/", cast.ada.id, cast.ada.id);
            admin.emit("emit", "/", "red", "news");
            await cast.settle();
            assert.deepEqual(heardBy(), ["ada", "bob"]);
        });

        it("emits binary", async () => {
            admin.emit("emit", "/", cast.bob.id, "file", bytes, { parts: [bytes] });
            await cast.settle();
            const [[name, event, first, { parts }], ...more] = cast.heard;
            assert.deepEqual([name, event, more], ["bob", "file", []]);
            assert.deepEqual([Buffer.from(first), Buffer.from(parts[0])], [bytes, bytes]);
            const [,, [reported, sent]] = await admin.hear("event_sent", "/", cast.bob.id);
            assert.deepEqual([reported, Buffer.from(sent)], ["file", bytes]);
        });

        it("emits an event without arguments, of any name", async () => {
            for (const event of ["news", "constructor", "__proto__", "émission"]) {
                admin.emit("emit", "/", cast.ada.id, event);
                await cast.settle();
                assert.deepEqual(cast.heard.splice(0), [["ada", event]]);
            }
        });

        it("is for the namespace that it names", async () => {
            admin.emit("emit", "/chat", null, "news", 1);
            admin.emit("join", "/chat", "green");
            await cast.settle();
            assert.deepEqual(cast.heard, [["talker", "news", 1]]);
            assert.deepEqual(await cast.rooms(), { ...rooms, talker: ["green"] });
            admin.emit("leave", "/chat", "green");
            await cast.settle();
            assert.deepEqual(await cast.rooms(), rooms);
            admin.emit("_disconnect", "/chat", false);
            await until(() => !cast.talker.connected, "its end");
            await cast.settle();
            assert.ok(cast.ada.connected);
        });

        it("makes all join and leave when nobody is named", async () => {
            admin.emit("join", "/", "green");
            await cast.settle();
            for (const name of everybody)
                assert.ok((await roomsOf(cast[name])).includes("green"));
            admin.emit("leave", "/", "red");
            await cast.settle();
            assert.deepEqual(await cast.rooms(),
                { ada: ["green"], bob: ["blue", "green"], eve: ["blue", "green"], talker: [] });
        });

        it("takes several rooms", async () => {
            admin.emit("join", "/", ["r1", "r2"], [cast.ada.id, cast.bob.id]);
            await cast.settle();
            assert.deepEqual(await cast.rooms(), {
                ...rooms, ada: ["r1", "r2", "red"], bob: ["blue", "r1", "r2", "red"],
            });
            assert.equal(admin.seen("room_joined", "/").length, 4);
        });

        it("takes several rooms to leave", async () => {
            admin.emit("leave", "/", ["red", "blue"], cast.bob.id);
            await cast.settle();
            assert.deepEqual(await cast.rooms(), { ...rooms, bob: [] });
        });

        it("does nothing twice", async () => {
            admin.emit("join", "/", "red", cast.ada.id);
            admin.emit("leave", "/", "blue", cast.ada.id);
            await cast.settle();
            assert.deepEqual(await cast.rooms(), rooms);
            assert.deepEqual(admin.seen("room_joined"), []);
            assert.deepEqual(admin.seen("room_left"), []);
        });

        it("disconnects all when nobody is named", async () => {
            admin.emit("_disconnect", "/", false);
            await until(() => everybody.every((name) => !cast[name].connected), "the end of all");
            await cast.settle();
            assert.ok(cast.talker.connected);
        });

        it("closes the connection with all of its namespaces", async () => {
            const ids = [["/", cast.ada.id], ["/chat", cast.talker.id]];
            const gone = [next(cast.ada, "disconnect"), next(cast.talker, "disconnect")];
            const closed = next(cast.ada.io, "close");
            admin.emit("_disconnect", "/", true, cast.ada.id);
            assert.deepEqual((await Promise.all(gone)).map(([reason]) => reason),
                ["io server disconnect", "io server disconnect"]);
            await closed;
            for (const [nsp, id] of ids) {
                assert.equal((await admin.hear("socket_disconnected", nsp, id))[2],
                    "server namespace disconnect");
                await admin.hear("room_left", nsp, id, id);
            }
            await cast.settle();
            assert.ok(cast.bob.connected && cast.eve.connected);
        });

        it("closes the connections of a room", async () => {
            admin.emit("_disconnect", "/", true, "red");
            await until(() => !cast.ada.connected && !cast.bob.connected && !cast.talker.connected,
                "the end of them");
            await cast.settle();
            assert.ok(cast.eve.connected);
        });

        it("reaches other admins", async () => {
            const other = await AdminClient.login(server, options);
            const heard = next(other.socket, "hello");
            admin.emit("emit", "/admin", other.id, "hello", "colleague");
            assert.equal((await heard)[0], "colleague");
            const gone = next(other.socket, "disconnect");
            admin.emit("_disconnect", "/admin", false, other.id);
            assert.equal((await gone)[0], "io server disconnect");
            assert.ok(other.barrier.connected);
        });
    });
}
