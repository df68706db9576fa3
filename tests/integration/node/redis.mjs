// SPDX-License-Identifier: MIT
// A Redis of the test's own.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { until } from "./support.mjs";

// Ports of the ephemeral range are given to outgoing connections.
async function freePort() {
    for (;;) {
        const port = 20_000 + Math.floor(Math.random() * 12_000);
        const isFree = await new Promise((resolve) => {
            const probe = createServer();
            probe.once("error", () => resolve(false));
            probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)));
        });
        if (isFree)
            return port;
    }
}

export class RedisServer {
    static async start() {
        const redis = new RedisServer();
        redis.port = await freePort();
        redis.directory = mkdtempSync(join(tmpdir(), "qsocketio-redis-"));
        await redis.run();
        return redis;
    }

    async run() {
        this.process = spawn("redis-server", [
            "--bind", "127.0.0.1", "--port", String(this.port), "--save", "",
            "--appendonly", "no", "--dir", this.directory], { stdio: "ignore" });
        this.exited = new Promise((resolve, reject) => {
            this.process.once("exit", resolve);
            this.process.once("error", reject);
        });
        this.exited.catch(() => {});
        await until(async () => {
            assert.equal(this.process.exitCode, null, "redis-server has ended");
            return (await this.say("PING")).startsWith("+PONG");
        }, "redis-server answers");
    }

    // The answer to one line, as it comes.
    say(line) {
        return new Promise((resolve) => {
            const socket = connect(this.port, "127.0.0.1");
            socket.once("connect", () => socket.write(`${line}\r\n`));
            socket.once("data", (data) => { socket.destroy(); resolve(data.toString()); });
            socket.once("error", () => resolve(""));
        });
    }

    async stop() {
        this.process.kill("SIGKILL");
        await this.exited;
        rmSync(this.directory, { recursive: true });
    }
}
