// SPDX-License-Identifier: MIT
// The admin server once more on Socket.IO's own Node.js server, with its instrumentation from the
// npm package "@socket.io/admin-ui": run a suite against it with QSOCKETIO_ADMIN_SERVER=reference to
// see whether the suite tells the truth.
import { instrument } from "@socket.io/admin-ui";
import { createServer } from "node:http";
import { parseArgs } from "node:util";
import { Server } from "socket.io";
import msgpackParser from "socket.io-msgpack-parser";

const { values } = parseArgs({
    options: {
        "port": { type: "string", default: "0" },
        "cors-origin": { type: "string" },
        "parser": { type: "string", default: "json" },
        "recovery": { type: "string" },
        "admin-auth": { type: "string", default: "basic" },
        "admin-mode": { type: "string", default: "development" },
        "admin-namespace": { type: "string", default: "/admin" },
        "admin-readonly": { type: "boolean", default: false },
        "server-id": { type: "string", default: "" },
    },
});
const origin = values["cors-origin"];
const http = createServer();
const io = new Server(http, {
    cleanupEmptyChildNamespaces: true,
    ...(origin && { cors: { origin, credentials: true } }),
    ...(values.parser === "msgpack" && { parser: msgpackParser }),
    ...(values.recovery && {
        connectionStateRecovery: { maxDisconnectionDuration: Number(values.recovery) },
    }),
});

instrument(io, {
    auth: values["admin-auth"] === "open" ? false : {
        type: "basic",
        username: "admin",
        password: "$2b$04$p/AkgZb1n4Ac5eEv5Vi67e6WytQ2ycSHdCSBDlXKRgHY8ZEkt6N.y", // of "changeit"
    },
    mode: values["admin-mode"],
    namespaceName: values["admin-namespace"],
    readonly: values["admin-readonly"],
    serverId: values["server-id"],
});
for (const nsp of ["/", "/chat", "/barrier", /^\/room-\d+$/])
    serve(io.of(nsp));

http.listen(Number(values.port), "127.0.0.1", () => console.log(`PORT ${http.address().port}`));
const quit = () => io.close(() => process.exit(0));
process.stdin.resume().on("end", quit);
process.on("SIGTERM", quit);

function serve(nsp) {
    nsp.use((socket, next) => {
        const { query, auth } = socket.handshake;
        if (query.user)
            socket.data.user = query.user;
        next(auth.refuse ? new Error("refused") : undefined);
    });
    nsp.on("connection", (socket) => {
        const { room, greeting, unwanted } = socket.handshake.query;
        if (room)
            socket.join(room);
        if (greeting)
            socket.emit("greeting", greeting);
        if (unwanted)
            socket.disconnect();
        socket.on("echo", (...args) => socket.emit("echo", ...args));
        socket.on("ack", (...args) => args.pop()(...args));
        socket.on("ask", (...args) => {
            const ack = args.pop();
            socket.emit("question", ...args, (...answer) => ack(...answer));
        });
        socket.on("join", (rooms, ack) => { socket.join(rooms); ack(); });
        socket.on("leave", (room, ack) => { socket.leave(room); ack(); });
        socket.on("rooms", (ack) => ack([...socket.rooms]));
        socket.on("all", (...args) => socket.nsp.emit("all", ...args));
        socket.on("room-message", (room, ...args) => socket.to(room).emit("room-message", ...args));
        socket.on("tick", (...args) => socket.volatile.emit("tick", ...args));
        socket.on("remember", (key, value, ack) => { socket.data[key] = value; ack(); });
        socket.on("disconnect-me", () => socket.disconnect());
        socket.on("close-me", () => socket.disconnect(true));
    });
}
