/** Stand-ins for what a role gives the machines: an outbox that remembers, a clock set by hand, seeded randomness. */
import type { Message, MessageKind, MessageOf } from "@triad/protocol";
import type { NetAddress, Now, Outbox, PeerId, Randomness } from "../ports.ts";

export type Sent =
  | { readonly type: "send"; readonly peer: PeerId; readonly message: Message }
  | { readonly type: "disconnect"; readonly peer: PeerId; readonly code: string }
  | { readonly type: "dial"; readonly address: NetAddress; readonly farOnly?: true };

export class FakeOutbox implements Outbox {
  sent: Sent[] = [];
  /** What a real peer table does at a disconnection: tell the machines that the peer is gone. */
  onDisconnect: (peer: PeerId) => void = () => {};

  send(peer: PeerId, message: Message): void {
    this.sent.push({ type: "send", peer, message });
  }

  disconnect(peer: PeerId, code: string): void {
    this.sent.push({ type: "disconnect", peer, code });
    this.onDisconnect(peer);
  }

  dial(address: NetAddress, farOnly?: true): void {
    this.sent.push({ type: "dial", address, ...(farOnly ? { farOnly } : {}) });
  }

  /** Everything since the last call. */
  take(): Sent[] {
    const taken = this.sent;
    this.sent = [];
    return taken;
  }

  /** Messages of one kind since the last call, of whatever peer; the rest is dropped. */
  takeMessages<K extends MessageKind>(kind: K): { readonly peer: PeerId; readonly message: MessageOf<K> }[] {
    const found: { peer: PeerId; message: MessageOf<K> }[] = [];
    for (const item of this.take()) {
      if (item.type === "send" && item.message.kind === kind) {
        found.push({ peer: item.peer, message: item.message as MessageOf<K> });
      }
    }
    return found;
  }

  /** "peer:code" of each disconnection since the last call; the rest is dropped. */
  takeDisconnects(): string[] {
    return this.take().flatMap((item) => (item.type === "disconnect" ? [`${item.peer}:${item.code}`] : []));
  }

  /** "host:port" of each dial since the last call; the rest is dropped. */
  takeDials(): string[] {
    return this.take().flatMap((item) => (item.type === "dial" ? [`${item.address.host}:${item.address.port}`] : []));
  }
}

export function at(monotonicMs: number): Now {
  return { monotonicMs, unixMs: 1_700_000_000_000 + monotonicMs };
}

/** Numerical Recipes' linear congruential generator, of which the upper half is used. */
export function seededRandomness(seed: number): Randomness {
  let state = seed >>> 0;
  const next = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 16;
  };
  return {
    bytes: (count) => Uint8Array.from({ length: count }, () => next() & 0xff),
    integer: (below) => (next() * 65_536 + next()) % below,
  };
}

/** 32 bytes that begin with the number. */
export function hashOf(number: number): Uint8Array {
  const hash = new Uint8Array(32);
  new DataView(hash.buffer).setUint32(0, number);
  return hash;
}
