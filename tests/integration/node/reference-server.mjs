// SPDX-License-Identifier: MIT
// The interop server once more on Socket.IO's own Node.js server: run a suite against it with
// QSOCKETIO_INTEROP_SERVER=reference to see whether the suite tells the truth. Needs the npm
// package "socket.io", found from the folder that SOCKETIO_REFERENCE names, or from here.
import { createRequire } from "node:module";
import { createServer } from "node:http";
import { parseArgs } from "node:util";

const require = createRequire(process.env.SOCKETIO_REFERENCE
    ? `${process.env.SOCKETIO_REFERENCE}/` : import.meta.url);
const { Server } = require("socket.io");

const { values } = parseArgs({
    options: {
        "port": { type: "string", default: "0" },
        "path": { type: "string", default: "/socket.io" },
        "transports": { type: "string", default: "polling,websocket" },
        "ping-interval": { type: "string", default: "25000" },
        "ping-timeout": { type: "string", default: "20000" },
        "connect-timeout": { type: "string", default: "45000" },
        "upgrade-timeout": { type: "string", default: "10000" },
        "max-http-buffer-size": { type: "string", default: "1000000" },
        "cors-origin": { type: "string" },
        "no-upgrades": { type: "boolean", default: false },
        "parser": { type: "string", default: "json" },
        "allow-eio3": { type: "boolean", default: false },
        "recovery": { type: "string" },
        "engine-echo": { type: "boolean", default: false },
    },
});
const options = {
    path: values.path,
    serveClient: false,
    transports: values.transports.split(","),
    pingInterval: Number(values["ping-interval"]),
    pingTimeout: Number(values["ping-timeout"]),
    connectTimeout: Number(values["connect-timeout"]),
    upgradeTimeout: Number(values["upgrade-timeout"]),
    maxHttpBufferSize: Number(values["max-http-buffer-size"]),
    allowUpgrades: !values["no-upgrades"],
    allowEIO3: values["allow-eio3"],
    ...(values["cors-origin"] && { cors: { origin: values["cors-origin"] } }),
    ...(values.parser === "msgpack" && { parser: require("socket.io-msgpack-parser") }),
    ...(values.recovery && {
        connectionStateRecovery: { maxDisconnectionDuration: Number(values.recovery) },
    }),
};

const http = createServer((request, response) => { response.statusCode = 404; response.end(); });
const quit = values["engine-echo"] ? echoServer() : socketServer();
http.listen(Number(values.port), "127.0.0.1", () => console.log(`PORT ${http.address().port}`));
process.stdin.resume().on("end", quit);
process.on("SIGTERM", quit);

function echoServer() {
    const { attach } = createRequire(require.resolve("socket.io"))("engine.io");
    const engine = attach(http, options);
    engine.on("connection", (session) => session.on("data", (data) => session.send(data)));
    return () => { engine.close(); http.close(() => process.exit(0)); http.closeAllConnections(); };
}

function socketServer() {
    const io = new Server(http, options);
    const watch = io.of("/watch");
    io.of("/auth").use((socket, next) => {
        if (socket.handshake.auth.token === "secret")
            return next();
        const error = new Error("not authorized");
        error.data = { code: 401 };
        setTimeout(next, 20, error);
    });
    const numbered = Array.from({ length: 50 }, (_, i) => `/numbered-${i}`);
    for (const name of ["/", "/custom", "/auth", ...numbered])
        io.of(name).on("connection", (socket) => serve(io, watch, socket));
    return () => io.close(() => process.exit(0));
}

function serve(io, watch, socket) {
    const nsp = socket.nsp;
    let anyCount = 0;
    const report = (event, reason, rooms) => watch.emit(event, {
        id: socket.id, nsp: nsp.name, reason, rooms });

    socket.emit("auth", socket.handshake.auth);
    socket.onAny(() => ++anyCount);
    socket.use(([event], next) => next(event === "refuse" ? new Error("refused") : undefined));
    socket.on("error", (error) => socket.emit("server-error", error.message));
    socket.on("disconnecting", (reason) => report("leaving", reason, [...socket.rooms]));
    socket.on("disconnect", (reason) => report("left", reason, [...socket.rooms]));

    socket.on("message", (...args) => socket.emit("message-back", ...args));
    socket.on("message-with-ack", (...args) => args.pop()(...args));
    socket.on("echo", (...args) => socket.emit("echo", ...args));
    socket.once("echo-once", (...args) => socket.emit("echo-once", ...args));
    socket.on("ack", (...args) => args.pop()(...args));
    socket.on("ack-never", () => {});
    socket.on("sum", (a, b, ack) => ack(a + b));
    socket.on("many", (count, text) => {
        for (let i = 0; i < count; ++i)
            socket.emit("item", i, text);
    });
    socket.on("binary", ({ parts }, ack) => ack({
        sizes: parts.map((part) => part.length),
        joined: Buffer.concat(parts),
        nested: { first: [parts[0]], again: parts[0] },
    }));
    socket.on("bytes", (size, ack) => ack(Buffer.alloc(size, 0xab)));

    socket.on("ask-client", (...args) => {
        const ack = args.pop();
        socket.emit("question", ...args, (...answer) => ack(...answer));
    });
    socket.on("ask-timeout", (ms, ack) => {
        socket.timeout(ms).emit("question-unanswered", (error) => ack(error ? error.message : null));
    });
    socket.on("ask-room", (room, ms, ack) => {
        nsp.to(room).timeout(ms).emit("question", room, (error, responses) =>
            ack({ error: error ? error.message : null, responses }));
    });

    socket.on("join", (rooms, ack) => { socket.join(rooms); ack(); });
    socket.on("leave", (room, ack) => { socket.leave(room); ack(); });
    socket.on("rooms", (ack) => ack([...socket.rooms]));
    socket.on("room-message", (rooms, ...args) => socket.to(rooms).emit("room-message", ...args));
    socket.on("all", (...args) => nsp.emit("all", ...args));
    socket.on("broadcast", (...args) => socket.broadcast.emit("broadcast", ...args));
    socket.on("except", (rooms, ...args) => nsp.except(rooms).emit("except", ...args));
    socket.on("volatile", (count, ack) => {
        for (let i = 0; i < count; ++i)
            socket.volatile.emit("tick", i);
        ack();
    });
    socket.on("volatile-room", (room, ...args) => nsp.to(room).volatile.emit("tick", ...args));
    socket.on("fetch", async (room, ack) =>
        ack((await nsp.in(room).fetchSockets()).map((s) => s.id).sort()));
    socket.on("move", (from, to, ack) => { nsp.in(from).socketsJoin(to); ack(); });
    socket.on("kick", (room) => nsp.in(room).disconnectSockets());
    socket.on("any-count", (ack) => ack(anyCount));

    socket.on("whoami", (ack) => ack({
        id: socket.id,
        nsp: nsp.name,
        transport: socket.conn.transport.name,
        auth: socket.handshake.auth,
        query: socket.handshake.query,
        url: socket.handshake.url,
        xdomain: socket.handshake.xdomain,
        secure: socket.handshake.secure,
        userAgent: socket.handshake.headers["user-agent"] ?? "",
        custom: socket.handshake.headers["x-custom"] ?? "",
    }));
    socket.on("disconnect-me", () => socket.disconnect());
    socket.on("close-me", () => socket.disconnect(true));
}
