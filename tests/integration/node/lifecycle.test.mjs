// SPDX-License-Identifier: MIT
// socket.io-client against the server: how connections begin, end, and begin again.
import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import { ask, client, closeClients, connect, connected, next, RawSocket, rows, ServerProcess, until,
    watchEnds, within } from "./support.mjs";

const websocket = rows.find(({ name }) => name === "websocket");

const watcher = async (server) => watchEnds(await connect(server, websocket, { nsp: "/watch" }));

for (const row of rows) {
    describe(`lifecycle over ${row.name}`, { timeout: 120_000 }, () => {
        afterEach(closeClients);

        describe("disconnection", () => {
            let server;
            let reasonOf;
            before(async () => { server = await ServerProcess.start(); });
            after(() => server.stop());

            async function watched(options) {
                reasonOf = await watcher(server);
                const socket = await connect(server, row, options);
                return { socket, id: socket.id, gone: next(socket, "disconnect") };
            }

            it("by the client", async () => {
                const { socket, id, gone } = await watched();
                socket.disconnect();
                assert.equal((await gone)[0], "io client disconnect");
                assert.equal(await reasonOf(id), "client namespace disconnect");
            });

            it("by the client from one namespace of two", async () => {
                const { socket, id } = await watched();
                const custom = await connected(socket.io.socket("/custom"));
                const customId = custom.id;
                custom.disconnect();
                assert.equal(await reasonOf(customId), "client namespace disconnect");
                assert.deepEqual(await ask(socket, "ack", id), [id]);
            });

            it("by the server from the namespace", async () => {
                const { socket, id, gone } = await watched();
                const custom = await connected(socket.io.socket("/custom"));
                socket.emit("disconnect-me");
                assert.equal((await gone)[0], "io server disconnect");
                assert.equal(await reasonOf(id), "server namespace disconnect");
                assert.deepEqual(await ask(custom, "ack", 1), [1]);
            });

            it("by the server for good", async () => {
                const { socket, id, gone } = await watched();
                const custom = await connected(socket.io.socket("/custom"));
                const ids = [id, custom.id];
                const customGone = next(custom, "disconnect");
                socket.emit("close-me");
                assert.equal((await gone)[0], "io server disconnect");
                assert.equal((await customGone)[0], "io server disconnect");
                for (const one of ids)
                    assert.equal(await reasonOf(one), "server namespace disconnect");
                await until(() => socket.io._readyState === "closed", "end of the connection");
            });

            it("by the end of the client's connection", async () => {
                const { socket, id, gone } = await watched();
                socket.io.engine.close();
                assert.equal((await gone)[0], "forced close");
                assert.equal(await reasonOf(id), "transport close");
            });

            it("by garbage from the client", async () => {
                const { socket, id, gone } = await watched();
                socket.io.engine.write("no such packet");
                await gone;
                assert.match(await reasonOf(id), /^forced (server )?close$/);
            });

            it("and connects again by hand", async () => {
                const { socket, id, gone } = await watched();
                socket.disconnect();
                await gone;
                await connected(socket.connect());
                assert.notEqual(socket.id, id);
                assert.deepEqual(await ask(socket, "ack", "again"), ["again"]);
            });
        });

        describe("heartbeat", () => {
            let server;
            before(async () => {
                server = await ServerProcess.start(["--ping-interval", "100", "--ping-timeout", "150"]);
            });
            after(() => server.stop());

            it("keeps a quiet connection", async () => {
                const socket = await connect(server, row);
                let pings = 0;
                socket.io.engine.on("heartbeat", () => {});
                socket.io.on("ping", () => ++pings);
                await until(() => pings >= 6, "six pings");
                assert.deepEqual(await ask(socket, "ack", 1), [1]);
            });

            it("notices a client that went silent", async () => {
                const reasonOf = await watcher(server);
                const socket = await connect(server, row);
                const id = socket.id;
                assert.equal(typeof socket.io.engine._sendPacket, "function");
                socket.io.engine._sendPacket = () => {}; // no pongs
                assert.equal(await reasonOf(id), "ping timeout");
            });
        });

        describe("limits", () => {
            let server;
            before(async () => { server = await ServerProcess.start(); });
            after(() => server.stop());

            it("refuses a message over the default limit", async () => {
                const reasonOf = await watcher(server);
                const socket = await connect(server, row);
                const id = socket.id;
                const gone = next(socket, "disconnect");
                let error;
                socket.io.engine.on("close", (reason) => { error = reason; });
                socket.emit("echo", "x".repeat(1_000_001));
                assert.match((await gone)[0], /^transport (error|close)$/);
                assert.match(error, /^transport (error|close)$/);
                // After a refused POST the session stays, until the client closes it or is missed.
                if (row.name !== "polling")
                    assert.equal(await reasonOf(id), "transport error");
                const other = await connect(server, row);
                assert.deepEqual(await ask(other, "ack", "still here"), ["still here"]);
            });

            it("carries a message just below the default limit", async () => {
                const socket = await connect(server, row);
                const text = "x".repeat(999_000);
                assert.deepEqual(await ask(socket, "ack", text), [text]);
            });

            it("closes a connection that joins no namespace", async () => {
                const brief = await ServerProcess.start(["--connect-timeout", "200"]);
                const raw = new RawSocket(`${brief.wsUrl}/socket.io/?EIO=4&transport=websocket`);
                await within(raw.closed, "close");
                await brief.stop();
            });
        });

        describe("server", () => {
            it("shuts down in order", async () => {
                const server = await ServerProcess.start();
                const socket = await connect(server, row);
                const gone = next(socket, "disconnect");
                await server.stop();
                assert.match((await gone)[0], /^transport (close|error)$/);
            });

            it("ends with its standard input", async () => {
                const server = await ServerProcess.start();
                const socket = await connect(server, row);
                const gone = next(socket, "disconnect");
                server.process.stdin.end();
                await gone;
                await server.stop();
            });

            it("is found again after it died", async () => {
                const server = await ServerProcess.start();
                const socket = await connect(server, row, {
                    reconnection: true, reconnectionDelay: 50, reconnectionDelayMax: 200,
                });
                const id = socket.id;
                const gone = next(socket, "disconnect");
                await server.kill();
                assert.match((await gone)[0], /^transport (close|error)$/);

                const answer = ask(socket, "ack", "buffered while away", Buffer.of(1, 2));
                await next(socket.io, "reconnect_error");
                await server.restart();
                await next(socket, "connect");
                assert.notEqual(socket.id, id);
                assert.ok(!socket.recovered);
                assert.deepEqual(await answer, ["buffered while away", Buffer.of(1, 2)]);
                assert.deepEqual(await ask(socket, "ack", "goes on"), ["goes on"]);
                await server.stop();
            });

            it("is found again by several namespaces", async () => {
                const server = await ServerProcess.start();
                const options = { reconnection: true, reconnectionDelay: 50, reconnectionDelayMax: 200 };
                const main = await connect(server, row, options);
                const custom = await connected(main.io.socket("/custom"));
                await server.kill();
                await until(() => !main.connected && !custom.connected, "disconnection");
                await server.restart();
                await until(() => main.connected && custom.connected, "reconnection");
                assert.deepEqual(await ask(main, "ack", 1), [1]);
                assert.deepEqual(await ask(custom, "ack", 2), [2]);
                await server.stop();
            });
        });
    });
}

describe("transports", { timeout: 60_000 }, () => {
    afterEach(closeClients);

    it("serves polling only", async () => {
        const server = await ServerProcess.start(["--transports", "polling"]);
        const socket = await connected(client(server, rows[2]));
        assert.equal((await ask(socket, "whoami"))[0].transport, "polling");
        await assert.rejects(connect(server, websocket), { message: "websocket error" });
        closeClients();
        await server.stop();
    });

    it("serves websocket only", async () => {
        const server = await ServerProcess.start(["--transports", "websocket"]);
        const socket = await connect(server, websocket);
        assert.deepEqual(await ask(socket, "ack", 1), [1]);
        await assert.rejects(connect(server, rows[0]), { message: "xhr poll error" });
        closeClients();
        await server.stop();
    });

    it("falls back to polling where websockets do not get through", async () => {
        const server = await ServerProcess.start(["--transports", "polling"]);
        const socket = client(server, { transports: ["websocket", "polling"] },
            { tryAllTransports: true });
        await connected(socket);
        assert.equal(socket.io.engine.transport.name, "polling");
        closeClients();
        await server.stop();
    });

    it("stays on polling where upgrades are not offered", async () => {
        const server = await ServerProcess.start(["--no-upgrades"]);
        const socket = client(server, rows[2]);
        await connected(socket);
        assert.equal((await ask(socket, "whoami"))[0].transport, "polling");
        closeClients();
        await server.stop();
    });

    it("serves another path", async () => {
        const server = await ServerProcess.start(["--path", "/live/socket"]);
        const socket = await connect(server, rows[2], { path: "/live/socket" });
        assert.deepEqual(await ask(socket, "ack", 1), [1]);
        assert.equal((await fetch(`${server.url}/socket.io/?EIO=4&transport=polling`)).status, 404);
        closeClients();
        await server.stop();
    });

    it("tells browsers which origins may read", async () => {
        const origin = "https://app.example";
        const server = await ServerProcess.start(["--cors-origin", origin]);
        const target = `${server.url}/socket.io/?EIO=4&transport=polling`;
        const answer = await fetch(target, { headers: { Origin: origin } });
        assert.equal(answer.headers.get("access-control-allow-origin"), origin);
        const preflight = await fetch(target, {
            method: "OPTIONS", headers: { Origin: origin, "Access-Control-Request-Method": "POST" },
        });
        assert.equal(preflight.status, 204);
        assert.match(preflight.headers.get("access-control-allow-methods"), /POST/);
        await server.stop();
    });
});
