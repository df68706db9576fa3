// SPDX-License-Identifier: MIT
// Socket.IO's own server with its own admin instrumentation, which sends events before it has let a
// client in.
import { createRequire } from "node:module";
import { createServer } from "node:http";

const require = createRequire(import.meta.url);
const { Server } = require("socket.io");
const { instrument } = require("@socket.io/admin-ui");
const bcrypt = createRequire(require.resolve("@socket.io/admin-ui"))("bcryptjs");

const http = createServer();
const io = new Server(http);
instrument(io, {
    auth: { type: "basic", username: "admin", password: bcrypt.hashSync("changeit", 4) },
    mode: "development",
});
http.listen(0, "127.0.0.1", () => console.log(`PORT ${http.address().port}`));
process.stdin.resume().on("end", () => io.close(() => process.exit(0)));
