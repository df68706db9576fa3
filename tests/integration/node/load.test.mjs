// SPDX-License-Identifier: MIT
// Many clients at once.
import assert from "node:assert/strict";
import { afterEach, describe, it } from "node:test";
import { ask, client, closeClients, connected, next, rows, ServerProcess, until }
    from "./support.mjs";

const [polling, websocket] = rows;

describe("load", { timeout: 180_000 }, () => {
    afterEach(closeClients);

    // Connects them some at a time: a listening socket's queue is short.
    async function connectMany(server, row, count) {
        const sockets = [];
        while (sockets.length < count) {
            const batch = Array.from({ length: Math.min(50, count - sockets.length) }, () =>
                connected(client(server, row, { timeout: 60_000 })));
            sockets.push(...await Promise.all(batch));
        }
        return sockets;
    }

    for (const [row, count] of [[websocket, 1000], [polling, 200]]) {
        it(`serves ${count} clients over ${row.name}`, async () => {
            const server = await ServerProcess.start();
            const sockets = await connectMany(server, row, count);
            assert.equal(new Set(sockets.map(({ id }) => id)).size, count);

            const answers = await Promise.all(sockets.map((socket, i) =>
                ask(socket, "ack", i, Buffer.of(i & 0xff))));
            answers.forEach((answer, i) => assert.deepEqual(answer, [i, Buffer.of(i & 0xff)]));

            const received = Promise.all(sockets.map((socket) => next(socket, "all", 60_000)));
            sockets[0].emit("all", "everybody");
            assert.deepEqual(await received, Array(count).fill(["everybody"]));

            const observer = await connected(client(server, websocket));
            await Promise.all(sockets.map((socket) => ask(socket, "join", "crowd")));
            closeClients();
            const last = await connected(client(server, websocket));
            await until(async () => (await ask(last, "fetch", "crowd"))[0].length === 0, "empty room");
            assert.ok(observer.disconnected);
            await server.stop();
        });
    }
});
