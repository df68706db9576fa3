// SPDX-License-Identifier: MIT
// What admins may see and do in each mode, and where.
import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import { ask, Clients, next } from "../node/support.mjs";
import { AdminClient, isReference, roomsOf, sorted, startServer, websocket } from "./support.mjs";

const clients = new Clients();
const commands = ["EMIT", "JOIN", "LEAVE", "DISCONNECT", "MJOIN", "MLEAVE", "MDISCONNECT"];
const details = ["all_sockets", "socket_connected", "socket_updated", "socket_disconnected",
    "room_joined", "room_left", "event_received", "event_sent"];

const modes = [
    { mode: "development", readonly: false, features: [...commands, "AGGREGATED_EVENTS", "ALL_EVENTS"] },
    { mode: "development", readonly: true, features: ["AGGREGATED_EVENTS", "ALL_EVENTS"] },
    { mode: "production", readonly: false, features: [...commands, "AGGREGATED_EVENTS"] },
    { mode: "production", readonly: true, features: ["AGGREGATED_EVENTS"] },
];

for (const { mode, readonly, features } of modes) {
    describe(`${mode}${readonly ? ", read-only" : ""}`, { timeout: 60_000 }, () => {
        const isVisible = mode === "development";
        let server;
        before(async () => {
            server = await startServer("--admin-mode", mode, ...readonly ? ["--admin-readonly"] : []);
        });
        after(() => server.stop());
        afterEach(() => {
            AdminClient.closeAll();
            clients.close();
        });

        it("announces what there is", async () => {
            const admin = await AdminClient.login(server);
            const [{ supportedFeatures }] = await admin.hear("config");
            // Ours may have more, which the web UI does not know.
            assert.deepEqual(sorted(supportedFeatures.filter((name) => !name.startsWith("QSIO_"))),
                sorted(features));
            if (isReference)
                assert.deepEqual(supportedFeatures, features);
        });

        it(isVisible ? "shows details" : "shows no details", async () => {
            const admin = await AdminClient.login(server);
            const client = await clients.connect(server, websocket, { query: { user: "Ada" } });
            await ask(client, "join", "red");
            await ask(client, "leave", "red");
            await ask(client, "remember", "level", 5);
            client.emit("echo", 1);
            await next(client, "echo");
            client.disconnect();
            if (isVisible)
                await admin.hear("socket_disconnected", "/");
            await admin.stats(({ namespaces }) =>
                namespaces.some(({ name, socketsCount }) => name === "/" && socketsCount === 0));
            const seen = new Set(admin.names);
            for (const event of details)
                assert.equal(seen.has(event), isVisible, event);
            for (const event of ["session", "config", "server_stats"])
                assert.ok(seen.delete(event), event);
            assert.deepEqual(sorted(seen), isVisible ? sorted(details) : []);
        });

        it(readonly ? "ignores commands" : "obeys", async () => {
            const admin = await AdminClient.login(server);
            const client = await clients.connect(server, websocket);
            const heard = [];
            client.onAny((...args) => heard.push(args));
            await ask(client, "join", "red");
            admin.emit("emit", "/", null, "news", 1);
            admin.emit("join", "/", "green", client.id);
            admin.emit("leave", "/", "red");
            await admin.settle(client);
            assert.deepEqual(heard, readonly ? [] : [["news", 1]]);
            assert.deepEqual(await roomsOf(client), readonly ? ["red"] : ["green"]);
            const gone = readonly ? undefined : next(client, "disconnect");
            admin.emit("_disconnect", "/", false, client.id);
            await gone;
            await admin.settle(...readonly ? [client] : []);
            assert.equal(client.connected, readonly);
        });
    });
}

describe("another mode", { timeout: 60_000 }, () => {
    let server;
    after(() => server.stop());
    afterEach(() => AdminClient.closeAll());

    // Whoever misspells "development" does not mean to show more.
    it("is production", async () => {
        server = await startServer("--admin-mode", "staging");
        const admin = await AdminClient.login(server);
        const [{ supportedFeatures }] = await admin.hear("config");
        assert.ok(!supportedFeatures.includes("ALL_EVENTS"));
    });
});

describe("another namespace", { timeout: 60_000 }, () => {
    let server;
    before(async () => { server = await startServer("--admin-namespace", "/ops"); });
    after(() => server.stop());
    afterEach(() => {
        AdminClient.closeAll();
        clients.close();
    });

    it("is the one for admins", async () => {
        const admin = await AdminClient.login(server, { namespace: "/ops" });
        const [snapshot] = await admin.hear("all_sockets");
        assert.deepEqual(snapshot.filter(({ id }) => id === admin.id).map(({ nsp }) => nsp), ["/ops"]);
        const client = await clients.connect(server, websocket);
        await admin.hearOf("socket_connected", client.id);
        const news = next(client, "news");
        admin.emit("emit", "/", client.id, "news");
        await news;
        assert.ok((await admin.stats()).namespaces.some(({ name }) => name === "/ops"));
    });

    it("leaves the usual one unknown", async () => {
        const admin = new AdminClient(server);
        const [error] = await next(admin.socket, "connect_error");
        assert.equal(error.message, "Invalid namespace");
    });
});
