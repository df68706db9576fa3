// SPDX-License-Identifier: MIT
//
// What bench-server does, with Socket.IO on Node.js.
//
// node node.mjs PORT
import { createServer } from "node:http";
import { Server } from "socket.io";

const http = createServer();
const io = new Server(http, { serveClient: false });

io.on("connection", socket => {
    socket.on("echo", (...args) => socket.emit("echo", ...args));
    socket.on("broadcast", (...args) => io.emit("broadcast", ...args));
    socket.on("join", (room, ack) => {
        socket.join(room);
        ack();
    });
    socket.on("room", (room, ...args) => io.to(room).emit("room", ...args));
});

http.listen(Number(process.argv[2]), "127.0.0.1");
