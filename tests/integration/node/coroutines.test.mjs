// SPDX-License-Identifier: MIT
// The coroutines example: it asks its clients, counts right answers, and ends after the last one.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { after, afterEach, describe, it } from "node:test";
import { client, closeClients, connected, next, rows, within } from "./support.mjs";

const program = process.env.QSOCKETIO_COROUTINES ?? "";

class Quiz {
    constructor(players) {
        this.child = spawn(program, ["--port", "0", "--players", String(players)],
            { stdio: ["ignore", "pipe", "inherit"] });
        this.exited = new Promise((resolve) => this.child.once("exit", (...how) => resolve(how)));
        this.lines = createInterface({ input: this.child.stdout })[Symbol.asyncIterator]();
    }

    async line() {
        return (await within(this.lines.next(), "a line of output")).value;
    }

    async listen() {
        const match = /^The quiz is running on http:\/\/localhost:(\d+)$/.exec(await this.line());
        assert.ok(match, "the quiz did not start");
        this.url = `http://127.0.0.1:${match[1]}`;
        return this;
    }
}

describe("the coroutines example", { timeout: 60_000 }, () => {
    const started = [];
    afterEach(closeClients);
    after(() => started.forEach((quiz) => quiz.child.kill("SIGKILL")));

    async function start(players) {
        const quiz = new Quiz(players);
        started.push(quiz);
        return quiz.listen();
    }

    function player(quiz, row, name, answers) {
        const socket = client(quiz, row);
        socket.on("name", (answer) => answer(name));
        socket.on("question", (question, answer) => answer(answers[question]));
        socket.on("applause", (_, answer) => answer(true));
        return socket;
    }

    for (const row of rows) {
        it(`asks, tells the score and ends, over ${row.name}`, async () => {
            const quiz = await start(1);
            const socket = player(quiz, row, "Ada", { "6 * 7": 42, "2 ^ 10": 1000 });
            assert.deepEqual(await next(socket, "score"), ["Ada", 1]);
            assert.equal(await quiz.line(), "Ada: 1 of 2, applause from 1");
            assert.deepEqual(await within(quiz.exited, "the end"), [0, null]);
        });
    }

    it("goes on when a client has no name or leaves", async () => {
        const quiz = await start(1);
        const nameless = await connected(player(quiz, rows[1], 5, {}));
        const leaver = client(quiz, rows[1]);
        leaver.on("name", (answer) => answer("Bob"));
        await next(leaver, "question");
        leaver.disconnect();
        assert.deepEqual(await next(nameless, "score"), ["Bob", 0]);
        assert.equal(await quiz.line(), "Bob: 0 of 2, applause from 1");
        assert.deepEqual(await within(quiz.exited, "the end"), [0, null]);
    });
});
