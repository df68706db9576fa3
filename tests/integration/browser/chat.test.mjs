// SPDX-License-Identifier: MIT
// The chat example in a browser: two people in headless Chromium.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { after, before, describe, it } from "node:test";
import { fail, launchBrowser } from "./chromium.mjs";

const program = (process.env.QSOCKETIO_CHAT_SERVER ?? "").split(" ");
const pictures = process.env.QSOCKETIO_SCREENSHOTS ?? mkdtempSync(join(tmpdir(), "chat-"));

if (!program[0])
    fail("QSOCKETIO_CHAT_SERVER does not say where the chat server is");
mkdirSync(pictures, { recursive: true });

async function startChat() {
    const child = spawn(program[0], [...program.slice(1), "--port", "0"],
        { stdio: ["pipe", "pipe", "inherit"] });
    const exited = new Promise((resolve) => child.once("exit", (...how) => resolve(how)));
    for await (const line of createInterface({ input: child.stdout })) {
        const match = /^Chat is running on (http:\/\/localhost:\d+)$/.exec(line);
        if (match)
            return { url: match[1].replace("localhost", "127.0.0.1"), child, exited };
    }
    throw new Error("the chat server did not start");
}

// A picture drawn by the page itself and sent through its file input.
async function sendPicture(page, name) {
    const base64 = await page.evaluate(async () => {
        const canvas = document.createElement("canvas");
        canvas.width = 480;
        canvas.height = 210;
        const c = canvas.getContext("2d");
        const sky = c.createLinearGradient(0, 0, 0, 210);
        sky.addColorStop(0, "#274690");
        sky.addColorStop(.6, "#f5853f");
        sky.addColorStop(1, "#ffcdb2");
        c.fillStyle = sky;
        c.fillRect(0, 0, 480, 210);
        c.fillStyle = "#fff3b0";
        c.beginPath();
        c.arc(330, 125, 30, 0, 7);
        c.fill();
        c.fillStyle = "#1b3a2f";
        c.beginPath();
        c.moveTo(0, 210);
        for (let x = 0; x <= 480; x += 4)
            c.lineTo(x, 165 - 26 * Math.sin(x / 61) - 16 * Math.sin(x / 23 + 1));
        c.lineTo(480, 210);
        c.fill();
        return canvas.toDataURL("image/png").split(",")[1];
    });
    await page.setInputFiles("#file",
        { name, mimeType: "image/png", buffer: Buffer.from(base64, "base64") });
}

describe("chat", { timeout: 300_000 }, () => {
    let chat;
    let browser;
    let context;
    const complaints = [];

    before(async () => {
        chat = await startChat();
        browser = await launchBrowser();
    });
    after(async () => {
        await browser?.close();
        chat.child.kill("SIGTERM");
        assert.deepEqual(await chat.exited, [0, null], "the chat server ends in order");
    });

    async function open(query, options = {}) {
        context = await browser.newContext({
            viewport: { width: 960, height: 720 }, locale: "en-GB", ...options,
        });
        context.setDefaultTimeout(15_000);
        const page = await context.newPage();
        page.on("pageerror", (error) => complaints.push(error.message));
        page.on("console", (message) =>
            message.type() === "error" && complaints.push(message.text()));
        await page.goto(`${chat.url}/${query}`);
        return page;
    }

    async function enter(page, name) {
        await page.fill("#nickname", name);
        await page.click("#enter button");
        await page.waitForSelector("#login:not([open])", { state: "attached" });
    }

    async function arrive(query, name, options) {
        const page = await open(query, options);
        await enter(page, name);
        return page;
    }

    async function say(page, text) {
        await page.fill("#text", text);
        await page.press("#text", "Enter");
    }

    // Whether somebody is in the room. People who left without a word may still be listed.
    const person = (page, name) => page.locator("#people li", { hasText: name });
    const message = (page, text) => page.locator(".message", { hasText: text });

    async function leave(...pages) {
        for (const page of pages)
            await page.context().close();
        assert.deepEqual(complaints.splice(0), [], "the page complained");
    }

    for (const [row, query] of [
        ["upgrade", ""],
        ["polling", "?transports=polling"],
        ["websocket", "?transports=websocket"],
    ]) {
        describe(`over ${row}`, () => {
            const transport = row === "polling" ? "polling" : "websocket";
            let ada;
            let bob;

            before(async () => {
                ada = await arrive(query, `Ada ${row}`);
                bob = await arrive(query, `Bob ${row}`);
            });
            after(() => leave(ada, bob));

            it("connects as it was told", async () => {
                await ada.getByText(`Connected by ${transport}`).waitFor();
                await person(bob, `Ada ${row}`).waitFor();
                await person(ada, `Bob ${row}`).waitFor();
                await bob.getByText(/\d people/).waitFor();
            });

            it("carries text both ways, with a tick for what arrived", async () => {
                await say(ada, `Hello over ${row} 👋`);
                await message(bob, `Hello over ${row} 👋`).waitFor();
                const mine = message(ada, `Hello over ${row} 👋`);
                await mine.getByText("✓").waitFor();
                assert.match(await mine.getAttribute("class"), /mine.*sent|sent.*mine/);
                await say(bob, `Hello back over ${row}`);
                await message(ada, `Hello back over ${row}`).waitFor();
            });

            it("shows who is typing", async () => {
                await bob.locator("#text").pressSequentially("Let me see");
                await ada.getByText(`Bob ${row} is typing…`).waitFor();
                await say(bob, `That is it over ${row}`);
                await message(ada, `That is it over ${row}`).waitFor();
                await ada.getByText(`Bob ${row} is typing…`).waitFor({ state: "detached" });
            });

            it("carries a picture", async () => {
                await sendPicture(bob, "sunset.png");
                await bob.locator(".mine.sent img").last().waitFor();
                const picture = ada.locator(".message img").last();
                await picture.waitFor();
                await ada.waitForFunction(
                    () => [...document.images].every((image) => image.naturalWidth === 480));
            });

            it("refuses what is no picture, or one that can hold a script", async () => {
                const pictures = await ada.locator(".message img").count();
                for (const [i, content] of ["no picture",
                    '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'].entries()) {
                    await bob.setInputFiles("#file",
                        { name: "x.png", mimeType: "image/png", buffer: Buffer.from(content) });
                    await bob.locator(".message.failed").nth(i).waitFor();
                }
                await say(bob, `After no picture over ${row}`);
                await message(ada, `After no picture over ${row}`).waitFor();
                assert.equal(await ada.locator(".message img").count(), pictures);
            });

            it("shows markup as it was typed", async () => {
                const text = `<b>bold</b> <img src=x onerror=alert(1)> ${row}`;
                await say(ada, text);
                await message(bob, text).waitFor();
                assert.equal(await bob.locator("#messages b").count(), 0);
            });

            it("keeps rooms apart", async () => {
                await bob.getByRole("button", { name: "Random" }).click();
                await bob.locator("#title", { hasText: "# Random" }).waitFor();
                await person(ada, `Bob ${row}`).waitFor({ state: "detached" });
                await say(ada, `Alone in the lobby over ${row}`);
                await message(ada, `Alone in the lobby over ${row}`).getByText("✓").waitFor();
                await say(bob, `Alone at random over ${row}`);
                await message(bob, `Alone at random over ${row}`).getByText("✓").waitFor();
                assert.equal(await message(bob, "Alone in the lobby").count(), 0);
                assert.equal(await message(ada, "Alone at random").count(), 0);
                await bob.getByRole("button", { name: "Lobby" }).click();
                await message(bob, `Alone in the lobby over ${row}`).waitFor();
                await person(ada, `Bob ${row}`).waitFor();
            });

            it("has the history after a reload", async () => {
                await bob.reload();
                await message(bob, `Hello over ${row} 👋`).waitFor();
                await message(bob, `Hello back over ${row}`).getByText("✓").waitFor();
                await bob.waitForFunction(() => document.images.length >= 1
                    && [...document.images].every((image) => image.naturalWidth === 480));
                await person(ada, `Bob ${row}`).waitFor();
                await say(bob, `Back again over ${row}`);
                await message(ada, `Back again over ${row}`).waitFor();
            });

            it("refuses a name that is taken", async () => {
                const impostor = await open(query);
                await impostor.fill("#nickname", `Ada ${row}`);
                await impostor.click("#enter button");
                await impostor.getByText("called that").waitFor();
                await enter(impostor, `Eve ${row}`);
                await person(ada, `Eve ${row}`).waitFor();
                await impostor.context().close();
                if (row !== "polling") // where it may be between two polls, and is missed later
                    await person(ada, `Eve ${row}`).waitFor({ state: "detached" });
            });
        });
    }

    for (const colorScheme of ["light", "dark"]) {
        it(`looks good in the ${colorScheme}`, async () => {
            const ada = await arrive("", "Ada", { colorScheme });
            const grace = await arrive("", "Grace", { colorScheme });
            const linus = await arrive("", "Linus", { colorScheme });
            for (const page of [ada, grace, linus])
                await page.getByRole("button", { name: "Qt" }).click();
            for (const name of ["Grace", "Linus"])
                await person(ada, name).waitFor();
            const talk = [
                [grace, "Morning! Did the new Socket.IO server build for you?"],
                [ada, "First try. One QObject, one signal per connection."],
                [ada, "And my old JavaScript page connected without a change."],
                [linus, "Show me something."],
            ];
            for (const [page, text] of talk) {
                await say(page, text);
                await message(ada, text).first().waitFor();
            }
            const count = await ada.locator(".message img").count();
            await sendPicture(grace, "sunset.png");
            await ada.locator(".message img").nth(count).waitFor();
            await say(ada, "Beautiful.");
            await message(ada, "Beautiful.").last().getByText("✓").waitFor();
            await linus.locator("#text").pressSequentially("Where was");
            await ada.getByText("Linus is typing…").waitFor();
            await ada.screenshot({ path: join(pictures, `chat-${colorScheme}.png`) });

            await ada.setViewportSize({ width: 390, height: 780 });
            await ada.screenshot({ path: join(pictures, `phone-${colorScheme}.png`) });
            const overflow = await ada.evaluate(
                () => document.documentElement.scrollWidth - document.documentElement.clientWidth);
            assert.equal(overflow, 0, "the page is wider than the phone");
            const newcomer = await open("", { colorScheme });
            await newcomer.screenshot({ path: join(pictures, `login-${colorScheme}.png`) });
            await leave(ada, grace, linus, newcomer);
        });
    }
});
