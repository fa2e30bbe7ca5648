/** A peer that has nothing but transactions: it announces them, and gives those that the node asks for. */
import { randomBytes } from "node:crypto";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { taggedHash, wasmSchnorr } from "@triad/crypto";
import {
  DecodeError,
  decodeFrame,
  encodeMessage,
  LIMITS,
  type Message,
  type MessageOf,
  PROTOCOL_VERSION,
  SUBPROTOCOL,
  type Transaction,
} from "@triad/protocol";

/** As much of the package `ws` as is used here. */
interface Socket {
  send(frame: Uint8Array): void;
  close(): void;
  on(event: "message", heard: (frame: Uint8Array) => void): void;
  on(event: "close", heard: (code: number, text: Buffer) => void): void;
  on(event: "error", heard: (error: Error) => void): void;
}

const DIALLER = Uint8Array.of(0);
/** Announced at one time: as one message of a peer that was just connected. */
const ANNOUNCED_AT_ONCE = 1_000;
/** Announced and not asked for yet: a node remembers 5,000 of a peer. */
const WAITING_MAX = 4_000;
const GIVEN_BYTES_MAX = 400_000;
const SERVICES = 7;

export class PayerPeer {
  readonly #socket: Socket;
  readonly #transactions: readonly Transaction[];
  readonly #byWtxid: ReadonlyMap<string, Uint8Array>;
  readonly #ended: (why: Error) => void;
  #announced = 0;
  #askedFor = 0;

  private constructor(socket: Socket, transactions: readonly Transaction[], ended: (why: Error) => void) {
    this.#socket = socket;
    this.#transactions = transactions;
    this.#byWtxid = new Map(transactions.map(({ wtxid, bytes }) => [keyOf(wtxid), bytes]));
    this.#ended = ended;
  }

  /** `address`: HOST:PORT. `ended`: the connection is over, and nobody here ended it. */
  static async connect(address: string, transactions: readonly Transaction[], ended: (why: Error) => void) {
    // the package belongs to the host, which keeps it from everybody else
    const load = createRequire(
      fileURLToPath(new URL("../../../../packages/host-nodejs/src/index.ts", import.meta.url)),
    );
    const { WebSocket } = load("ws") as { WebSocket: new (url: string, protocol: string, options: object) => Socket };
    const socket = new WebSocket(`ws://${address}`, SUBPROTOCOL, { perMessageDeflate: false });
    const peer = new PayerPeer(socket, transactions, ended);
    await peer.#greet();
    return peer;
  }

  start(): void {
    this.#announce();
  }

  close(): void {
    this.#socket.close();
  }

  #greet(): Promise<void> {
    return new Promise((resolve, reject) => {
      let isGreeted = false;
      const fail = (why: Error): void => (isGreeted ? this.#ended(why) : reject(why));
      this.#socket.on("error", fail);
      this.#socket.on("close", (code, text) => fail(new Error(`the node closed the connection: ${code} ${text}`)));
      this.#socket.on("message", (frame) => {
        const message = decodeFrame(new Uint8Array(frame));
        if (message instanceof DecodeError) throw message;
        if (message.kind === "hello") for (const answer of answerHello(message)) this.#send(answer);
        else if (message.kind === "hello-proof") {
          isGreeted = true;
          resolve();
        } else this.#hear(message);
      });
    });
  }

  #hear(message: Message): void {
    switch (message.kind) {
      case "ping":
        this.#send({ kind: "pong", nonce: message.nonce });
        return;
      case "get-headers":
        this.#send({ kind: "headers", headers: [] });
        return;
      case "get-transactions":
        this.#give(message);
        return;
      default:
        return;
    }
  }

  #give({ wtxids }: MessageOf<"get-transactions">): void {
    this.#askedFor += wtxids.length;
    let transactions: Uint8Array[] = [];
    let bytes = 0;
    for (const wtxid of wtxids) {
      const tx = this.#byWtxid.get(keyOf(wtxid));
      if (tx === undefined) throw new Error("the node asks for what was not announced");
      if (bytes + tx.length > GIVEN_BYTES_MAX || transactions.length >= (LIMITS.transactions.elementsMax ?? 1)) {
        this.#send({ kind: "transactions", transactions });
        [transactions, bytes] = [[], 0];
      }
      transactions.push(tx);
      bytes += tx.length;
    }
    this.#send({ kind: "transactions", transactions });
    this.#announce();
  }

  #announce(): void {
    while (this.#announced < this.#transactions.length && this.#announced - this.#askedFor < WAITING_MAX) {
      const next = this.#transactions.slice(this.#announced, this.#announced + ANNOUNCED_AT_ONCE);
      this.#announced += next.length;
      this.#send({ kind: "inventory", wtxids: next.map(({ wtxid }) => wtxid) });
    }
  }

  #send(message: Message): void {
    this.#socket.send(encodeMessage(message));
  }
}

function keyOf(hash: Uint8Array): string {
  return Buffer.from(hash).toString("hex");
}

function answerHello(theirs: MessageOf<"hello">): readonly Message[] {
  const schnorr = wasmSchnorr();
  const secretKey = new Uint8Array(randomBytes(32));
  const nodeKey = schnorr.publicKey(secretKey);
  const nonce = new Uint8Array(randomBytes(32));
  const hello: MessageOf<"hello"> = {
    kind: "hello",
    version: PROTOCOL_VERSION,
    chainId: theirs.chainId,
    role: "full-node",
    services: SERVICES,
    nodeKey,
    nonce,
    userAgent: "bench",
    height: 0,
    work: 0n,
    listenHost: "",
    listenPort: 0,
    time: Math.floor(Date.now() / 1000),
  };
  const digest = taggedHash("Triad/hello", theirs.chainId, DIALLER, nonce, theirs.nonce, nodeKey, theirs.nodeKey);
  const signature = schnorr.sign(digest, secretKey, new Uint8Array(randomBytes(32)));
  return [hello, { kind: "hello-proof", signature }];
}
