// SPDX-License-Identifier: MIT
// What clients may put into the lists of admins: secrets, long and strange text, and many of them.
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, describe, it } from "node:test";
import { isDeepStrictEqual } from "node:util";
import { ask, Clients, connected, next, RawSocket, until } from "../node/support.mjs";
import { AdminClient, isReference, sorted, startServer, websocket } from "./support.mjs";

const clients = new Clients();

// Deliberate differences.
describe("secrets and sizes", { timeout: 60_000 }, () => {
    let server;
    let admin;
    before(async () => { server = await startServer(); });
    after(() => server.stop());
    beforeEach(async () => {
        admin = await AdminClient.login(server);
        admin.mark();
    });
    afterEach(() => {
        AdminClient.closeAll();
        clients.close();
    });

    it("hides what would let one in", async () => {
        const secrets = { "cookie": "sid=topsecret", "authorization": "Bearer topsecret",
            "proxy-authorization": "Basic topsecret", "x-api-key": "topsecret" };
        const client = await clients.connect(server, websocket,
            { extraHeaders: { ...secrets, "x-harmless": "shown" } });
        const late = await AdminClient.login(server);
        const [snapshot] = await late.hear("all_sockets");
        const descriptions = [await admin.hearOf("socket_connected", client.id),
            snapshot.find(({ id }) => id === client.id)];
        for (const { handshake: { headers } } of descriptions) {
            assert.equal(headers["x-harmless"], "shown");
            for (const [name, secret] of Object.entries(secrets)) {
                assert.equal(typeof headers[name], "string", name); // that it was there is no secret
                assert.equal(headers[name] === secret, isReference, name);
                assert.equal(headers[name].includes("topsecret"), isReference, name);
            }
        }
        assert.equal(JSON.stringify(admin.log).includes("topsecret"), isReference);
    });

    it("never shows what a client proves itself with", async () => {
        const client = await clients.connect(server, websocket, { auth: { token: "topsecret" } });
        await admin.hearOf("socket_connected", client.id);
        await AdminClient.login(server);
        await admin.settle();
        assert.ok(!JSON.stringify(admin.log).includes("topsecret"));
        assert.ok(!JSON.stringify(admin.log).includes(client.io.engine.id));
    });

    it("cuts what is too long to look at", async () => {
        const client = await clients.connect(server, websocket);
        const long = "x".repeat(100_000);
        client.emit("echo", 1, long, Buffer.alloc(100_000), "short");
        await next(client, "echo");
        for (const event of ["event_received", "event_sent"]) {
            const [,, args] = await admin.hear(event, "/", client.id);
            assert.deepEqual([args[0], args[1], args[4]], ["echo", 1, "short"]);
            assert.equal(args[2] === long, isReference);
            assert.equal(typeof args[2], "string");
            assert.equal(Buffer.isBuffer(args[3]), isReference);
            assert.equal(JSON.stringify(args).length > 1000, isReference);
        }
    });
});

describe("what comes from the wire", { timeout: 60_000 }, () => {
    let server;
    let admin;
    before(async () => { server = await startServer(); });
    after(() => server.stop());
    beforeEach(async () => {
        admin = await AdminClient.login(server);
        await admin.hear("all_sockets");
        admin.mark();
    });
    afterEach(() => {
        AdminClient.closeAll();
        clients.close();
    });

    const handshake = "/socket.io/?EIO=4&transport=websocket";

    async function connectRaw(query, options) {
        const raw = new RawSocket(server.wsUrl + handshake + query, options);
        await raw.packet();
        raw.send("40");
        const { sid } = JSON.parse((await raw.packet()).slice(2));
        return [raw, sid];
    }

    it("is shown, however strange the text", async () => {
        const [raw, id] = await connectRaw("");
        for (const text of [
            String.raw`["halves","\ud800","\udc00x\ud800"]`,
            String.raw`["\u0000","\u0001\u2028\u2029"]`,
            String.raw`["a\"b\\c\/d","\n\t"]`,
            String.raw`["é","👋","\ud83d\udc4b"]`,
            String.raw`[ "spaces" , [ ] , { } , { "a" : [ 1 , 2.5e3 , -0.1 ] } ]`,
            String.raw`["twice",{"a":1,"a":2}]`,
            String.raw`["__proto__",{"__proto__":1}]`,
            `["deep",${"[".repeat(100)}${"]".repeat(100)}]`,
        ]) {
            raw.send(`42${text}`);
            await admin.hear("event_received", "/", id, JSON.parse(text));
        }
        raw.send("42[7,\"a number\"]"); // as in all of our server, that is text
        await admin.hear("event_received", "/", id, [isReference ? 7 : "7", "a number"]);
        await raw.close();
    });

    it("is shown, however strange the address and the headers", async () => {
        const [raw, id] = await connectRaw(
            "&a=%ff%00&b=%22%5c%0a&c=&%ed%a0%80=d&__proto__=e&f=%F0%9F%91%8B",
            { headers: { "X-Strange": "caf\xe9 \"\\", "x-empty": "", "__proto__x": "y" } });
        const { handshake: { query, headers } } = await admin.hearOf("socket_connected", id);
        assert.deepEqual([query.b, query.c, query.f], ["\"\\\n", "", "👋"]);
        assert.equal(headers["x-strange"], "caf\xe9 \"\\");
        assert.equal(headers["x-empty"], "");
        const late = await AdminClient.login(server);
        const [snapshot] = await late.hear("all_sockets");
        assert.deepEqual(snapshot.find((description) => description.id === id).handshake.query, query);
        await raw.close();
    });

    it("does not make the address of a proxy that nobody trusts", async () => {
        const [raw, id] = await connectRaw("", { headers: { "x-forwarded-for": "203.0.113.7" } });
        const { handshake: { address } } = await admin.hearOf("socket_connected", id);
        // A deliberate difference: anybody may send that header.
        assert.equal(address, isReference ? "203.0.113.7" : "127.0.0.1");
        await raw.close();
    });
});

describe("a crowd", { timeout: 60_000 }, () => {
    let server;
    before(async () => { server = await startServer(); });
    after(() => server.stop());
    afterEach(() => {
        AdminClient.closeAll();
        clients.close();
    });

    // What the web UI makes of the events: who is there, with which rooms.
    function listOf(admin) {
        const sockets = new Map();
        const rooms = (nsp, id) => sockets.get(nsp + id) ?? new Set();
        const begin = admin.log.findIndex(({ event }) => event === "all_sockets");
        for (const { event, args } of admin.log.slice(begin)) {
            const [first, second, third] = args;
            if (event === "all_sockets")
                first.forEach(({ nsp, id, rooms }) => sockets.set(nsp + id, new Set(rooms)));
            else if (event === "socket_connected")
                sockets.set(first.nsp + first.id, new Set(first.rooms));
            else if (event === "socket_disconnected")
                sockets.delete(first + second);
            else if (event === "room_joined")
                rooms(first, third).add(second);
            else if (event === "room_left")
                rooms(first, third).delete(second);
        }
        return Object.fromEntries([...sockets].filter(([key]) => key.startsWith("/room-")).sort()
            .map(([key, rooms]) => [key, sorted(rooms)]));
    }

    it("comes and goes while admins log in", async () => {
        const people = [];
        for (let i = 0; i < 50; ++i) {
            const person = await clients.connect(server, websocket);
            people.push(...Array.from({ length: 8 }, (_, j) => person.io.socket(`/room-${i * 8 + j}`)));
        }
        await Promise.all(people.map(connected));
        const admins = [];
        const present = new Set(people);
        const moves = Promise.all(people.map(async (person, i) => {
            await ask(person, "join", ["red", `r${i % 7}`]);
            if (i % 3 === 0) {
                await ask(person, "leave", "red");
            } else if (i % 3 === 1) {
                present.delete(person);
                person.disconnect();
            }
        }));
        for (let i = 0; i < 5; ++i)
            admins.push(await AdminClient.login(server));
        await moves;
        const expected = {};
        for (const person of present)
            expected[person.nsp + person.id] = sorted((await ask(person, "rooms"))[0]);
        for (const admin of admins) {
            await admin.hear("all_sockets");
            await admin.settle();
            await until(() => isDeepStrictEqual(listOf(admin), Object.fromEntries(
                Object.entries(expected).sort())), "the same list").catch(() =>
                assert.deepEqual(listOf(admin), expected));
        }
    });
});
