/** Callers that hold a connection and give as little as they can: each costs the node a place, and nothing more. */
import { connect, type Socket } from "node:net";
import type { Tally } from "../tally.ts";
import type { HttpAddress } from "./request-lines.ts";

const BYTE_EVERY_MS = 500;
/** Of each kind: together they take a good part of the places that there are. */
const OF_EACH_KIND = 20;
/** What those ask who never read: answers of some kilobytes each. */
const UNREAD_REQUESTS = 400;

/** From now on until the returned function is called: those that the node ends come again. */
export function annoySlowly(address: HttpAddress, host: string, tally: Tally): () => void {
  const kinds: readonly (() => Socket)[] = [
    () => drip(`GET /api/blocks HTTP/1.1\r\nHost: ${host}\r\nX-Slow: ${"a".repeat(7_000)}`),
    () => drip(`POST /api/tx HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 100000\r\n\r\n${"0".repeat(100_000)}`),
    () => neverRead(`GET /api/blocks HTTP/1.1\r\nHost: ${host}\r\n\r\n`.repeat(UNREAD_REQUESTS)),
    () => neverRead(`GET /api/events HTTP/1.1\r\nHost: ${host}\r\n\r\n`),
  ];
  let hasEnded = false;
  const living = new Set<Socket>();

  function open(kind: () => Socket): void {
    if (hasEnded) return;
    const socket = kind();
    tally.connections += 1;
    living.add(socket);
    socket.on("error", () => {});
    socket.once("close", () => {
      living.delete(socket);
      if (!hasEnded) setTimeout(() => open(kind), BYTE_EVERY_MS);
    });
  }

  function drip(text: string): Socket {
    const socket = connect(address);
    let at = 0;
    const dripping = setInterval(() => {
      if (at < text.length) socket.write(text.slice(at, ++at));
    }, BYTE_EVERY_MS);
    socket.once("close", () => clearInterval(dripping));
    socket.resume();
    return socket;
  }

  function neverRead(text: string): Socket {
    const socket = connect(address);
    socket.pause();
    socket.once("connect", () => socket.write(text));
    return socket;
  }

  for (const kind of kinds) for (let count = 0; count < OF_EACH_KIND; count++) open(kind);
  return () => {
    hasEnded = true;
    for (const socket of living) socket.destroy();
  };
}
