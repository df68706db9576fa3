// SPDX-License-Identifier: MIT
// A cluster of one server of ours and one on Node.js: what either of them says to the other's client.
import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import { clientOf, matrix } from "./cluster-matrix.mjs";
import { RedisServer } from "./redis.mjs";
import { ask, client, closeClients, collect, connect, connected, next, npmPackage, rows,
    ServerProcess, TcpProxy, until, watchEnds } from "./support.mjs";

const { Emitter } = await npmPackage("@socket.io/redis-emitter");
const { createClient } = await npmPackage("redis");
const webSocket = rows[1];
const adapters = (process.env.QSOCKETIO_CLUSTER_ADAPTERS ?? "classic,sharded,streams,streams-sharded")
    .split(",");

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
