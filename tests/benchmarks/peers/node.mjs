// SPDX-License-Identifier: MIT
//
// What bench-server does, with Socket.IO on Node.js.
//
// node node.mjs PORT [classic|sharded|streams|postgres BROKER-PORT]
import { createServer } from "node:http";
import { Server } from "socket.io";

const http = createServer();
const io = new Server(http, { serveClient: false, ...await clusterOptions() });

io.on("connection", socket => {
    socket.on("echo", (...args) => socket.emit("echo", ...args));
    socket.on("broadcast", (...args) => io.emit("broadcast", ...args));
    socket.on("join", (room, ack) => {
        socket.join(room);
        ack();
    });
    socket.on("room", (room, ...args) => io.to(room).emit("room", ...args));
    socket.on("fetch", async ack => ack(await io.fetchSockets().then(found => found.length, () => -1)));
    socket.on("ask", async (text, ack) =>
        ack(await io.timeout(10_000).emitWithAck("question", text).then(answers => answers.length, () => -1)));
});

async function clusterOptions() {
    const [adapter, port] = process.argv.slice(3);
    if (!adapter)
        return {};
    if (adapter === "postgres") {
        const { createAdapter } = await import("@socket.io/postgres-adapter");
        const { default: { Pool } } = await import("pg");
        const pool = new Pool({ host: "127.0.0.1", port, user: "postgres", database: "postgres" });
        return { adapter: createAdapter(pool.on("error", () => {})) };
    }
    const { createClient } = await import("redis");
    const client = createClient({ url: `redis://127.0.0.1:${port}` }).on("error", () => {}); // it comes back by itself
    await client.connect();
    if (adapter === "streams") {
        const { createAdapter } = await import("@socket.io/redis-streams-adapter");
        return { adapter: createAdapter(client) };
    }
    const { createAdapter, createShardedAdapter } = await import("@socket.io/redis-adapter");
    const subscriber = client.duplicate().on("error", () => {});
    await subscriber.connect();
    return { adapter: (adapter === "sharded" ? createShardedAdapter : createAdapter)(client, subscriber) };
}

// An adapter leaves it to the application when the broker does not take a message in time.
process.on("unhandledRejection", () => {});

http.listen(Number(process.argv[2]), "127.0.0.1");
