// SPDX-License-Identifier: MIT
// Headless Chromium, for the suites in browsers.
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export function fail(text) {
    console.error(text);
    process.exit(1);
}

const executablePath = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"]
    .find((path) => existsSync(path)) ?? process.env.CHROMIUM;
if (!executablePath)
    fail("Chromium is missing: install it, or name it in the variable CHROMIUM");
const { chromium } = await import("playwright-core").catch((error) =>
    fail(`The npm package "playwright-core" is missing: run "npm ci" in tests/integration.\n${error}`));

// With a profile of its own, and nothing that looks for the network.
export async function launchBrowser() {
    const profile = mkdtempSync(join(tmpdir(), "chromium-"));
    const browser = await chromium.launch({
        executablePath,
        args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        env: { ...process.env, HOME: profile },
    });
    browser.on("disconnected", () => rmSync(profile, { recursive: true, force: true }));
    return browser;
}
