// SPDX-License-Identifier: MIT
// Every page and every button of the official Admin UI, with what becomes of it at real clients.
import assert from "node:assert/strict";
import { hostname } from "node:os";
import { after, afterEach, before, describe, it } from "node:test";
import { ask, Clients, connected, next, until } from "../node/support.mjs";
import { isReference, polling, roomsOf, startServer, upgrade, websocket } from "./support.mjs";
import { assertNoComplaints, button, card, complaints, ended, fillIn, login, menu, openPage, origin,
    picture, row, selectNamespace, status, submit, visit } from "./webui.mjs";

const clients = new Clients();

describe("the Admin UI", { timeout: 120_000 }, () => {
    let server;
    let page;

    // Somebody is always there: the UI starts with the namespace "/" if it has sockets then.
    const residents = new Clients();
    before(async () => {
        server = await startServer("--cors-origin", origin, "--server-id", "first");
        await residents.connect(server, websocket);
        page = await openPage();
    });
    after(async () => {
        await page?.context().close();
        residents.close();
        await server.stop();
    });
    afterEach(() => {
        clients.close();
        assertNoComplaints();
    });

    const connect = (options, row = websocket) => clients.connect(server, row, options);
    const named = (user, row) => connect({ query: { user } }, row);

    it("says that a password is wrong", async () => {
        await fillIn(page, server, { username: "admin", password: "guess" });
        await submit(page);
        await page.getByText("Invalid credentials").waitFor();
        await picture(page, "login-refused");
    });

    it("logs in", async () => {
        await login(page, server);
        for (const name of ["Dashboard", "Sockets", "Rooms", "Clients", "Events", "Servers"])
            await menu(page, name).waitFor();
    });

    it("has a dashboard", async () => {
        const ada = await named("Ada");
        await connected(ada.io.socket("/chat"));
        await named("Bob", polling);
        await menu(page, "Dashboard").click();
        const numbers = (title) => card(page, title).locator("h2").allTextContents();
        // The browser itself is a client, too.
        await until(async () => (await numbers("Clients")).join() === "3,1",
            "three by WebSocket, one by HTTP");
        await until(async () => (await numbers("Servers")).join() === "1,0", "one healthy server");
        await card(page, "Namespaces").locator("tr", { hasText: "/chat" }).getByText("1").waitFor();
        await until(() => page.locator("canvas").count().then((count) => count === 4), "charts");
        await picture(page, "dashboard");
        await card(page, "Clients").locator("a.v-btn").click();
        await until(() => page.url().includes("#/clients"), "the page of clients");
        await menu(page, "Dashboard").click();
        await card(page, "Servers").locator("a.v-btn").click();
        await until(() => page.url().includes("#/servers"), "the page of servers");
        await menu(page, "Dashboard").click();
        await card(page, "Namespaces").locator("a.v-btn").click();
        await until(() => page.url().includes("#/sockets"), "the page of sockets");
    });

    it("lists sockets and disconnects one", async () => {
        const [ada, bob] = [await named("Ada"), await named("Bob", upgrade)];
        const talker = await connected(ada.io.socket("/chat"));
        await visit(page, "Sockets");
        await row(page, ada.id).getByText("WebSocket").waitFor();
        await row(page, ada.id).getByText("127.0.0.1").waitFor();
        await row(page, bob.id).getByText("WebSocket").waitFor(); // it was HTTP at first
        await selectNamespace(page, "/chat");
        await row(page, talker.id).waitFor();
        assert.equal(await row(page, ada.id).count(), 0);
        await selectNamespace(page, "/");
        await row(page, ada.id).waitFor();
        await picture(page, "sockets");

        const [{ id }, end] = [bob, ended(bob)];
        await button(row(page, id), "logout").click();
        assert.equal(await end, "io server disconnect");
        await visit(page, "Sockets"); // the click opened the row, too
        await row(page, ada.id).waitFor();
        await row(page, id).waitFor({ state: "detached" });
        assert.ok(ada.connected && talker.connected);
    });

    it("shows a socket, with its rooms", async () => {
        const ada = await connect({ query: { user: "Ada" }, extraHeaders: { "x-team": "blue" } });
        await ask(ada, "join", "red");
        await ask(ada, "remember", "level", 5);
        await visit(page, "Sockets");
        await row(page, ada.id).click();
        const details = card(page, "Details");
        await details.getByText("\"user\": \"Ada\"").waitFor();
        await details.getByText("\"level\": 5").waitFor();
        await details.getByText(ada.io.engine.id.slice(0, 12)).waitFor();
        await details.getByText("WebSocket").waitFor();
        await details.getByText(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/).waitFor();
        const request = card(page, "Initial HTTP request");
        await request.locator("tr", { hasText: "x-team" }).getByText("blue").waitFor();
        await request.locator("tr", { hasText: "user" }).getByText("Ada").waitFor();
        await ask(ada, "remember", "user", "Ada Lovelace"); // Vue sees no change of a key that is new
        await details.getByText("\"user\": \"Ada Lovelace\"").waitFor();

        const rooms = card(page, "Rooms");
        const room = (name) => rooms.locator("tbody tr", { hasText: name });
        await room("red").waitFor();
        await room(ada.id).waitFor();
        await rooms.getByLabel("Join a room").fill("green");
        await picture(page, "socket");
        await button(rooms, "tag-plus-outline").click();
        await room("green").waitFor();
        assert.deepEqual(await roomsOf(ada), ["green", "red"]);
        await button(room("red"), "tag-off-outline").click();
        await until(async () => (await roomsOf(ada)).join() === "green", "that it left");
        assert.ok(ada.connected);
    });

    for (const [what, index, isWhole] of [["a socket", 1, false], ["its client", 0, true]]) {
        it(`disconnects ${what} from its page`, async () => {
            const ada = await named("Ada");
            const talker = await connected(ada.io.socket("/chat"));
            await visit(page, "Sockets");
            await row(page, ada.id).click();
            const buttons = button(card(page, "Details"), "logout");
            const end = ended(ada);
            await buttons.nth(index).click();
            assert.equal(await end, "io server disconnect");
            await buttons.nth(index).waitFor({ state: "detached" });
            await until(() => talker.connected === !isWhole, "the other namespace");
            if (!isWhole)
                assert.deepEqual(await ask(talker, "ack", 1), [1]);
        });
    }

    it("lists rooms, empties one and disconnects another", async () => {
        const [ada, bob, eve] = [await named("Ada"), await named("Bob", polling), await named("Eve")];
        for (const client of [ada, bob])
            await ask(client, "join", ["red", "blue"]);
        await ask(eve, "join", "blue");
        await visit(page, "Rooms");
        await row(page, "red").getByText("2", { exact: true }).waitFor();
        await row(page, "blue").getByText("3", { exact: true }).waitFor();
        assert.equal(await row(page, ada.id).count(), 0);
        await page.getByLabel("Show private rooms?").check({ force: true });
        await row(page, ada.id).getByText("Private").waitFor();
        await picture(page, "rooms");
        await page.getByLabel("Show private rooms?").uncheck({ force: true });

        await button(row(page, "red"), "tag-off-outline").click();
        await until(async () => (await roomsOf(ada)).join() === "blue"
            && (await roomsOf(bob)).join() === "blue", "that they left");
        await visit(page, "Rooms");
        await row(page, "blue").waitFor();
        await row(page, "red").waitFor({ state: "detached" });
        const ends = [ada, bob, eve].map(ended);
        const rest = await named("Guy");
        await button(row(page, "blue"), "logout").click();
        assert.deepEqual(await Promise.all(ends), Array(3).fill("io server disconnect"));
        await visit(page, "Rooms");
        await row(page, "blue").waitFor({ state: "detached" });
        assert.deepEqual(await ask(rest, "ack", 1), [1]);
    });

    it("shows a room, with its sockets", async () => {
        const [ada, bob, eve] = [await named("Ada"), await named("Bob"), await named("Eve")];
        for (const client of [ada, bob, eve])
            await ask(client, "join", "red");
        await visit(page, "Rooms");
        await row(page, "red").click();
        const sockets = card(page, "Sockets");
        const member = (client) => sockets.locator("tbody tr", { hasText: client.id });
        for (const client of [ada, bob, eve])
            await member(client).waitFor();
        await card(page, "Details").getByText("Active", { exact: true }).waitFor();
        await picture(page, "room");

        const { id } = ada;
        await button(member(ada), "tag-off-outline").click();
        await until(async () => (await roomsOf(ada)).length === 0, "that she left");
        assert.ok(ada.connected);
        await page.goto(`${origin}/#/n/%2F/rooms/red`); // the click opened the row, too
        await member(eve).waitFor();
        await sockets.getByText(id).waitFor({ state: "detached" });
        const end = ended(bob);
        await button(member(bob), "logout").click();
        assert.equal(await end, "io server disconnect");
        await page.goto(`${origin}/#/n/%2F/rooms/red`);
        await button(card(page, "Details"), "tag-off-outline").click();
        await until(async () => (await roomsOf(eve)).length === 0, "that nobody is there");
        await card(page, "Details").getByText("Deleted", { exact: true }).waitFor();
        assert.ok(eve.connected);
    });

    it("lists clients and disconnects one", async () => {
        const [ada, bob] = [await named("Ada"), await named("Bob", polling)];
        const talker = await connected(ada.io.socket("/chat"));
        const idOf = (client) => client.io.engine.id.slice(0, 12);
        const [adaId, bobId] = [idOf(ada), idOf(bob)];
        await visit(page, "Clients");
        await row(page, adaId).getByText("WebSocket").waitFor();
        await row(page, adaId).getByText("2", { exact: true }).waitFor();
        await row(page, bobId).getByText("HTTP").waitFor();
        await picture(page, "clients");
        const ends = [ended(ada), ended(talker)];
        await button(row(page, adaId), "logout").click();
        assert.deepEqual(await Promise.all(ends), Array(2).fill("io server disconnect"));
        await visit(page, "Clients");
        await row(page, bobId).waitFor();
        await row(page, adaId).waitFor({ state: "detached" });
        assert.ok(bob.connected);
    });

    it("shows a client, and disconnects one of its sockets, then the rest", async () => {
        const ada = await named("Ada");
        const talker = await connected(ada.io.socket("/chat"));
        const { id: talkerId } = talker;
        await visit(page, "Clients");
        await row(page, ada.io.engine.id.slice(0, 12)).click();
        const sockets = card(page, "Sockets");
        await sockets.locator("tbody tr", { hasText: talker.id }).getByText("/chat").waitFor();
        await sockets.locator("tbody tr", { hasText: ada.id }).waitFor();
        await card(page, "Initial HTTP request").locator("tr", { hasText: "user" }).getByText("Ada")
            .waitFor();
        await picture(page, "client");
        const url = page.url();
        const end = ended(talker);
        await button(sockets.locator("tbody tr", { hasText: talker.id }), "logout").click();
        assert.equal(await end, "io server disconnect");
        assert.deepEqual(await ask(ada, "ack", 1), [1]);
        await page.goto(url);
        await sockets.locator("tbody tr", { hasText: ada.id }).waitFor();
        await sockets.getByText(talkerId).waitFor({ state: "detached" });
        const last = ended(ada);
        await button(card(page, "Details"), "logout").click();
        assert.equal(await last, "io server disconnect");
        await card(page, "Details").getByText("disconnected", { exact: true }).waitFor();
    });

    it("lists events and opens them", async () => {
        const ada = await connect({ query: { user: "Ada" } });
        await visit(page, "Events");
        await selectNamespace(page, "/");
        ada.emit("echo", { three: [3, null, true] }, "é");
        await next(ada, "echo");
        await ask(ada, "join", "purple");
        await ask(ada, "leave", "purple");
        const bob = await connect();
        const { id } = bob;
        bob.disconnect();
        const mine = (client) => row(page, client);
        await mine(id).getByText("client namespace disconnect").waitFor();
        await mine(ada.id).filter({ hasText: "purple" }).nth(1).waitFor();
        for (const type of ["Connection", "Event received", "Event sent", "Room joined", "Room left"])
            await mine(ada.id).getByText(type, { exact: true }).first().waitFor();
        await mine(id).getByText("Disconnection", { exact: true }).waitFor();
        const times = await page.locator(".v-main tbody tr td:first-child").allTextContents();
        assert.deepEqual(times, times.toSorted().reverse(), "newest first");

        const echo = mine(ada.id).filter({ hasText: "Event received" }).filter({ hasText: "echo" });
        await button(echo, "chevron-down").click();
        await page.locator(".v-data-table__expanded__content", { hasText: "\"three\"" })
            .getByText("\"é\"").waitFor();
        await picture(page, "events");
        await button(echo, "chevron-up").click();
        await page.locator(".v-data-table__expanded__content").waitFor({ state: "detached" });
        await echo.getByText(ada.id).click();
        await card(page, "Details").getByText("\"user\": \"Ada\"").waitFor();
    });

    it("changes its looks, and does nothing when it may only read", async () => {
        await named("Ada");
        await visit(page, "Sockets");
        const drawer = page.locator(".v-navigation-drawer");
        await drawer.getByLabel("Read-only?").check({ force: true });
        await drawer.getByLabel("Dark theme?").check({ force: true });
        await button(page.locator(".v-main"), "logout").first().waitFor();
        assert.ok(await button(page.locator(".v-main"), "logout").first().isDisabled());
        await picture(page, "dark-and-read-only");
        await drawer.getByLabel("Read-only?").uncheck({ force: true });
        await drawer.getByLabel("Dark theme?").uncheck({ force: true });
        assert.ok(await button(page.locator(".v-main"), "logout").first().isEnabled());
    });

    it("speaks other languages", async () => {
        const drawer = page.locator(".v-navigation-drawer");
        const choose = async (language) => {
            await drawer.locator(".v-select").click();
            await page.locator(".v-menu__content.menuable__content__active").getByText(language).click();
        };
        await choose("Français");
        await menu(page, "Serveurs").waitFor();
        await choose("English");
        await menu(page, "Servers").waitFor();
    });

    it("opens the login again", async () => {
        await page.locator(".v-app-bar .v-btn", { hasText: "Update" }).first().click();
        await page.locator(".v-dialog--active").waitFor();
        await login(page, server);
    });

    it("lists servers, and forgets one that is gone", async () => {
        await visit(page, "Servers");
        const first = row(page, "first");
        for (const text of [hostname(), String(server.process.pid)])
            await first.getByText(text, { exact: true }).waitFor();
        await first.getByText("Healthy", { exact: true }).waitFor();
        await until(async () => /\b\d+s\b.*\b\d+s ago/s.test(await first.innerText()), "its times");
        await picture(page, "servers");

        await server.stop();
        await status(page, "disconnected").waitFor();
        server.args = server.args.map((arg) => arg === "first" ? "second" : arg);
        await server.restart();
        await row(page, "second").getByText("Healthy", { exact: true }).waitFor();
        await status(page, "connected").waitFor();
        await page.evaluate(() => {
            const { now } = Date;
            Date.now = () => now() + 15_000; // nobody wants to wait for it
        });
        await row(page, "first").getByText("Unhealthy", { exact: true }).waitFor();
        await row(page, "second").getByText("Healthy", { exact: true }).waitFor();
        await picture(page, "servers-unhealthy");
        await button(row(page, "first"), "delete-outline").click();
        await row(page, "first").waitFor({ state: "detached" });
        // That is what a browser says of a server that is not there.
        const others = complaints.splice(0)
            .filter((text) => !/net::ERR_CONNECTION_REFUSED|WebSocket connection to/.test(text));
        assert.deepEqual(others, []);
    });

    it("keeps the session over a reload", async () => {
        const ada = await named("Ada");
        const stored = () => page.evaluate(() => localStorage.getItem("session_id"));
        await page.context().close();
        page = await openPage();
        await login(page, server);
        if (isReference) { // where the id comes too early for the page
            assert.equal(await stored(), null);
            await page.reload();
            await page.getByText("Invalid credentials").waitFor();
            await login(page, server);
            return;
        }
        await until(stored, "the session");
        await visit(page, "Sockets");
        await row(page, ada.id).waitFor();
        const session = await stored();
        await page.reload();
        await status(page, "connected").waitFor();
        await row(page, ada.id).waitFor();
        assert.equal(await page.locator(".v-dialog--active").count(), 0);
        assert.equal(await stored(), session);
        await picture(page, "reloaded");
        const end = ended(ada);
        await button(row(page, ada.id), "logout").click();
        assert.equal(await end, "io server disconnect");
    });
});
