// SPDX-License-Identifier: MIT
// The cases of the Engine.IO protocol v3 test suite, by its names, in our own words, and what
// clients of that time depend on besides:
// https://github.com/socketio/socket.io/tree/main/docs/engine.io-protocol
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { assertHandshake, delay, pingInterval, pingTimeout, RawSocket, refused, ServerProcess,
    Session, within } from "./raw.mjs";

const times = ["--ping-interval", String(pingInterval), "--ping-timeout", String(pingTimeout)];

describe("Engine.IO protocol v3", { timeout: 60_000 }, () => {
    let server;
    let base;
    let wsBase;
    const session = (extra = "&b64=1") => Session.open(base, { protocol: 3, extra });
    const webSocket = (query = "") => new RawSocket(`${wsBase}?EIO=3&transport=websocket${query}`);

    async function openedWebSocket(query) {
        const socket = webSocket(query);
        assert.match(await socket.message(), /^0/);
        return socket;
    }

    before(async () => {
        server = await ServerProcess.start(
            ["--engine-echo", "--path", "/engine.io", "--allow-eio3", ...times]);
        base = `${server.url}/engine.io/`;
        wsBase = `${server.wsUrl}/engine.io/`;
    });
    after(() => server.stop());

    describe("handshake", () => {
        describe("HTTP long-polling", () => {
            it("successfully opens a session", async () => {
                const response = await fetch(`${base}?EIO=3&transport=polling`);
                assert.equal(response.status, 200);
                const [, length, packet] = /^(\d+):(.*)$/s.exec(await response.text());
                assert.equal(Number(length), packet.length);
                assertHandshake(packet, ["websocket"]);
            });

            it("fails with an invalid 'transport' query parameter", async () => {
                assert.equal((await fetch(`${base}?EIO=3`)).status, 400);
                assert.equal((await fetch(`${base}?EIO=3&transport=abc`)).status, 400);
            });

            it("fails with an invalid request method", async () => {
                const target = `${base}?EIO=3&transport=polling`;
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

            // Where protocol 3 is let in, every version but 4 counts as it.
            it("fails with an invalid 'EIO' query parameter", async () => {
                const strict = await ServerProcess.start(
                    ["--engine-echo", "--path", "/engine.io", ...times]);
                const strictBase = `${strict.wsUrl}/engine.io/`;
                await refused(`${strictBase}?transport=websocket`);
                await refused(`${strictBase}?EIO=abc&transport=websocket`);
                await refused(`${strictBase}?EIO=3&transport=websocket`);
                await strict.stop();
            });

            it("fails with an invalid 'transport' query parameter", async () => {
                await refused(`${wsBase}?EIO=3`);
                await refused(`${wsBase}?EIO=3&transport=abc`);
            });
        });
    });

    describe("message", () => {
        describe("HTTP long-polling", () => {
            for (const [name, payload] of [
                ["one plain text packet", "6:4hello"],
                ["several plain text packets", "6:4test16:4test26:4test3"],
                ["plain text and binary packets (base64 encoded)", "6:4hello10:b4AQIDBA=="],
                ["characters beyond the BMP", "3:4😀5:4€é😀"],
            ]) {
                it(`sends and receives a payload containing ${name}`, async () => {
                    const peer = await session();
                    assert.deepEqual(await peer.post(payload), [200, "ok"]);
                    assert.deepEqual(await peer.poll(), [200, payload]);
                });
            }

            const mixed = Buffer.from([0, 6, 255, ...Buffer.from("4hello"), 1, 5, 255, 4, 1, 2, 3, 4]);

            it("sends and receives a payload containing plain text and binary packets (binary)",
                async () => {
                    const peer = await session("");
                    assert.deepEqual(await peer.post("6:4hello10:b4AQIDBA=="), [200, "ok"]);
                    assert.deepEqual(await peer.pollBytes(),
                        [200, ["application/octet-stream", mixed]]);
                });

            it("receives a payload in binary form", async () => {
                const peer = await session();
                assert.deepEqual(
                    await peer.post(mixed, { "Content-Type": "application/octet-stream" }),
                    [200, "ok"]);
                assert.deepEqual(await peer.poll(), [200, "6:4hello10:b4AQIDBA=="]);
            });

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
                assert.deepEqual(first, [200, "1:1"]);
                assert.ok([400, 500].includes(second[0]), `status ${second[0]}`);
                assert.equal((await peer.poll())[0], 400);
            });
        });

        describe("JSONP polling", () => {
            it("sends and receives a payload", async () => {
                const peer = await session("&b64=1&j=3");
                const form = new URLSearchParams({ d: "6:4a\\n\\\\nb10:b4AQIDBA==" });
                assert.deepEqual(await peer.post(form), [200, "ok"]);
                const [status, script] = await peer.poll();
                assert.equal(status, 200);
                const payloads = [];
                new Function("___eio", script)({ 3: (payload) => payloads.push(payload) });
                assert.deepEqual(payloads, ["6:4a\n\\nb10:b4AQIDBA=="]);
            });
        });

        describe("WebSocket", () => {
            it("sends and receives a plain text packet", async () => {
                const socket = await openedWebSocket();
                socket.send("4hello");
                assert.equal(await socket.message(), "4hello");
                await socket.close();
            });

            it("sends and receives a binary packet", async () => {
                const socket = await openedWebSocket();
                socket.send(Uint8Array.of(4, 1, 2, 3, 4));
                assert.deepEqual(await socket.message(), Buffer.of(4, 1, 2, 3, 4));
                await socket.close();
            });

            it("sends a binary packet as text if asked to", async () => {
                const socket = await openedWebSocket("&b64=1");
                socket.send(Uint8Array.of(4, 1, 2, 3, 4));
                assert.equal(await socket.message(), "b4AQIDBA==");
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
                    assert.deepEqual(await peer.post("1:2"), [200, "ok"]);
                    assert.deepEqual(await peer.poll(), [200, "1:3"]);
                }
            });

            it("closes the session upon ping timeout", async () => {
                const peer = await session();
                await delay(pingInterval + pingTimeout + 100);
                assert.equal((await peer.post("1:2"))[0], 400);
            });

            it("ends a waiting request upon ping timeout", async () => {
                const peer = await session();
                assert.deepEqual(await peer.poll(), [200, "1:1"]);
                assert.equal((await peer.poll())[0], 400);
            });
        });

        describe("WebSocket", () => {
            it("sends ping/pong packets", async () => {
                const socket = await openedWebSocket();
                for (let i = 0; i < 3; ++i) {
                    socket.send("2");
                    assert.equal(await socket.message(), "3");
                }
                await socket.close();
            });

            it("closes the session upon ping timeout", async () => {
                const socket = await openedWebSocket();
                await within(socket.closed, "close");
                assert.deepEqual(socket.messages, []); // no pings from the server
            });
        });
    });

    describe("close", () => {
        describe("HTTP long-polling", () => {
            it("forcefully closes the session", async () => {
                const peer = await session();
                const pending = peer.poll();
                await delay(20);
                await peer.post("1:1");
                assert.deepEqual(await pending, [200, "1:6"]);
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
            assert.equal(await socket.message(), "4hello");
        }

        it("successfully upgrades from HTTP long-polling to WebSocket", async () => {
            const peer = await session();
            const socket = await probed(peer);
            assert.deepEqual(await peer.poll(), [200, "1:6"]);
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

        it("refuses a client of another protocol", async () => {
            const peer = await session();
            await refused(`${wsBase}?EIO=4&transport=websocket&sid=${peer.sid}`);
            const socket = await probed(peer);
            socket.send("5");
            await assertEchoes(socket);
            await socket.close();
        });
    });
});
