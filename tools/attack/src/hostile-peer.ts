/** A peer with a key of its own that greets as docs/spec/network.md says, and then does what its attack tells it. */
import { randomBytes } from "node:crypto";
import { taggedHash, wasmSchnorr } from "@triad/crypto";
import {
  DecodeError,
  decodeFrame,
  encodeMessage,
  type Message,
  type MessageOf,
  type NodeRole,
  PROTOCOL_VERSION,
} from "@triad/protocol";
import { FrameSocket } from "./frame-socket.ts";
import type { Tally } from "./tally.ts";
import type { PeerTarget } from "./target.ts";

const GREETING_MS_MAX = 15_000;
const DIALLER = Uint8Array.of(0);

const schnorr = wasmSchnorr();

export interface HostilePeerOptions {
  readonly from?: number;
  readonly role?: NodeRole;
  /** Cumulative work that it claims to know of. */
  readonly work?: bigint;
  readonly height?: number;
  readonly changeHello?: (hello: MessageOf<"hello">) => MessageOf<"hello">;
  readonly secretKey?: Uint8Array;
  /** Answers no pings: what it sends would stand in the middle of a frame that is never finished. */
  readonly isMute?: true;
  /** Hears what comes after the greeting, and whatever it sent itself while that was under way. */
  readonly heard?: (message: Message, peer: HostilePeer) => void;
}

export class HostilePeer {
  readonly socket: FrameSocket;
  /** What the node said of itself. */
  readonly nodeHello: MessageOf<"hello">;

  private constructor(socket: FrameSocket, nodeHello: MessageOf<"hello">) {
    this.socket = socket;
    this.nodeHello = nodeHello;
  }

  /** Undefined: the node did not upgrade, ended the greeting, or did not finish it; the tally knows why. */
  static async greet(target: PeerTarget, tally: Tally, options: HostilePeerOptions = {}) {
    const opened = await FrameSocket.open(target, tally, options.from);
    if ("refused" in opened) {
      tally.ended(opened.refused);
      return undefined;
    }
    const { socket } = opened;
    return await new Promise<HostilePeer | undefined>((resolve) => {
      let peer: HostilePeer | undefined;
      const heard = options.heard ?? (() => {});
      const finish = (): void => {
        clearTimeout(timeout);
        resolve(peer);
      };
      const timeout = setTimeout(() => {
        socket.leave();
        resolve(undefined);
      }, GREETING_MS_MAX);
      void socket.untilEnd(GREETING_MS_MAX).then(finish);
      socket.listen((frame) => {
        const message = decodeFrame(frame);
        if (message instanceof DecodeError) return;
        if (message.kind === "hello" && peer === undefined) {
          peer = new HostilePeer(socket, message);
          for (const answer of answerHello(message, options)) socket.send(encodeMessage(answer));
        } else if (message.kind === "hello-proof") finish();
        // who does not answer is closed for that, and not for what the attack does
        else if (message.kind === "ping" && !options.isMute) peer?.send({ kind: "pong", nonce: message.nonce });
        else if (peer !== undefined) heard(message, peer);
      });
    });
  }

  send(message: Message): void {
    this.socket.send(encodeMessage(message));
  }
}

function answerHello(theirs: MessageOf<"hello">, options: HostilePeerOptions): readonly Message[] {
  const secretKey = options.secretKey ?? new Uint8Array(randomBytes(32));
  const nodeKey = schnorr.publicKey(secretKey);
  const nonce = new Uint8Array(randomBytes(32));
  const hello: MessageOf<"hello"> = {
    kind: "hello",
    version: PROTOCOL_VERSION,
    chainId: theirs.chainId,
    role: options.role ?? "full-node",
    services: 7,
    nodeKey,
    nonce,
    userAgent: "attack",
    height: options.height ?? 0,
    work: options.work ?? 0n,
    listenHost: "",
    listenPort: 0,
    time: Math.floor(Date.now() / 1000),
  };
  const digest = taggedHash("Triad/hello", theirs.chainId, DIALLER, nonce, theirs.nonce, nodeKey, theirs.nodeKey);
  const signature = schnorr.sign(digest, secretKey, new Uint8Array(randomBytes(32)));
  return [options.changeHello?.(hello) ?? hello, { kind: "hello-proof", signature }];
}
