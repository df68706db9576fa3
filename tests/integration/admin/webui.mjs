// SPDX-License-Identifier: MIT
// The official Admin UI, as npm has it, in a browser, and the ways around in it.
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { dirname, extname, join } from "node:path";
import { after, before } from "node:test";
import { fileURLToPath } from "node:url";
import { launchBrowser } from "../browser/chromium.mjs";
import { next, until } from "../node/support.mjs";
import { credentials } from "./support.mjs";

const files = join(dirname(fileURLToPath(import.meta.resolve("@socket.io/admin-ui"))), "../ui/dist");
const types = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css",
    ".png": "image/png", ".svg": "image/svg+xml" };
const pictures = process.env.QSOCKETIO_SCREENSHOTS ?? mkdtempSync(join(tmpdir(), "admin-ui-"));
mkdirSync(pictures, { recursive: true });

// Its pages load two fonts from elsewhere. In place of the one with the icons, some letters.
const elsewhere = /^https:\/\/(fonts\.googleapis\.com|cdn\.jsdelivr\.net)\//;
const icons = Object.entries({ "logout": "⇥", "tag-off-outline": "⌫", "tag-plus-outline": "+",
    "dots-horizontal": "…", "chevron-down": "⌄", "chevron-up": "⌃", "delete-outline": "✕",
    "chevron-left": "‹", "chevron-right": "›", "menu-down": "▾", "arrow-up": "↑" })
    .map(([name, letter]) => `.mdi-${name}::before { content: "${letter}"; font-style: normal; }`)
    .join("\n");

async function serveFiles() {
    const http = createServer(async ({ url }, response) => {
        const path = join(files, url === "/" ? "index.html" : new URL(url, "http://x").pathname);
        try {
            const content = await readFile(path);
            response.setHeader("Content-Type", types[extname(path)] ?? "application/octet-stream");
            response.end(content);
        } catch {
            response.statusCode = 404;
            response.end();
        }
    });
    await new Promise((resolve) => http.listen(0, "127.0.0.1", resolve));
    return http;
}

export let origin; // of the pages
export const complaints = []; // of the pages
let http;
let browser;

before(async () => {
    http = await serveFiles();
    origin = `http://127.0.0.1:${http.address().port}`;
    browser = await launchBrowser();
});
after(async () => {
    await browser?.close();
    http.closeAllConnections();
    await new Promise((resolve) => http.close(resolve));
});

export async function openPage(url = origin) {
    const context = await browser.newContext({
        viewport: { width: 1440, height: 900 }, locale: "en-GB", reducedMotion: "reduce",
    });
    context.setDefaultTimeout(10_000);
    await context.route(elsewhere, (route) => route.fulfill({ contentType: "text/css", body: icons }));
    const page = await context.newPage();
    page.on("pageerror", (error) => complaints.push(error.stack));
    page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
    await page.goto(`${url}/`);
    return page;
}

export async function fillIn(page, server, { username, password } = credentials) {
    await page.getByLabel("Server URL").fill(server.url);
    await page.getByLabel("Username").fill(username);
    await page.getByLabel("Password").fill(password);
}

export const submit = (page) => page.locator(".v-dialog button[type=submit]").click();
export const status = (page, text) =>
    page.locator(".v-app-bar").getByText(text, { exact: true }).first();

export async function login(page, server) {
    await fillIn(page, server);
    await submit(page);
    await status(page, "connected").waitFor();
    await page.locator(".v-dialog--active").waitFor({ state: "hidden" });
}

export async function picture(page, name) {
    await page.mouse.move(700, 5); // away from tooltips
    await page.evaluate(() => Promise.all(document.getAnimations()
        .map((animation) => animation.finished.catch(() => {}))));
    await page.screenshot({ path: join(pictures, `${name}.png`) });
}

export const menu = (page, name) => page.locator(".v-navigation-drawer .v-list-item", { hasText: name });

export async function visit(page, name) {
    await menu(page, name).click();
    await page.locator(".v-main .v-breadcrumbs__item--disabled", { hasText: name }).waitFor();
    // The page before slides away.
    await until(async () => await page.locator(".v-main .v-breadcrumbs").count() === 1, "one page");
}

export const row = (page, text) => page.locator(".v-main tbody tr", { hasText: text });
export const card = (page, title) => page.locator(".v-main .v-card").filter({
    has: page.locator(".v-card__title", { hasText: title }),
});
export const button = (scope, icon) => scope.locator(`button:has(.mdi-${icon})`);

export const ended = (client) => next(client, "disconnect").then(([reason]) => reason);

export async function selectNamespace(page, name) {
    await page.locator(".v-main .v-select.selector").click();
    await page.locator(".v-menu__content.menuable__content__active")
        .getByText(name, { exact: true }).click();
}

export function assertNoComplaints() {
    assert.deepEqual(complaints.splice(0), [], "the page complained");
}
