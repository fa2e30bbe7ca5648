/**
 * Accepts peers' WebSockets. All that a stranger can do before the upgrade is bounded here: sockets, time, header
 * bytes. Refusals are plain HTTP with one line of text, since there is no WebSocket yet to carry a close code.
 */
import { createServer, type IncomingMessage, type Server, STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import { FRAME_BYTES_MAX, SUBPROTOCOL } from "@triad/protocol";
import type { NetAddress } from "@triad/roles";
import { type WebSocket, WebSocketServer } from "ws";
import { socketAddress } from "./net-address.ts";

export interface PeerServerOptions {
  /** TCP sockets at the same time, upgraded or not; more are closed unanswered. */
  readonly socketsMax: number;
  /**
   * Pages that may connect, as their `Origin` says it (`https://explorer.example`). A browser names the page that
   * opens a socket, so by default none may: otherwise any page could use its visitor's browser to reach nodes in
   * the visitor's own network. Programs send no Origin.
   */
  readonly allowedOrigins?: readonly string[];
  readonly accepted: (socket: WebSocket, address: NetAddress) => void;
}

export interface PeerServer {
  /** Where it listens indeed, e.g. when port 0 was given. */
  readonly address: NetAddress;
  /** Ends listening; sockets that were accepted live on. */
  close(): Promise<void>;
}

/** A request line and headers are sent in one packet; a client that takes longer holds a socket for nothing. */
const UPGRADE_MS_MAX = 5000;
/** Ours need some 300 bytes, a browser's with cookies some thousand. */
const HEADER_BYTES_MAX = 8192;

/** @throws the operating system's error (EADDRINUSE, …) when it can't listen. */
export async function listenForPeers(address: NetAddress, options: PeerServerOptions): Promise<PeerServer> {
  const sockets = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: FRAME_BYTES_MAX,
    // Answered by the connection, which knows how much waits to be read.
    autoPong: false,
    handleProtocols: (offered) => (offered.has(SUBPROTOCOL) ? SUBPROTOCOL : false),
  });
  const server = createServer(
    {
      headersTimeout: UPGRADE_MS_MAX,
      requestTimeout: UPGRADE_MS_MAX,
      connectionsCheckingInterval: 1000,
      maxHeaderSize: HEADER_BYTES_MAX,
      keepAlive: false,
    },
    (_request, response) => {
      response.writeHead(426, {
        "content-type": "text/plain; charset=utf-8",
        connection: "close",
        upgrade: "websocket",
      });
      response.end(`Peers connect here by WebSocket (${SUBPROTOCOL}).\n`);
    },
  );
  server.maxConnections = options.socketsMax;
  server.on("upgrade", (request, stream, head) => {
    stream.on("error", () => stream.destroy());
    const refusal = refusalOf(request, options.allowedOrigins ?? []);
    if (refusal !== undefined) {
      refuse(stream, refusal);
      return;
    }
    const { remoteAddress, remotePort } = request.socket;
    sockets.handleUpgrade(request, stream, head, (socket) => {
      options.accepted(socket, socketAddress(remoteAddress, remotePort));
    });
  });
  await listen(server, address);
  return { address: { host: address.host, port: boundPort(server) }, close: () => close(server) };
}

interface Refusal {
  readonly status: number;
  readonly text: string;
}

function refusalOf(request: IncomingMessage, allowedOrigins: readonly string[]): Refusal | undefined {
  const origin = request.headers.origin;
  if (origin !== undefined && !allowedOrigins.includes(origin)) {
    return { status: 403, text: "Pages of this origin may not connect to this node." };
  }
  const offered = (request.headers["sec-websocket-protocol"] ?? "").split(",").map((name) => name.trim());
  if (!offered.includes(SUBPROTOCOL)) {
    return { status: 400, text: `This node speaks the WebSocket subprotocol ${SUBPROTOCOL} only.` };
  }
  return undefined;
}

function refuse(stream: Duplex, { status, text }: Refusal): void {
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? "Refused"}`,
    "Connection: close",
    "Content-Type: text/plain; charset=utf-8",
    `Content-Length: ${Buffer.byteLength(text)}`,
  ];
  stream.once("finish", () => stream.destroy());
  stream.end(`${head.join("\r\n")}\r\n\r\n${text}`);
}

function listen(server: Server, { host, port }: NetAddress): Promise<void> {
  return new Promise((resolve, reject) => {
    // It stays for good: running out of file descriptors is reported as an error of a listening server, which goes
    // on as soon as there are some again; without a listener it would end the process.
    server.on("error", reject);
    server.listen({ host, port }, resolve);
  });
}

function boundPort(server: Server): number {
  const bound = server.address();
  return bound !== null && typeof bound === "object" ? bound.port : 0;
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    // Upgraded sockets count as open connections, and closing would wait for them: their end is not our concern.
    server.close();
    server.closeAllConnections();
    resolve();
  });
}
