// SPDX-License-Identifier: MIT
// The chat example, watched and administrated by the official Admin UI.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { after, before, describe, it } from "node:test";
import { until } from "../node/support.mjs";
import { assertNoComplaints, button, card, login, openPage, origin, picture, row, visit }
    from "./webui.mjs";

// Of "changeit".
const hash = "$2b$04$p/AkgZb1n4Ac5eEv5Vi67e6WytQ2ycSHdCSBDlXKRgHY8ZEkt6N.y";

describe("the administrated chat", { timeout: 120_000 }, () => {
    let child;
    let exited;
    let said;
    let chat;
    let person;
    let page;

    before(async () => {
        child = spawn(process.env.QSOCKETIO_CHAT_SERVER,
            ["--port", "0", "--admin", `admin:${hash}`, "--admin-origin", origin],
            { stdio: ["pipe", "pipe", "inherit"] });
        exited = new Promise((resolve) => child.once("exit", (...how) => resolve(how)));
        said = [];
        for await (const line of createInterface({ input: child.stdout })) {
            said.push(line);
            const match = /^Chat is running on (http:\/\/localhost:\d+)$/.exec(line);
            if (match) {
                chat = { url: match[1].replace("localhost", "127.0.0.1") };
                break;
            }
        }
        assert.ok(chat, said.join("\n"));
        person = await openPage(chat.url);
        await person.fill("#nickname", "Ada");
        await person.click("#enter button");
        await person.waitForSelector("#login:not([open])", { state: "attached" });
        page = await openPage();
    });
    after(async () => {
        await page?.context().close();
        await person?.context().close();
        child.kill("SIGTERM");
        assert.deepEqual(await exited, [0, null], "the chat server ends in order");
    });

    it("says how to log in", () => {
        assert.match(said.join("\n"), /Admin UI[^]*Server URL: the one below\. User: admin\n/);
    });

    it("is watched", async () => {
        await login(page, chat);
        await visit(page, "Rooms");
        await row(page, "Lobby").getByText("1", { exact: true }).waitFor();
        await row(page, "Lobby").click();
        await card(page, "Sockets").locator("tbody tr").click();
        await card(page, "Details").getByText("\"name\": \"Ada\"").waitFor();
        await picture(page, "chat");
        await visit(page, "Events");
        await person.fill("#text", "Hello admins");
        await person.press("#text", "Enter");
        await row(page, "say").first().waitFor();
        assertNoComplaints();
    });

    it("loses whom the admin sends away", async () => {
        await visit(page, "Clients");
        await until(() => row(page, "WebSocket").count().then((count) => count === 2), "both browsers");
        await visit(page, "Rooms");
        await button(row(page, "Lobby"), "logout").click();
        await person.getByText("You were disconnected").waitFor();
        await person.reload();
        await person.waitForSelector("#login:not([open])", { state: "attached" });
        assertNoComplaints();
    });
});
