// SPDX-License-Identifier: MIT
// socket.io-client against the server: what is said between the two, for each way to connect.
import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import { ask, assertNone, client, closeClients, collect, connect, connected, delay, next, rows,
    ServerProcess, until } from "./support.mjs";

const bytes = (size, start = 0) => Buffer.from(Array.from({ length: size }, (_, i) => i + start));

for (const row of rows) {
    describe(`messaging over ${row.name}`, { timeout: 120_000 }, () => {
        let server;

        before(async () => {
            server = await ServerProcess.start(["--max-http-buffer-size", "10000000"]);
        });
        after(() => server.stop());
        afterEach(closeClients);

        async function assertEchoed(socket, ...args) {
            const answer = next(socket, "echo");
            socket.emit("echo", ...args);
            assert.deepEqual(await answer, args);
        }

        describe("text and data", () => {
            for (const [name, ...args] of [
                ["no arguments"],
                ["text", "hello"],
                ["empty text", ""],
                ["emoji", "😀👩‍👩‍👧‍👦🏳️‍🌈 café ﷽"],
                ["line and paragraph separators", "a\u2028b\u2029c"],
                ["control characters", "\u0000\u0001\u001e\u007f\t\r\n\"\\/"],
                ["the last code points", "\uffff\u{10ffff}\ufeff"],
                ["record separators and packet look-alikes", "4\x1e42[\"x\"]\x1eb"],
                ["numbers", 0, -1, 1.5, 1e300, -1e-7, 2 ** 53, -(2 ** 53), 4294967296],
                ["null and booleans", null, true, false],
                ["nested data", { a: [1, { b: [[], {}, [null]] }], "key with \"quotes\"": "x" }],
                ["many arguments", ...Array.from({ length: 100 }, (_, i) => i)],
                ["a placeholder look-alike", { _placeholder: false, num: 0 }],
                ["a prototype look-alike", JSON.parse('{"__proto__":{"x":1},"constructor":2}')],
                ["deep nesting", JSON.parse("[".repeat(150) + "]".repeat(150))],
            ]) {
                it(`echoes ${name}`, async () => {
                    await assertEchoed(await connect(server, row), ...args);
                });
            }

            it("keeps the order of object keys", async () => {
                const socket = await connect(server, row);
                const [answer] = await ask(socket, "ack", { zebra: 1, apple: { z: 1, a: 2 }, mango: 3 });
                assert.equal(JSON.stringify(answer), '{"zebra":1,"apple":{"z":1,"a":2},"mango":3}');
            });

            it("survives lone surrogates", async () => {
                const socket = await connect(server, row);
                const [text] = await ask(socket, "ack", "a\ud800b\udc00c");
                assert.ok(["a\ud800b\udc00c", "a\ufffdb\ufffdc"].includes(text), JSON.stringify(text));
                await assertEchoed(socket, "still here");
            });

            it("names events in any script", async () => {
                const socket = await connect(server, row);
                socket.emit("événement 😀", 1);
                const [count] = await ask(socket, "any-count");
                assert.equal(count, 2);
            });

            it("computes with typed arguments", async () => {
                const socket = await connect(server, row);
                assert.deepEqual(await ask(socket, "sum", 20, 22), [42]);
            });

            it("keeps the order of many events", async () => {
                const socket = await connect(server, row);
                const echoes = collect(socket, "echo", 1000);
                for (let i = 0; i < 1000; ++i)
                    socket.emit("echo", i);
                assert.deepEqual((await echoes).flat(), Array.from({ length: 1000 }, (_, i) => i));
            });
        });

        describe("binary", () => {
            it("echoes bytes", async () => {
                const socket = await connect(server, row);
                await assertEchoed(socket, bytes(256));
                await assertEchoed(socket, Buffer.alloc(0), "text", bytes(3));
            });

            it("echoes nested bytes", async () => {
                await assertEchoed(await connect(server, row),
                    { a: [bytes(4), { b: bytes(5, 7) }], c: "text", d: bytes(1) }, [[bytes(2)]]);
            });

            it("takes all kinds of binary", async () => {
                const socket = await connect(server, row);
                const answer = await ask(socket, "ack", bytes(4).buffer.slice(0, 4),
                    new Uint8Array([1, 2]), new Uint16Array([258]));
                assert.deepEqual(answer.map((value) => [...value].length), [4, 2, 2]);
            });

            it("hands bytes to the application and takes them from it", async () => {
                const socket = await connect(server, row);
                const [answer] = await ask(socket, "binary", { parts: [bytes(2), bytes(3, 9)] });
                assert.deepEqual(answer.sizes, [2, 3]);
                assert.deepEqual(answer.joined, Buffer.of(0, 1, 9, 10, 11));
                assert.deepEqual(answer.nested, { first: [bytes(2)], again: bytes(2) });
            });

            it("keeps text and binary events in order", async () => {
                const socket = await connect(server, row);
                const echoes = collect(socket, "echo", 200);
                for (let i = 0; i < 200; ++i)
                    socket.emit("echo", i % 2 ? i : Buffer.from([i]));
                assert.deepEqual((await echoes).map(([value]) => value[0] ?? value),
                    Array.from({ length: 200 }, (_, i) => i));
            });
        });

        describe("large payloads", () => {
            it("carries a megabyte of text both ways", async () => {
                await assertEchoed(await connect(server, row), "é😀x".repeat(150_000));
            });

            it("carries a megabyte of bytes both ways", async () => {
                const socket = await connect(server, row);
                const [answer] = await ask(socket, "ack", Buffer.alloc(1_048_576, 0x5a));
                assert.equal(Buffer.compare(answer, Buffer.alloc(1_048_576, 0x5a)), 0);
            });

            it("carries five megabytes to the client", async () => {
                const socket = await connect(server, row);
                const [answer] = await ask(socket, "bytes", 5_000_000);
                assert.equal(answer.length, 5_000_000);
            });
        });

        describe("acknowledgements", () => {
            it("answers with all arguments", async () => {
                const socket = await connect(server, row);
                assert.deepEqual(await ask(socket, "ack"), []);
                assert.deepEqual(await ask(socket, "ack", 1, "two", { three: [bytes(3)] }),
                    [1, "two", { three: [bytes(3)] }]);
            });

            it("resolves emitWithAck", async () => {
                const socket = await connect(server, row);
                assert.equal(await socket.timeout(5000).emitWithAck("ack", "value"), "value");
            });

            it("matches answers to questions", async () => {
                const socket = await connect(server, row);
                const answers = await Promise.all(
                    Array.from({ length: 100 }, (_, i) => ask(socket, "ack", i)));
                assert.deepEqual(answers.flat(), Array.from({ length: 100 }, (_, i) => i));
            });

            it("leaves the client to its timeout where nobody answers", async () => {
                const socket = await connect(server, row);
                await assert.rejects(socket.timeout(50).emitWithAck("ack-never"),
                    { message: "operation has timed out" });
            });

            it("asks the client", async () => {
                const socket = await connect(server, row);
                socket.on("question", (...args) => args.pop()("answer", ...args));
                assert.deepEqual(await ask(socket, "ask-client", 1, bytes(2)), ["answer", 1, bytes(2)]);
            });

            it("gives up asking a client that does not answer", async () => {
                const socket = await connect(server, row);
                assert.deepEqual(await ask(socket, "ask-timeout", 100), ["operation has timed out"]);
            });

            it("ignores answers nobody waits for", async () => {
                const socket = await connect(server, row);
                socket.once("question-unanswered", (ack) => setTimeout(() => { ack(1); ack(2); }, 150));
                await ask(socket, "ask-timeout", 50);
                await delay(150);
                await assertEchoed(socket, "still here");
            });

            it("collects a room's answers", async () => {
                const [a, b] = await Promise.all([connect(server, row), connect(server, row)]);
                await Promise.all([ask(a, "join", "quiz"), ask(b, "join", "quiz")]);
                a.on("question", (room, ack) => ack("a"));
                b.on("question", (room, ack) => ack("b"));
                const [all] = await ask(a, "ask-room", "quiz", 2000);
                assert.deepEqual({ ...all, responses: all.responses.sort() },
                    { error: null, responses: ["a", "b"] });
                b.off("question");
                const [some] = await ask(a, "ask-room", "quiz", 200);
                assert.deepEqual(some, { error: "operation has timed out", responses: ["a"] });
                const [none] = await ask(a, "ask-room", "nobody", 200);
                assert.deepEqual(none, { error: null, responses: [] });
            });
        });

        describe("rooms", () => {
            async function trio() {
                return Promise.all([connect(server, row), connect(server, row), connect(server, row)]);
            }

            it("has each socket in the room of its id", async () => {
                const socket = await connect(server, row);
                assert.deepEqual(await ask(socket, "rooms"), [[socket.id]]);
                await ask(socket, "join", ["r1", "r2"]);
                assert.deepEqual((await ask(socket, "rooms"))[0].sort(), ["r1", "r2", socket.id].sort());
                await ask(socket, "leave", "r1");
                assert.deepEqual((await ask(socket, "rooms"))[0].sort(), ["r2", socket.id].sort());
            });

            it("sends to the others of a room", async () => {
                const [a, b, c] = await trio();
                await Promise.all([ask(a, "join", "inner"), ask(b, "join", "inner")]);
                const received = next(b, "room-message");
                await assertNone(a, "room-message", () => assertNone(c, "room-message", async () => {
                    a.emit("room-message", "inner", "hi", bytes(3));
                    assert.deepEqual(await received, ["hi", bytes(3)]);
                }));
            });

            it("sends once to members of several rooms", async () => {
                const [a, b] = await trio();
                await ask(b, "join", ["x", "y", "z"]);
                const seen = [];
                b.on("room-message", (n) => seen.push(n));
                a.emit("room-message", ["x", "y", "z"], 1);
                a.emit("room-message", "x", 2);
                await until(() => seen.includes(2), "second message");
                assert.deepEqual(seen, [1, 2]);
            });

            it("stops sending to those who left", async () => {
                const [a, b] = await trio();
                await ask(b, "join", "door");
                await ask(b, "leave", "door");
                await assertNone(b, "room-message", async () => {
                    a.emit("room-message", "door", "anyone?");
                    await ask(a, "ack");
                });
            });

            it("sends to everybody", async () => {
                const all = await trio();
                const received = Promise.all(all.map((socket) => next(socket, "all")));
                all[0].emit("all", { text: "hello" }, bytes(2));
                assert.deepEqual(await received, Array(3).fill([{ text: "hello" }, bytes(2)]));
            });

            it("broadcasts to everybody else", async () => {
                const [a, b, c] = await trio();
                const received = Promise.all([next(b, "broadcast"), next(c, "broadcast")]);
                await assertNone(a, "broadcast", async () => {
                    a.emit("broadcast", "psst");
                    assert.deepEqual(await received, [["psst"], ["psst"]]);
                });
            });

            it("excepts rooms", async () => {
                const [a, b, c] = await trio();
                await ask(b, "join", "deaf");
                const received = Promise.all([next(a, "except"), next(c, "except")]);
                await assertNone(b, "except", async () => {
                    a.emit("except", "deaf", 1);
                    assert.deepEqual(await received, [[1], [1]]);
                });
            });

            it("lists, moves and kicks", async () => {
                const [a, b, c] = await trio();
                await Promise.all([ask(a, "join", "from"), ask(b, "join", "from")]);
                assert.deepEqual(await ask(c, "fetch", "from"), [[a.id, b.id].sort()]);
                await ask(c, "move", "from", "to");
                assert.deepEqual(await ask(c, "fetch", "to"), [[a.id, b.id].sort()]);
                const kicked = Promise.all([next(a, "disconnect"), next(b, "disconnect")]);
                c.emit("kick", "to");
                assert.deepEqual((await kicked).map(([reason]) => reason),
                    ["io server disconnect", "io server disconnect"]);
                assert.deepEqual(await ask(c, "fetch", "to"), [[]]);
            });
        });

        describe("volatile", () => {
            it("sends the first of a burst only", async () => {
                const socket = await connect(server, row);
                const seen = [];
                socket.on("tick", (n) => seen.push(n));
                // A poll has to be pending for the first one to be sent.
                await until(async () => {
                    seen.length = 0;
                    await ask(socket, "volatile", 20);
                    return seen.length > 0;
                }, "a volatile event");
                assert.deepEqual(seen, [0]);
            });

            it("reaches a room", async () => {
                const socket = await connect(server, row);
                await ask(socket, "join", "clock");
                const seen = [];
                socket.on("tick", (...args) => seen.push(args));
                await until(async () => {
                    socket.emit("volatile-room", "clock", bytes(2), "x");
                    await delay(20);
                    return seen.length > 0;
                }, "a volatile event");
                assert.deepEqual(seen[0], [bytes(2), "x"]);
            });

            it("takes the client's volatile events", async () => {
                const socket = await connect(server, row);
                const seen = [];
                socket.on("echo", (...args) => seen.push(args));
                await until(async () => {
                    socket.volatile.emit("echo", "perhaps");
                    await delay(20);
                    return seen.length > 0;
                }, "an echo");
                assert.deepEqual(seen[0], ["perhaps"]);
            });
        });

        describe("handlers", () => {
            it("calls a once-handler once", async () => {
                const socket = await connect(server, row);
                const first = next(socket, "echo-once");
                socket.emit("echo-once", 1);
                assert.deepEqual(await first, [1]);
                await assertNone(socket, "echo-once", () => socket.emit("echo-once", 2));
            });

            it("lets middleware refuse an event", async () => {
                const socket = await connect(server, row);
                const error = next(socket, "server-error");
                socket.emit("refuse");
                assert.deepEqual(await error, ["refused"]);
                await assertEchoed(socket, "still here");
            });

            it("ignores events nobody handles", async () => {
                const socket = await connect(server, row);
                socket.emit("nobody-handles-this", 1, bytes(2), () => assert.fail("answered"));
                await assertEchoed(socket, "still here");
            });
        });

        describe("namespaces", () => {
            it("multiplexes one connection", async () => {
                const main = await connect(server, row);
                const manager = main.io;
                const custom = await connected(manager.socket("/custom"));
                const numbered = await connected(manager.socket("/numbered-42"));
                assert.equal(custom.io.engine, main.io.engine);
                assert.equal(new Set([main.id, custom.id, numbered.id]).size, 3);
                const answers = await Promise.all(
                    [main, custom, numbered].map(async (socket) => (await ask(socket, "whoami"))[0]));
                assert.deepEqual(answers.map(({ nsp }) => nsp), ["/", "/custom", "/numbered-42"]);
                assert.deepEqual(answers.map(({ id }) => id), [main.id, custom.id, numbered.id]);

                custom.disconnect();
                await assertEchoed(main, "still here");
                await assertEchoed(numbered, "still here", bytes(2));
                await connected(custom.connect());
                await assertEchoed(custom, "back again");
            });

            it("keeps namespaces apart", async () => {
                const main = await connect(server, row);
                const custom = await connect(server, row, { nsp: "/custom" });
                const received = next(custom, "all");
                await assertNone(main, "all", async () => {
                    custom.emit("all", "custom only");
                    assert.deepEqual(await received, ["custom only"]);
                });
            });

            it("refuses an unknown namespace", async () => {
                const socket = client(server, row, { nsp: "/nowhere" });
                const [error] = await next(socket, "connect_error");
                assert.equal(error.message, "Invalid namespace");
                assert.equal(error.data, undefined);
            });

            it("refuses with data, and lets the client try again", async () => {
                const socket = client(server, row, { nsp: "/auth", auth: { token: "guess" } });
                const [error] = await next(socket, "connect_error");
                assert.equal(error.message, "not authorized");
                assert.deepEqual(error.data, { code: 401 });
                assert.equal(socket.active, false);
                socket.auth.token = "secret";
                await connected(socket.connect());
                await assertEchoed(socket, "welcome");
            });
        });

        describe("handshake", () => {
            it("shows the application who connected", async () => {
                const socket = await connect(server, row, {
                    query: { name: "Zoë & co", plus: "a+b" },
                    extraHeaders: { "X-Custom": "yes" },
                    auth: (answer) => answer({ token: "t", nested: { list: [1, null] } }),
                });
                const [who] = await ask(socket, "whoami");
                assert.equal(who.id, socket.id);
                assert.equal(who.transport, row.transports.at(-1));
                assert.deepEqual(who.auth, { token: "t", nested: { list: [1, null] } });
                assert.equal(who.query.name, "Zoë & co");
                assert.equal(who.query.plus, "a+b");
                assert.equal(who.query.EIO, "4");
                assert.equal(who.query.transport, row.transports[0]);
                assert.equal(who.custom, "yes");
                assert.equal(who.secure, false);
                assert.equal(who.xdomain, false);
                assert.match(who.url, /^\/socket\.io\/\?.*EIO=4/);
            });

            it("greets with the credentials", async () => {
                const socket = client(server, row, { auth: { id: 7 } });
                assert.deepEqual(await next(socket, "auth"), [{ id: 7 }]);
            });

            it("negotiates no compression of messages", async () => {
                const socket = await connect(server, row, { perMessageDeflate: { threshold: 0 } });
                await assertEchoed(socket, "x".repeat(10_000));
                assert.equal(socket.io.engine.transport.ws?.extensions ?? "", "");
            });
        });
    });
}
