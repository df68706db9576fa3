// SPDX-License-Identifier: MIT
// Many people in the chat example, for pictures of the admin app: they enter rooms, talk, change rooms,
// leave and come back, until the process is ended.
//   node crowd.mjs <url> <count>
import { io } from "socket.io-client";

const [url, count] = process.argv.slice(2);
const rooms = ["Lobby", "Qt", "Random"];
const names = ["Ada", "Alan", "Barbara", "Dennis", "Edsger", "Frances", "Grace", "Hedy", "John", "Karen",
    "Ken", "Linus", "Margaret", "Niklaus", "Radia", "Tony"];
const sentences = ["Good morning!", "Has anybody seen the build?", "It works on my machine.",
    "Tea?", "The release is out.", "Who broke the tests?", "I like this picture.",
    "See you tomorrow.", "Can you look at my change?", "That is what it is for."];
const agents = [
    "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/129.0 Safari/537.36",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_6 like Mac OS X) AppleWebKit/605.1.15 Version/17.6 Mobile Safari/604.1",
];
const any = (list) => list[Math.floor(Math.random() * list.length)];
const later = (seconds, action) => setTimeout(action, Math.random() * 2000 * seconds);

function person(i) {
    const name = `${names[i % names.length]} ${Math.floor(i / names.length) + 1}`;
    const socket = io(url, {
        forceNew: true,
        transports: i % 6 ? ["websocket"] : ["polling"],
        extraHeaders: { "user-agent": agents[i % agents.length] },
    });
    const enter = () => socket.emit("enter", any(rooms), name, (answer) => {
        if (answer?.error)
            console.error(name, answer.error);
    });
    const talk = () => later(12, () => {
        if (socket.connected)
            socket.emit("say", any(sentences), () => {});
        talk();
    });
    const wander = () => later(90, () => {
        if (Math.random() < 0.5)
            enter();
        else
            socket.disconnect().connect();
        wander();
    });
    socket.on("connect", enter);
    talk();
    wander();
}

for (let i = 0; i < Number(count); ++i)
    setTimeout(person, i * 20, i);
