// SPDX-License-Identifier: MIT
// One suite for every socket.io-client that people have in use: with each way to connect, each
// parser it knows, with and without permessage-deflate.
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { after, afterEach, before, describe, it } from "node:test";
import { ask, assertNone, Clients, collect, connected, msgpackParser, next, npmPackage, rows,
    ServerProcess, until, watchEnds, within } from "./support.mjs";

const load = async (name) => {
    const module = await npmPackage(name);
    return module.io ?? module.default;
};
// Clients before 3.0 speak Engine.IO 3 and Socket.IO 4: no auth but the namespace's query, ids that
// come from the session, and errors in an event of another name.
const versions = [
    { name: "2.5", open: await load("socket.io-client-2"), isOld: true, parsers: ["json"] },
    { name: "3.1", open: await load("socket.io-client-3"), parsers: ["json"] },
    { name: "4.0", open: await load("socket.io-client-4.0"), parsers: ["json", "msgpack"] },
    { name: "4.8", open: await load("socket.io-client"), parsers: ["json", "msgpack"] },
];

const bytes = (size, start = 0) => Buffer.from(Array.from({ length: size }, (_, i) => i + start));
const count = 200;
const numbers = Array.from({ length: count }, (_, i) => i);

function interoperate(server, { version, row, parser, deflate, nsp }) {
    const clients = new Clients(version.open);
    const options = parser === "msgpack" ? { parser: msgpackParser } : {};
    const start = (more) => clients.open(server(), row, { nsp, ...options, ...more });
    const connect = (more) => clients.connect(server(), row, { nsp, ...options, ...more });
    const several = (n) => Promise.all(Array.from({ length: n }, () => connect()));
    const credentials = (values) => version.isOld ? { query: values } : { auth: values };
    const failure = (socket) => next(socket, version.isOld ? "error" : "connect_error");

    async function assertEchoed(socket, ...args) {
        const answer = next(socket, "echo");
        socket.emit("echo", ...args);
        assert.deepEqual(await answer, args);
    }

    const watcher = async () => watchEnds(await connect({ nsp: "/watch" }));

    afterEach(() => clients.close());

    describe("connecting", () => {
        it("joins the main namespace with a query", async () => {
            const socket = await connect({ nsp: "/", query: { token: "a b&c=ü" } });
            const [self] = await ask(socket, "whoami");
            assert.equal(self.nsp, "/");
            assert.equal(self.id, socket.id);
            assert.equal(self.query.token, "a b&c=ü");
            assert.equal(self.query.EIO, version.isOld ? "3" : "4");
            assert.equal(self.transport, row.transports.at(-1));
        });

        it("joins another namespace with credentials", async () => {
            const socket = await connect(credentials({ token: "tökén", room: "7" }));
            const [self] = await ask(socket, "whoami");
            assert.equal(self.nsp, nsp);
            assert.equal(self.id, socket.id);
            assert.deepEqual(self.auth, { token: "tökén", room: "7" });
        });

        it("shares a connection among namespaces", async () => {
            const main = await connect({ nsp: "/" });
            const other = await connected(main.io.socket(nsp));
            assert.notEqual(main.id, other.id);
            const [seenByMain, seenByOther] = await Promise.all(
                [ask(main, "whoami"), ask(other, "whoami")]);
            assert.deepEqual([seenByMain[0].nsp, seenByOther[0].nsp], ["/", nsp]);
            other.disconnect();
            assert.deepEqual(await ask(main, "ack", 1), [1]);
        });

        it("is told about an unknown namespace", async () => {
            const socket = start({ nsp: "/nowhere" });
            const [error] = await failure(socket);
            assert.equal(error.message, "Invalid namespace");
            assert.ok(!socket.connected);
        });

        it("is refused by a middleware, with data", async () => {
            const socket = start({ nsp: "/auth", ...credentials({ token: "wrong" }) });
            const [error] = await failure(socket);
            if (version.isOld) {
                assert.deepEqual(error, { code: 401 });
            } else {
                assert.equal(error.message, "not authorized");
                assert.deepEqual(error.data, { code: 401 });
            }
        });

        it("is let in by a middleware", async () => {
            const socket = await connect({ nsp: "/auth", ...credentials({ token: "secret" }) });
            assert.deepEqual(await ask(socket, "ack", "in"), ["in"]);
        });

        it(`${deflate ? "uses" : "does without"} permessage-deflate`, async () => {
            const { transport } = (await connect()).io.engine;
            if (transport.name === "websocket")
                assert.equal("permessage-deflate" in transport.ws._extensions, deflate);
        });

        it("keeps a quiet connection", async () => {
            const socket = await connect();
            let beats = 0;
            socket.io.engine.on("packet", ({ type }) => {
                beats += type === (version.isOld ? "pong" : "ping");
            });
            await until(() => beats >= 3, "three heartbeats");
            assert.deepEqual(await ask(socket, "ack", "alive"), ["alive"]);
        });
    });

    describe("payloads", () => {
        it("carries text and data", async () => {
            const socket = await connect();
            await assertEchoed(socket);
            await assertEchoed(socket, "text", "", 0, -1, 1.5, 1e-300, 2 ** 53, null, true,
                { a: [1, { b: [[], {}, [null]] }], "a \"key\"": "x" });
        });

        it("carries unicode", async () => {
            await assertEchoed(await connect(), "😀👩‍👩‍👧‍👦🏳️‍🌈 café ﷽", "a\u2028b\u2029c", "\uffff\u{10ffff}\ufeff",
                "\u0000\u0001\u001e\u007f\t\r\n\"\\/", "4\x1e42[\"x\"]\x1eb5:4\u20ac", { "clé 😀": "ß" });
        });

        it("carries bytes", async () => {
            const socket = await connect();
            await assertEchoed(socket, bytes(256));
            await assertEchoed(socket, Buffer.alloc(0), "between", bytes(3));
        });

        it("carries nested bytes", async () => {
            const socket = await connect();
            await assertEchoed(socket, { a: [bytes(4), { b: bytes(5, 7) }], c: "text", d: bytes(1) },
                [[bytes(2)]]);
            const [answer] = await ask(socket, "binary", { parts: [bytes(2), bytes(3, 9)] });
            assert.deepEqual(answer, {
                sizes: [2, 3], joined: Buffer.of(0, 1, 9, 10, 11),
                nested: { first: [bytes(2)], again: bytes(2) },
            });
        });

        for (const [kind, megabyte] of [
            ["text", "é😀x".repeat(150_000)],
            ["equal bytes", Buffer.alloc(1_048_576, 0x5a)],
            ["random bytes", randomBytes(1_048_576)],
        ]) {
            it(`carries a megabyte of ${kind}`, async () => {
                const [answer] = await ask(await connect(), "ack", megabyte);
                assert.ok(Buffer.from(answer).equals(Buffer.from(megabyte)));
            });
        }

        it("keeps the order of text and bytes", async () => {
            const socket = await connect();
            const echoes = collect(socket, "echo", count);
            for (const i of numbers)
                socket.emit("echo", i % 2 ? i : bytes(1, i), "x".repeat(i * 10));
            assert.deepEqual(await echoes,
                numbers.map((i) => [i % 2 ? i : bytes(1, i), "x".repeat(i * 10)]));
        });
    });

    describe("acknowledgements", () => {
        it("come from the server with all arguments", async () => {
            const socket = await connect();
            assert.deepEqual(await ask(socket, "ack"), []);
            assert.deepEqual(await ask(socket, "ack", 1, "two", { three: [bytes(3)] }),
                [1, "two", { three: [bytes(3)] }]);
        });

        it("come from the client with all arguments", async () => {
            const socket = await connect();
            socket.on("question", (...args) => args.pop()("answer", ...args));
            assert.deepEqual(await ask(socket, "ask-client", 1, bytes(2), { x: null }),
                ["answer", 1, bytes(2), { x: null }]);
        });

        it("find their questions", async () => {
            const socket = await connect();
            const answers = await Promise.all(numbers.map((i) => ask(socket, "ack", i)));
            assert.deepEqual(answers.flat(), numbers);
        });

        it("are not waited for without end", async () => {
            assert.deepEqual(await ask(await connect(), "ask-timeout", 20),
                ["operation has timed out"]);
        });

        it("are collected from a room", async () => {
            const [a, b] = await several(2);
            await Promise.all([ask(a, "join", "quiz"), ask(b, "join", "quiz")]);
            a.on("question", (room, ack) => ack(bytes(2)));
            b.on("question", (room, ack) => ack("b"));
            const [{ error, responses }] = await ask(a, "ask-room", "quiz", 10_000);
            assert.equal(error, null);
            assert.equal(responses.length, 2);
            assert.ok(responses.includes("b"));
            assert.deepEqual(responses.find((response) => response !== "b"), bytes(2));
        });
    });

    describe("rooms", () => {
        it("are joined and left", async () => {
            const [a, b, c] = await several(3);
            await Promise.all([ask(a, "join", ["x", "y"]), ask(b, "join", ["x", "y"])]);
            assert.deepEqual((await ask(b, "rooms"))[0].sort(), ["x", "y", b.id].sort());
            const received = next(b, "room-message");
            await assertNone(a, "room-message", () => assertNone(c, "room-message", async () => {
                a.emit("room-message", ["x", "y"], "once", bytes(3));
                assert.deepEqual(await received, ["once", bytes(3)]);
            }));
            await ask(b, "leave", "x");
            await assertNone(b, "room-message", async () => {
                a.emit("room-message", "x", "anyone?");
                await ask(a, "ack");
            });
        });

        it("let everybody hear, or everybody else", async () => {
            const all = await several(3);
            const [a, b, c] = all;
            await ask(c, "join", "deaf");
            const everybody = Promise.all(all.map((socket) => next(socket, "all")));
            a.emit("all", { text: "hello 😀" }, bytes(2));
            assert.deepEqual(await everybody, Array(3).fill([{ text: "hello 😀" }, bytes(2)]));

            const others = Promise.all([next(b, "broadcast"), next(c, "broadcast")]);
            await assertNone(a, "broadcast", async () => {
                a.emit("broadcast", "psst");
                assert.deepEqual(await others, [["psst"], ["psst"]]);
            });
            const hearing = Promise.all([next(a, "except"), next(b, "except")]);
            await assertNone(c, "except", async () => {
                a.emit("except", "deaf", 1);
                assert.deepEqual(await hearing, [[1], [1]]);
            });
        });
    });

    describe("disconnecting", () => {
        it("is up to the client", async () => {
            const reasonOf = await watcher();
            const socket = await connect();
            const { id } = socket;
            socket.disconnect();
            assert.equal(await reasonOf(id), "client namespace disconnect");
        });

        it("is up to the server", async () => {
            const reasonOf = await watcher();
            const socket = await connect({ nsp: "/" });
            const other = await connected(socket.io.socket(nsp));
            const ids = [socket.id, other.id];
            const gone = next(other, "disconnect");
            other.emit("disconnect-me");
            assert.equal((await gone)[0], "io server disconnect");
            assert.equal(await reasonOf(ids[1]), "server namespace disconnect");

            assert.deepEqual(await ask(socket, "ack", 1), [1]);
            const allGone = next(socket, "disconnect");
            socket.emit("close-me");
            assert.equal((await allGone)[0], "io server disconnect");
            assert.equal(await reasonOf(ids[0]), "server namespace disconnect");
        });

        it("is not for ever", async () => {
            const reasonOf = await watcher();
            const socket = await connect({
                reconnection: true, reconnectionDelay: 10, reconnectionDelayMax: 20,
            });
            const { id } = socket;
            const gone = next(socket, "disconnect");
            socket.io.engine.close();
            await gone;
            const answer = ask(socket, "ack", "said meanwhile", bytes(2));
            assert.deepEqual(await answer, ["said meanwhile", bytes(2)]);
            assert.ok(socket.connected);
            assert.notEqual(socket.id, id);
            // A heartbeat's POST may be cut off together with the rest.
            assert.match(await reasonOf(id), /^transport (close|error)$/);
        });
    });
}

for (const parser of ["json", "msgpack"]) {
    for (const deflate of [false, true]) {
        const title = `interop: ${parser} ${deflate ? "with" : "without"} permessage-deflate`;
        describe(title, { concurrency: true, timeout: 120_000 }, () => {
            let server;
            before(async () => {
                server = await ServerProcess.start(["--parser", parser, "--allow-eio3",
                    ...(deflate ? ["--per-message-deflate"] : []),
                    "--max-http-buffer-size", "10000000",
                    // Heartbeats come between everything else.
                    "--ping-interval", "100", "--ping-timeout", "30000"]);
            });
            after(() => server.stop());

            let number = 0; // rows do not hear each other's broadcasts
            for (const version of versions.filter(({ parsers }) => parsers.includes(parser))) {
                for (const row of rows) {
                    const nsp = `/numbered-${number++}`;
                    describe(`socket.io-client ${version.name} over ${row.name}`,
                        { concurrency: false },
                        () => interoperate(() => server, { version, row, parser, deflate, nsp }));
                }
            }
        });
    }
}

describe("clients of all versions together", { timeout: 60_000 }, () => {
    let server;
    const clients = versions.map(({ open }) => new Clients(open));
    before(async () => { server = await ServerProcess.start(["--allow-eio3"]); });
    after(() => {
        clients.forEach((group) => group.close());
        return server.stop();
    });

    it("hear each other in a room", async () => {
        const members = (await Promise.all(rows.map((row) =>
            Promise.all(clients.map((group) => group.connect(server, row)))))).flat();
        await Promise.all(members.map((member) => ask(member, "join", "lobby")));
        for (const [i, member] of members.entries()) {
            const others = members.filter((other) => other !== member);
            const heard = Promise.all(others.map((other) => next(other, "room-message")));
            member.emit("room-message", "lobby", i, "😀", { bytes: bytes(4) });
            assert.deepEqual(await within(heard, "messages"),
                others.map(() => [i, "😀", { bytes: bytes(4) }]));
        }
    });
});
