// SPDX-License-Identifier: MIT
// The script of the cluster example: two servers whose people meet, and an admin of one of them who
// sees both.
import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { connect as connectTcp } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { after, afterEach, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { RedisServer } from "./redis.mjs";
import { ask, closeClients, connect, next, rows, ServerProcess, until, within } from "./support.mjs";

const script = fileURLToPath(new URL("../../../examples/cluster/run.sh", import.meta.url));
const adapters = (process.env.QSOCKETIO_EXAMPLE_ADAPTERS ?? "redis,sharded,streams").split(",");
const webSocket = rows[1];

class Cluster {
    static async start(adapter) {
        const cluster = new Cluster();
        cluster.process = spawn(script, ["--adapter", adapter, "--admin", "open"],
            { stdio: ["ignore", "pipe", "pipe"] });
        cluster.stderr = "";
        cluster.process.stderr.on("data", (data) => { cluster.stderr += data; });
        cluster.exited = new Promise((resolve) => cluster.process.once("exit", (code) => resolve(code)));
        cluster.servers = [];
        const lines = createInterface({ input: cluster.process.stdout });
        lines.on("line", (line) => {
            const address = /running on (http:\S+)/.exec(line);
            if (address)
                cluster.servers.push({ url: address[1].replace("localhost", "127.0.0.1") });
        });
        await until(() => {
            assert.equal(cluster.process.exitCode, null, cluster.stderr);
            return cluster.servers.length === 2;
        }, "two servers");
        return cluster;
    }

    async stop() {
        this.process.kill("SIGTERM");
        assert.equal(await within(this.exited, "the end of the script"), 0, this.stderr);
        for (const { url } of this.servers) {
            const isThere = await new Promise((resolve) => {
                const probe = connectTcp(Number(new URL(url).port), "127.0.0.1");
                probe.once("connect", () => { probe.destroy(); resolve(true); });
                probe.once("error", () => resolve(false));
            });
            assert.ok(!isThere, `${url} is still there`);
        }
    }
}

for (const adapter of adapters) {
    describe(`${adapter}`, () => {
        let cluster;
        before(async () => { cluster = await Cluster.start(adapter); });
        after(async () => { await cluster?.stop(); });
        afterEach(() => closeClients());

        // Until the servers know each other, they answer for themselves alone.
        const enter = async () => {
            const people = [];
            for (const [index, name] of ["Ada", "Zoë"].entries()) {
                const socket = await connect(cluster.servers[index], webSocket);
                people.push(socket);
                const [answer] = await ask(socket, "enter", "Lobby", name);
                assert.equal(answer.error, undefined);
            }
            const [ada] = people;
            await until(async () => {
                const [answer] = await ask(ada, "enter", "Lobby", "Ada");
                return answer.people.length === 2;
            }, "both of them");
            return people;
        };

        it("people of both servers meet", async () => {
            const [ada, zoe] = await enter();
            const heard = next(zoe, "message");
            assert.deepEqual(await ask(ada, "say", "Grüße"), [{}]);
            const [message] = await heard;
            assert.equal(message.from, "Ada");
            assert.equal(message.text, "Grüße");
            const back = next(ada, "message");
            await ask(zoe, "say", "zurück");
            assert.equal((await back)[0].text, "zurück");
            assert.match((await ask(zoe, "enter", "Lobby", "Ada"))[0].error, /called that already/);
            const left = next(ada, "people");
            zoe.disconnect();
            assert.deepEqual(await left, ["Lobby", ["Ada"]]);
        });

        it("an admin sees both servers, whichever he is connected to", async () => {
            const [ada, zoe] = await enter();
            for (const server of cluster.servers) {
                const admin = await connect(server, webSocket, { nsp: "/admin" });
                const ids = new Set();
                admin.on("server_stats", (stats) => ids.add(stats.serverId));
                await until(() => ids.size === 2, "counters of both");
                const received = [];
                admin.on("event_received", (nsp, id, args) => received.push([id, args]));
                await ask(ada, "say", "one");
                await ask(zoe, "say", "two");
                await until(() => received.length >= 2, "what both have said");
                assert.deepEqual(received.sort(), [[ada.id, ["say", "one"]], [zoe.id, ["say", "two"]]].sort());
                admin.disconnect();
            }
        });

        it("qsioadmin lists and records both", { skip: !process.env.QSIOADMIN }, async () => {
            const [ada, zoe] = await enter();
            const run = async (...args) => (await promisify(execFile)(process.env.QSIOADMIN,
                ["--url", cluster.servers[0].url, ...args], { timeout: 60_000 })).stdout;
            const sockets = await run("--list", "sockets", "--json");
            for (const socket of [ada, zoe])
                assert.ok(sockets.includes(socket.id), sockets);
            const servers = await run("--list", "servers", "--json");
            assert.equal(new Set(servers.match(/"Process":\s*\d+/g)).size, 2, servers);
            const folder = mkdtempSync(join(tmpdir(), "qsocketio-record-"));
            try {
                const file = join(folder, "both.ndjson");
                await run("--record", file, "--timeout", "6");
                const recorded = new Set(readFileSync(file, "utf8").match(/"serverId":\s*"[^"]+"/g));
                assert.equal(recorded.size, 2, [...recorded].join());
            } finally {
                rmSync(folder, { recursive: true });
            }
        });
    });
}

// One server of the example, with Socket.IO's own admin package on another one.
describe("with a server on Node.js", () => {
    const nodeServer = fileURLToPath(new URL("admin-server.mjs", import.meta.url));
    let redis;
    let ours;
    let theirs;
    before(async () => {
        redis = await RedisServer.start();
        const args = [nodeServer, "--redis", String(redis.port)];
        theirs = await ServerProcess.start(args, process.execPath);
        const server = spawn(process.env.CLUSTER_SERVER,
            ["--broker", `redis://127.0.0.1:${redis.port}`, "--admin", "open", "--port", "0"],
            { stdio: ["ignore", "pipe", "inherit"] });
        ours = { process: server };
        createInterface({ input: server.stdout }).on("line", (line) => {
            const address = /running on (http:\S+)/.exec(line);
            if (address)
                ours.url = address[1].replace("localhost", "127.0.0.1");
        });
        await until(() => ours.url, "our server");
    });
    after(async () => {
        ours?.process.kill("SIGTERM");
        await theirs?.stop();
        await redis?.stop();
    });
    afterEach(() => closeClients());

    for (const [title, here] of [["theirs", () => theirs], ["ours", () => ours]]) {
        it(`an admin of ${title} sees both`, async () => {
            const admin = await connect(here(), webSocket,
                { nsp: "/admin", auth: { username: "admin", password: "changeit" } });
            const ids = new Set();
            const connected = new Set();
            admin.on("server_stats", (stats) => ids.add(stats.serverId));
            admin.on("socket_connected", (socket) => connected.add(socket.id));
            // Ours finds out by itself that somebody looks: every ten seconds.
            await until(() => ids.size === 2, "counters of both", 20_000);
            const a = await connect(ours, webSocket);
            const b = await connect(theirs, webSocket);
            await until(() => connected.has(a.id) && connected.has(b.id), "sockets of both");
        });
    }
});
