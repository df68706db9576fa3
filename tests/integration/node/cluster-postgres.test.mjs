// SPDX-License-Identifier: MIT
// A cluster on PostgreSQL of one server of ours and one on Node.js: what either of them says to the
// other's client.
import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import { clientOf, matrix } from "./cluster-matrix.mjs";
import { PostgresServer } from "./postgres.mjs";
import { ask, assertNone, closeClients, next, npmPackage, ServerProcess, until }
    from "./support.mjs";

const { Emitter } = await npmPackage("@socket.io/postgres-emitter");
const { default: { Pool } } = await npmPackage("pg");

// The bytes of the notification, when that is the only argument of the event "all".
const bytesAround = Buffer.byteLength(JSON.stringify({
    type: 3,
    data: { packet: { type: 2, data: ["all", ""] }, opts: { rooms: [], except: [], flags: {} } },
    uid: "0123456789abcdef",
    nsp: "/",
}));

describe("PostgreSQL adapter", () => {
    let postgres;
    const servers = {};
    const rowCount = async () => Number(
        (await postgres.say("SELECT count(*) FROM socket_io_attachments"))[0].count);
    before(async () => {
        postgres = await PostgresServer.start();
        const args = ["--postgres", String(postgres.port)];
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
            await postgres?.stop();
        }
    });
    afterEach(() => closeClients());

    describe("from ours to Node.js", () => {
        matrix(servers, "ours", "nodejs");
        boundaries("ours", "nodejs", 7999, 1);
        answers("ours", "nodejs");
    });
    // Its broadcasts leave by ten sessions.
    describe("from Node.js to ours", () => {
        matrix(servers, "nodejs", "ours", { isOrdered: false });
        boundaries("nodejs", "ours", 8000, 0); // one it would lose
        answers("nodejs", "ours");
    });

    async function open(from, to) {
        const a = await clientOf(servers[from]);
        const b = await clientOf(servers[to]);
        await until(async () => (await ask(a, "servers"))[0] === 2
            && (await ask(b, "servers"))[0] === 2, "two servers");
        return [a, b];
    }

    function boundaries(from, to, longest, isAttached) {
        for (const size of [7998, 7999, 8000, 8001].filter((n) => isAttached || n !== longest)) {
            it(`${size} bytes`, async () => {
                const [a, b] = await open(from, to);
                const before = await rowCount();
                const text = "x".repeat(size - bytesAround);
                const heard = next(b, "all");
                a.emit("all", text);
                assert.deepEqual(await heard, [text]);
                assert.equal(await rowCount(), before + (size > 7999 ? 1 : 0));
            });
        }
    }

    function answers(from, to) {
        it("binary acknowledgements", async () => {
            const [a, b] = await open(from, to);
            await ask(b, "join", "asked");
            b.on("question", (room, ack) => ack(Buffer.from([1, 2, 3])));
            const [{ error, responses }] = await ask(a, "ask-room", "asked", 5000);
            assert.equal(error, null);
            assert.deepEqual(responses, [Buffer.from([1, 2, 3])]);
        });

        it("descriptions of more than 8000 bytes", async () => {
            const [a, b] = await open(from, to);
            await ask(b, "join", "described");
            await ask(b, "remember", "big", "z".repeat(9000));
            const heard = next(b, "remote");
            await ask(a, "remote", "described", "hello");
            assert.deepEqual(await heard, ["hello", { big: "z".repeat(9000) }]);
        });
    }

    describe("the emitter", () => {
        let pool;
        before(() => {
            pool = new Pool({ host: "127.0.0.1", port: postgres.port, user: "postgres",
                database: "postgres" });
        });
        after(async () => { await pool?.end(); });

        // Servers on Node.js do not hear it: it does not say the namespace where they look.
        it("broadcasts, moves and disconnects on ours", async () => {
            const [, b] = await open("nodejs", "ours");
            const emitter = new Emitter(pool);
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
            assert.deepEqual(await ask(b, "servers"), [2]); // it is no server
            const ended = next(b, "disconnect");
            emitter.in(b.id).disconnectSockets();
            await ended;
        });
    });

    it("a server that goes and comes back", async () => {
        const b = await clientOf(servers.nodejs);
        await until(async () => (await ask(b, "servers"))[0] === 2, "two servers");
        await servers.ours.stop();
        // At once, not after the ten seconds of its heartbeat
        await until(async () => (await ask(b, "servers"))[0] === 1, "one server");
        servers.ours = await ServerProcess.start(["--postgres", String(postgres.port)]);
        await until(async () => (await ask(b, "servers"))[0] === 2, "two again");
        await until(async () => (await ask(await clientOf(servers.ours), "servers"))[0] === 2, "here");
    });

    // Node.js takes "x" for a server for ten seconds.
    it("notifications that nobody understands", async () => {
        const [a, b] = await open("ours", "nodejs");
        for (const text of ["", "garbage", "{}", "[]", '{"type":3,"uid":"x","nsp":"/"}',
            '{"uid":"x","type":3,"attachmentId":"424242"}', '{"uid":"x","type":3,"attachmentId":"a"}'])
            await postgres.say("SELECT pg_notify('socket.io#/', $1)", [text]);
        await assertNone(a, "disconnect", async () => {
            for (const [from, to] of [[a, b], [b, a]]) {
                const heard = next(to, "all");
                from.emit("all", "still here");
                assert.deepEqual(await heard, ["still here"]);
            }
        });
        await servers.ours.stop().catch((error) => assert.match(error.message, /malformed/));
        servers.ours = await ServerProcess.start(["--postgres", String(postgres.port)]);
    });
});
