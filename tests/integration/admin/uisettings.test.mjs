// SPDX-License-Identifier: MIT
// The official Admin UI at servers with other settings.
import assert from "node:assert/strict";
import { hostname } from "node:os";
import { afterEach, describe, it } from "node:test";
import { Clients, msgpackParser, until } from "../node/support.mjs";
import { startServer, websocket } from "./support.mjs";
import { assertNoComplaints, button, card, ended, fillIn, login, menu, openPage, origin, picture, row,
    status, submit, visit } from "./webui.mjs";

const clients = new Clients();

describe("the Admin UI elsewhere", { timeout: 60_000 }, () => {
    let server;
    let page;
    afterEach(async () => {
        await page?.context().close();
        await server.stop();
        clients.close();
        assertNoComplaints();
    });

    async function openAt(...args) {
        server = await startServer("--cors-origin", origin, ...args);
        page = await openPage();
    }

    it("comes by WebSocket only, in msgpack, to another namespace", async () => {
        await openAt("--parser", "msgpack", "--admin-namespace", "/ops");
        const ada = await clients.connect(server, websocket, { parser: msgpackParser });
        await fillIn(page, server);
        await page.locator("label", { hasText: "Advanced options" }).click();
        await page.locator("label", { hasText: "WebSocket only?" }).click();
        assert.ok(await page.getByLabel("WebSocket only?").isChecked());
        await page.getByLabel("Admin namespace").fill("/ops");
        await page.locator(".v-dialog .v-select").click();
        await page.locator(".v-menu__content.menuable__content__active").getByText("MessagePack")
            .click();
        await picture(page, "login-advanced");
        await submit(page);
        await status(page, "connected").waitFor();
        await visit(page, "Sockets");
        await row(page, ada.id).waitFor();
        const end = ended(ada);
        await button(row(page, ada.id), "logout").click();
        assert.equal(await end, "io server disconnect");
    });

    it("has two pages in production", async () => {
        await openAt("--admin-mode", "production");
        await login(page, server);
        await menu(page, "Servers").waitFor();
        await menu(page, "Sockets").waitFor({ state: "detached" });
        const items = await page.locator(".v-navigation-drawer .v-list-item__title").allTextContents();
        assert.deepEqual(items, ["Dashboard", "Servers"]);
        await until(async () => (await card(page, "Clients").locator("h2").allTextContents())
            .join() === "1,0", "the browser");
        await picture(page, "production");
        await visit(page, "Servers");
        await page.locator(".v-main .v-data-table").getByText(hostname()).first().waitFor();
    });

    it("has no buttons where the server is read-only", async () => {
        await openAt("--admin-readonly");
        const ada = await clients.connect(server, websocket);
        await login(page, server);
        await visit(page, "Sockets");
        await row(page, ada.id).waitFor();
        await picture(page, "read-only-server");
        assert.equal(await button(page.locator(".v-main"), "logout").count(), 0);
        await row(page, ada.id).click();
        await card(page, "Rooms").getByText(ada.id).waitFor();
        assert.equal(await button(page.locator(".v-main"), "logout").count(), 0);
        assert.equal(await button(page.locator(".v-main"), "tag-off-outline").count(), 0);
    });
});
