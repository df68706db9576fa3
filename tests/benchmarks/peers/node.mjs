// SPDX-License-Identifier: MIT
//
// What bench-server does, with Socket.IO on Node.js.
//
// node node.mjs PORT [classic|sharded REDIS-PORT]
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
});

async function clusterOptions() {
    const [adapter, port] = process.argv.slice(3);
    if (!adapter)
        return {};
    const { createAdapter, createShardedAdapter } = await import("@socket.io/redis-adapter");
    const { createClient } = await import("redis");
    const client = await createClient({ url: `redis://127.0.0.1:${port}` }).connect();
    const subscriber = await client.duplicate().connect();
    return { adapter: (adapter === "sharded" ? createShardedAdapter : createAdapter)(client, subscriber) };
}

http.listen(Number(process.argv[2]), "127.0.0.1");
