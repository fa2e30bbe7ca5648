/**
 * The greeting of one connection, seen from one end.
 *
 * States: awaiting-hello, awaiting-proof, done.
 * Events: a message from the peer. (The owner sends our Hello when the connection opens, and keeps the timeout.)
 *   awaiting-hello  Hello       -> checked; our HelloProof is the answer; awaiting-proof
 *   awaiting-proof  HelloProof  -> checked; proven; done
 *   anything else               -> refused, `protocol-error`
 * Rules and their reasons:
 * - Both ends say Hello at once: waiting for the dialler would cost a round trip and hide nothing, as anyone may dial.
 * - The proof signs both nonces and both keys, so that it is good for this connection only; it signs the role, so that
 *   a listener's proof cannot be sent back to it as a dialler's.
 * - Chain and version are judged before the signature: they are cheap for us, a signature check is not.
 * - Two nodes with one key are treated as one ("self"): a copied data directory must not look like two witnesses.
 * Invariant: after a refusal nothing more is accepted; the owner closes the connection.
 */
import { equalBytes, type SchnorrBackend, taggedHash } from "@triad/crypto";
import { type Message, type MessageOf, type NodeRole, PROTOCOL_VERSION } from "@triad/protocol";
import type { DisconnectCode } from "./disconnect-codes.ts";
import type { Direction, NetAddress, Now } from "./ports.ts";

/** Oldest version that is still understood. */
export const PROTOCOL_VERSION_MIN = 1;

/** Length of a Hello nonce: a collision by chance must be out of the question. */
export const HELLO_NONCE_BYTES = 32;

const HELLO_TAG = "Triad/hello";
const DIALLER = Uint8Array.of(0);
const LISTENER = Uint8Array.of(1);

/** What a node says of itself on every connection. */
export interface OwnIdentity {
  readonly chainId: Uint8Array;
  readonly role: NodeRole;
  readonly services: number;
  readonly userAgent: string;
  readonly secretKey: Uint8Array;
  readonly nodeKey: Uint8Array;
  readonly listen: NetAddress | undefined;
}

export type HandshakeStep =
  | { readonly type: "reply"; readonly message: Message }
  | { readonly type: "proven"; readonly hello: MessageOf<"hello"> }
  | { readonly type: "refuse"; readonly code: DisconnectCode; readonly text: string };

export class Handshake {
  readonly #schnorr: SchnorrBackend;
  readonly #own: OwnIdentity;
  readonly #direction: Direction;
  readonly #nonce: Uint8Array;
  #state: "awaiting-hello" | "awaiting-proof" | "done" = "awaiting-hello";
  #hello: MessageOf<"hello"> | undefined;

  /** `nonce`: HELLO_NONCE_BYTES fresh random bytes. */
  constructor(schnorr: SchnorrBackend, own: OwnIdentity, direction: Direction, nonce: Uint8Array) {
    this.#schnorr = schnorr;
    this.#own = own;
    this.#direction = direction;
    this.#nonce = nonce;
  }

  /** Our Hello, to be sent when the connection opens. */
  hello(tip: { readonly height: number; readonly work: bigint }, now: Now): MessageOf<"hello"> {
    return {
      kind: "hello",
      version: PROTOCOL_VERSION,
      chainId: this.#own.chainId,
      role: this.#own.role,
      services: this.#own.services,
      nodeKey: this.#own.nodeKey,
      nonce: this.#nonce,
      userAgent: this.#own.userAgent,
      height: tip.height,
      work: tip.work,
      listenHost: this.#own.listen?.host ?? "",
      listenPort: this.#own.listen?.port ?? 0,
      ...(this.#own.listen?.tls ? { listenTls: true } : {}),
      time: Math.floor(now.unixMs / 1000) >>> 0,
    };
  }

  /** `auxiliaryRandomness`: 32 fresh bytes for the signature (BIP-340). */
  receive(message: Message, auxiliaryRandomness: Uint8Array): HandshakeStep {
    if (this.#state === "awaiting-hello" && message.kind === "hello") {
      return this.#receiveHello(message, auxiliaryRandomness);
    }
    if (this.#state === "awaiting-proof" && message.kind === "hello-proof" && this.#hello !== undefined) {
      return this.#receiveProof(message.signature, this.#hello);
    }
    return this.#refuse("protocol-error", `${message.kind} came where the greeting expected something else`);
  }

  #receiveHello(hello: MessageOf<"hello">, auxiliaryRandomness: Uint8Array): HandshakeStep {
    if (hello.version < PROTOCOL_VERSION_MIN) {
      return this.#refuse("too-old", `version ${hello.version} is older than ${PROTOCOL_VERSION_MIN}`);
    }
    if (!equalBytes(hello.chainId, this.#own.chainId)) {
      return this.#refuse("different-network", "the genesis blocks differ");
    }
    if (equalBytes(hello.nonce, this.#nonce) || equalBytes(hello.nodeKey, this.#own.nodeKey)) {
      return this.#refuse("self", "this node greets itself");
    }
    this.#hello = hello;
    this.#state = "awaiting-proof";
    const digest = this.#digest(
      this.#direction === "outbound" ? DIALLER : LISTENER,
      this.#nonce,
      hello.nonce,
      this.#own.nodeKey,
      hello.nodeKey,
    );
    const signature = this.#schnorr.sign(digest, this.#own.secretKey, auxiliaryRandomness);
    return { type: "reply", message: { kind: "hello-proof", signature } };
  }

  #receiveProof(signature: Uint8Array, hello: MessageOf<"hello">): HandshakeStep {
    const digest = this.#digest(
      this.#direction === "outbound" ? LISTENER : DIALLER,
      hello.nonce,
      this.#nonce,
      hello.nodeKey,
      this.#own.nodeKey,
    );
    if (!this.#schnorr.verify(signature, digest, hello.nodeKey)) {
      return this.#refuse("bad-proof", "the signature of the greeting is not that of the node key");
    }
    this.#state = "done";
    return { type: "proven", hello };
  }

  /** The signer's own nonce and key come first. */
  #digest(role: Uint8Array, nonce: Uint8Array, otherNonce: Uint8Array, key: Uint8Array, otherKey: Uint8Array) {
    return taggedHash(HELLO_TAG, this.#own.chainId, role, nonce, otherNonce, key, otherKey);
  }

  #refuse(code: DisconnectCode, text: string): HandshakeStep {
    this.#state = "done";
    return { type: "refuse", code, text };
  }
}
