// SPDX-License-Identifier: MIT
// Who gets into the admin namespace, with what, and what is said then.
import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import { connected, next, RawSocket, rows, until } from "../node/support.mjs";
import { AdminClient, assertTimestamp, credentials, isReference, refusal, startServer }
    from "./support.mjs";

const handshake = "/socket.io/?EIO=4&transport=websocket";

// How the server refuses somebody.
async function refused(server, auth, options) {
    const admin = new AdminClient(server, { ...options, auth });
    const [error] = await next(admin.socket, "connect_error");
    assert.equal(error.data, undefined);
    return error.message;
}

async function newSession(server) {
    const admin = await AdminClient.login(server);
    const [id] = await admin.hear("session");
    return id;
}

// Each with a server of its own: whoever fails too often has to wait.
for (const row of rows) {
    describe(`login over ${row.name}`, { timeout: 60_000 }, () => {
        let server;
        before(async () => { server = await startServer(); });
        after(() => server.stop());
        afterEach(() => AdminClient.closeAll());

        it("with name and password makes a session", async () => {
            const admin = await AdminClient.login(server, { row });
            const [session, ...more] = await admin.hear("session");
            assert.match(session, /^[0-9a-f]{16,}$/);
            assert.deepEqual(more, []);
            await admin.hear("config");
            assert.notEqual(await newSession(server), session);
        });

        it("with the session needs nothing else and makes no other", async () => {
            const sessionId = await newSession(server);
            for (const more of [{}, { username: "eve", password: "wrong" }]) {
                const admin = await AdminClient.login(server, { row, auth: { sessionId, ...more } });
                await admin.hear("all_sockets");
                await admin.settle();
                assert.deepEqual(admin.seen("session"), []);
            }
        });

        it("with an unknown session looks at name and password", async () => {
            const admin = await AdminClient.login(server,
                { row, auth: { sessionId: "0123456789abcdef", ...credentials } });
            assert.notEqual((await admin.hear("session"))[0], "0123456789abcdef");
        });

        it("with anything else is refused", async () => {
            for (const auth of [null, {}, { ...credentials, username: "root" },
                { ...credentials, password: "changeit " }, { sessionId: "0123456789abcdef" }])
                assert.equal(await refused(server, auth, { row }), refusal);
        });
    });
}

describe("login", { timeout: 60_000 }, () => {
    let server;
    before(async () => { server = await startServer(); });
    after(() => server.stop());
    afterEach(() => AdminClient.closeAll());

    it("tells the session after CONNECT, so that the web UI learns it", async () => {
        const raw = new RawSocket(server.wsUrl + handshake);
        assert.match(await raw.packet(), /^0\{/);
        raw.send(`40/admin,${JSON.stringify(credentials)}`);
        const packets = [];
        do
            packets.push(await raw.packet());
        while (!/^42\/admin,\["all_sockets",/.test(packets.at(-1)));
        const position = (pattern) => packets.findIndex((packet) => pattern.test(packet));
        const connect = position(/^40\/admin,\{"sid":"[^"]{20}"\}$/);
        const session = position(/^42\/admin,\["session","[0-9a-f]+"\]$/);
        assert.ok(connect >= 0 && session >= 0, packets.join("\n"));
        // A deliberate difference: on Node.js it comes before, and is lost.
        assert.equal(session > connect, !isReference, packets.join("\n"));
        await raw.close();
    });

    it("may be tried again on the same connection", async () => {
        const raw = new RawSocket(server.wsUrl + handshake);
        await raw.packet();
        raw.send("40/admin,{\"username\":\"admin\",\"password\":\"guess\"}");
        assert.equal(await raw.packet(), "44/admin,{\"message\":\"invalid credentials\"}");
        raw.send(`40/admin,${JSON.stringify(credentials)}`);
        const greeting = /^40\/admin,\{"sid":"[^"]{20}"\}$/;
        let packet;
        do
            packet = await raw.packet();
        while (!greeting.test(packet) && !packet.startsWith("44"));
        assert.match(packet, greeting);
        await raw.close();
    });

    it("is shown to other admins", async () => {
        const first = await AdminClient.login(server);
        first.mark();
        const second = await AdminClient.login(server);
        const { nsp, rooms } = await first.hearOf("socket_connected", second.id);
        assert.deepEqual([nsp, rooms], ["/admin", [second.id]]);
        const { id } = second;
        second.socket.disconnect();
        const [,, reason, timestamp] = await first.hear("socket_disconnected", "/admin", id);
        assert.equal(reason, "client namespace disconnect");
        assertTimestamp(timestamp);
    });

    it("ends with the server's memory", async () => {
        const sessionId = await newSession(server);
        AdminClient.closeAll();
        await server.stop();
        await server.restart();
        assert.equal(await refused(server, { sessionId }), refusal);
    });
});

describe("login with wrong types", { timeout: 60_000 }, () => {
    let server;
    before(async () => { server = await startServer(); });
    after(() => server.stop());
    afterEach(() => AdminClient.closeAll());

    const wrong = [null, true, 42, "", "x".repeat(100_000), "changeit\0", [], ["changeit"], {},
        { toString: "changeit" }, Buffer.from("changeit")];

    // One after the other, with an admin who watches that the server works on.
    async function allRefused(attempts) {
        const admin = await AdminClient.login(server);
        for (const auth of attempts)
            assert.equal(await refused(server, auth), refusal, JSON.stringify(auth)?.slice(0, 80));
        await admin.settle();
        assert.ok(admin.socket.connected);
    }

    it("is refused for the session", () =>
        allRefused(wrong.map((sessionId) => ({ sessionId }))));

    it("is refused for the name", () =>
        allRefused(wrong.filter((name) => !Buffer.isBuffer(name))
            .map((username) => ({ ...credentials, username }))));

    // On Node.js this ends the whole server, before anybody has proved anything.
    it("is refused for the password", { skip: isReference }, async () => {
        await server.stop();
        await server.restart(); // the names above were failures, too
        await allRefused([{ username: "admin" },
            ...wrong.filter((password) => !Buffer.isBuffer(password))
                .map((password) => ({ username: "admin", password }))]);
    });

    it("is refused whatever the packet says", async () => {
        const raw = new RawSocket(server.wsUrl + handshake);
        await raw.packet();
        raw.send("40/admin");
        assert.equal(await raw.packet(), "44/admin,{\"message\":\"invalid credentials\"}");
        await raw.close();
    });

    // A deliberate difference: only the CPU limits how fast one may guess on Node.js.
    it("makes those wait who guess, but nobody with a session", { skip: isReference }, async () => {
        await server.stop();
        await server.restart();
        const sessionId = await newSession(server);
        const guess = { username: "admin", password: "guess" };
        for (let i = 0; i < 5; ++i)
            assert.equal(await refused(server, guess), refusal);
        assert.equal(await refused(server, credentials), refusal, "the right password at once");
        await AdminClient.login(server, { auth: { sessionId } });
        await until(async () => {
            const admin = new AdminClient(server);
            return connected(admin.socket).then(() => true, () => false);
        }, "the right password later", 5000);
    });
});

describe("login for everybody", { timeout: 60_000 }, () => {
    let server;
    before(async () => { server = await startServer("--admin-auth", "open"); });
    after(() => server.stop());
    afterEach(() => AdminClient.closeAll());

    it("needs nothing and makes no session", async () => {
        for (const auth of [null, {}, credentials, { username: "eve", password: 1 },
            { sessionId: "none" }]) {
            const admin = await AdminClient.login(server, { auth });
            await admin.hear("all_sockets");
            await admin.settle();
            assert.deepEqual(admin.seen("session"), []);
        }
    });
});
