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
    static async open(base) {
        const session = new Session();
        const response = await fetch(`${base}?EIO=4&transport=polling`);
        session.sid = JSON.parse((await response.text()).slice(1)).sid;
        session.url = `${base}?EIO=4&transport=polling&sid=${session.sid}`;
        return session;
    }

    poll(query = "", init = {}) {
        return this.#request(this.url + query, init);
    }

    post(body) {
        return this.#request(this.url, { method: "POST", body });
    }

    async #request(url, init) {
        const response = await within(fetch(url, init), "response");
        return [response.status, await response.text()];
    }
}
