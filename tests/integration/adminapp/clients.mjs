// SPDX-License-Identifier: MIT
// Clients for the test of the admin app's window, with Socket.IO's own client: they say line by line,
// in JSON, what they see. Standard input asks: "rooms" for the rooms they are in, as the server says.
//   node clients.mjs <url> <count> <namespace>
// Each fourth is a guest; the others are called "regular" and a number.
import { createInterface } from "node:readline";
import { io } from "socket.io-client";

const [url, count, namespace] = process.argv.slice(2);
const say = (message) => console.log(JSON.stringify(message));

const sockets = Array.from({ length: Number(count) }, (_, i) => io(url + namespace, {
    forceNew: true,
    transports: i % 2 ? ["polling", "websocket"] : ["websocket"],
    query: { user: i % 4 ? `regular${i}` : `guest${i}` },
    reconnectionDelay: 50,
    reconnectionDelayMax: 200,
}));
sockets.forEach((socket, client) => {
    socket.on("connect", () => {
        if (sockets.every(({ connected }) => connected))
            say({ type: "ready", ids: sockets.map(({ id }) => id) });
    });
    socket.on("disconnect", (reason) => say({ type: "gone", client, reason }));
    socket.onAny((event, ...args) => say({ type: "event", client, event, args }));
});

const rooms = (socket) => socket.connected ? socket.timeout(5000).emitWithAck("rooms") : null;
for await (const line of createInterface({ input: process.stdin })) {
    if (line === "rooms")
        say({ type: "rooms", rooms: await Promise.all(sockets.map(rooms)) });
}
process.exit(0);
