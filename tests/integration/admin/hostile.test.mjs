// SPDX-License-Identifier: MIT
// Commands that are wrong, forbidden or not there: nothing may come of them, above all not for
// everybody. What ends a server on Node.js is put to ours alone.
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, describe, it } from "node:test";
import { ask, Clients, RawSocket, within } from "../node/support.mjs";
import { AdminClient, credentials, isReference, roomsOf, startServer, websocket }
    from "./support.mjs";

const clients = new Clients();

describe("hostile commands", { timeout: 60_000 }, () => {
    let server;
    let admin;
    let victims;
    let heard;
    before(async () => { server = await startServer(); });
    after(() => server.stop());
    beforeEach(async () => {
        admin = await AdminClient.login(server);
        victims = [await clients.connect(server, websocket), await clients.connect(server, websocket)];
        await ask(victims[0], "join", "red");
        heard = [];
        for (const victim of victims)
            victim.onAny((...args) => heard.push(args));
        await admin.settle();
        admin.mark();
    });
    afterEach(() => {
        AdminClient.closeAll();
        clients.close();
    });

    async function assertNothingHappened(what) {
        await admin.settle(...victims);
        assert.deepEqual(heard, [], what);
        assert.ok(admin.socket.connected, what);
        assert.deepEqual(await roomsOf(victims[0]), ["red"], what);
        assert.deepEqual(await roomsOf(victims[1]), [], what);
        for (const event of ["room_joined", "room_left", "socket_disconnected", "event_sent"])
            assert.deepEqual(admin.seen(event), [], what);
    }

    async function assertIgnored(...commands) {
        for (const command of commands) {
            admin.emit(...command);
            await assertNothingHappened(JSON.stringify(command));
        }
    }

    it("are unknown", () => assertIgnored(
        ["reboot"], ["reboot", "/", null], [""], ["EMIT", "/", null, "news"], ["disconnectSockets", "/"],
        ["__proto__", "/"], ["constructor", "/"], ["hasOwnProperty", "/"], ["session", "mine"],
        ["config", {}], ["server_stats", {}], ["room_joined", "/", "red", "x"]));

    it("say nothing", () => assertIgnored(["emit"], ["join"], ["leave"], ["_disconnect"]));

    it("are for namespaces that are not there, and make none", async () => {
        const ghosts = ["/ghost", "/room-99", "/ghost?x=1", "/__proto__", "/admin/", "/rooms"];
        for (const ghost of ghosts) {
            await assertIgnored(["emit", ghost, null, "news"], ["join", ghost, "green"],
                ["leave", ghost, "red"], ["_disconnect", ghost, true]);
        }
        const { namespaces } = await admin.stats();
        const made = namespaces.map(({ name }) => name).filter((name) => ghosts.includes(name));
        // A deliberate difference: Node.js makes them.
        assert.equal(made.length, isReference ? ghosts.length : 0, made);
    });

    it("name a namespace by something else", { skip: isReference }, () => assertIgnored(
        ...[null, 0, 42, true, [], ["/"], {}, { name: "/" }, Buffer.from("/")].flatMap((nsp) => [
            ["emit", nsp, null, "news"], ["join", nsp, "green"], ["leave", nsp, "red"],
            ["_disconnect", nsp, true]])));

    it("emit what is no event", { skip: isReference }, () => assertIgnored(
        ["emit", "/"], ["emit", "/", null], ["emit", "/", victims[0].id],
        ...[null, true, [], ["news"], {}, Buffer.from("news")]
            .map((name) => ["emit", "/", null, name])));

    it("emit events that Socket.IO keeps for itself", { skip: isReference }, () => assertIgnored(
        ...["connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener"]
            .flatMap((name) => [["emit", "/", null, name], ["emit", "/", victims[0].id, name, 1]])));

    it("join and leave what is no room", { skip: isReference }, () => assertIgnored(
        ...[null, 0, 42, true, [], [null], [42], [[]], {}, Buffer.from("red")].flatMap((room) => [
            ["join", "/", room], ["join", "/", room, victims[0].id],
            ["leave", "/", room], ["leave", "/", room, victims[0].id]])));

    // A list that names somebody does not stand for all because of what else is in it.
    it("have filters that are partly wrong", () => assertIgnored(
        ...[["nobody", null], ["nobody", ""], ["nobody", 0], ["nobody", []], [null, null]]
            .flatMap((filter) => [["emit", "/", filter, "news"], ["join", "/", "green", filter],
                ["leave", "/", "red", filter], ["_disconnect", "/", true, filter]])));

    it("name the same many times, which counts once", async () => {
        admin.emit("emit", "/", Array(2000).fill(victims[0].id), "news");
        await admin.settle(...victims);
        assert.deepEqual(heard, [["news"]]);
    });

    it("join rooms of any name", async () => {
        const names = ["__proto__", "constructor", "a b", "é", "x".repeat(200), "/"];
        admin.emit("join", "/", names, victims[1].id);
        await admin.settle();
        assert.deepEqual(await roomsOf(victims[1]), names.sort());
        admin.emit("leave", "/", names, victims[1].id);
        await admin.settle();
        assert.deepEqual(await roomsOf(victims[1]), []);
    });

    // With an acknowledgement that was asked for without a filter, Node.js takes it for the filter.
    it("ask for an acknowledgement", async () => {
        for (const command of ["join", "leave"])
            admin.emit(command, "/", "green", "nothing", () => {});
        admin.emit("_disconnect", "/", true, "nothing", () => {});
        await assertNothingHappened();
    });

    it("come by somebody who is no admin", async () => {
        const raw = new RawSocket(`${server.wsUrl}/socket.io/?EIO=4&transport=websocket`);
        await raw.packet();
        raw.send("40/admin,{}");
        assert.match(await raw.packet(), /^44\/admin,/);
        raw.send("42/admin,[\"_disconnect\",\"/\",true]");
        raw.send("42/admin,[\"emit\",\"/\",null,\"news\"]");
        await raw.close();
        await assertNothingHappened();
    });

    it("come before the server has made up its mind", async () => {
        const raw = new RawSocket(`${server.wsUrl}/socket.io/?EIO=4&transport=websocket`);
        await raw.packet();
        raw.send(`40/admin,${JSON.stringify({ ...credentials, password: "guess" })}`);
        raw.send("42/admin,[\"_disconnect\",\"/\",true]");
        raw.send("42/admin,[\"emit\",\"/\",null,\"news\"]");
        await within(raw.closed, "the end of the connection");
        await assertNothingHappened();
    });
});
