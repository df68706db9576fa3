// SPDX-License-Identifier: MIT
// What the suites share: the server under test as a child process, clients, and waiting.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { connect as connectTcp, createServer } from "node:net";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

export async function npmPackage(name) {
    try {
        return await import(name);
    } catch (error) {
        console.error(
            `The npm package "${name}" is missing: run "npm ci" in tests/integration.\n${error.message}`);
        process.exit(1);
    }
}

export const { io, Manager } = await npmPackage("socket.io-client");
export const { default: msgpackParser } = await npmPackage("socket.io-msgpack-parser");
export const { WebSocket } = await npmPackage("ws");

// The program to test: a path, or "reference" for the Node.js server beside this file.
const interopServer = process.env.QSOCKETIO_INTEROP_SERVER ?? "";
const reference = fileURLToPath(new URL("reference-server.mjs", import.meta.url));
export const isReference = interopServer === "reference";

export const rows = [
    { name: "polling", transports: ["polling"] },
    { name: "websocket", transports: ["websocket"] },
    { name: "upgrade", transports: ["polling", "websocket"] },
];

// A program that prints "PORT <n>" once it listens and ends when its standard input does.
export class ServerProcess {
    static async start(args = [], program = interopServer) {
        const server = new ServerProcess();
        server.program = program;
        server.args = args;
        await server.#launch(args);
        return server;
    }

    get url() {
        return `http://127.0.0.1:${this.port}`;
    }

    get wsUrl() {
        return `ws://127.0.0.1:${this.port}`;
    }

    async #launch(args) {
        if (!this.program)
            throw new Error("The environment does not say which program to test");
        const [command, ...rest] = this.program === "reference"
            ? [process.execPath, reference] : [this.program];
        this.process = spawn(command, [...rest, ...args], { stdio: ["pipe", "pipe", "pipe"] });
        this.stderr = "";
        this.process.stderr.on("data", (data) => { this.stderr += data; });
        this.exited = new Promise((resolve, reject) => {
            this.process.once("error", reject);
            this.process.once("exit", (code, signal) => resolve({ code, signal }));
        });
        this.port = await this.#announcedPort();
    }

    async #announcedPort() {
        const lines = createInterface({ input: this.process.stdout });
        const announced = (async () => {
            for await (const line of lines) {
                const match = /^PORT (\d+)$/.exec(line);
                if (match)
                    return Number(match[1]);
            }
            return 0;
        })();
        const port = await Promise.race([announced, this.exited.then(() => 0)]);
        this.process.stdout.resume();
        if (!port)
            throw new Error(`${this.program} did not start listening:\n${this.stderr}`);
        return port;
    }

    // Stops it as a service manager would; it has to go down in order.
    async stop() {
        if (this.process.exitCode === null && this.process.signalCode === null)
            this.process.kill("SIGTERM");
        const { code, signal } = await this.exited;
        assert.deepEqual({ code, signal }, { code: 0, signal: null }, `unclean end:\n${this.stderr}`);
        assert.equal(this.stderr, "", "the server complained");
    }

    async kill() {
        this.process.kill("SIGKILL");
        await this.exited;
    }

    async restart() {
        await this.#launch([...this.args, "--port", String(this.port)]);
    }
}

// A way to a server that can be cut: clients go to its url.
export class TcpProxy {
    #pairs = new Set();
    #isOpen = true;

    static async start(server) {
        const proxy = new TcpProxy();
        proxy.target = server;
        proxy.listener = createServer((near) => proxy.#connect(near));
        await new Promise((resolve) => proxy.listener.listen(0, "127.0.0.1", resolve));
        proxy.url = `http://127.0.0.1:${proxy.listener.address().port}`;
        return proxy;
    }

    #connect(near) {
        near.on("error", () => {});
        if (!this.#isOpen) {
            near.destroy();
            return;
        }
        const far = connectTcp(this.target.port, "127.0.0.1");
        const pair = [near, far];
        this.#pairs.add(pair);
        far.on("error", () => {});
        near.pipe(far).pipe(near);
        near.on("close", () => { far.destroy(); this.#pairs.delete(pair); });
        far.on("close", () => near.destroy());
    }

    // Ends all connections at once, and lets none through before open().
    cut() {
        this.#isOpen = false;
        this.#pairs.forEach((pair) => pair.forEach((socket) => socket.destroy()));
    }

    open() {
        this.#isOpen = true;
    }

    async stop() {
        this.cut();
        await new Promise((resolve) => this.listener.close(resolve));
    }
}

// Rejects instead of hanging, and says what did not come.
export function within(promise, what, ms = 20_000) {
    let timer;
    const late = new Promise((_, reject) => {
        timer = setTimeout(() => reject(new Error(`${what}: nothing for ${ms} ms`)), ms);
    });
    return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

// The arguments of the next such event of an emitter.
export function next(emitter, event, ms) {
    return within(new Promise((resolve) => emitter.once(event, (...args) => resolve(args))),
        `event "${event}"`, ms);
}

// The arguments of the next count such events.
export function collect(emitter, event, count, ms) {
    const seen = [];
    const all = new Promise((resolve) => {
        const listener = (...args) => {
            seen.push(args);
            if (seen.length === count) {
                emitter.off(event, listener);
                resolve(seen);
            }
        };
        emitter.on(event, listener);
    });
    return within(all, `${count} events "${event}"`, ms).catch((error) => {
        error.message += ` (${seen.length} came)`;
        throw error;
    });
}

export const delay = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

export async function until(condition, what, ms = 20_000) {
    const end = Date.now() + ms;
    while (!(await condition())) {
        if (Date.now() > end)
            throw new Error(`${what}: not so after ${ms} ms`);
        await delay(10);
    }
}

// Clients that end together, whatever became of them.
export class Clients {
    #sockets = new Set();
    #open;

    constructor(open = io) {
        this.#open = open;
    }

    open(server, row, { nsp = "/", ...options } = {}) {
        const socket = this.#open(server.url + nsp, {
            transports: row.transports, forceNew: true, reconnection: false, ...options,
        });
        this.#sockets.add(socket);
        return socket;
    }

    // A connected client, with its upgrade done where the row has one.
    async connect(server, row, options) {
        const socket = await connected(this.open(server, row, options));
        const last = row.transports.at(-1);
        await until(() => socket.io.engine.transport.name === last, `transport ${last}`);
        return socket;
    }

    close() {
        for (const socket of this.#sockets) {
            socket.io.reconnection(false); // other namespaces may want the connection back
            socket.disconnect();
            socket.io.engine?.close();
        }
        this.#sockets.clear();
    }
}

// Those of tests that run one after the other.
const clients = new Clients();
export const client = (...args) => clients.open(...args);
export const connect = (...args) => clients.connect(...args);
export const closeClients = () => clients.close();

export async function connected(socket) {
    if (!socket.connected) {
        await within(new Promise((resolve, reject) => {
            socket.once("connect", resolve);
            socket.once("connect_error", reject);
        }), "connection");
    }
    return socket;
}

// What the server's application learns about the end of sockets, through a client in "/watch".
export function watchEnds(watch) {
    const ends = { leaving: [], left: [] };
    watch.on("leaving", (report) => ends.leaving.push(report));
    watch.on("left", (report) => ends.left.push(report));
    return async (id) => {
        await until(() => ends.left.some((report) => report.id === id), `report about ${id}`);
        const [leaving, ...more] = ends.leaving.filter((report) => report.id === id);
        const [left, ...twice] = ends.left.filter((report) => report.id === id);
        assert.deepEqual([...more, ...twice], [], "reported twice");
        assert.ok(leaving.rooms.includes(id), "rooms are there while leaving");
        assert.deepEqual(left.rooms, [], "rooms are gone after leaving");
        assert.equal(left.reason, leaving.reason);
        return left.reason;
    };
}

// All arguments of the acknowledgement.
export function ask(socket, event, ...args) {
    return within(new Promise((resolve) => socket.emit(event, ...args, (...answer) => resolve(answer))),
        `acknowledgement of "${event}"`);
}

// Passes if nothing of that name came before the server answered once more.
export async function assertNone(socket, event, action) {
    const seen = [];
    const listener = (...args) => seen.push(args);
    socket.on(event, listener);
    await action();
    await ask(socket, "ack");
    socket.off(event, listener);
    assert.deepEqual(seen, [], `unexpected "${event}"`);
}

// Node.js 20 has no WebSocket of its own: the client's one, with its messages queued.
export class RawSocket {
    constructor(url, options = {}) {
        this.messages = [];
        this.waiting = [];
        this.ws = new WebSocket(url, { perMessageDeflate: false, ...options });
        this.ws.on("message", (data, isBinary) => {
            const message = isBinary ? Buffer.from(data) : data.toString();
            this.waiting.length ? this.waiting.shift()(message) : this.messages.push(message);
        });
        this.opened = new Promise((resolve, reject) => {
            this.ws.once("open", resolve);
            this.ws.once("error", reject);
        });
        this.opened.catch(() => {});
        this.closed = new Promise((resolve) => {
            this.ws.once("close", (code, reason) => resolve({ code, reason: reason.toString() }));
        });
        this.ws.on("error", () => {});
    }

    async message(ms) {
        if (this.messages.length)
            return this.messages.shift();
        return within(new Promise((resolve) => this.waiting.push(resolve)), "message", ms);
    }

    // Skips pings, which come when they like.
    async packet(ms) {
        for (;;) {
            const message = await this.message(ms);
            if (message !== "2")
                return message;
        }
    }

    send(data) {
        this.ws.send(data);
    }

    async close() {
        this.ws.close();
        await this.closed;
    }
}
