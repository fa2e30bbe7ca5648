/**
 * Accepts peers' WebSockets. All that a stranger can do before the upgrade is bounded here: sockets
 * (socket-admission.ts), time, header bytes, with TLS its handshake; and into how many pieces a message may come.
 * Refusals are plain HTTP with one line of text, since there is no WebSocket yet to carry a close code.
 */
import { createServer, type IncomingMessage, type RequestListener, type Server, STATUS_CODES } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { FRAME_BYTES_MAX, SUBPROTOCOL } from "@triad/protocol";
import type { NetAddress } from "@triad/roles";
import { type WebSocket, WebSocketServer } from "ws";
import { socketAddress } from "./net-address.ts";
import { createSocketAdmission, HALF_OPEN_MAX } from "./socket-admission.ts";
import type { TlsIdentity } from "./tls-files.ts";

export interface PeerServerOptions {
  /** WebSockets at the same time; more are refused. */
  readonly socketsMax: number;
  /** Cuts off a WebSocket that this node is ending; false: there is none. */
  readonly makeRoom?: () => boolean;
  /**
   * Pages that may connect, as their `Origin` says it (`https://explorer.example`). A browser names the page that
   * opens a socket, so by default none may: otherwise any page could use its visitor's browser to reach nodes in
   * the visitor's own network. A light node in a page needs the consent of the nodes that it connects to. Programs send
   * no Origin.
   */
  readonly allowedOrigins?: readonly string[];
  /** `stream`: what the socket reads from. */
  readonly accepted: (socket: WebSocket, address: NetAddress, stream: Duplex) => void;
  /** Given: the port speaks wss, and nothing else. */
  readonly tls?: TlsIdentity;
  /** Somebody took this port for one with TLS, or for one without; `host` is where they come from. */
  readonly misdialled?: (by: "plain" | "tls", host: string) => void;
}

export interface PeerServer {
  /** Where it listens indeed, e.g. when port 0 was given. */
  readonly address: NetAddress;
  /** Ends listening; sockets that were accepted live on. */
  close(): Promise<void>;
}

/**
 * A request line and headers are sent in one packet; a client that takes longer holds a socket for nothing. A handshake
 * of TLS before them may take as long again.
 */
const UPGRADE_MS_MAX = 5000;
/**
 * Into how many fragments a message may be split: programs send one, browsers some for a large message. A fragment of a
 * byte costs hundreds.
 */
const FRAGMENTS_MAX = 1024;
/** How many pieces of a frame may wait for its end: the largest, in packets of 256 bytes. */
const WAITING_CHUNKS_MAX = 16_384;
/** Of a WebSocket, whoever has dialled. */
export const MESSAGE_BOUNDS = {
  maxPayload: FRAME_BYTES_MAX,
  maxFragments: FRAGMENTS_MAX,
  maxBufferedChunks: WAITING_CHUNKS_MAX,
} as const;
/** Ours need some 300 bytes, a browser's with cookies some thousand. */
const HEADER_BYTES_MAX = 8192;
/** Ours have 9, a browser's some twenty; more are not looked at, as each is an object. */
const HEADERS_MAX = 64;
const REQUEST_LIMITS = {
  headersTimeout: UPGRADE_MS_MAX,
  requestTimeout: UPGRADE_MS_MAX,
  connectionsCheckingInterval: 1000,
  maxHeaderSize: HEADER_BYTES_MAX,
  keepAlive: false,
} as const;
/** The first byte of whatever begins TLS: a record of the handshake (RFC 8446, section 5.1). */
const TLS_HANDSHAKE_RECORD = 0x16;

/** @throws the operating system's error (EADDRINUSE, …) when it can't listen. */
export async function listenForPeers(address: NetAddress, options: PeerServerOptions): Promise<PeerServer> {
  const sockets = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    ...MESSAGE_BOUNDS,
    // Answered by the connection, which knows how much waits to be read.
    autoPong: false,
    handleProtocols: (offered) => (offered.has(SUBPROTOCOL) ? SUBPROTOCOL : false),
  });
  const misdialled = options.misdialled ?? (() => undefined);
  const server =
    options.tls === undefined ? createPlainServer(misdialled) : createServerWithTls(options.tls, misdialled);
  const admission = createSocketAdmission({
    socketsMax: options.socketsMax,
    makeRoom: options.makeRoom ?? (() => false),
  });
  server.maxHeadersCount = HEADERS_MAX;
  // Closed before anything is made for them, should more come at once than can be looked at.
  server.maxConnections = options.socketsMax + 2 * HALF_OPEN_MAX;
  const accepted = new Map<string, Socket>();
  server.on("connection", (socket: Socket) => {
    if (!admission.accepted(socket, socketAddress(socket.remoteAddress, undefined).host)) {
      // After those who are to hear of it, too, have: they would not expect a socket that is gone.
      process.nextTick(() => socket.destroy());
      return;
    }
    const key = socketKey(socket);
    accepted.set(key, socket);
    socket.once("close", () => {
      if (accepted.get(key) === socket) accepted.delete(key);
    });
  });
  server.on("upgrade", (request, stream, head) => {
    stream.on("error", () => stream.destroy());
    const refusal = refusalOf(request, options.allowedOrigins ?? []);
    if (refusal !== undefined) {
      refuse(stream, refusal);
      return;
    }
    // With TLS, the request's socket is another one than that which was accepted.
    const socketBelow = accepted.get(socketKey(request.socket));
    if (socketBelow === undefined || !admission.upgraded(socketBelow)) {
      refuse(stream, { status: 503, text: "This node has as many connections as it allows." });
      return;
    }
    const { remoteAddress, remotePort } = request.socket;
    sockets.handleUpgrade(request, stream, head, (socket) => {
      const from = socketAddress(remoteAddress, remotePort);
      options.accepted(socket, options.tls === undefined ? from : { ...from, tls: true }, stream);
    });
  });
  const endHandshakes = options.tls === undefined ? () => undefined : trackHandshakes(server);
  await listen(server, address);
  return {
    address: { host: address.host, port: boundPort(server), ...(options.tls === undefined ? {} : { tls: true }) },
    close() {
      endHandshakes();
      return close(server);
    },
  };
}

const answerRequest: RequestListener = (_request, response) => {
  response.writeHead(426, { "content-type": "text/plain; charset=utf-8", connection: "close", upgrade: "websocket" });
  response.end(`Peers connect here by WebSocket (${SUBPROTOCOL}).\n`);
};

function createPlainServer(misdialled: NonNullable<PeerServerOptions["misdialled"]>): Server {
  const server = createServer(REQUEST_LIMITS, answerRequest);
  server.on("clientError", (error: Error & { readonly rawPacket?: Buffer }, stream) => {
    if (error.rawPacket?.[0] === TLS_HANDSHAKE_RECORD) misdialled("tls", hostOf(stream));
    if (stream.writable) stream.write("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n");
    stream.destroy();
  });
  return server;
}

function createServerWithTls(
  { certificates, key }: TlsIdentity,
  misdialled: NonNullable<PeerServerOptions["misdialled"]>,
): Server {
  const server = createTlsServer(
    {
      ...REQUEST_LIMITS,
      cert: certificates,
      key,
      handshakeTimeout: UPGRADE_MS_MAX,
      // Every version of Node.js and every browser that could run a node has it, and it knows no renegotiation.
      minVersion: "TLSv1.3",
    },
    answerRequest,
  );
  server.on("tlsClientError", (error: Error & { readonly code?: string }, stream) => {
    if (error.code === "ERR_SSL_HTTP_REQUEST") misdialled("plain", hostOf(stream));
    stream.destroy();
  });
  return server;
}

function hostOf(stream: Duplex & { readonly remoteAddress?: string | undefined }): string {
  return socketAddress(stream.remoteAddress, undefined).host;
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

/** Ends sockets whose handshake of TLS is not done: the HTTP layer, which ends the others, doesn't know them yet. */
function trackHandshakes(server: Server): () => void {
  const handshaking = new Map<string, Socket>();
  server.on("connection", (socket: Socket) => {
    const key = socketKey(socket);
    handshaking.set(key, socket);
    socket.once("close", () => {
      if (handshaking.get(key) === socket) handshaking.delete(key);
    });
  });
  server.on("secureConnection", (secure: Socket) => void handshaking.delete(socketKey(secure)));
  return () => {
    for (const socket of handshaking.values()) socket.destroy();
  };
}

function socketKey({ remoteAddress, remotePort }: Socket): string {
  return `${remoteAddress} ${remotePort}`;
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
