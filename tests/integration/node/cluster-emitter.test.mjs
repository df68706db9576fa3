// SPDX-License-Identifier: MIT
// Programs that speak to a cluster without being a server: our emitter to servers on Node.js and to
// ours, Node.js's emitter to ours.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { after, afterEach, before, describe, it } from "node:test";
import { PostgresServer } from "./postgres.mjs";
import { RedisServer } from "./redis.mjs";
import { ask, assertNone, closeClients, connect, next, npmPackage, rows, ServerProcess, until,
    within } from "./support.mjs";

const { Emitter } = await npmPackage("@socket.io/redis-emitter");
const { Emitter: PostgresEmitter } = await npmPackage("@socket.io/postgres-emitter");
const { default: { Pool } } = await npmPackage("pg");
const { createClient } = await npmPackage("redis");
const webSocket = rows[1];
const formats = (process.env.QSOCKETIO_EMITTER_FORMATS ?? "classic,sharded,streams,postgres").split(",");

// Our emitter: a program that does what it reads.
class OurEmitter {
    static async start(format, port) {
        const emitter = new OurEmitter();
        emitter.process = spawn(process.env.QSOCKETIO_CLUSTER_EMITTER, [format, String(port)],
            { stdio: ["pipe", "pipe", "inherit"] });
        emitter.lines = createInterface({ input: emitter.process.stdout })[Symbol.asyncIterator]();
        assert.equal(await emitter.#line(), "READY");
        return emitter;
    }

    async #line() {
        return (await within(this.lines.next(), "what the emitter says")).value;
    }

    async say(command) {
        this.process.stdin.write(`${JSON.stringify(command)}\n`);
        assert.equal(await this.#line(), "SENT");
    }

    async stop() {
        const exited = once(this.process, "exit");
        this.process.stdin.end();
        assert.deepEqual(await exited, [0, null]);
    }
}

// Node.js's, told in the same words.
class TheirEmitter {
    static async start(format, port) {
        const emitter = new TheirEmitter();
        if (format === "postgres") {
            const pool = new Pool({ host: "127.0.0.1", port, user: "postgres", database: "postgres" });
            emitter.client = { close: () => pool.end() };
            emitter.emitter = new PostgresEmitter(pool);
        } else {
            emitter.client = await createClient({ url: `redis://127.0.0.1:${port}` }).connect();
            emitter.emitter = new Emitter(emitter.client);
        }
        return emitter;
    }

    async say(command) {
        let target = this.emitter.of(command.of ?? "/").to(command.to ?? []).except(command.except ?? []);
        if (command.volatile)
            target = target.volatile;
        if (command.compress === false)
            target = target.compress(false);
        if (command.emit) {
            const bytes = command.bytes ? [Buffer.from(command.bytes, "base64")] : [];
            target.emit(...command.emit, ...bytes);
        } else if (command.serverSideEmit) {
            this.emitter.of(command.of ?? "/").serverSideEmit(...command.serverSideEmit);
        } else if (command.join) {
            target.socketsJoin(command.join);
        } else if (command.leave) {
            target.socketsLeave(command.leave);
        } else {
            target.disconnectSockets(command.disconnect);
        }
    }

    async stop() {
        await this.client.close();
    }
}

function suite(emitterOf, server) {
    let emitter;
    let client;
    let other;
    before(async () => { emitter = await emitterOf(); });
    after(async () => { await emitter?.stop(); });
    afterEach(() => closeClients());
    // A server that has just started reads a stream from some moment on.
    const open = async (options) => {
        client = await connect(server(), webSocket, options);
        other = await connect(server(), webSocket, options);
        const of = options?.nsp ?? "/";
        let heard = false;
        client.on("probe", () => { heard = true; });
        await until(async () => { await emitter.say({ of, emit: ["probe"] }); return heard; }, "the cluster");
    };
    const joined = async (room) => {
        await ask(client, "join", room);
        let heard = false;
        client.on("probe-room", () => { heard = true; });
        await until(async () => {
            await emitter.say({ to: [room], emit: ["probe-room"] });
            return heard;
        }, "the room");
    };

    it("text", async () => {
        await open();
        const heard = [next(client, "all"), next(other, "all")];
        await emitter.say({ emit: ["all", "Grüße 😀", 1.5, null, { nested: [true] }] });
        for (const event of heard)
            assert.deepEqual(await event, ["Grüße 😀", 1.5, null, { nested: [true] }]);
    });

    it("bytes", async () => {
        await open();
        const heard = next(client, "all");
        await emitter.say({ emit: ["all", "x"], bytes: Buffer.from([0, 1, 254]).toString("base64") });
        assert.deepEqual(await heard, ["x", Buffer.from([0, 1, 254])]);
    });

    it("100,000 bytes of text", async () => {
        await open();
        const heard = next(client, "all");
        await emitter.say({ emit: ["all", "x".repeat(100_000)] });
        assert.equal((await heard)[0].length, 100_000);
    });

    it("rooms", async () => {
        await open();
        await joined("Räume 1#");
        for (const to of [["Räume 1#"], ["Räume 1#", "another"], [client.id]]) {
            const heard = next(client, "room");
            await assertNone(other, "room", async () => {
                await emitter.say({ to, emit: ["room", to.length] });
                assert.deepEqual(await heard, [to.length]);
                await ask(other, "ack");
            });
        }
    });

    it("except", async () => {
        await open();
        const heard = next(other, "others");
        await assertNone(client, "others", async () => {
            await emitter.say({ except: [client.id], emit: ["others"] });
            await heard;
            await ask(client, "ack");
        });
    });

    it("flags", async () => {
        await open();
        const seen = [];
        client.on("all", (...args) => seen.push(args));
        // A volatile event may be dropped.
        await until(async () => {
            await emitter.say({ volatile: true, compress: false, emit: ["all", 1] });
            return seen.length > 0;
        }, "a volatile event");
        assert.deepEqual(seen[0], [1]);
    });

    it("a namespace", async () => {
        await open({ nsp: "/custom" });
        const heard = next(client, "all");
        await emitter.say({ of: "custom", emit: ["all", "in there"] });
        assert.deepEqual(await heard, ["in there"]);
    });

    it("socketsJoin and socketsLeave", async () => {
        await open();
        await emitter.say({ to: [client.id], join: ["put", "there"] });
        await until(async () => (await ask(client, "rooms"))[0].includes("there"), "in the room");
        assert.ok(!(await ask(other, "rooms"))[0].includes("put"));
        await emitter.say({ to: ["put"], leave: ["there"] });
        await until(async () => !(await ask(client, "rooms"))[0].includes("there"), "out of it");
        assert.ok((await ask(client, "rooms"))[0].includes("put"));
    });

    it("serverSideEmit", async () => {
        await open();
        const heard = next(client, "server-event");
        await emitter.say({ serverSideEmit: ["server-event", "hëllo", { deep: [1] }] });
        assert.deepEqual(await heard, ["hëllo", { deep: [1] }]);
    });

    it("disconnectSockets", async () => {
        await open();
        const ended = [next(client, "disconnect"), next(other, "disconnect")];
        await emitter.say({ to: [client.id], disconnect: false });
        assert.equal((await ended[0])[0], "io server disconnect");
        await emitter.say({ to: [other.id], disconnect: true });
        assert.match((await ended[1])[0], /^(io server disconnect|transport close)$/);
    });
}

for (const format of formats) {
    describe(`${format} format`, () => {
        let broker;
        const servers = {};
        // Ours do not know streams in every build.
        const kinds = format === "streams" ? ["nodejs"] : ["nodejs", "ours"];
        before(async () => {
            broker = await (format === "postgres" ? PostgresServer : RedisServer).start();
            const args = format === "postgres" ? ["--postgres", String(broker.port)]
                : ["--adapter", format, "--redis", String(broker.port)];
            for (const kind of kinds)
                servers[kind] = await ServerProcess.start(args, kind === "nodejs" ? "reference" : undefined);
        });
        after(async () => {
            try { // They live to the end.
                for (const kind of kinds)
                    await servers[kind]?.stop();
            } finally {
                await servers.nodejs?.kill();
                await broker?.stop();
            }
        });
        describe("ours to Node.js", () =>
            suite(() => OurEmitter.start(format, broker.port), () => servers.nodejs));
        if (kinds.includes("ours")) {
            describe("ours to ours", () =>
                suite(() => OurEmitter.start(format, broker.port), () => servers.ours));
        }
        if (["classic", "postgres"].includes(format)) {
            describe("Node.js's to ours", () =>
                suite(() => TheirEmitter.start(format, broker.port), () => servers.ours));
        }
    });
}
