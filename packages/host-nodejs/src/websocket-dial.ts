/** Opens a WebSocket to a peer: one attempt, at one IP address. */
import { isIPv6, type LookupFunction } from "node:net";
import type { SecureContext } from "node:tls";
import { SUBPROTOCOL } from "@triad/protocol";
import type { NetAddress } from "@triad/roles";
import { WebSocket } from "ws";
import { webSocketUrl } from "./net-address.ts";
import { MESSAGE_BOUNDS } from "./websocket-server.ts";

export interface AttemptOutcome {
  /** The listeners of the connection must be attached before this returns: frames may follow at once. */
  opened(socket: WebSocket): void;
  failed(error: unknown): void;
}

export interface Attempt {
  /** What a certificate has to be for, and what the request names. */
  readonly address: NetAddress;
  /** Where it is tried. */
  readonly ip: string;
  /** From the first packet to the end of the HTTP upgrade. */
  readonly timeoutMs: number;
  /** Whose signatures under certificates are believed; asked for when TLS is spoken. */
  readonly tlsContext: () => SecureContext;
}

/** Calls exactly one of the two. Returns a function that gives up: `failed` is called with `cancelled`. */
export function attemptWebSocket(attempt: Attempt, outcome: AttemptOutcome): () => void {
  const { address, ip, timeoutMs, tlsContext } = attempt;
  let socket: WebSocket;
  try {
    socket = new WebSocket(webSocketUrl(address), [SUBPROTOCOL], {
      perMessageDeflate: false,
      ...MESSAGE_BOUNDS,
      followRedirects: false,
      // Answered by the connection, which knows how much waits to be read.
      autoPong: false,
      lookup: leadTo(ip),
      ...(address.tls ? { secureContext: tlsContext() } : {}),
    });
  } catch (error) {
    queueMicrotask(() => outcome.failed(error));
    return () => undefined;
  }
  let state: "dialling" | "done" = "dialling";
  // The library's own timeout begins anew with each byte; whoever drips them would hold the dial for ever.
  const timer = setTimeout(() => giveUp(Object.assign(new Error("no answer"), { code: "ETIMEDOUT" })), timeoutMs);

  function fail(error: unknown): void {
    if (state === "done") return;
    state = "done";
    clearTimeout(timer);
    outcome.failed(error);
  }

  function giveUp(error: Error): void {
    fail(error);
    socket.terminate();
  }

  socket.on("error", fail);
  socket.once("close", () => fail(new Error("closed during the handshake")));
  socket.once("open", () => {
    if (state === "done") return;
    state = "done";
    clearTimeout(timer);
    // ws has already failed when the server chose no subprotocol or one that we didn't offer.
    outcome.opened(socket);
  });
  return () => giveUp(new Error("cancelled"));
}

/** Whatever name is looked up, the answer is known already. */
function leadTo(ip: string): LookupFunction {
  const family = isIPv6(ip) ? 6 : 4;
  return (_host, options, callback) => {
    if (options.all === true) callback(null, [{ address: ip, family }]);
    else callback(null, ip, family);
  };
}
