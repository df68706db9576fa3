// SPDX-License-Identifier: MIT
// The cases of the Engine.IO protocol v4 test suite, by its names, in our own words:
// https://github.com/socketio/socket.io/tree/main/docs/engine.io-protocol
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { assertHandshake, delay, pingInterval, pingTimeout, RawSocket, refused, ServerProcess,
    Session, within } from "./raw.mjs";

describe("Engine.IO protocol", { timeout: 60_000 }, () => {
    let server;
    let base;
    let wsBase;
    const session = () => Session.open(base);
    const webSocket = (query = "") => new RawSocket(`${wsBase}?EIO=4&transport=websocket${query}`);

    async function openedWebSocket() {
        const socket = webSocket();
        assert.match(await socket.message(), /^0/);
        return socket;
    }

    before(async () => {
        server = await ServerProcess.start(["--engine-echo", "--path", "/engine.io",
            "--ping-interval", String(pingInterval), "--ping-timeout", String(pingTimeout)]);
        base = `${server.url}/engine.io/`;
        wsBase = `${server.wsUrl}/engine.io/`;
    });
    after(() => server.stop());

    describe("handshake", () => {
        describe("HTTP long-polling", () => {
            it("successfully opens a session", async () => {
                const response = await fetch(`${base}?EIO=4&transport=polling`);
                assert.equal(response.status, 200);
                assertHandshake(await response.text(), ["websocket"]);
            });

            it("fails with an invalid 'EIO' query parameter", async () => {
                assert.equal((await fetch(`${base}?transport=polling`)).status, 400);
                assert.equal((await fetch(`${base}?EIO=abc&transport=polling`)).status, 400);
            });

            it("fails with an invalid 'transport' query parameter", async () => {
                assert.equal((await fetch(`${base}?EIO=4`)).status, 400);
                assert.equal((await fetch(`${base}?EIO=4&transport=abc`)).status, 400);
            });

            it("fails with an invalid request method", async () => {
                const target = `${base}?EIO=4&transport=polling`;
                assert.equal((await fetch(target, { method: "POST" })).status, 400);
                assert.equal((await fetch(target, { method: "PUT" })).status, 400);
            });
        });

        describe("WebSocket", () => {
            it("successfully opens a session", async () => {
                const socket = webSocket();
                assertHandshake(await socket.message(), []);
                await socket.close();
            });

            it("fails with an invalid 'EIO' query parameter", async () => {
                await refused(`${wsBase}?transport=websocket`);
                await refused(`${wsBase}?EIO=abc&transport=websocket`);
            });

            it("fails with an invalid 'transport' query parameter", async () => {
                await refused(`${wsBase}?EIO=4`);
                await refused(`${wsBase}?EIO=4&transport=abc`);
            });
        });
    });

    describe("message", () => {
        describe("HTTP long-polling", () => {
            for (const [name, payload] of [
                ["one plain text packet", "4hello"],
                ["several plain text packets", "4test1\x1e4test2\x1e4test3"],
                ["plain text and binary packets", "4hello\x1ebAQIDBA=="],
            ]) {
                it(`sends and receives a payload containing ${name}`, async () => {
                    const peer = await session();
                    assert.deepEqual(await peer.post(payload), [200, "ok"]);
                    assert.deepEqual(await peer.poll(), [200, payload]);
                });
            }

            it("closes the session upon invalid packet format", async () => {
                const peer = await session();
                // How this request ends is left open: answered as usual, refused, or cut off.
                await peer.post("abc").catch(() => {});
                assert.equal((await peer.poll())[0], 400);
            });

            it("closes the session upon duplicate poll requests", async () => {
                const peer = await session();
                const [first, second] = await Promise.all([
                    peer.poll(),
                    delay(20).then(() => peer.poll("&t=burst")),
                ]);
                assert.deepEqual(first, [200, "1"]);
                assert.ok([400, 500].includes(second[0]), `status ${second[0]}`);
                assert.equal((await peer.poll())[0], 400);
            });

            it("closes the session upon cancelled polling request", async () => {
                const peer = await session();
                const controller = new AbortController();
                const cancelled = peer.poll("", { signal: controller.signal });
                await delay(20);
                controller.abort();
                await assert.rejects(cancelled, { name: "AbortError" });
                await delay(20);
                assert.equal((await peer.poll())[0], 400);
            });
        });

        describe("WebSocket", () => {
            it("sends and receives a plain text packet", async () => {
                const socket = await openedWebSocket();
                socket.send("4hello");
                assert.equal(await socket.packet(), "4hello");
                await socket.close();
            });

            it("sends and receives a binary packet", async () => {
                const socket = await openedWebSocket();
                socket.send(Uint8Array.of(1, 2, 3, 4));
                assert.deepEqual(await socket.packet(), Buffer.of(1, 2, 3, 4));
                await socket.close();
            });

            it("closes the session upon invalid packet format", async () => {
                const socket = await openedWebSocket();
                socket.send("abc");
                await within(socket.closed, "close");
            });
        });
    });

    describe("heartbeat", () => {
        describe("HTTP long-polling", () => {
            it("sends ping/pong packets", async () => {
                const peer = await session();
                for (let i = 0; i < 3; ++i) {
                    assert.deepEqual(await peer.poll(), [200, "2"]);
                    assert.deepEqual(await peer.post("3"), [200, "ok"]);
                }
            });

            it("closes the session upon ping timeout", async () => {
                const peer = await session();
                await delay(pingInterval + pingTimeout + 100);
                assert.equal((await peer.poll())[0], 400);
            });
        });

        describe("WebSocket", () => {
            it("sends ping/pong packets", async () => {
                const socket = await openedWebSocket();
                for (let i = 0; i < 3; ++i) {
                    assert.equal(await socket.message(), "2");
                    socket.send("3");
                }
                await socket.close();
            });

            it("closes the session upon ping timeout", async () => {
                const socket = await openedWebSocket();
                await within(socket.closed, "close");
            });
        });
    });

    describe("close", () => {
        describe("HTTP long-polling", () => {
            it("forcefully closes the session", async () => {
                const peer = await session();
                const pending = peer.poll();
                await delay(20);
                await peer.post("1");
                assert.deepEqual(await pending, [200, "6"]);
                assert.equal((await peer.poll())[0], 400);
            });
        });

        describe("WebSocket", () => {
            it("forcefully closes the session", async () => {
                const socket = await openedWebSocket();
                socket.send("1");
                await within(socket.closed, "close");
            });
        });
    });

    describe("upgrade", () => {
        async function probed(peer) {
            const socket = webSocket(`&sid=${peer.sid}`);
            await within(socket.opened, "open");
            socket.send("2probe");
            assert.equal(await socket.message(), "3probe");
            return socket;
        }

        async function assertEchoes(socket) {
            socket.send("4hello");
            assert.equal(await socket.packet(), "4hello");
        }

        it("successfully upgrades from HTTP long-polling to WebSocket", async () => {
            const peer = await session();
            const socket = await probed(peer);
            assert.deepEqual(await peer.poll(), [200, "6"]);
            socket.send("5");
            await assertEchoes(socket);
            await socket.close();
        });

        it("ignores HTTP requests with same sid after upgrade", async () => {
            const peer = await session();
            const socket = await probed(peer);
            socket.send("5");
            await assertEchoes(socket); // the upgrade is complete: two connections are no queue
            assert.equal((await peer.poll())[0], 400);
            await assertEchoes(socket);
            await socket.close();
        });

        it("ignores WebSocket connection with same sid after upgrade", async () => {
            const peer = await session();
            const socket = await probed(peer);
            socket.send("5");
            await assertEchoes(socket);
            await within(webSocket(`&sid=${peer.sid}`).closed, "close");
            await assertEchoes(socket);
            await socket.close();
        });
    });
});
