// SPDX-License-Identifier: MIT
// https and wss with clients that do look at the certificate.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { get } from "node:https";
import { connect as connectTcp } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect as connectTls } from "node:tls";
import { after, afterEach, before, describe, it } from "node:test";
import { ask, closeClients, connect, next, rows, ServerProcess, within } from "./support.mjs";

describe("TLS", { timeout: 120_000 }, () => {
    const folder = mkdtempSync(join(tmpdir(), "qsocketio-tls-"));
    const certificate = join(folder, "certificate.pem");
    const key = join(folder, "key.pem");
    let server;
    let ca;
    before(async () => {
        execFileSync("openssl", ["req", "-x509", "-newkey", "ec", "-pkeyopt",
            "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj", "/CN=localhost",
            "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1",
            "-keyout", key, "-out", certificate], { stdio: "ignore" });
        ca = readFileSync(certificate);
        server = await ServerProcess.start(["--certificate", certificate, "--key", key]);
    });
    after(async () => {
        await server.stop();
        rmSync(folder, { recursive: true });
    });
    afterEach(closeClients);

    const secure = () => ({ url: `https://127.0.0.1:${server.port}` });

    for (const row of rows) {
        it(`connects: ${row.name}`, async () => {
            const socket = await connect(secure(), row, { ca });
            const [self] = await ask(socket, "whoami");
            assert.equal(self.secure, true);
            assert.equal(self.transport, row.transports.at(-1));
            const large = Buffer.alloc(700_000, 3);
            const echo = next(socket, "echo");
            socket.emit("echo", large, "text");
            assert.deepEqual(await echo, [large, "text"]);
        });
    }

    it("serves plain requests", async () => {
        const status = await within(new Promise((resolve, reject) => {
            get(`${secure().url}/elsewhere`, { ca }, (response) => {
                response.resume();
                resolve(response.statusCode);
            }).on("error", reject);
        }), "answer");
        assert.equal(status, 404);
    });

    it("survives clients that fail to shake hands", async () => {
        const socket = await connect(secure(), rows[1], { ca });
        const ended = (tcp) => within(new Promise((resolve) => {
            tcp.on("error", () => {});
            tcp.on("close", resolve);
        }), "end of the connection");
        const plain = connectTcp(server.port, "127.0.0.1");
        plain.write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
        const old = connectTls({ port: server.port, host: "127.0.0.1", ca, maxVersion: "TLSv1.1",
            minVersion: "TLSv1" });
        const distrustful = connectTls({ port: server.port, host: "127.0.0.1" });
        await Promise.all([plain, old, distrustful].map(ended));
        await ask(socket, "ack");
        await connect(secure(), rows[0], { ca });
    });
});
