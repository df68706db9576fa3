// SPDX-License-Identifier: MIT
// What one server of a cluster says to the clients of another one, whatever carries it.
import assert from "node:assert/strict";
import { afterEach, before, it } from "node:test";
import { ask, assertNone, closeClients, connect, next, rows, until } from "./support.mjs";

const webSocket = rows[1];

export const clientOf = (server, options) => connect(server, webSocket, options);

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

// servers: { ours, nodejs }. isOrdered: what one client sends reaches the other in its order.
// Where it does not, no room has a channel of its own either.
export function matrix(servers, from, to, { isOrdered = true } = {}) {
    const enters = isOrdered ? joined : (socket, sender, room) => ask(socket, "join", room);
    let a;
    let b;
    const open = async (options) => {
        a = await clientOf(servers[from], options);
        b = await clientOf(servers[to], options);
        await until(async () => (await ask(a, "servers"))[0] === 2, "two servers");
    };
    // Servers count each other a moment before Node.js reads a stream.
    before(async () => {
        if (!isOrdered)
            return;
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
            await enters(b, a, room);
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
        await enters(b, a, "second");
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
        await enters(b, a, "ticks");
        const seen = [];
        b.on("tick", (...args) => seen.push(args));
        // It may be dropped: the server may not know yet that the last event has gone out.
        await until(() => {
            a.emit("volatile-room", "ticks", 7);
            return seen.length > 0;
        }, "a volatile event");
        assert.deepEqual(seen[0], [7]);
    });

    it("acknowledgements", async () => {
        await open();
        await ask(a, "join", "asked");
        await enters(b, a, "asked");
        a.on("question", (room, ack) => ack("a"));
        b.on("question", (room, ack) => ack({ from: "b" }));
        const [{ error, responses }] = await ask(a, "ask-room", "asked", 5000);
        assert.equal(error, null);
        assert.deepEqual(responses.map(JSON.stringify).sort(), ['"a"', '{"from":"b"}']);
    });

    it("acknowledgements that do not come", async () => {
        await open();
        await enters(b, a, "silent");
        const [{ error, responses }] = await ask(a, "ask-room", "silent", 300);
        assert.match(error, /has timed out/);
        assert.deepEqual(responses, []);
    });

    it("fetchSockets", async () => {
        await open();
        await ask(b, "remember", "name", "Zoë");
        await enters(b, a, "fetched");
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

    it(isOrdered ? "order" : "many, in any order", async () => {
        await open();
        const seen = [];
        b.on("all", (n) => seen.push(n));
        for (let i = 0; i < 200; ++i)
            a.emit("all", i);
        await until(() => seen.length === 200, "all of them");
        assert.deepEqual(isOrdered ? seen : seen.sort((x, y) => x - y), [...Array(200).keys()]);
    });
}
