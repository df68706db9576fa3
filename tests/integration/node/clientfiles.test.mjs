// SPDX-License-Identifier: MIT
// The client that the server serves is the one that npm has, however it is compressed.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { request } from "node:http";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { after, before, describe, it } from "node:test";
import { brotliDecompressSync, gunzipSync, inflateSync } from "node:zlib";
import { ServerProcess, within } from "./support.mjs";

const require = createRequire(import.meta.url);
const { version } = require("socket.io-client/package.json");
const dist = join(dirname(require.resolve("socket.io-client/package.json")), "dist");
const scripts = ["socket.io.js", "socket.io.min.js", "socket.io.esm.min.js",
    "socket.io.msgpack.min.js"];
const encodings = {
    identity: (bytes) => bytes,
    gzip: gunzipSync,
    deflate: inflateSync,
    br: brotliDecompressSync,
};

const withoutBrotli = process.env.QSOCKETIO_WITHOUT_BROTLI === "1"; // the library's build
if (withoutBrotli)
    delete encodings.br;

describe("client files", { timeout: 120_000 }, () => {
    let server;
    before(async () => { server = await ServerProcess.start(); });
    after(() => server.stop());

    const fetchFile = (name, headers, method = "GET") => within(new Promise((resolve, reject) => {
        const call = request(`${server.url}/socket.io/${name}`, { method, headers }, (response) => {
            const pieces = [];
            response.on("data", (piece) => pieces.push(piece));
            response.on("end", () => resolve({ response, body: Buffer.concat(pieces) }));
        });
        call.on("error", reject);
        call.end();
    }), name);

    for (const name of scripts.flatMap((script) => [script, `${script}.map`])) {
        it(name, async () => {
            const expected = readFileSync(join(dist, name));
            for (const [encoding, decode] of Object.entries(encodings)) {
                const { response, body } = await fetchFile(name, { "accept-encoding": encoding });
                assert.equal(response.statusCode, 200);
                assert.equal(response.headers.etag, `"${version}"`);
                assert.equal(response.headers["cache-control"], "public, max-age=0");
                assert.equal(response.headers["content-type"], name.endsWith(".map")
                    ? "application/json; charset=utf-8" : "application/javascript; charset=utf-8");
                assert.equal(response.headers["content-encoding"],
                    encoding === "identity" ? undefined : encoding);
                assert.ok(decode(body).equals(expected), encoding);
            }
        });
    }

    it("prefers Brotli where all the same is fine", async () => {
        const { response } = await fetchFile(scripts[0], { "accept-encoding": "*" });
        assert.equal(response.headers["content-encoding"], withoutBrotli ? "gzip" : "br");
    });

    it("says 304 to those who have it", async () => {
        for (const tag of [`"${version}"`, `W/"${version}"`]) {
            const { response, body } = await fetchFile(scripts[0], { "if-none-match": tag });
            assert.equal(response.statusCode, 304);
            assert.equal(response.headers.etag, undefined);
            assert.equal(body.length, 0);
        }
        const { response } = await fetchFile(scripts[0], { "if-none-match": `"1.0", "${version}"` });
        assert.equal(response.statusCode, 200);
    });

    it("gives the head alone", async () => {
        const { response, body } = await fetchFile(scripts[0], {}, "HEAD");
        assert.equal(response.statusCode, 200);
        assert.equal(body.length, 0);
    });

    it("has no other names", async () => {
        for (const name of ["socket.io.foo.js", "socket.io.slim.js", "package.json"]) {
            const { response, body } = await fetchFile(name);
            assert.equal(response.statusCode, 400);
            assert.deepEqual(JSON.parse(body), { code: 0, message: "Transport unknown" });
        }
    });
});
