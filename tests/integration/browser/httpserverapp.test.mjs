// SPDX-License-Identifier: MIT
// A QHttpServer application with routes, a large file, a WebSocket and Socket.IO on one port, used
// by curl, by an HTTP client that keeps its connection, and in Chromium.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { Agent, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, afterEach, before, describe, it } from "node:test";
import { promisify } from "node:util";
import { ask, closeClients, connect, next, RawSocket, rows, ServerProcess, until }
    from "../node/support.mjs";
import { launchBrowser } from "./chromium.mjs";

const program = process.env.QSOCKETIO_HTTPSERVER_APP;
const folder = mkdtempSync(join(tmpdir(), "httpserverapp-"));
const file = join(folder, "large");
const fileSize = 50 * 1024 * 1024;
const hashOf = (bytes) => createHash("sha256").update(bytes).digest("hex");

describe("one port", { timeout: 120_000 }, () => {
    let server;
    let hash;
    before(async () => {
        const mebibyte = randomBytes(1024 * 1024);
        const content = Buffer.alloc(fileSize);
        for (let at = 0; at < fileSize; at += mebibyte.length) {
            mebibyte.writeUint32LE(at);
            mebibyte.copy(content, at);
        }
        writeFileSync(file, content);
        hash = hashOf(content);
        server = await ServerProcess.start(["--file", file], program);
    });
    after(async () => {
        await server.stop();
        rmSync(folder, { recursive: true, force: true });
    });
    afterEach(closeClients);

    const handshake = "/socket.io/?EIO=4&transport=polling";
    const numberOfOrders = async () => (await (await fetch(`${server.url}/orders`)).json()).length;

    describe("with curl", () => {
        async function curl(...args) {
            const { stdout } = await promisify(execFile)("curl", ["-sS", "--max-time", "60", ...args]);
            return stdout;
        }
        const answerTo = (...args) => curl("-w", "|%{http_code}", ...args);

        it("serves routes and nothing else", async () => {
            assert.match(await answerTo(`${server.url}/`), /^<!doctype html>[^]*\|200$/);
            assert.match(await answerTo(`${server.url}/nowhere`), /\|404$/);
            assert.match(await answerTo("-I", `${server.url}/`), /^HTTP\/1.1 200 [^]*\|200$/);
            assert.deepEqual(JSON.parse(await curl(`${server.url}/report`)),
                { orders: await numberOfOrders() });
        });

        it("posts JSON", async () => {
            const json = ["-H", "Content-Type: application/json", "-d"];
            const number = await numberOfOrders() + 1;
            const answer = await answerTo(...json, "{\"item\":\"crêpe\",\"count\":2}",
                `${server.url}/orders`);
            const [text, status] = answer.split("|");
            assert.deepEqual([JSON.parse(text), status], [{ number }, "201"]);
            assert.match(await answerTo(...json, "no JSON", `${server.url}/orders`),
                /no order[^]*\|400$/);
            assert.deepEqual(JSON.parse(await curl(`${server.url}/orders`)).at(-1),
                { count: 2, item: "crêpe" });
        });

        // curl waits for "100 Continue" before it sends so much.
        it("posts two megabytes", async () => {
            const path = join(folder, "order");
            writeFileSync(path, JSON.stringify({ item: "x".repeat(2_000_000), count: 1 }));
            assert.match(await answerTo("--data-binary", `@${path}`, `${server.url}/orders`), /\|201$/);
        });

        it("loads a large file", async () => {
            const path = join(folder, "loaded");
            const told = await curl("-o", path, "-w", "%{http_code} %{size_download} %{content_type}",
                `${server.url}/large`);
            assert.equal(told, `200 ${fileSize} application/octet-stream`);
            assert.equal(hashOf(readFileSync(path)), hash);
        });

        it("alternates on one connection", async () => {
            const told = ["-w", "|%{http_code} %{num_connects}\\n", "--next"];
            const poll = [`${server.url}${handshake}`, ...told];
            const post = ["-d", "{\"item\":\"tea\",\"count\":1}", `${server.url}/orders`, ...told];
            const page = [`${server.url}/`, ...told];
            const output = await curl(...poll, ...page, ...post, ...poll, ...post, ...page, ...page,
                `${server.url}${handshake}`, ...told.slice(0, 2));
            assert.deepEqual(output.match(/\|\d+ \d$/gm),
                ["|200 1", "|200 0", "|201 0", "|200 0", "|201 0", "|200 0", "|200 0", "|200 0"]);
        });
    });

    it("serves a session and routes on one connection", async () => {
        const agent = new Agent({ keepAlive: true, maxSockets: 1 });
        const ports = new Set();
        const send = (method, path, body) => new Promise((resolve, reject) => {
            const sent = request(server.url + path, { method, agent }, async (response) => {
                let text = "";
                for await (const chunk of response)
                    text += chunk;
                resolve([response.statusCode, text]);
            });
            sent.on("socket", ({ localPort }) => localPort && ports.add(localPort));
            sent.on("error", reject);
            sent.end(body);
        });
        const [, open] = await send("GET", handshake);
        const session = `${handshake}&sid=${JSON.parse(open.slice(1)).sid}`;
        assert.deepEqual(await send("POST", session, "40"), [200, "ok"]);
        assert.match((await send("GET", session))[1], /^40\{"sid":/);
        for (let i = 0; i < 20; ++i) {
            assert.equal((await send("GET", "/"))[0], 200);
            assert.deepEqual(await send("POST", session, `42${i}["echo",${i}]`), [200, "ok"]);
            assert.equal((await send("POST", "/orders", "{\"item\":\"tea\",\"count\":1}"))[0], 201);
            // The answer, and the news about the order.
            const packets = (await send("GET", session))[1].split("\x1e");
            assert.equal(packets[0], `43${i}[${i}]`);
            assert.match(packets[1], /^42\["order",/);
            assert.equal((await send("GET", "/nowhere"))[0], 404);
        }
        assert.equal(ports.size, 1);
        agent.destroy();
    });

    it("leaves the application's WebSocket alone", async () => {
        const socket = await connect(server, rows[2]);
        const own = new RawSocket(`${server.wsUrl}/ws`);
        await own.opened;
        for (const text of ["hello", "é".repeat(100_000)]) {
            own.send(text);
            assert.equal(await own.message(), `own ${text}`);
        }
        assert.deepEqual(await ask(socket, "echo", 1), [1]);
        await own.close();
        assert.deepEqual(await ask(socket, "echo", 2), [2]);
    });

    it("tells Socket.IO clients what came by HTTP", async () => {
        for (const row of rows) {
            const socket = await connect(server, row);
            const news = next(socket, "order");
            const order = { count: 3, item: row.name };
            await fetch(`${server.url}/orders`, { method: "POST", body: JSON.stringify(order) });
            assert.deepEqual(await news, [order]);
            closeClients();
        }
    });

    describe("in Chromium", () => {
        let browser;
        before(async () => { browser = await launchBrowser(); });
        after(() => browser?.close());

        for (const { name, transports } of rows) {
            it(`does everything at once over ${name}`, async () => {
                const page = await (await browser.newContext()).newPage();
                const complaints = [];
                page.on("pageerror", (error) => complaints.push(error.message));
                page.on("console", (message) =>
                    message.type() === "error" && complaints.push(message.text()));
                const sharing = await watchConnections(page);
                await page.goto(`${server.url}/?transports=${transports}`);
                await page.waitForFunction((transport) =>
                    socket.connected && socket.io.engine.transport.name === transport,
                transports.at(-1));

                const seen = await page.evaluate(useEverything);
                assert.equal(seen.hash, hash);
                assert.equal(seen.size, fileSize);
                assert.ok(seen.echoes > 0, "echoes while the file is loaded");
                assert.deepEqual(seen.statuses, Array(10).fill(201));
                assert.deepEqual(seen.own, Array.from({ length: 10 }, (_, i) => `own ${i}`));
                assert.ok(seen.isConnected);
                await until(async () => await page.locator("li").count() === 20, "all orders");
                for (let i = 0; i < 10; ++i) {
                    assert.equal(await page.getByText(`${i + 1} × posted`, { exact: true }).count(), 1);
                    assert.equal(await page.getByText(`${i + 1} × emitted`, { exact: true }).count(), 1);
                }
                // Which of its connections the browser takes is its own business: it may need more requests.
                const isShared = () => sharing.some((paths) => paths.has("/orders") && paths.has("/socket.io/"));
                if (name === "polling")
                    await until(async () => isShared() || page.evaluate(orderMore).then(isShared),
                        "a connection for both");
                assert.deepEqual(complaints, []);
                await page.context().close();
            });
        }
    });
});

// Which paths the browser asked for over each of its connections.
async function watchConnections(page) {
    const connections = [];
    const session = await page.context().newCDPSession(page);
    await session.send("Network.enable");
    session.on("Network.responseReceived", ({ response: { url, connectionId } }) => {
        connections[connectionId] ??= new Set();
        connections[connectionId].add(new URL(url).pathname);
    });
    return connections;
}

// Both run in the page.
async function orderMore() {
    await socket.emitWithAck("echo", new Uint8Array(1));
    await fetch("/orders", {
        method: "POST", body: JSON.stringify({ item: "more", count: 1 }),
        headers: { "Content-Type": "application/json" },
    });
}

async function useEverything() {
    let isLoading = true;
    const loaded = (async () => {
        const bytes = await (await fetch("/large")).arrayBuffer();
        isLoading = false;
        const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
        return [bytes.byteLength, Array.from(digest, (b) => b.toString(16).padStart(2, "0")).join("")];
    })();
    const echoed = (async () => {
        let echoes = 0;
        while (isLoading) {
            const { byteLength } = await socket.emitWithAck("echo", new Uint8Array(1000));
            if (byteLength !== 1000)
                throw new Error("a wrong echo");
            echoes += isLoading;
        }
        return echoes;
    })();
    const ordered = (async () => {
        const statuses = [];
        for (let i = 0; i < 10; ++i) {
            const order = { item: "posted", count: i + 1 };
            statuses.push((await fetch("/orders", {
                method: "POST", body: JSON.stringify(order),
                headers: { "Content-Type": "application/json" },
            })).status);
            await socket.emitWithAck("order", { item: "emitted", count: i + 1 });
        }
        return statuses;
    })();
    const spoken = new Promise((resolve, reject) => {
        const messages = [];
        const own = new WebSocket(`ws://${location.host}/ws`);
        own.onopen = () => own.send("0");
        own.onerror = reject;
        own.onmessage = ({ data }) => {
            messages.push(data);
            messages.length < 10 ? own.send(`${messages.length}`) : own.close();
        };
        own.onclose = () => resolve(messages);
    });
    const [[size, hash], echoes, statuses, own] = await Promise.all([loaded, echoed, ordered, spoken]);
    return { size, hash, echoes, statuses, own, isConnected: socket.connected };
}
