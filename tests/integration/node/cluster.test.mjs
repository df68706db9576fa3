// SPDX-License-Identifier: MIT
// A cluster of one server of ours and one on Node.js: what either of them says to the other's client.
import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import { RedisServer } from "./redis.mjs";
import { ask, assertNone, client, closeClients, collect, connect, connected, next, npmPackage, rows,
    ServerProcess, TcpProxy, until, watchEnds } from "./support.mjs";

const { Emitter } = await npmPackage("@socket.io/redis-emitter");
const { createClient } = await npmPackage("redis");
const webSocket = rows[1];
const adapters = (process.env.QSOCKETIO_CLUSTER_ADAPTERS ?? "classic,sharded,streams,streams-sharded")
    .split(",");

const clientOf = (server, options) => connect(server, webSocket, options);

// A room's channel is listened to a moment after somebody has joined.
async function joined(socket, sender, room) {
    await ask(socket, "join", room);
    let heard = false;
    const listener = () => { heard = true; };
    socket.on("room-message", listener);
    await until(() => { sender.emit("room-message", room, "probe"); return heard; }, "the room");
    socket.off("room-message", listener);
    await ask(sender, "ack");
    await ask(socket, "ack");
    // What is still on its way
    const last = `last probe ${room}`;
    const seen = new Promise((resolve) => {
        const until = (text) => {
            if (text !== last)
                return;
            socket.off("room-message", until);
            resolve();
        };
        socket.on("room-message", until);
    });
    sender.emit("room-message", room, last);
    await seen;
}

function matrix(servers, from, to) {
    let a;
    let b;
    const open = async (options) => {
        a = await clientOf(servers[from], options);
        b = await clientOf(servers[to], options);
        await until(async () => (await ask(a, "servers"))[0] === 2, "two servers");
    };
    // Servers count each other a moment before Node.js reads the stream.
    before(async () => {
        await open();
        await joined(b, a, "ready");
        closeClients();
    });
    afterEach(() => closeClients());

    it("text", async () => {
        await open();
        const heard = next(b, "all");
        a.emit("all", "Grüße 😀", 1.5, null, { nested: [true] });
        assert.deepEqual(await heard, ["Grüße 😀", 1.5, null, { nested: [true] }]);
    });

    it("binary", async () => {
        await open();
        const heard = next(b, "all");
        const bytes = Buffer.from([0, 1, 254, 255]);
        a.emit("all", { bytes }, bytes);
        assert.deepEqual(await heard, [{ bytes }, bytes]);
    });

    it("more than 8000 bytes", async () => {
        await open();
        const heard = next(b, "all");
        a.emit("all", "x".repeat(100_000));
        assert.equal((await heard)[0].length, 100_000);
    });

    for (const room of ["lobby", "Räume 1#", "42"]) {
        it(`room ${room}`, async () => {
            await open();
            await joined(b, a, room);
            const heard = next(b, "room-message");
            a.emit("room-message", room, "for the room");
            assert.deepEqual(await heard, ["for the room"]);
            await ask(b, "leave", room);
            await assertNone(b, "room-message", async () => {
                a.emit("room-message", room, "too late");
                const all = next(b, "all");
                a.emit("all");
                await all;
            });
        });
    }

    it("several rooms", async () => {
        await open();
        await joined(b, a, "second");
        const heard = next(b, "room-message");
        a.emit("room-message", ["first", "second"], "for both");
        assert.deepEqual(await heard, ["for both"]);
    });

    it("one socket", async () => {
        await open();
        const heard = next(b, "room-message");
        a.emit("room-message", b.id, "for you");
        assert.deepEqual(await heard, ["for you"]);
    });

    it("except", async () => {
        await open();
        await ask(b, "join", "quiet");
        await assertNone(b, "except", async () => {
            a.emit("except", "quiet", "not you");
            const all = next(b, "all");
            a.emit("all");
            await all;
        });
    });

    it("volatile", async () => {
        await open();
        await joined(b, a, "ticks");
        const heard = next(b, "tick");
        a.emit("volatile-room", "ticks", 7);
        assert.deepEqual(await heard, [7]);
    });

    it("acknowledgements", async () => {
        await open();
        await ask(a, "join", "asked");
        await joined(b, a, "asked");
        a.on("question", (room, ack) => ack("a"));
        b.on("question", (room, ack) => ack({ from: "b" }));
        const [{ error, responses }] = await ask(a, "ask-room", "asked", 5000);
        assert.equal(error, null);
        assert.deepEqual(responses.map(JSON.stringify).sort(), ['"a"', '{"from":"b"}']);
    });

    it("acknowledgements that do not come", async () => {
        await open();
        await joined(b, a, "silent");
        const [{ error, responses }] = await ask(a, "ask-room", "silent", 300);
        assert.match(error, /has timed out/);
        assert.deepEqual(responses, []);
    });

    it("fetchSockets", async () => {
        await open();
        await ask(b, "remember", "name", "Zoë");
        await joined(b, a, "fetched");
        assert.deepEqual(await ask(a, "fetch", "fetched"), [[b.id]]);
        assert.deepEqual(await ask(a, "fetch", b.id), [[b.id]]);
        const heard = next(b, "remote");
        await ask(a, "remote", "fetched", "hello");
        assert.deepEqual(await heard, ["hello", { name: "Zoë" }]);
    });

    it("socketsJoin and socketsLeave", async () => {
        await open();
        await ask(a, "move", b.id, "moved");
        await until(async () => (await ask(b, "rooms"))[0].includes("moved"), "in the room");
        await ask(a, "remove", "moved");
        await until(async () => !(await ask(b, "rooms"))[0].includes("moved"), "out of the room");
    });

    it("disconnectSockets", async () => {
        await open();
        const ended = next(b, "disconnect");
        a.emit("kick", b.id);
        assert.equal((await ended)[0], "io server disconnect");
    });

    it("serverSideEmit", async () => {
        await open();
        const heard = next(b, "server-event");
        await assertNone(a, "server-event", async () => {
            a.emit("tell-servers", "hëllo", { deep: [1] });
            assert.deepEqual(await heard, ["hëllo", { deep: [1] }]);
        });
    });

    it("serverSideEmit with an answer", async () => {
        await open();
        const name = to === "ours" ? "Qt" : "Node.js";
        const [error, answers] = await ask(a, "ask-servers", 42);
        assert.equal(error, null);
        assert.deepEqual(answers.map(([, question]) => question), [42]);
        if (servers.ours.program !== "reference")
            assert.deepEqual(answers, [[name, 42]]);
    });

    it("a namespace", async () => {
        await open({ nsp: "/custom" });
        const heard = next(b, "all");
        a.emit("all", "in there");
        assert.deepEqual(await heard, ["in there"]);
        assert.deepEqual((await ask(a, "fetch", b.id))[0], [b.id]);
    });

    it("order", async () => {
        await open();
        const seen = [];
        b.on("all", (n) => seen.push(n));
        for (let i = 0; i < 200; ++i)
            a.emit("all", i);
        await until(() => seen.length === 200, "all of them");
        assert.deepEqual(seen, [...Array(200).keys()]);
    });
}

// A client that is cut off from one server comes back to the other.
function recovery(servers, from, to) {
    const isOffset = (value) => /^\d+-\d+$/.test(value);
    let proxy;
    let away;
    const open = async (nsp = "/") => {
        proxy = await TcpProxy.start(servers[from]);
        away = client(proxy, webSocket,
            { nsp, reconnection: true, reconnectionDelay: 10, reconnectionDelayMax: 20 });
        const greeting = next(away, "auth");
        await connected(away);
        assert.ok(isOffset((await greeting).at(-1)));
    };
    const cut = async () => {
        const reasonOf = watchEnds(await clientOf(servers[from], { nsp: "/watch" }));
        const { id } = away;
        proxy.cut();
        assert.match(await reasonOf(id), /^transport (close|error)$/);
    };
    const comeBack = async () => {
        proxy.target = servers[to];
        proxy.open();
        await until(() => away.connected, "connection");
    };
    const record = (...events) => {
        const seen = [];
        for (const event of ["connect", ...events])
            away.on(event, (...args) => seen.push([event, ...args]));
        return seen;
    };
    afterEach(async () => {
        closeClients();
        await proxy.stop();
    });

    for (const nsp of ["/", "/custom"]) {
        it(`brings back what it was and what it missed in ${nsp}`, async () => {
            await open(nsp);
            const here = await clientOf(servers[from], { nsp });
            const there = await clientOf(servers[to], { nsp });
            const { id } = away;
            await ask(away, "join", ["r1", "r2"]);
            await ask(away, "remember", "name", { first: "Zoë", bytes: Buffer.from([0, 255]) });
            await cut();
            const seen = record("all", "room-message", "except");
            for (const sender of [here, there]) { // each waits until it is in the stream
                sender.emit("room-message", "r2", "for the room", Buffer.from([1, 2]));
                sender.emit("room-message", "r3", "for another");
                sender.emit("except", "r1", "not for it");
                const heard = next(sender, "all");
                sender.emit("all", "äll", 1);
                await heard;
            }
            await comeBack();
            assert.ok(away.recovered);
            assert.equal(away.id, id);
            assert.deepEqual(new Set((await ask(away, "rooms"))[0]), new Set([id, "r1", "r2"]));
            assert.deepEqual((await ask(away, "whoami"))[0].data,
                { name: { first: "Zoë", bytes: Buffer.from([0, 255]) } });
            const offsets = seen.filter(([event]) => event !== "connect").map((event) => event.pop());
            assert.ok(offsets.every(isOffset) && new Set(offsets).size === offsets.length);
            const once = [["room-message", "for the room", Buffer.from([1, 2])], ["all", "äll", 1]];
            assert.deepEqual(seen, [...once, ...once, ["connect"]]);

            // It goes on as any other.
            const heard = next(away, "all");
            here.emit("all", "again");
            const [text, offset] = await heard;
            assert.equal(text, "again");
            assert.ok(isOffset(offset));
        });
    }

    it("does not bring back a session twice", async () => {
        await open();
        await cut();
        const auth = { pid: away._pid, offset: away._lastOffset };
        await comeBack();
        assert.ok(away.recovered);
        const thief = await clientOf(servers[to], { auth });
        assert.ok(!thief.recovered);
        assert.notEqual(thief.id, away.id);
    });

    // Node.js's own adapter may lose what it reads between the end of its search and the new socket.
    const skip = to === "nodejs";
    it("misses nothing of what comes while it comes back", { skip }, async () => {
        await open();
        const here = await clientOf(servers[from]);
        const there = await clientOf(servers[to]);
        await cut();
        const count = 300;
        const seen = [];
        away.on("all", (n, offset) => seen.push([n, offset]));
        const heard = collect(there, "all", 2 * count);
        let back;
        for (let i = 0; i < count; ++i) {
            here.emit("all", i);
            there.emit("all", i);
            if (i === count / 3)
                back = comeBack();
            if (i % 10 === 0)
                await ask(here, "ack");
        }
        await Promise.all([heard, back]);
        await until(() => seen.length >= 2 * count, "all of them");
        assert.ok(away.recovered);
        assert.equal(seen.length, 2 * count);
        assert.equal(new Set(seen.map(([, offset]) => offset)).size, 2 * count);
    });
}

function emitterSuite(redis, server) {
    let client;
    let emitter;
    before(async () => {
        client = await createClient({ url: `redis://127.0.0.1:${redis().port}` }).connect();
        emitter = new Emitter(client);
    });
    after(async () => { await client?.close(); });
    afterEach(() => closeClients());

    it("broadcasts, moves and disconnects", async () => {
        const b = await clientOf(server());
        const all = next(b, "all");
        emitter.emit("all", "from outside", Buffer.from([1, 2]));
        assert.deepEqual(await all, ["from outside", Buffer.from([1, 2])]);
        emitter.in(b.id).socketsJoin("put there");
        await until(async () => (await ask(b, "rooms"))[0].includes("put there"), "in the room");
        const there = next(b, "there");
        emitter.to("put there").emit("there");
        await there;
        emitter.in(b.id).socketsLeave("put there");
        await until(async () => !(await ask(b, "rooms"))[0].includes("put there"), "out of it");
        const event = next(b, "server-event");
        emitter.serverSideEmit("server-event", 1);
        assert.deepEqual(await event, [1]);
        const ended = next(b, "disconnect");
        emitter.in(b.id).disconnectSockets();
        await ended;
    });
}

for (const adapter of adapters) {
    describe(`${adapter} adapter`, () => {
        let redis;
        const servers = {};
        before(async () => {
            redis = await RedisServer.start();
            const args = ["--adapter", adapter, "--redis", String(redis.port)];
            servers.ours = await ServerProcess.start(args);
            servers.nodejs = await ServerProcess.start(args, "reference");
        });
        after(async () => {
            // Both live to the end.
            try {
                await servers.ours?.stop();
                await servers.nodejs?.stop();
            } finally {
                await servers.nodejs?.kill();
                await redis?.stop();
            }
        });
        describe("from ours to Node.js", () => matrix(servers, "ours", "nodejs"));
        describe("from Node.js to ours", () => matrix(servers, "nodejs", "ours"));
        if (adapter === "classic")
            describe("the emitter", () => emitterSuite(() => redis, () => servers.ours));
    });
}

if (adapters.includes("streams")) {
    describe("recovery by the streams adapter", () => {
        let redis;
        const servers = {};
        before(async () => {
            redis = await RedisServer.start();
            const args = ["--adapter", "streams", "--redis", String(redis.port),
                "--recovery", "60000"];
            servers.ours = await ServerProcess.start(args);
            servers.second = await ServerProcess.start(args);
            servers.nodejs = await ServerProcess.start(args, "reference");
        });
        after(async () => {
            try {
                for (const server of Object.values(servers))
                    await server.stop();
            } finally {
                await servers.nodejs?.kill();
                await redis?.stop();
            }
        });
        describe("from ours to Node.js", () => recovery(servers, "ours", "nodejs"));
        describe("from Node.js to ours", () => recovery(servers, "nodejs", "ours"));
        describe("from ours to ours", () => recovery(servers, "ours", "second"));
    });
}
