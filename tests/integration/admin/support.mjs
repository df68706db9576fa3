// SPDX-License-Identifier: MIT
// What the suites about the admin protocol share: the server, and an admin who notes what it hears.
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { isDeepStrictEqual } from "node:util";
import { ask, connected, Manager, rows, ServerProcess, until, within } from "../node/support.mjs";

export const [polling, websocket, upgrade] = rows;
export const credentials = { username: "admin", password: "changeit" };
export const refusal = "invalid credentials";

// The program to test: a path, or "reference" for the Node.js server beside this file.
const program = process.env.QSOCKETIO_ADMIN_SERVER ?? "";
const reference = fileURLToPath(new URL("reference-server.mjs", import.meta.url));
export const isReference = program === "reference";

export const startServer = (...args) => isReference
    ? ServerProcess.start([reference, ...args], process.execPath) : ServerProcess.start(args, program);

// An admin. It has a socket in the namespace "/barrier" of the same connection, too, by which it
// learns that the server has come to the end of what was sent before.
export class AdminClient {
    static #all = new Set();
    log = []; // of all events, as { event, args }, without those about the barrier
    #mark = 0;

    static async login(server, options) {
        const admin = new AdminClient(server, options);
        await connected(admin.socket);
        await connected(admin.barrier);
        return admin;
    }

    static closeAll() {
        for (const { manager, socket, barrier } of AdminClient.#all) {
            manager.reconnection(false);
            socket.disconnect();
            barrier.disconnect();
            manager.engine?.close();
        }
        AdminClient.#all.clear();
    }

    constructor(server, { row = websocket, auth = credentials, namespace = "/admin", ...options } = {}) {
        this.manager = new Manager(server.url, {
            transports: row.transports, reconnection: false, ...options,
        });
        this.socket = this.manager.socket(namespace, { auth });
        this.barrier = this.manager.socket("/barrier");
        this.socket.onAny((event, ...args) => this.#note(event, args));
        AdminClient.#all.add(this);
    }

    #note(event, args) {
        if (args[0] !== "/barrier" && args[0]?.nsp !== "/barrier")
            this.log.push({ event, args });
    }

    get id() {
        return this.socket.id;
    }

    emit(...args) {
        this.socket.emit(...args);
    }

    // What follows is about events from here on.
    mark() {
        this.#mark = this.log.length;
    }

    get names() {
        return this.log.slice(this.#mark).map(({ event }) => event);
    }

    // The arguments of all such events whose first ones are these.
    seen(event, ...first) {
        return this.log.slice(this.#mark)
            .filter((entry) => entry.event === event
                && isDeepStrictEqual(entry.args.slice(0, first.length), first))
            .map(({ args }) => args);
    }

    // The arguments of the first such event, which may still have to come.
    async hear(event, ...first) {
        await until(() => this.seen(event, ...first).length,
            `"${event}" about ${JSON.stringify(first)} among ${this.names}`);
        return this.seen(event, ...first)[0];
    }

    // The argument of the first such event about this socket that has the property.
    async hearOf(event, id, property = "id") {
        const find = () => this.seen(event)
            .find(([socket]) => socket.id === id && property in socket)?.[0];
        await until(find, `"${event}" about ${id}`);
        return find();
    }

    // The next server_stats that are like this.
    stats(condition = () => true) {
        return within(new Promise((resolve) => {
            const listener = (stats) => {
                if (!condition(stats))
                    return;
                this.socket.off("server_stats", listener);
                resolve(stats);
            };
            this.socket.on("server_stats", listener);
        }), "server_stats");
    }

    // After this, all that the server did because of earlier commands has arrived at the clients, and
    // what it says about that has arrived here.
    async settle(...clients) {
        await ask(this.barrier, "ack");
        for (const client of clients)
            await ask(client, "ack");
        await ask(this.barrier, "ack");
    }
}

export const sorted = (list) => [...list].sort();

// The rooms of a client, as the server says, without that of its own.
export async function roomsOf(client) {
    const [rooms] = await ask(client, "rooms");
    return sorted(rooms.filter((room) => room !== client.id));
}

// JSON has no dates.
export function assertTimestamp(timestamp, { hasDates = false } = {}) {
    if (hasDates)
        assert.ok(timestamp instanceof Date, `${timestamp} is no date`);
    else
        assert.match(timestamp, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    assert.ok(Math.abs(Date.now() - new Date(timestamp)) < 60_000, `${timestamp} is not now`);
}
