// SPDX-License-Identifier: MIT
// A PostgreSQL of the test's own. Its superuser is called postgres and needs no password.
import assert from "node:assert/strict";
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { appendFileSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { npmPackage, until } from "./support.mjs";

const { default: { Client } } = await npmPackage("pg");

// Debian keeps them out of the PATH, one folder for each version.
function program(name) {
    const root = "/usr/lib/postgresql";
    const versions = existsSync(root) ? readdirSync(root).sort((a, b) => Number(b) - Number(a)) : [];
    const found = versions.map((version) => join(root, version, "bin", name)).find(existsSync);
    return found ?? name;
}

// Root may not run it: somebody else has to.
function somebody() {
    if (process.getuid() !== 0)
        return {};
    for (const name of ["postgres", "nobody"]) {
        const [uid, gid] = ["-u", "-g"].map((what) =>
            spawnSync("id", [what, name], { encoding: "utf8" }).stdout.trim());
        if (uid && gid)
            return { uid: Number(uid), gid: Number(gid) };
    }
    return {};
}

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

export class PostgresServer {
    static async start() {
        const postgres = new PostgresServer();
        postgres.port = await freePort();
        postgres.makeData();
        await postgres.run();
        await postgres.say(`CREATE TABLE socket_io_attachments (
            id bigserial UNIQUE, created_at timestamptz DEFAULT NOW(), payload bytea)`);
        return postgres;
    }

    makeData() {
        this.directory = mkdtempSync(join(tmpdir(), "qsocketio-postgres-"));
        this.user = somebody();
        if (this.user.uid)
            chownSync(this.directory, this.user.uid, this.user.gid);
        this.data = join(this.directory, "data");
        execFileSync(program("initdb"), ["-D", this.data, "-A", "trust", "-U", "postgres",
            "-E", "UTF8", "--locale=C", "--no-sync"],
            { ...this.user, cwd: this.directory, stdio: "ignore" });
        appendFileSync(join(this.data, "postgresql.conf"), `
            listen_addresses = '127.0.0.1'
            unix_socket_directories = '${this.directory}'
            fsync = off
            full_page_writes = off
            shared_buffers = 16MB
            autovacuum = off
        `);
    }

    async run() {
        this.process = spawn(program("postgres"), ["-D", this.data, "-p", String(this.port)],
            { ...this.user, cwd: this.directory, stdio: "ignore" });
        this.exited = new Promise((resolve, reject) => {
            this.process.once("exit", resolve);
            this.process.once("error", reject);
        });
        this.exited.catch(() => {});
        await until(async () => {
            assert.equal(this.process.exitCode, null, "PostgreSQL has ended");
            return (await this.say("SELECT 1 AS one").catch(() => []))[0]?.one === 1;
        }, "PostgreSQL answers");
    }

    async client() {
        const client = new Client({ host: "127.0.0.1", port: this.port, user: "postgres",
            database: "postgres" });
        await client.connect();
        return client;
    }

    // The rows that one statement gives.
    async say(sql, parameters = []) {
        const client = await this.client();
        try {
            return (await client.query(sql, parameters)).rows;
        } finally {
            await client.end();
        }
    }

    // At once.
    async stop() {
        this.process.kill("SIGQUIT");
        await this.exited;
        rmSync(this.directory, { recursive: true });
    }
}
