// SPDX-License-Identifier: MIT
// socket.io-client finds its state again after its TCP connection was cut.
import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import { ask, Clients, connected, delay, isReference, msgpackParser, next, RawSocket, rows,
    ServerProcess, TcpProxy, until, watchEnds, within } from "./support.mjs";

const [, websocket] = rows;
const bytes = (size, start = 0) => Buffer.from(Array.from({ length: size }, (_, i) => i + start));
const retrying = { reconnection: true, reconnectionDelay: 10, reconnectionDelayMax: 20 };

// A server with the ways to it: one to be cut, one straight.
class Ways {
    #clients = new Clients();

    static async start(args) {
        const ways = new Ways();
        ways.server = await ServerProcess.start(args);
        ways.proxy = await TcpProxy.start(ways.server);
        return ways;
    }

    async stop() {
        await this.proxy.stop();
        await this.server.stop();
    }

    closeClients() {
        this.#clients.close();
        this.proxy.open();
    }

    // A client whose connection can be cut, with the first offset in its hands.
    async connectThroughProxy(row, options) {
        const socket = this.#clients.open(this.proxy, row, { ...retrying, ...options });
        const greeting = next(socket, "auth");
        await connected(socket);
        const last = row.transports.at(-1);
        await until(() => socket.io.engine.transport.name === last, `transport ${last}`);
        await greeting;
        return socket;
    }

    connectStraight(options) {
        return this.#clients.connect(this.server, websocket, options);
    }

    async watcher(options) {
        return watchEnds(await this.connectStraight({ nsp: "/watch", ...options }));
    }

    // Why the server says that these sockets of one connection ended.
    async cutOff(...sockets) {
        const { engine } = sockets[0].io;
        const [sid, transport] = [engine.id, engine.transport.name];
        const ids = sockets.map(({ id }) => id);
        const reasonOf = await this.watcher();
        const reasons = Promise.all(ids.map(reasonOf));
        this.proxy.cut();
        if (transport === "polling")
            await within(reasons, "notice", 50).catch(() => this.#sayGoodbye(sid));
        await until(() => sockets.every((socket) => !socket.connected), "the client's notice");
        return reasons;
    }

    // Between two polls the server does not see a cut, and its ping timeout is far away.
    #sayGoodbye(sid) {
        const target = `${this.server.url}/socket.io/?EIO=4&transport=polling&sid=${sid}`;
        return fetch(target, { method: "POST", body: "1" });
    }

    // Attempts that are under way may still fail.
    async letBack(...sockets) {
        this.proxy.open();
        await until(() => sockets.every((socket) => socket.connected), "connection");
    }
}

// Events in the order in which the application sees them, "connect" included.
function record(socket, ...events) {
    const seen = [];
    for (const event of ["connect", ...events])
        socket.on(event, (...args) => seen.push([event, ...args.filter((arg) => !isOffset(arg))]));
    return seen;
}

// What the server appends to an event's arguments; the tests use no such texts themselves.
const isOffset = (value) => /^[0-9A-Za-z_-]{6,8}(\.[0-9A-Za-z_-]+)?$/.test(value);

for (const row of rows) {
    describe(`recovery over ${row.name}`, { timeout: 120_000 }, () => {
        let ways;
        before(async () => {
            ways = await Ways.start(["--recovery", "60000"]);
        });
        after(() => ways.stop());
        afterEach(() => ways.closeClients());

        // traps 83 and 84
        it("brings back id, rooms, data and what was missed", async () => {
            const socket = await ways.connectThroughProxy(row);
            const other = await ways.connectStraight();
            const { id } = socket;
            await ask(socket, "join", ["r1", "r2"]);
            await ask(socket, "remember", "name", { first: "Ada", picture: bytes(3) });
            assert.ok(!socket.recovered);

            const [reason] = await ways.cutOff(socket);
            assert.match(reason, /^transport (close|error)$/);
            const seen = record(socket, "room-message", "all");
            other.emit("room-message", "r1", "te xt");
            other.emit("room-message", "r2", { bytes: [bytes(4)] }, bytes(2));
            other.emit("all", "to everybody");
            other.emit("room-message", ["r1", "r2"], "once only");
            other.emit("room-message", id, "to myself");
            await ask(other, "ack");
            await ways.letBack(socket);

            assert.equal(socket.id, id);
            assert.ok(socket.recovered);
            assert.deepEqual(seen, [
                ["room-message", "te xt"],
                ["room-message", { bytes: [bytes(4)] }, bytes(2)],
                ["all", "to everybody"],
                ["room-message", "once only"],
                ["room-message", "to myself"],
                ["connect"],
            ]);
            const [self] = await ask(socket, "whoami");
            assert.equal(self.id, id);
            assert.equal(self.recovered, true);
            assert.deepEqual(self.data, { name: { first: "Ada", picture: bytes(3) } });
            assert.deepEqual((await ask(socket, "rooms"))[0].sort(), [id, "r1", "r2"].sort());
            other.emit("room-message", "r2", "and on");
            await until(() => seen.length === 7, "what comes afterwards");
            assert.deepEqual(seen[6], ["room-message", "and on"]);
        });

        it("loses and doubles nothing over many cuts", async () => {
            const socket = await ways.connectThroughProxy(row);
            const other = await ways.connectStraight();
            const { id } = socket;
            await ask(socket, "join", "counting");
            const seen = [];
            socket.on("room-message", (i) => seen.push(Number(i)));
            let said = 0;
            const say = () => {
                other.emit("room-message", "counting", said % 2 ? said : Buffer.from(`${said}`));
                ++said;
            };
            const talk = setInterval(say, 1);
            try {
                for (let cuts = 0; cuts < 5; ++cuts) {
                    const heard = seen.length;
                    await until(() => seen.length > heard + 3, "some messages");
                    await ways.cutOff(socket);
                    await ways.letBack(socket);
                    assert.equal(socket.id, id);
                    assert.ok(socket.recovered);
                }
            } finally {
                clearInterval(talk);
            }
            await until(() => seen.length >= said, "the last message");
            assert.deepEqual(seen, Array.from({ length: said }, (_, i) => i));
        });

        it("brings back every namespace of the connection", async () => {
            const main = await ways.connectThroughProxy(row);
            const custom = main.io.socket("/custom");
            await Promise.all([next(custom, "auth"), connected(custom)]);
            const other = await ways.connectStraight({ nsp: "/custom" });
            const ids = [main.id, custom.id];
            await ways.cutOff(main, custom);
            const seen = record(custom, "all");
            other.emit("all", bytes(2));
            await ask(other, "ack");
            await ways.letBack(main, custom);
            assert.deepEqual([main.id, custom.id], ids);
            assert.ok(main.recovered && custom.recovered);
            assert.deepEqual(seen, [["all", bytes(2)], ["connect"]]);
        });

        it("works after the client's connection was closed in order", async () => {
            const socket = await ways.connectThroughProxy(row);
            const { id } = socket;
            const reasonOf = await ways.watcher();
            socket.io.reconnection(false);
            socket.io.engine.close();
            assert.equal(await reasonOf(id), "transport close");
            await connected(socket.connect());
            assert.equal(socket.id, id);
            assert.ok(socket.recovered);
        });

        // trap 87
        it("leaves out what was not for this socket", async () => {
            const socket = await ways.connectThroughProxy(row);
            const other = await ways.connectStraight();
            await ask(socket, "join", ["mine", "deaf"]);
            await ways.cutOff(socket);
            const seen = record(socket, "room-message", "except", "tick", "question", "all");
            other.emit("room-message", "theirs", "not for me");
            other.emit("except", "deaf", "not for the deaf");
            other.emit("volatile-room", "mine", "now or never");
            await ask(other, "ask-room", "mine", 10);
            other.emit("all", "for me");
            await ask(other, "ack");
            await ways.letBack(socket);
            assert.ok(socket.recovered);
            assert.deepEqual(seen, [["all", "for me"], ["connect"]]);
        });

        // trap 85
        for (const [what, spoil] of [
            ["an unknown session", (socket) => { socket._pid = "unknown"; }],
            ["an unknown offset", (socket) => { socket._lastOffset = "unknown"; }],
            ["no offset", (socket) => { delete socket._lastOffset; }],
        ]) {
            it(`starts afresh with ${what}`, async () => {
                const socket = await ways.connectThroughProxy(row);
                const { id, _pid: pid } = socket;
                assert.equal(typeof pid, "string");
                await ask(socket, "join", "room");
                await ask(socket, "remember", "name", "Ada");
                await ways.cutOff(socket);
                spoil(socket);
                const failures = [];
                socket.on("connect_error",
                    (error) => error.type === "TransportError" || failures.push(error.message));
                await ways.letBack(socket);
                assert.ok(!socket.recovered);
                assert.notEqual(socket.id, id);
                assert.notEqual(socket._pid, pid);
                assert.deepEqual(failures, []);
                const [self] = await ask(socket, "whoami");
                assert.equal(self.recovered, false);
                assert.deepEqual(self.data, {});
                assert.deepEqual(await ask(socket, "rooms"), [[socket.id]]);
            });
        }

        // trap 86
        for (const [reason, leave] of [
            ["client namespace disconnect", (socket) => socket.disconnect()],
            ["server namespace disconnect", (socket) => socket.emit("disconnect-me")],
            ["parse error", (socket) => garbage(ways.server, socket)],
        ]) {
            it(`starts afresh after "${reason}"`, async () => {
                const socket = await ways.connectThroughProxy(row);
                const { id } = socket;
                const reasonOf = await ways.watcher();
                const gone = next(socket, "disconnect");
                await leave(socket);
                assert.equal(await reasonOf(id), reason);
                await gone;
                if (!socket.active) // else it comes back by itself
                    socket.connect();
                await ways.letBack(socket);
                assert.notEqual(socket.id, id);
                assert.ok(!socket.recovered);
                assert.equal((await ask(socket, "whoami"))[0].recovered, false);
            });
        }

        it("is not for a second client with the same session", async () => {
            const socket = await ways.connectThroughProxy(row);
            const { id, _pid: pid, _lastOffset: offset } = socket;
            await ways.cutOff(socket);
            await ways.letBack(socket);
            assert.ok(socket.recovered);
            const thief = await ways.connectStraight({ auth: { pid, offset } });
            // The reference gives the same id away twice.
            assert.equal(thief.id === id, isReference);
        });

        // trap 84
        it("skips the middlewares", async () => {
            const socket = await ways.connectThroughProxy(row, { nsp: "/counted" });
            await ways.cutOff(socket);
            await ways.letBack(socket);
            assert.ok(socket.recovered);
            assert.deepEqual((await ask(socket, "whoami"))[0].data, { checks: 1 });
        });
    });

    describe(`recovery with middlewares over ${row.name}`, { timeout: 60_000 }, () => {
        let ways;
        before(async () => {
            ways = await Ways.start(["--recovery", "60000", "--recovery-middlewares"]);
        });
        after(() => ways.stop());
        afterEach(() => ways.closeClients());

        it("asks them again", async () => {
            const socket = await ways.connectThroughProxy(row, { nsp: "/counted" });
            const { id } = socket;
            await ways.cutOff(socket);
            await ways.letBack(socket);
            assert.equal(socket.id, id);
            assert.ok(socket.recovered);
            assert.deepEqual((await ask(socket, "whoami"))[0].data, { checks: 2 });
        });

        it("lets them refuse", async () => {
            const socket = await ways.connectThroughProxy(row,
                { nsp: "/auth", auth: { token: "secret" } });
            await ways.cutOff(socket);
            socket.auth = { token: "withdrawn" };
            const refused = new Promise((resolve) => socket.on("connect_error",
                ({ message, data }) => data && resolve([message, data])));
            ways.proxy.open();
            assert.deepEqual(await refused, ["not authorized", { code: 401 }]);
            assert.ok(!socket.connected);
        });
    });
}

// The Engine.IO layer cannot read this.
function garbage(server, { io: { engine } }) {
    if (engine.transport.name === "websocket")
        return engine.transport.ws.send("abc");
    const target = `${server.url}/socket.io/?EIO=4&transport=polling&sid=${engine.id}`;
    return fetch(target, { method: "POST", body: "abc" });
}

describe("recovery", { timeout: 60_000 }, () => {
    let ways;
    afterEach(() => {
        ways.closeClients();
        return ways.stop();
    });

    // trap 85
    it("ends with the session's time", async () => {
        ways = await Ways.start(["--recovery", "100"]);
        const socket = await ways.connectThroughProxy(websocket);
        const { id } = socket;
        await ways.cutOff(socket);
        await delay(150); // longer than the server remembers
        await ways.letBack(socket);
        assert.ok(!socket.recovered);
        assert.notEqual(socket.id, id);
        assert.deepEqual(await ask(socket, "ack", "afresh"), ["afresh"]);
    });

    it("follows a client that went silent", async () => {
        ways = await Ways.start(["--recovery", "60000", "--ping-interval", "100",
            "--ping-timeout", "200"]);
        const socket = await ways.connectThroughProxy(websocket);
        const other = await ways.connectStraight();
        const reasonOf = await ways.watcher();
        const { id } = socket;
        socket.io.engine._sendPacket = () => {}; // no pongs
        assert.equal(await reasonOf(id), "ping timeout");
        const seen = record(socket, "all");
        other.emit("all", "still there?");
        await until(() => socket.connected, "connection");
        assert.equal(socket.id, id);
        await until(() => seen.length === 2, "connection and event");
        assert.deepEqual(seen.filter(([event]) => event === "all"), [["all", "still there?"]]);
    });

    it("speaks msgpack", async () => {
        ways = await Ways.start(["--recovery", "60000", "--parser", "msgpack"]);
        const parser = msgpackParser;
        const socket = await ways.connectThroughProxy(websocket, { parser });
        const other = await ways.connectStraight({ parser });
        const { id } = socket;
        await ask(socket, "join", "r");
        const reasonOf = await ways.watcher({ parser });
        ways.proxy.cut();
        await reasonOf(id);
        const seen = record(socket, "room-message");
        other.emit("room-message", "r", "te xt", [bytes(300)]);
        other.emit("room-message", "r", bytes(2));
        await ask(other, "ack");
        await ways.letBack(socket);
        assert.equal(socket.id, id);
        assert.ok(socket.recovered);
        assert.deepEqual(seen,
            [["room-message", "te xt", [bytes(300)]], ["room-message", bytes(2)], ["connect"]]);
    });

    it("is off unless asked for", async () => {
        ways = await Ways.start([]);
        const socket = await ways.connectThroughProxy(websocket);
        const { id } = socket;
        assert.equal(socket._pid, undefined);
        await ways.cutOff(socket);
        await ways.letBack(socket);
        assert.notEqual(socket.id, id);
        assert.ok(!socket.recovered);
    });

    // trap 94
    it("makes an emit to one socket a broadcast to its room", async () => {
        ways = await Ways.start(["--recovery", "60000"]);
        const [a, b] = await Promise.all([ways.connectStraight(), ways.connectStraight()]);
        await ask(b, "join", a.id);
        const heard = Promise.all([next(a, "echo"), next(b, "echo")]);
        a.emit("echo", "hello to all");
        assert.deepEqual((await heard).map(([text]) => text), ["hello to all", "hello to all"]);
    });

    // traps 83 and 84
    it("looks like this on the wire", async () => {
        ways = await Ways.start(["--recovery", "60000"]);
        const target = `${ways.server.wsUrl}/socket.io/?EIO=4&transport=websocket`;
        const open = async (auth = "") => {
            const raw = new RawSocket(target);
            await raw.packet();
            raw.send(`40${auth}`);
            return raw;
        };
        const raw = await open();
        const [, sid, pid] = /^40\{"sid":"([\w-]{20})","pid":"([\w-]{20})"\}$/.exec(await raw.packet());
        const greeting = JSON.parse((await raw.packet()).slice(2));
        assert.deepEqual(greeting.slice(0, 2), ["auth", {}]);
        assert.equal(greeting.length, 3);
        const offset = greeting[2];
        assert.match(offset, /^[0-9A-Za-z_-]{7}(\.[0-9A-Za-z_-]+)?$/);

        raw.send("4211[\"ack\",\"no offset\"]");
        assert.equal(await raw.packet(), "4311[\"no offset\"]");
        raw.send("4212[\"volatile\",1]");
        assert.equal(await raw.packet(), "42[\"tick\",0]");
        assert.equal(await raw.packet(), "4312[]");

        const reasonOf = await ways.watcher();
        raw.ws.terminate();
        await reasonOf(sid);
        const other = await ways.connectStraight();
        other.emit("all", "one");
        other.emit("all", bytes(3));
        await ask(other, "ack");
        const again = await open(JSON.stringify({ pid, offset }));
        assert.match(await again.packet(), /^42\["all","one","[\w.-]+"\]$/);
        assert.match(await again.packet(), /^451-\["all",\{"_placeholder":true,"num":0\},"[\w.-]+"\]$/);
        assert.deepEqual(await again.packet(), bytes(3));
        assert.equal(await again.packet(), `40{"sid":"${sid}","pid":"${pid}"}`);
        assert.match(await again.packet(), /^42\["auth",/);
        await again.close();
    });
});
