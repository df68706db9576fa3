// SPDX-License-Identifier: MIT
// The interop server once more on Socket.IO's own Node.js server: run a suite against it with
// QSOCKETIO_INTEROP_SERVER=reference to see whether the suite tells the truth. Needs the npm
// packages "socket.io" and "socket.io-msgpack-parser", found from the folder that
// SOCKETIO_REFERENCE names, or from here.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createServer as createTlsServer } from "node:https";
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
        "per-message-deflate": { type: "boolean", default: false },
        "allow-eio3": { type: "boolean", default: false },
        "recovery": { type: "string" },
        "recovery-middlewares": { type: "boolean", default: false },
        "certificate": { type: "string" },
        "key": { type: "string" },
        "adapter": { type: "string" }, // classic, sharded or streams
        "redis": { type: "string" }, // its port
        "postgres": { type: "string" }, // the port of PostgreSQL, instead of Redis
        "engine-echo": { type: "boolean", default: false },
    },
});
const options = {
    path: values.path,
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
    perMessageDeflate: values["per-message-deflate"],
    ...(values.recovery && {
        connectionStateRecovery: {
            maxDisconnectionDuration: Number(values.recovery),
            skipMiddlewares: !values["recovery-middlewares"],
        },
    }),
};

if (values.adapter)
    options.adapter = await redisAdapter();
if (values.postgres)
    options.adapter = postgresAdapter();

function postgresAdapter() {
    const { Pool } = require("pg");
    const pool = new Pool({ host: "127.0.0.1", port: Number(values.postgres), user: "postgres",
        database: "postgres", application_name: "nodejs" });
    return require("@socket.io/postgres-adapter").createAdapter(pool);
}

async function redisAdapter() {
    const { createClient } = require("redis");
    const url = `redis://127.0.0.1:${values.redis}`;
    const client = await createClient({ url }).connect();
    client.setMaxListeners(0); // each namespace listens
    if (values.adapter === "streams")
        return require("@socket.io/redis-streams-adapter").createAdapter(client);
    const subscriber = await client.duplicate().connect();
    subscriber.setMaxListeners(0);
    const { createAdapter, createShardedAdapter } = require("@socket.io/redis-adapter");
    return (values.adapter === "sharded" ? createShardedAdapter : createAdapter)(client, subscriber);
}

const notFound = (request, response) => { response.statusCode = 404; response.end(); };
const http = values.certificate
    ? createTlsServer({ cert: readFileSync(values.certificate), key: readFileSync(values.key) }, notFound)
    : createServer(notFound);
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
    io.of("/counted").use((socket, next) => {
        socket.data.checks = (socket.data.checks ?? 0) + 1;
        next();
    });
    const numbered = Array.from({ length: 50 }, (_, i) => `/numbered-${i}`);
    for (const name of ["/", "/custom", "/auth", "/counted", ...numbered]) {
        const nsp = io.of(name);
        nsp.on("connection", (socket) => serve(io, watch, socket));
        nsp.on("server-event", (...args) => nsp.local.emit("server-event", ...args));
        nsp.on("server-question", (question, ack) => ack(["Node.js", question]));
    }
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
    socket.on("remove", (room, ack) => { nsp.in(room).socketsLeave(room); ack(); });
    socket.on("servers", async (ack) => ack(await nsp.adapter.serverCount()));
    socket.on("tell-servers", (...args) => nsp.serverSideEmit("server-event", ...args));
    socket.on("ask-servers", (...args) => {
        const ack = args.pop();
        nsp.serverSideEmit("server-question", ...args, (error, answers) =>
            ack(error ? error.message : null, answers));
    });
    socket.on("remote", async (room, text, ack) => {
        for (const remote of await nsp.in(room).fetchSockets())
            remote.emit("remote", text, remote.data);
        ack();
    });
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
        data: socket.data,
        recovered: socket.recovered,
    }));
    socket.on("remember", (key, value, ack) => { socket.data[key] = value; ack(); });
    socket.on("disconnect-me", () => socket.disconnect());
    socket.on("close-me", () => socket.disconnect(true));
}
