// SPDX-License-Identifier: MIT
// What the server counts, and tells admins every two seconds.
import assert from "node:assert/strict";
import { hostname } from "node:os";
import { after, afterEach, before, beforeEach, describe, it } from "node:test";
import { Clients, connected, next, until } from "../node/support.mjs";
import { AdminClient, polling, startServer, upgrade, websocket } from "./support.mjs";

const clients = new Clients();

describe("statistics", { timeout: 60_000 }, () => {
    let server;
    let admin;
    before(async () => { server = await startServer("--server-id", "one"); });
    after(() => server.stop());
    beforeEach(async () => { admin = await AdminClient.login(server); });
    afterEach(() => {
        AdminClient.closeAll();
        clients.close();
    });

    it("say who the server is, every two seconds", async () => {
        const first = await admin.stats();
        const began = performance.now();
        const second = await admin.stats();
        const passed = (performance.now() - began) / 1000;
        for (const stats of [first, second]) {
            const { serverId, hostname: host, pid } = stats;
            assert.deepEqual({ serverId, host, pid },
                { serverId: "one", host: hostname(), pid: server.process.pid });
            assert.ok(Array.isArray(stats.aggregatedEvents));
        }
        assert.ok(passed > 1 && passed < 8, `${passed} s between two`);
        const older = second.uptime - first.uptime;
        assert.ok(Math.abs(older - passed) < 1, `${older} s older after ${passed} s`);
    });

    it("count connections and sockets", async () => {
        await clients.connect(server, polling);
        await clients.connect(server, upgrade);
        const client = await clients.connect(server, websocket);
        await connected(client.io.socket("/chat"));
        const stats = await admin.stats(({ clientsCount }) => clientsCount === 4);
        assert.equal(stats.pollingClientsCount, 1);
        const counts = Object.fromEntries(
            stats.namespaces.map(({ name, socketsCount }) => [name, socketsCount]));
        assert.deepEqual([counts["/"], counts["/chat"], counts["/admin"]], [3, 1, 1]);
        clients.close();
        await admin.stats(({ clientsCount, pollingClientsCount, namespaces }) =>
            clientsCount === 1 && pollingClientsCount === 0
            && namespaces.some(({ name, socketsCount }) => name === "/" && socketsCount === 0));
    });

    it("list namespaces as they come and go", async () => {
        const count = (stats) => stats.namespaces.find(({ name }) => name === "/room-9")?.socketsCount;
        const client = await clients.connect(server, websocket, { nsp: "/room-9" });
        await admin.stats((stats) => count(stats) === 1);
        client.disconnect();
        await admin.stats((stats) => count(stats) === undefined);
    });

    it("sum up what happened since the last ones", async () => {
        const sums = {};
        admin.socket.on("server_stats", ({ aggregatedEvents }) => {
            const keys = new Set();
            for (const { timestamp, type, subType, count } of aggregatedEvents) {
                assert.equal(timestamp % 1000, 0);
                assert.ok(count > 0);
                keys.add(`${timestamp} ${type} ${subType}`);
                const name = subType ? `${type}: ${subType}` : type;
                sums[name] = (sums[name] ?? 0) + count;
            }
            assert.equal(keys.size, aggregatedEvents.length, "the same twice");
        });
        await admin.stats();
        Object.keys(sums).forEach((name) => delete sums[name]);

        const client = await clients.connect(server, websocket);
        client.emit("echo", "é".repeat(1000));
        await next(client, "echo");
        client.io.engine.close();
        await until(() => sums["rawDisconnection: transport close"], "the end in the sums");
        assert.equal(sums.rawConnection, 1);
        assert.equal(sums["rawDisconnection: transport close"], 1);
        // CONNECT and one event of 2 kB each way, and not what the heartbeat carries.
        assert.equal(sums.packetsIn, 2);
        assert.ok(sums.bytesIn >= 2000 && sums.bytesIn < 2100, `${sums.bytesIn} bytes in`);
        assert.ok(sums.packetsOut > 2);
        assert.ok(sums.bytesOut >= 2000);
    });
});
