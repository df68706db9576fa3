// SPDX-License-Identifier: MIT
// Admins and clients that find their state again after their connection was cut.
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, describe, it } from "node:test";
import { ask, Clients, connected, next, TcpProxy, until } from "../node/support.mjs";
import { AdminClient, assertTimestamp, isReference, sorted, startServer, websocket }
    from "./support.mjs";

const clients = new Clients();
const retrying = { reconnection: true, reconnectionDelay: 10, reconnectionDelayMax: 20 };

describe("connection state recovery", { timeout: 60_000 }, () => {
    let server;
    let proxy;
    before(async () => {
        server = await startServer("--recovery", "60000");
        proxy = await TcpProxy.start(server);
    });
    after(async () => {
        await proxy.stop();
        await server.stop();
    });
    beforeEach(() => proxy.open());
    afterEach(() => {
        AdminClient.closeAll();
        clients.close();
    });

    it("adds an offset to what admins hear", async () => {
        const admin = await AdminClient.login(server);
        const client = await clients.connect(server, websocket);
        client.emit("echo", 1);
        await ask(client, "join", "red");
        for (const [event, ...first] of [
            ["room_joined", "/", "red", client.id], ["event_received", "/", client.id, ["echo", 1]],
        ]) {
            const args = await admin.hear(event, ...first);
            assert.equal(args.length, first.length + 2);
            assertTimestamp(args.at(-2));
            assert.equal(typeof args.at(-1), "string");
        }
        await admin.hearOf("socket_connected", client.id);
        const [, timestamp, offset] = admin.seen("socket_connected")
            .find(([{ id }]) => id === client.id);
        assertTimestamp(timestamp);
        assert.equal(typeof offset, "string");
        const [snapshot] = await admin.hear("all_sockets");
        assert.ok(Array.isArray(snapshot));
    });

    it("shows a client that comes back by its old id", async () => {
        const admin = await AdminClient.login(server);
        const client = clients.open(proxy, websocket, retrying);
        await connected(client);
        await ask(client, "join", "red");
        client.emit("echo", 1); // brings an offset
        await next(client, "echo");
        const { id } = client;
        admin.mark();
        proxy.cut();
        await admin.hear("socket_disconnected", "/", id);
        for (const room of [id, "red"])
            await admin.hear("room_left", "/", room, id);
        admin.mark();
        proxy.open();
        await until(() => client.connected, "connection");
        assert.ok(client.recovered);
        assert.equal(client.id, id);
        const description = await admin.hearOf("socket_connected", id);
        assert.deepEqual(sorted(description.rooms), sorted([id, "red"]));
        await admin.settle(client);
        // On Node.js they are told before the socket, too.
        for (const room of [id, "red"])
            assert.equal(admin.seen("room_joined", "/", room, id).length, isReference ? 1 : 0);
    });

    it("tells an admin who comes back what happened meanwhile", async () => {
        const admin = new AdminClient(proxy, retrying);
        await connected(admin.socket);
        await admin.hear("all_sockets");
        await admin.stats(); // brings an offset
        const watcher = await AdminClient.login(server);
        const { id } = admin;
        admin.mark();
        proxy.cut();
        await watcher.hear("socket_disconnected", "/admin", id);
        const client = await clients.connect(server, websocket);
        await ask(client, "join", "red");
        await watcher.hear("room_joined", "/", "red", client.id);
        proxy.open();
        await until(() => admin.socket.connected, "connection");
        assert.ok(admin.socket.recovered);
        assert.equal(admin.id, id);
        await admin.hear("room_joined", "/", "red", client.id);
        await admin.hear("config");
        const [snapshot] = await admin.hear("all_sockets");
        assert.ok(snapshot.some((description) => description.id === client.id));
        assert.deepEqual(admin.seen("session"), []);
        const { names } = admin;
        assert.ok(names.indexOf("room_joined") < names.indexOf("all_sockets"));
    });
});
