// SPDX-License-Identifier: MIT
// permessage-deflate with the npm package ws at the other end, whatever it offers.
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { after, describe, it, before } from "node:test";
import { deflateRawSync } from "node:zlib";
import { RawSocket, ServerProcess } from "./support.mjs";

const offers = {
    "what it does by itself": true,
    "no context of the server": { serverNoContextTakeover: true },
    "no context of the client": { clientNoContextTakeover: true },
    "no contexts": { serverNoContextTakeover: true, clientNoContextTakeover: true },
    "small windows": { serverMaxWindowBits: 9, clientMaxWindowBits: 9 },
    "other windows": { serverMaxWindowBits: 12, clientMaxWindowBits: 14 },
    "no window of the client": { clientMaxWindowBits: false },
    // The smallest one is for the server only: zlib, which ws decompresses with, takes it there.
    "the server's smallest window": { serverMaxWindowBits: 8, serverNoContextTakeover: true },
};

// Every kind of content, around the sizes where something changes.
const words = "the quick brown fox jumps over the lazy dog, öäü 😀 ";
const sizes = [1, 125, 126, 1000, 1022, 1023, 1024, 1025, 5000, 65_535, 65_536, 200_000];
const messages = sizes.flatMap((size) => [
    words.repeat(Math.ceil(size / 40)).slice(0, size),
    Buffer.alloc(size, 7),
    randomBytes(size),
    randomBytes(size).toString("base64").slice(0, size),
]);

describe("permessage-deflate", { timeout: 120_000 }, () => {
    let server;
    before(async () => {
        server = await ServerProcess.start(["--engine-echo", "--path", "/engine.io",
            "--per-message-deflate"]);
    });
    after(() => server.stop());

    const url = () => `${server.wsUrl}/engine.io/?EIO=4&transport=websocket`;
    async function open(perMessageDeflate, options) {
        const socket = new RawSocket(url(), { perMessageDeflate, ...options });
        await socket.opened;
        assert.match(await socket.packet(), /^0/);
        return socket;
    }

    for (const [name, offer] of Object.entries(offers)) {
        it(`echoes every message: ${name}`, async () => {
            const socket = await open(offer === true ? offer : { ...offer, threshold: 0 });
            assert.match(socket.ws.extensions, /permessage-deflate/);
            for (let round = 0; round < 2; ++round) {
                for (const message of messages) // all at once
                    socket.send(typeof message === "string" ? `4${message}` : message);
                for (const message of messages) {
                    const echo = await socket.packet();
                    const expected = typeof message === "string" ? `4${message}` : message;
                    assert.ok(Buffer.from(echo).equals(Buffer.from(expected)),
                        `${message.length} ${typeof message}`);
                }
            }
            await socket.close();
        });
    }

    it("saves bytes in both directions", async () => {
        const socket = await open(true);
        const tcp = socket.ws._socket;
        const before = tcp.bytesRead + tcp.bytesWritten;
        socket.send(`4${"x".repeat(500_000)}`);
        assert.equal((await socket.packet()).length, 500_001);
        const used = tcp.bytesRead + tcp.bytesWritten - before;
        assert.ok(used < 10_000, `${used} bytes`);
        await socket.close();
    });

    it("does without where the client does", async () => {
        const socket = await open(false);
        assert.equal(socket.ws.extensions, "");
        socket.send(`4${"x".repeat(5000)}`);
        assert.equal((await socket.packet()).length, 5001);
        await socket.close();
    });

    it("takes fragments", async () => {
        const socket = await open({ threshold: 0 });
        for (const piece of ["4one ", "two ", "three"])
            socket.ws.send(piece, { fin: piece === "three" });
        assert.equal(await socket.packet(), "4one two three");
        await socket.close();
    });

    it("stops a bomb", async () => {
        const socket = await open({ threshold: 0 });
        socket.send("4" + "x".repeat(5_000_000)); // 5 KB on the wire
        assert.equal((await socket.closed).code, 1009);
    });

    it("stops garbage", async () => {
        const socket = await open({ threshold: 0 });
        const garbage = deflateRawSync("4text").subarray(0, 3);
        socket.ws._sender.sendFrame([Buffer.concat([
            Buffer.from([0xc1, 0x80 | (garbage.length + 1), 0, 0, 0, 0, 0xff]), garbage])]);
        assert.equal((await socket.closed).code, 1007);
    });
});
