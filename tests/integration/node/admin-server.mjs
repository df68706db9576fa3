// SPDX-License-Identifier: MIT
// A server of Socket.IO's own, instrumented by its own admin package, for the tests of our admin
// app. The user is "admin", the password "changeit".
import { createRequire } from "node:module";
import { createServer } from "node:http";
import { parseArgs } from "node:util";

const require = createRequire(process.env.SOCKETIO_REFERENCE
    ? `${process.env.SOCKETIO_REFERENCE}/` : import.meta.url);
const { Server } = require("socket.io");
const { instrument } = require("@socket.io/admin-ui");
const bcrypt = createRequire(require.resolve("@socket.io/admin-ui"))("bcryptjs");

const { values } = parseArgs({
    options: {
        "port": { type: "string", default: "0" },
        "parser": { type: "string", default: "json" },
        "mode": { type: "string", default: "development" },
        "readonly": { type: "boolean", default: false },
        "recovery": { type: "boolean", default: false },
        "redis": { type: "string" }, // its port: part of a cluster by the classic adapter
    },
});

async function redisAdapter() {
    const client = await require("redis").createClient({ url: `redis://127.0.0.1:${values.redis}` }).connect();
    const subscriber = await client.duplicate().connect();
    return require("@socket.io/redis-adapter").createAdapter(client, subscriber);
}

const http = createServer((request, response) => { response.statusCode = 404; response.end(); });
const io = new Server(http, {
    ...(values.parser === "msgpack" && { parser: require("socket.io-msgpack-parser") }),
    ...(values.recovery && { connectionStateRecovery: {} }),
    ...(values.redis && { adapter: await redisAdapter() }),
});
instrument(io, {
    auth: { type: "basic", username: "admin", password: bcrypt.hashSync("changeit", 4) },
    mode: values.mode,
    readonly: values.readonly,
    serverId: "reference",
});

const serve = (socket) => {
    socket.data.name = socket.handshake.query.name ?? "anonymous";
    socket.on("join", (room, done) => { socket.join(room); done?.(); });
    socket.on("ask", (...args) => socket.emit("answer", ...args));
};
io.on("connection", serve);
io.of("/chat").on("connection", serve);

http.listen(Number(values.port), "127.0.0.1", () => console.log(`PORT ${http.address().port}`));
process.stdin.resume().on("end", () => process.exit(0));
process.on("SIGTERM", () => process.exit(0));
