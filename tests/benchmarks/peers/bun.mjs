// SPDX-License-Identifier: MIT
//
// What bench-server does, with Socket.IO on Bun's own engine.
//
// bun bun.mjs PORT
import { Server as Engine } from "@socket.io/bun-engine";
import { Server } from "socket.io";

const engine = new Engine({ path: "/socket.io/" });
const io = new Server();
io.bind(engine);

io.on("connection", socket => {
    socket.on("echo", (...args) => socket.emit("echo", ...args));
    socket.on("broadcast", (...args) => io.emit("broadcast", ...args));
    socket.on("join", (room, ack) => {
        socket.join(room);
        ack();
    });
    socket.on("room", (room, ...args) => io.to(room).emit("room", ...args));
});

Bun.serve({ port: Number(process.argv[2]), hostname: "127.0.0.1", ...engine.handler() });
