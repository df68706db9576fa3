// SPDX-License-Identifier: MIT
// What others wrote reaches the page as text nodes and image sources only, never as HTML.
"use strict";

const $ = (id) => document.getElementById(id);
const ROOMS = ["Lobby", "Qt", "Random"];
const IMAGE_LIMIT = 512 * 1024;
const TYPING_LASTS = 3000;

let socket;
let nickname = sessionStorage.getItem("nickname") ?? "";
let room = sessionStorage.getItem("room") ?? ROOMS[0];
let entered = false;
const typists = new Map();

function element(tag, className, ...children) {
    const node = document.createElement(tag);
    node.className = className;
    node.append(...children);
    return node;
}

function avatar(name) {
    const node = element("span", "avatar", [...name][0]?.toUpperCase() ?? "?");
    node.setAttribute("aria-hidden", "true");
    return node;
}

function hue(name) {
    let hash = 7;
    for (const character of name)
        hash = (hash * 31 + character.codePointAt(0)) % 3600;
    return hash % 360;
}

// Messages

let lastAuthor = null;

function showMessage({ from, text, image, type, time }, mine) {
    const clock = new Date(time).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
    const bubble = element("div", image ? "bubble picture" : "bubble");
    if (image) {
        const picture = element("img", "");
        picture.alt = `Picture from ${from}`;
        picture.addEventListener("load", () => URL.revokeObjectURL(picture.src));
        picture.src = URL.createObjectURL(new Blob([image], { type }));
        bubble.append(picture);
    } else {
        bubble.append(element("span", "text", text));
    }
    bubble.append(element("span", "meta", clock, mine ? element("span", "state") : ""));

    const item = element("li", "message", avatar(from), element("span", "author", from), bubble);
    item.style.setProperty("--hue", hue(from));
    item.classList.toggle("mine", mine);
    item.classList.toggle("first", from !== lastAuthor);
    lastAuthor = from;

    const list = $("messages");
    const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 80;
    list.append(item);
    if (mine || atEnd) {
        list.scrollTop = list.scrollHeight;
        bubble.querySelector("img")?.addEventListener("load",
            () => { list.scrollTop = list.scrollHeight; });
    }
    return item;
}

function setState(item, state, hint = "") {
    item.classList.remove("pending", "sent", "failed");
    item.classList.add(state);
    const mark = item.querySelector(".state");
    mark.textContent = { pending: "…", sent: "✓", failed: "!" }[state];
    mark.title = hint || { pending: "On its way", sent: "Delivered", failed: "Not sent" }[state];
}

// Shows my message at once; its tick appears when the server has acknowledged it.
function deliver(event, content, preview) {
    const item = showMessage({ from: nickname, time: Date.now(), ...preview }, true);
    setState(item, "pending");
    socket.timeout(20_000).emit(event, content, (late, answer) => {
        const error = late ? "The server did not answer" : answer.error;
        setState(item, error ? "failed" : "sent", error);
        if (error)
            notify(error);
    });
}

function say() {
    const text = $("text").value.trim();
    if (!text || !entered)
        return;
    deliver("say", text, { text });
    $("text").value = "";
    fitText();
    noticeTyping.done();
}

// Pictures

async function sendImage(file) {
    if (!file || !entered)
        return;
    try {
        const blob = file.size > IMAGE_LIMIT ? await shrink(file) : file;
        const image = await blob.arrayBuffer();
        deliver("image", image, { image, type: blob.type });
    } catch {
        notify("That is not a picture this browser can read");
    }
}

async function shrink(file) {
    const bitmap = await createImageBitmap(file);
    for (const side of [1600, 1000, 600]) {
        const scale = Math.min(1, side / Math.max(bitmap.width, bitmap.height));
        const canvas = document.createElement("canvas");
        canvas.width = Math.round(bitmap.width * scale);
        canvas.height = Math.round(bitmap.height * scale);
        canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height);
        const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.85));
        if (blob.size <= IMAGE_LIMIT)
            return blob;
    }
    throw new Error("too large");
}

// Typing

const noticeTyping = {
    since: 0,
    touch() {
        if (!entered || Date.now() - this.since < TYPING_LASTS / 2)
            return;
        this.since = Date.now();
        socket.volatile.emit("typing", true);
    },
    done() {
        this.since = 0;
        socket.volatile.emit("typing", false);
    },
};

function showTyping(name, isTyping) {
    clearTimeout(typists.get(name));
    typists.delete(name);
    if (isTyping)
        typists.set(name, setTimeout(() => showTyping(name, false), TYPING_LASTS));
    const names = [...typists.keys()];
    $("typing").textContent = names.length === 0 ? ""
        : names.length === 1 ? `${names[0]} is typing…`
        : names.length === 2 ? `${names[0]} and ${names[1]} are typing…`
        : "Several people are typing…";
}

// Rooms

function showRooms() {
    $("rooms").replaceChildren(...ROOMS.map((name) => {
        const button = element("button", "", name);
        button.type = "button";
        button.setAttribute("aria-current", String(name === room));
        button.addEventListener("click", () => name !== room && enter(name));
        return button;
    }));
    $("title").textContent = `# ${room}`;
    document.title = `${room} · Chat`;
}

function showPeople(names) {
    $("people").replaceChildren(...names.map((name) => {
        const item = element("li", "", avatar(name), name === nickname ? `${name} (you)` : name);
        item.style.setProperty("--hue", hue(name));
        return item;
    }));
    $("count").textContent = names.length === 1 ? "only you" : `${names.length} people`;
    for (const name of typists.keys()) {
        if (!names.includes(name))
            showTyping(name, false);
    }
}

// The server first sends the room's history, as messages, then acknowledges.
function enter(name = room, patience = 8) {
    entered = false;
    room = name;
    showRooms();
    $("messages").replaceChildren();
    lastAuthor = null;
    for (const typist of [...typists.keys()])
        showTyping(typist, false);
    socket.timeout(10_000).emit("enter", room, nickname, (late, answer) => {
        const error = late ? "The server does not answer" : answer.error;
        if (!error) {
            entered = true;
            sessionStorage.setItem("nickname", nickname);
            sessionStorage.setItem("room", room);
            showPeople(answer.people);
            $("login").close();
            $("text").focus();
        } else if (!$("login").open && patience > 0) {
            // After a lost connection the server may still take me for somebody else of that name.
            setTimeout(() => socket.connected && !entered && enter(room, patience - 1), 2000);
        } else {
            askForName(error);
        }
    });
}

function askForName(problem = "") {
    $("problem").textContent = problem;
    $("nickname").value = nickname;
    if (!$("login").open)
        $("login").showModal();
    $("nickname").focus();
}

// Status

function setStatus(text, className) {
    $("status").textContent = text;
    $("status").className = className;
}

let noticeTimer;

function notify(text) {
    $("notice").textContent = text;
    $("notice").hidden = false;
    clearTimeout(noticeTimer);
    noticeTimer = setTimeout(() => { $("notice").hidden = true; }, 5000);
}

function fitText() {
    const text = $("text");
    text.style.height = "auto";
    text.style.height = `${text.scrollHeight + 2}px`;
}

function connect() {
    const transports = new URLSearchParams(location.search).get("transports");
    socket = io(transports ? { transports: transports.split(",") } : {});
    const showTransport = () =>
        setStatus(`Connected by ${socket.io.engine.transport.name}`, "online");
    socket.on("connect", () => {
        showTransport();
        socket.io.engine.on("upgrade", showTransport);
        if (nickname)
            enter();
        else
            askForName();
    });
    socket.on("disconnect", (reason) => {
        entered = false;
        // Nobody tries again who was sent away.
        setStatus(reason === "io server disconnect"
            ? "You were disconnected. Reload the page to come back."
            : "Connection lost, trying again…", "offline");
    });
    socket.on("connect_error", () => setStatus("No connection, trying again…", "offline"));
    socket.on("message", (message) => {
        if (message.room !== room)
            return; // left behind by a change of rooms
        showTyping(message.from, false);
        const mine = message.from === nickname;
        const item = showMessage(message, mine);
        if (mine)
            setState(item, "sent");
    });
    socket.on("people", (where, names) => where === room && entered && showPeople(names));
    socket.on("typing", (where, name, isTyping) => where === room && showTyping(name, isTyping));
}

function listen() {
    $("enter").addEventListener("submit", (event) => {
        event.preventDefault();
        nickname = $("nickname").value.trim();
        if (nickname)
            enter();
    });
    $("login").addEventListener("cancel", (event) => event.preventDefault());
    $("composer").addEventListener("submit", (event) => {
        event.preventDefault();
        say();
    });
    $("text").addEventListener("keydown", (event) => {
        if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
            event.preventDefault();
            say();
        }
    });
    $("text").addEventListener("input", () => {
        fitText();
        noticeTyping.touch();
    });
    $("attach").addEventListener("click", () => $("file").click());
    $("file").addEventListener("change", () => {
        sendImage($("file").files[0]);
        $("file").value = "";
    });
    document.addEventListener("paste", (event) => {
        const file = [...event.clipboardData.files].find(({ type }) => type.startsWith("image/"));
        if (file) {
            event.preventDefault();
            sendImage(file);
        }
    });
    for (const type of ["dragover", "dragleave", "drop"]) {
        $("room").addEventListener(type, (event) => {
            event.preventDefault();
            $("room").classList.toggle("dropping", type === "dragover");
            if (type === "drop")
                sendImage(event.dataTransfer.files[0]);
        });
    }
}

if (typeof io === "undefined") {
    $("app").hidden = true;
    $("missing").hidden = false;
} else {
    showRooms();
    listen();
    connect();
}
