// SPDX-License-Identifier: MIT
// The cases of the Socket.IO protocol v5 test suite, by its names, in our own words:
// https://github.com/socketio/socket.io/tree/main/docs/socket.io-protocol
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { assertHandshake, delay, pingInterval, pingTimeout, RawSocket, refused, ServerProcess,
    Session, within } from "./raw.mjs";

describe("Socket.IO over the wire", { timeout: 90_000 }, () => {
    let server;
    let base;
    let wsBase;

    before(async () => {
        server = await ServerProcess.start(["--ping-interval", String(pingInterval),
            "--ping-timeout", String(pingTimeout), "--connect-timeout", "1000"]);
        base = `${server.url}/socket.io/`;
        wsBase = `${server.wsUrl}/socket.io/`;
    });
    after(() => server.stop());

    const session = () => Session.open(base);
    const webSocket = (query = "") => new RawSocket(`${wsBase}?EIO=4&transport=websocket${query}`);

    // A WebSocket after the Engine.IO handshake.
    async function openedWebSocket() {
        const socket = webSocket();
        assert.match(await socket.message(), /^0/);
        return socket;
    }

    // Joins a namespace and checks both answers: CONNECT and the event with the credentials.
    async function join(socket, packet, prefix, auth) {
        socket.send(packet);
        const answer = await socket.packet();
        assert.ok(answer.startsWith(`40${prefix}`), answer);
        const { sid, ...rest } = JSON.parse(answer.slice(2 + prefix.length));
        assert.equal(typeof sid, "string");
        assert.deepEqual(rest, {});
        assert.equal(await socket.packet(), `42${prefix}["auth",${auth}]`);
        return socket;
    }

    const joined = async () => join(await openedWebSocket(), "40", "", "{}");

    describe("Engine.IO protocol", () => {
        describe("handshake", () => {
            describe("HTTP long-polling", () => {
                it("should successfully open a session", async () => {
                    const response = await fetch(`${base}?EIO=4&transport=polling`);
                    assert.equal(response.status, 200);
                    assertHandshake(await response.text(), ["websocket"]);
                });

                it("should fail with an invalid 'EIO' query parameter", async () => {
                    assert.equal((await fetch(`${base}?transport=polling`)).status, 400);
                    assert.equal((await fetch(`${base}?EIO=abc&transport=polling`)).status, 400);
                });

                it("should fail with an invalid 'transport' query parameter", async () => {
                    assert.equal((await fetch(`${base}?EIO=4`)).status, 400);
                    assert.equal((await fetch(`${base}?EIO=4&transport=abc`)).status, 400);
                });

                it("should fail with an invalid request method", async () => {
                    const target = `${base}?EIO=4&transport=polling`;
                    assert.equal((await fetch(target, { method: "POST" })).status, 400);
                    assert.equal((await fetch(target, { method: "PUT" })).status, 400);
                });
            });

            describe("WebSocket", () => {
                it("should successfully open a session", async () => {
                    const socket = webSocket();
                    assertHandshake(await socket.message(), []);
                    await socket.close();
                });

                it("should fail with an invalid 'EIO' query parameter", async () => {
                    await refused(`${wsBase}?transport=websocket`);
                    await refused(`${wsBase}?EIO=abc&transport=websocket`);
                });

                it("should fail with an invalid 'transport' query parameter", async () => {
                    await refused(`${wsBase}?EIO=4`);
                    await refused(`${wsBase}?EIO=4&transport=abc`);
                });
            });
        });

        describe("heartbeat", () => {
            describe("HTTP long-polling", () => {
                it("should send ping/pong packets", async () => {
                    const peer = await session();
                    for (let i = 0; i < 3; ++i) {
                        assert.deepEqual(await peer.poll(), [200, "2"]);
                        assert.deepEqual(await peer.post("3"), [200, "ok"]);
                    }
                });

                it("should close the session upon ping timeout", async () => {
                    const peer = await session();
                    await delay(pingInterval + pingTimeout + 100);
                    assert.equal((await peer.poll())[0], 400);
                });
            });

            describe("WebSocket", () => {
                it("should send ping/pong packets", async () => {
                    const socket = await openedWebSocket();
                    for (let i = 0; i < 3; ++i) {
                        assert.equal(await socket.message(), "2");
                        socket.send("3");
                    }
                    await socket.close();
                });

                it("should close the session upon ping timeout", async () => {
                    const socket = await joined();
                    const start = Date.now();
                    await within(socket.closed, "close");
                    assert.ok(Date.now() - start < 950, "closed by something else");
                });
            });
        });

        describe("close", () => {
            describe("HTTP long-polling", () => {
                it("should forcefully close the session", async () => {
                    const peer = await session();
                    const pending = peer.poll();
                    await delay(20);
                    await peer.post("1");
                    assert.deepEqual(await pending, [200, "6"]);
                    assert.equal((await peer.poll())[0], 400);
                });
            });

            describe("WebSocket", () => {
                it("should forcefully close the session", async () => {
                    const socket = await openedWebSocket();
                    socket.send("1");
                    await within(socket.closed, "close");
                });
            });
        });

        describe("upgrade", () => {
            async function upgraded(peer) {
                const socket = webSocket(`&sid=${peer.sid}`);
                await within(socket.opened, "open");
                socket.send("2probe");
                assert.equal(await socket.message(), "3probe");
                socket.send("5");
                await join(socket, "40", "", "{}"); // two connections are no queue
                return socket;
            }

            it("should successfully upgrade from HTTP long-polling to WebSocket", async () => {
                const socket = await upgraded(await session());
                await socket.close();
            });

            it("should ignore HTTP requests with same sid after upgrade", async () => {
                const peer = await session();
                const socket = await upgraded(peer);
                assert.equal((await peer.poll())[0], 400);
                await socket.close();
            });

            it("should ignore WebSocket connection with same sid after upgrade", async () => {
                const peer = await session();
                const socket = await upgraded(peer);
                await within(webSocket(`&sid=${peer.sid}`).closed, "close");
                await socket.close();
            });
        });
    });

    describe("Socket.IO protocol", () => {
        describe("connect", () => {
            for (const [name, packet, prefix, auth] of [
                ["the main namespace", "40", "", "{}"],
                ["the main namespace with a payload", '40{"token":"123"}', "", '{"token":"123"}'],
                ["a custom namespace", "40/custom,", "/custom,", "{}"],
                ["a custom namespace with a payload", '40/custom,{"token":"abc"}', "/custom,",
                    '{"token":"abc"}'],
            ]) {
                it(`should allow connection to ${name}`, async () => {
                    const socket = await join(await openedWebSocket(), packet, prefix, auth);
                    await socket.close();
                });
            }

            it("should disallow connection to an unknown namespace", async () => {
                const socket = await openedWebSocket();
                socket.send("40/random");
                assert.equal(await socket.packet(), '44/random,{"message":"Invalid namespace"}');
                await socket.close();
            });

            it("should disallow connection with an invalid handshake", async () => {
                const socket = await openedWebSocket();
                socket.send("4abc");
                await within(socket.closed, "close");
            });

            it("should close the connection if no handshake is received", async () => {
                const socket = await openedWebSocket();
                socket.ws.on("message", (data) => data.toString() === "2" && socket.send("3"));
                await within(socket.closed, "close");
            });
        });

        describe("disconnect", () => {
            it("should disconnect from the main namespace", async () => {
                const socket = await joined();
                socket.send("41");
                assert.equal(await socket.message(), "2");
                await socket.close();
            });

            it("should connect then disconnect from a custom namespace", async () => {
                const socket = await joined();
                await join(socket, "40/custom", "/custom,", "{}");
                socket.send("41/custom");
                socket.send('42["message","message to main namespace"]');
                assert.equal(await socket.packet(), '42["message-back","message to main namespace"]');
                await socket.close();
            });
        });

        describe("message", () => {
            const placeholders = '{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}';

            async function sendAttachments(socket, packet) {
                socket.send(packet);
                socket.send(Uint8Array.of(1, 2, 3));
                socket.send(Uint8Array.of(4, 5, 6));
            }

            async function assertAttachments(socket, packet) {
                assert.equal(await socket.packet(), packet);
                assert.deepEqual(await socket.packet(), Buffer.of(1, 2, 3));
                assert.deepEqual(await socket.packet(), Buffer.of(4, 5, 6));
                await socket.close();
            }

            it("should send a plain-text packet", async () => {
                const socket = await joined();
                socket.send('42["message",1,"2",{"3":[true]}]');
                assert.equal(await socket.packet(), '42["message-back",1,"2",{"3":[true]}]');
                await socket.close();
            });

            it("should send a packet with binary attachments", async () => {
                const socket = await joined();
                await sendAttachments(socket, `452-["message",${placeholders}]`);
                await assertAttachments(socket, `452-["message-back",${placeholders}]`);
            });

            it("should send a plain-text packet with an ack", async () => {
                const socket = await joined();
                socket.send('42456["message-with-ack",1,"2",{"3":[false]}]');
                assert.equal(await socket.packet(), '43456[1,"2",{"3":[false]}]');
                await socket.close();
            });

            it("should send a packet with binary attachments and an ack", async () => {
                const socket = await joined();
                await sendAttachments(socket, `452-789["message-with-ack",${placeholders}]`);
                await assertAttachments(socket, `462-789[${placeholders}]`);
            });

            for (const [name, packet] of [
                ["unknown packet type", "4abc"],
                ["invalid payload format", "42{}"],
                ["invalid ack id", '42abc["message-with-ack",1,"2",{"3":[false]}]'],
            ]) {
                it(`should close the connection upon invalid format (${name})`, async () => {
                    const socket = await joined();
                    socket.send(packet);
                    await within(socket.closed, "close");
                });
            }
        });
    });
});
