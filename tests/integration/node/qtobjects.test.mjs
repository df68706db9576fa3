// SPDX-License-Identifier: MIT
// An exposed object, relayed signals and gadgets, as socket.io-client sees them.
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, describe, it } from "node:test";
import { ask, closeClients, connect, next, rows, ServerProcess } from "./support.mjs";

const cover = Buffer.from([0, 1, 2, 255]);
const book = {
    title: "Notes",
    authors: [{ name: "Ada", born: 1815 }, { name: "Charles", born: 1791 }],
    format: "Digital",
    cover,
    added: "2024-02-29T12:00:00.000Z",
    notes: { pages: [1, 2], draft: true, nothing: null },
};
const stored = { ...book, label: "NOT" };
const defaults = { title: "Empty", authors: [], format: "Paper", cover: Buffer.alloc(0),
    added: null, notes: {}, label: "EMP" };

for (const row of rows) {
    describe(`Qt objects over ${row.name}`, { timeout: 60_000 }, () => {
        let server;
        let socket;

        before(async () => { server = await ServerProcess.start(); });
        after(() => server.stop());
        beforeEach(async () => {
            socket = await connect(server, row);
            await ask(socket, "clear");
        });
        afterEach(closeClients);

        // How the server complains of a call, which it does not answer.
        async function complaint(...call) {
            const error = next(socket, "server-error");
            let answered = false;
            socket.emit(...call, () => { answered = true; });
            const [message] = await error;
            assert.deepEqual(await ask(socket, "books"), [[]]);
            assert.ok(!answered, "it was answered");
            return message;
        }

        it("calls a slot with a gadget and gets one back", async () => {
            assert.deepEqual(await ask(socket, "add", book), [stored]);
            assert.deepEqual(await ask(socket, "books"), [[stored]]);
        });

        it("takes back what it has sent", async () => {
            const [answer] = await ask(socket, "add", { title: "Empty", label: 5, more: {} });
            assert.deepEqual(answer, defaults);
            assert.deepEqual(await ask(socket, "add", answer), [defaults]);
        });

        it("reads a gadget for a typed handler", async () => {
            assert.deepEqual(await ask(socket, "describe", book), ["Notes, 4 bytes"]);
        });

        it("answers by a future, and without arguments where a slot returns nothing", async () => {
            await ask(socket, "add", book);
            await ask(socket, "add", { title: "Letters" });
            assert.deepEqual(await ask(socket, "search", "Not"), [["Notes"]]);
            assert.deepEqual(await ask(socket, "clear"), []);
        });

        it("relays signals to everybody, a property's too", async () => {
            const other = await connect(server, row);
            const seen = Promise.all([next(socket, "added"), next(other, "added"),
                next(socket, "count"), next(other, "count")]);
            await ask(other, "add", book);
            assert.deepEqual(await seen, [[stored, 1], [stored, 1], [1], [1]]);
        });

        for (const [name, call, message] of [
            ["a missing member", ["add", {}],
                "event \"add\": argument 1.title is missing: expected a string"],
            ["a member of another type", ["add", { title: "x", authors: [{ name: "a" }, { name: 5 }] }],
                "event \"add\": argument 1.authors[1].name is a number: expected a string"],
            ["an unknown key", ["describe", { title: "x", format: "Clay" }],
                "event \"describe\": argument 1.format is a string: expected one of the keys of Format"],
            ["text for binary", ["describe", { title: "x", cover: "AAEC" }],
                "event \"describe\": argument 1.cover is a string: expected binary data"],
            ["no argument", ["search"],
                "event \"search\": argument 1 is missing: expected a string"],
        ]) {
            it(`says where ${name} is`, async () => {
                assert.equal(await complaint(...call), message);
            });
        }

        it("keeps to itself what is not for clients", async () => {
            for (const name of ["deleteLater", "countChanged", "added", "destroyed", "objectName"])
                socket.emit(name, () => assert.fail(`${name} was answered`));
            assert.deepEqual(await ask(socket, "books"), [[]]);
        });
    });
}
