// SPDX-License-Identifier: MIT
// What our server offers beyond the protocol, to admins who say that they know it.
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, describe, it } from "node:test";
import { ask, Clients, connected, next, until, within } from "../node/support.mjs";
import { AdminClient, polling, roomsOf, sorted, startServer, websocket } from "./support.mjs";

const clients = new Clients();
const extended = { query: { qsio: "1" } };

describe("extensions", { timeout: 60_000 }, () => {
    let server;
    let admin;
    before(async () => { server = await startServer("--server-id", "one"); });
    after(() => server.stop());
    beforeEach(async () => { admin = await AdminClient.login(server, extended); });
    afterEach(() => {
        AdminClient.closeAll();
        clients.close();
    });

    const connect = (options, row = websocket) => clients.connect(server, row, options);
    const tell = (...command) => ask(admin.socket, ...command).then(([answer]) => answer);

    it("are announced to those who know them, and to nobody else", async () => {
        const names = ["ACK", "EXCEPT", "PAGES", "SUBSCRIBE", "SERVERID", "SERVERINFO", "ACKEVENTS",
            "CONNERRORS", "ROLES"];
        const [config] = await admin.hear("config");
        for (const name of names)
            assert.ok(config.supportedFeatures.includes(`QSIO_${name}`), name);
        assert.deepEqual([config.user, config.role], ["admin", "operator"]);
        const other = await AdminClient.login(server);
        const [{ supportedFeatures, ...rest }] = await other.hear("config");
        assert.deepEqual(supportedFeatures.filter((name) => name.startsWith("QSIO_")), []);
        assert.deepEqual(rest, {});
    });

    it("answer commands", async () => {
        const [ada, bob] = [await connect(), await connect()];
        await ask(ada, "join", "red");
        const news = next(ada, "news");
        assert.deepEqual(await tell("emit", "/", "red", "news", 1), { ok: true, count: 1 });
        assert.deepEqual(await news, [1]);
        assert.deepEqual(await tell("join", "/", "green", [ada.id, bob.id]), { ok: true, count: 2 });
        assert.deepEqual(await roomsOf(bob), ["green"]);
        assert.deepEqual(await tell("leave", "/", "green", null), { ok: true, count: 2 });
        assert.deepEqual(await roomsOf(bob), []);
        assert.deepEqual(await tell("emit", "/", "nobody", "news"), { ok: true, count: 0 });
        const gone = next(bob, "disconnect");
        assert.deepEqual(await tell("_disconnect", "/", false, bob.id), { ok: true, count: 1 });
        await gone;
    });

    it("answer what is wrong", async () => {
        const ada = await connect();
        const heard = [];
        ada.onAny((...args) => heard.push(args));
        for (const command of [
            ["emit", "/", [], "news"], ["emit", "/", "", "news"], ["emit", "/", null, "disconnect"],
            ["emit", "/", null, ""], ["emit", "/ghost", null, "news"], ["join", "/", "", ada.id],
            ["join", "/", "green"], ["leave", "/", "green"], ["_disconnect", "/", true],
            ["_disconnect", "/", "true", null], ["_disconnect", "/", true, []],
        ]) {
            const { ok, error } = await tell(...command);
            assert.equal(ok, false, JSON.stringify(command));
            assert.ok(error.length > 0, JSON.stringify(command));
        }
        await admin.settle(ada);
        assert.deepEqual(heard, []);
        assert.ok(ada.connected);
        assert.deepEqual(await roomsOf(ada), []);
    });

    it("spare somebody", async () => {
        const people = [await connect(), await connect(), await connect()];
        const [ada, bob] = people;
        const heard = [];
        for (const person of people) {
            await ask(person, "join", "red");
            person.on("news", () => heard.push(person.id));
        }
        assert.equal((await tell("emit", "/", { rooms: ["red"], except: [ada.id] }, "news")).count, 2);
        await admin.settle(...people);
        assert.ok(!heard.includes(ada.id) && heard.length === 2);
        assert.equal((await tell("_disconnect", "/", false, { except: [ada.id, bob.id] })).count, 1);
        await until(() => !people[2].connected, "the end of one");
        await admin.settle(ada, bob);
        assert.ok(ada.connected && bob.connected);
        for (const filter of [{ except: [] }, { rooms: [], except: [ada.id] }, { others: [ada.id] }])
            assert.equal((await tell("_disconnect", "/", false, filter)).ok, false);
    });

    it("send the snapshot in pages", async () => {
        const people = await Promise.all(Array.from({ length: 5 }, () => connect()));
        const late = new AdminClient(server, extended);
        const pages = [];
        const done = new Promise((resolve) => {
            late.socket.on("all_sockets_page", (sockets, page) => {
                pages.push({ sockets, ...page });
                if (page.last)
                    resolve();
            });
        });
        await within(done, "the last page");
        assert.deepEqual(pages.map(({ seq }) => seq), pages.map((_, i) => i));
        assert.deepEqual(pages.map(({ last }) => last), pages.map((_, i) => i === pages.length - 1));
        const ids = pages.flatMap(({ sockets }) => sockets.map(({ id }) => id));
        assert.equal(pages[0].total, ids.length);
        for (const person of people)
            assert.ok(ids.includes(person.id));
        await connected(late.barrier);
        await late.settle();
        assert.deepEqual(late.seen("all_sockets"), []);
    });

    it("filter the events", async () => {
        const [ada, bob] = [await connect(), await connect()];
        const other = await AdminClient.login(server);
        assert.deepEqual(await tell("subscribe", { sids: [ada.id], types: ["event_received"] }),
            { ok: true });
        admin.mark();
        for (const person of [ada, bob]) {
            person.emit("echo", 1);
            await next(person, "echo");
        }
        await admin.settle(ada, bob);
        const echoes = (who, event) => who.seen(event).filter(([,, [name]]) => name === "echo")
            .map(([, id]) => id);
        assert.deepEqual([echoes(admin, "event_received"), echoes(admin, "event_sent")], [[ada.id], []]);
        await other.hear("event_sent", "/", bob.id);
        assert.deepEqual(sorted(echoes(other, "event_received")), sorted([ada.id, bob.id]));
        assert.deepEqual(await tell("subscribe", null), { ok: true });
        bob.emit("echo", 2);
        await admin.hear("event_sent", "/", bob.id, ["echo", 2]);
    });

    it("say more of the server", async () => {
        const stats = await admin.stats();
        const other = await AdminClient.login(server);
        const plain = Object.keys(await other.stats());
        assert.ok(Object.keys(stats).length >= plain.length);
        const socket = await admin.hearOf("socket_connected", other.id);
        assert.equal(socket.serverId, "one");
    });

    it("tell of answers", async () => {
        const ada = await connect();
        const other = await AdminClient.login(server);
        ada.on("question", (number, answer) => answer(number + 1));
        assert.deepEqual(await ask(ada, "ask", 41), [42]);
        const [,,,, ms] = await admin.hear("ack_received", "/", ada.id, "question", [42]);
        assert.ok(ms >= 0 && ms < 10_000);
        await admin.hear("ack_sent", "/", ada.id, "ask", [42]);
        await other.settle(ada);
        assert.deepEqual([other.seen("ack_received"), other.seen("ack_sent")], [[], []]);
    });

    it("tell of those who are refused", async () => {
        const other = await AdminClient.login(server);
        admin.mark();
        for (const row of [websocket, polling])
            await next(clients.open(server, row, { auth: { refuse: true } }), "connect_error");
        await until(() => admin.seen("connection_refused").length === 2, "two refusals");
        for (const [refusal] of admin.seen("connection_refused")) {
            assert.deepEqual([refusal.stage, refusal.nsp, refusal.message, refusal.address],
                ["namespace", "/", "refused", "127.0.0.1"]);
        }
        await fetch(`${server.url}/socket.io/?EIO=4&transport=carrier-pigeon`);
        await until(() => admin.seen("connection_refused").some(([{ stage }]) => stage === "engine"),
            "a refusal by the engine");
        await other.settle();
        assert.deepEqual(other.seen("connection_refused"), []);
    });

    it("end a session", async () => {
        const [sessionId] = await admin.hear("session");
        const gone = next(admin.socket, "disconnect");
        admin.emit("logout");
        await gone;
        const again = new AdminClient(server, { auth: { sessionId } });
        const [error] = await next(again.socket, "connect_error");
        assert.equal(error.message, "invalid credentials");
    });
});

describe("extensions where nothing may be done", { timeout: 60_000 }, () => {
    let server;
    before(async () => { server = await startServer("--admin-readonly"); });
    after(() => server.stop());
    afterEach(() => {
        AdminClient.closeAll();
        clients.close();
    });

    it("do nothing", async () => {
        const admin = await AdminClient.login(server, extended);
        const [{ role, supportedFeatures }] = await admin.hear("config");
        assert.equal(role, "viewer");
        assert.ok(!supportedFeatures.includes("QSIO_ACK"));
        const ada = await clients.connect(server, websocket);
        const heard = [];
        ada.onAny((...args) => heard.push(args));
        admin.socket.emit("emit", "/", null, "news", () => heard.push("answer"));
        admin.socket.emit("_disconnect", "/", true, null, () => heard.push("answer"));
        await admin.settle(ada);
        assert.deepEqual(heard, []);
        assert.ok(ada.connected);
    });
});
