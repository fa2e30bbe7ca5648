import { nobleSchnorr } from "@triad/crypto";
import type { Message, MessageOf } from "@triad/protocol";
import { describe, expect, it } from "vitest";
import { Handshake, type HandshakeStep, type OwnIdentity } from "./handshake.ts";
import { at, hashOf } from "./testing/fake-ports.ts";

const AUX = new Uint8Array(32);
const TIP = { height: 7, work: 70n };

function identity(key: number, chain = 1): OwnIdentity {
  return {
    chainId: hashOf(chain),
    role: "full-node",
    services: 0,
    userAgent: "test",
    secretKey: hashOf(key),
    nodeKey: nobleSchnorr.publicKey(hashOf(key)),
    listen: undefined,
  };
}

function makePair(diallerKey = 1, listenerKey = 2, listenerChain = 1) {
  const dialler = new Handshake(nobleSchnorr, identity(diallerKey), "outbound", hashOf(101));
  const listener = new Handshake(nobleSchnorr, identity(listenerKey, listenerChain), "inbound", hashOf(102));
  return { dialler, listener, fromDialler: dialler.hello(TIP, at(0)), fromListener: listener.hello(TIP, at(0)) };
}

function replyOf(step: HandshakeStep): Message {
  if (step.type !== "reply") throw new Error(`a ${step.type} instead of a reply`);
  return step.message;
}

function proofsOf({ dialler, listener, fromDialler, fromListener }: ReturnType<typeof makePair>) {
  return {
    dialler: replyOf(dialler.receive(fromListener, AUX)) as MessageOf<"hello-proof">,
    listener: replyOf(listener.receive(fromDialler, AUX)) as MessageOf<"hello-proof">,
  };
}

describe("handshake", () => {
  it("both ends prove their keys", () => {
    const pair = makePair();
    const proofs = proofsOf(pair);
    expect(pair.listener.receive(proofs.dialler, AUX)).toEqual({ type: "proven", hello: pair.fromDialler });
    expect(pair.dialler.receive(proofs.listener, AUX)).toEqual({ type: "proven", hello: pair.fromListener });
  });

  it("too-old", () => {
    const { listener, fromDialler } = makePair();
    expect(listener.receive({ ...fromDialler, version: 0 }, AUX)).toMatchObject({ type: "refuse", code: "too-old" });
  });

  it("different-network", () => {
    const { listener, fromDialler } = makePair(1, 2, 9);
    expect(listener.receive(fromDialler, AUX)).toMatchObject({ code: "different-network" });
  });

  it("self: the same key, and the same nonce", () => {
    const { listener, fromDialler } = makePair(3, 3);
    expect(listener.receive(fromDialler, AUX)).toMatchObject({ code: "self" });
    const other = makePair();
    expect(other.listener.receive({ ...other.fromDialler, nonce: hashOf(102) }, AUX)).toMatchObject({ code: "self" });
  });

  it("bad-proof: a changed signature, a foreign key, and one's own proof sent back", () => {
    const changed = makePair();
    const proof = proofsOf(changed).dialler;
    const signature = proof.signature.with(40, (proof.signature[40] ?? 0) ^ 1);
    expect(changed.listener.receive({ kind: "hello-proof", signature }, AUX)).toMatchObject({ code: "bad-proof" });

    const claimed = makePair();
    const victimKey = nobleSchnorr.publicKey(hashOf(50));
    claimed.listener.receive({ ...claimed.fromDialler, nodeKey: victimKey }, AUX);
    const theirs = replyOf(claimed.dialler.receive(claimed.fromListener, AUX));
    expect(claimed.listener.receive(theirs, AUX)).toMatchObject({ code: "bad-proof" });

    const mirrored = makePair();
    const own = proofsOf(mirrored).listener;
    expect(mirrored.listener.receive(own, AUX)).toMatchObject({ code: "bad-proof" });
  });

  it("protocol-error: a proof before the greeting, a second greeting, another message", () => {
    const early = makePair();
    const proof: Message = { kind: "hello-proof", signature: new Uint8Array(64) };
    expect(early.listener.receive(proof, AUX)).toMatchObject({ code: "protocol-error" });
    const twice = makePair();
    twice.listener.receive(twice.fromDialler, AUX);
    expect(twice.listener.receive(twice.fromDialler, AUX)).toMatchObject({ code: "protocol-error" });
    const other = makePair();
    expect(other.listener.receive({ kind: "get-addresses" }, AUX)).toMatchObject({ code: "protocol-error" });
  });
});
