// SPDX-License-Identifier: MIT
// The wire itself, for the conformance suites.
import assert from "node:assert/strict";
import { RawSocket, ServerProcess, delay, within } from "./support.mjs";

export { RawSocket, ServerProcess, delay, within };

export const pingInterval = 300;
export const pingTimeout = 200;

export function assertHandshake(packet, upgrades) {
    assert.equal(packet[0], "0");
    const { sid, ...rest } = JSON.parse(packet.slice(1));
    assert.equal(typeof sid, "string");
    assert.notEqual(sid, "");
    assert.deepEqual(rest, { upgrades, pingInterval, pingTimeout, maxPayload: 1_000_000 });
}

// No session opens there, whether the server refuses before or after the switch of protocols.
export async function refused(url) {
    const socket = new RawSocket(url);
    await within(socket.closed, "close");
    assert.ok(!socket.messages.some((message) => message.toString().startsWith("0")));
}

// A long-polling session; requests resolve to [status, body].
export class Session {
    // extra: further parameters of the handshake alone
    static async open(base, { protocol = 4, extra = "" } = {}) {
        const session = new Session();
        const target = `${base}?EIO=${protocol}&transport=polling`;
        const packet = await (await fetch(target + extra)).text();
        session.sid = /\bsid[\\":]+([\w-]+)/.exec(packet)[1];
        session.url = `${target}&sid=${session.sid}`;
        return session;
    }

    poll(query = "", init = {}) {
        return this.#request(this.url + query, init);
    }

    // As poll(), with [content type, bytes] for the body.
    async pollBytes() {
        const response = await within(fetch(this.url), "response");
        const bytes = Buffer.from(await response.arrayBuffer());
        return [response.status, [response.headers.get("content-type"), bytes]];
    }

    post(body, headers = {}) {
        return this.#request(this.url, { method: "POST", body, headers });
    }

    async #request(url, init) {
        const response = await within(fetch(url, init), "response");
        return [response.status, await response.text()];
    }
}
