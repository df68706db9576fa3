// SPDX-License-Identifier: MIT
// The two ends of the chat example: consoles that talk to each other through its server.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { after, before, describe, it } from "node:test";
import { within } from "./support.mjs";

const server = process.env.QSOCKETIO_CHAT_SERVER ?? "";
const client = process.env.QSOCKETIO_CHAT_CLIENT ?? "";

class Program {
    constructor(program, args) {
        this.child = spawn(program, args, { stdio: ["pipe", "pipe", "inherit"] });
        this.exited = new Promise((resolve) => this.child.once("exit", (...how) => resolve(how)));
        this.lines = createInterface({ input: this.child.stdout })[Symbol.asyncIterator]();
    }

    async line() {
        return (await within(this.lines.next(), "a line of output")).value;
    }

    async waitFor(...wanted) { // one of them
        for (let line = await this.line(); !wanted.includes(line); line = await this.line())
            assert.notEqual(line, undefined, `it ended before it said "${wanted}"`);
    }
}

describe("the chat on the console", { timeout: 60_000 }, () => {
    const started = [];
    let url;

    function start(program, args) {
        started.push(new Program(program, args));
        return started.at(-1);
    }

    before(async () => {
        const line = await start(server, ["--port", "0"]).line();
        url = /^Chat is running on (http:\S+)$/.exec(line)?.[1].replace("localhost", "127.0.0.1");
        assert.ok(url, "the chat server did not start");
    });
    after(() => started.forEach((program) => program.child.kill("SIGKILL")));

    it("talks, says what is refused, and ends with its input", async () => {
        const ada = start(client, [url, "Qt", "Ada"]);
        await ada.waitFor("* here: Ada");
        const bob = start(client, [url, "Qt", "Bob"]);
        await ada.waitFor("* here: Ada, Bob", "* here: Bob, Ada"); // in no order
        ada.child.stdin.write("hello\nhow ");
        ada.child.stdin.write("are you?\n");
        await bob.waitFor("Ada: hello");
        await bob.waitFor("Ada: how are you?");
        bob.child.stdin.write(" \n");
        await bob.waitFor("! 1 to 2000 characters");
        bob.child.stdin.end("bye\n");
        await ada.waitFor("Bob: bye");
        assert.deepEqual(await within(bob.exited, "the end"), [0, null]);
        await ada.waitFor("* here: Ada");
    });

    it("says why there is no connection", async () => {
        const alone = start(client, ["http://127.0.0.1:1"]);
        assert.equal(await alone.line(), "! Connection refused");
    });
});
