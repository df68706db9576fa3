// SPDX-License-Identifier: MIT
// Nothing is lost, doubled or reordered while a connection changes from polling to WebSocket.
import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import { NodeWebSocket, NodeXHR } from "engine.io-client";
import { ask, client, closeClients, collect, connected, next, rows, ServerProcess, until }
    from "./support.mjs";

const upgrade = rows.find(({ name }) => name === "upgrade");
const count = 2000;
const numbers = Array.from({ length: count }, (_, i) => i);

describe("upgrade", { timeout: 120_000 }, () => {
    let server;
    before(async () => { server = await ServerProcess.start(); });
    after(() => server.stop());
    afterEach(closeClients);

    const upgraded = (socket) => until(
        () => socket.io.engine.transport.name === "websocket", "upgrade");

    // Emits all numbers, some at a time, so that they spread over the upgrade.
    function trickle(socket, emit) {
        return new Promise((resolve) => {
            let i = 0;
            const more = () => {
                for (let end = Math.min(count, i + 5); i < end; ++i)
                    emit(i);
                i < count ? setImmediate(more) : resolve();
            };
            more();
        });
    }

    // Starts the upgrade while messages are under way.
    function clientUpgradingAfter(ms) {
        class LateWebSocket extends NodeWebSocket {
            doOpen() {
                setTimeout(() => super.doOpen(), ms);
            }
        }
        return connected(client(server, { transports: [NodeXHR, LateWebSocket] }));
    }

    for (const ms of [5, 15, 25, 50, 100]) {
        it(`keeps ${count} messages of the client in order (after ${ms} ms)`, async () => {
            const socket = await clientUpgradingAfter(ms);
            const echoes = collect(socket, "echo", count, 30_000);
            await trickle(socket, (i) => socket.emit("echo", i));
            assert.deepEqual((await echoes).flat(), numbers);
            await upgraded(socket);
        });

        it(`keeps ${count} messages of the server in order (after ${ms} ms)`, async () => {
            const socket = await clientUpgradingAfter(ms);
            const items = collect(socket, "item", count, 30_000);
            for (let i = 0; i < count / 20; ++i) {
                socket.emit("many", 20, "x".repeat(i));
                await new Promise(setImmediate);
            }
            const seen = await items;
            await upgraded(socket);
            assert.deepEqual(seen.map(([i]) => i), numbers.map((i) => i % 20));
            assert.deepEqual(seen.map(([, text]) => text.length), numbers.map((i) => Math.floor(i / 20)));
        });
    }

    it("keeps binary messages whole", async () => {
        const socket = await clientUpgradingAfter(20);
        const echoes = collect(socket, "echo", count, 30_000);
        await trickle(socket, (i) => socket.emit("echo", i, Buffer.alloc(3, i & 0xff)));
        for (const [i, value] of (await echoes).entries())
            assert.deepEqual(value, [i, Buffer.alloc(3, i & 0xff)]);
    });

    it("keeps acknowledgements", async () => {
        const socket = await clientUpgradingAfter(20);
        const answers = [];
        await trickle(socket, (i) => answers.push(ask(socket, "ack", i)));
        assert.deepEqual((await Promise.all(answers)).flat(), numbers);
    });

    it("keeps the namespaces that join meanwhile", async () => {
        const main = client(server, upgrade);
        const sockets = [main, ...numbers.slice(0, 20).map((i) => main.io.socket(`/numbered-${i}`))];
        await Promise.all(sockets.map(connected));
        await upgraded(main);
        const names = await Promise.all(sockets.map(async (socket) => (await ask(socket, "whoami"))[0].nsp));
        assert.deepEqual(names, ["/", ...numbers.slice(0, 20).map((i) => `/numbered-${i}`)]);
    });

    it("serves fifty upgrades at once", async () => {
        await Promise.all(numbers.slice(0, 50).map(async (n) => {
            const socket = await connected(client(server, upgrade));
            const echoes = collect(socket, "echo", 40, 30_000);
            for (let i = 0; i < 40; ++i)
                socket.emit("echo", n, i);
            assert.deepEqual(await echoes, numbers.slice(0, 40).map((i) => [n, i]));
            await upgraded(socket);
        }));
    });

    it("goes on over polling where the probe fails", async () => {
        class LostWebSocket extends NodeWebSocket {
            doOpen() {
                this.query.sid = "lost";
                super.doOpen();
            }
        }
        const socket = client(server, { transports: [NodeXHR, LostWebSocket] });
        const failed = next(socket.io.engine, "upgradeError");
        await connected(socket);
        await failed;
        assert.deepEqual(await ask(socket, "ack", "fine"), ["fine"]);
        assert.equal(socket.io.engine.transport.name, "polling");
    });
});
