/** Opens a WebSocket to a peer's address. */
import { FRAME_BYTES_MAX, SUBPROTOCOL } from "@triad/protocol";
import type { NetAddress } from "@triad/roles";
import { WebSocket } from "ws";
import { webSocketUrl } from "./net-address.ts";

/** From the first packet to the end of the HTTP upgrade: several round trips of the slowest line. */
export const DIAL_MS_MAX = 10_000;

export interface DialOutcome {
  /** The listeners of the connection must be attached before this returns: frames may follow at once. */
  opened(socket: WebSocket): void;
  failed(reason: string): void;
}

/** Calls exactly one of the two. Returns a function that gives up: `failed` is called with `cancelled`. */
export function dialWebSocket(address: NetAddress, outcome: DialOutcome): () => void {
  let socket: WebSocket;
  try {
    socket = new WebSocket(webSocketUrl(address), [SUBPROTOCOL], {
      perMessageDeflate: false,
      maxPayload: FRAME_BYTES_MAX,
      handshakeTimeout: DIAL_MS_MAX,
      followRedirects: false,
      // Answered by the connection, which knows how much waits to be read.
      autoPong: false,
    });
  } catch (error) {
    queueMicrotask(() => outcome.failed(reasonOf(error)));
    return () => undefined;
  }
  let state: "dialling" | "done" = "dialling";

  function fail(error: unknown): void {
    if (state === "done") return;
    state = "done";
    outcome.failed(reasonOf(error));
  }

  socket.on("error", fail);
  socket.once("close", () => fail(new Error("closed during the handshake")));
  socket.once("open", () => {
    if (state === "done") return;
    state = "done";
    // ws has already failed when the server chose no subprotocol or one that we didn't offer.
    outcome.opened(socket);
  });
  return () => {
    fail(new Error("cancelled"));
    socket.terminate();
  };
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = "code" in error ? String(error.code) : undefined;
  switch (code) {
    case "ECONNREFUSED":
      return "nobody listens there";
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return "no such host name";
    case "EHOSTUNREACH":
    case "ENETUNREACH":
      return "no way to that network";
    default:
      // An AggregateError of several addresses of a name has an empty message.
      return error.message === "" ? (code ?? error.name) : error.message;
  }
}
