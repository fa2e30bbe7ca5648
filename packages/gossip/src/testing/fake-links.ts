/** Nodes in one process, each with a peer table of its own, joined by links that deliver in order. */
import { concatBytes, equalBytes, type SchnorrBackend } from "@triad/crypto";
import type { Message } from "@triad/protocol";
import { addressKey, tlsOf } from "../address-text.ts";
import { Connections } from "../connections.ts";
import type { ConnectionsOptions } from "../connections-options.ts";
import type { PeerView } from "../peer-view.ts";
import type { NetAddress, Now, PeerId, Randomness } from "../ports.ts";
import { at, hashOf, seededRandomness } from "./fake-ports.ts";

/** Signs nothing: the "secret" key is the public one. The real signatures are tested with the greeting. */
const FAKE_SCHNORR: SchnorrBackend = {
  name: "fake",
  publicKey: (secretKey) => secretKey,
  sign: (message, secretKey) => concatBytes(message, secretKey),
  verify: (signature, message, publicKey) => equalBytes(signature, concatBytes(message, publicKey)),
  addScalarToPoint: () => undefined,
};

export class FakeNode {
  readonly connections: Connections;
  readonly address: NetAddress;
  readonly ready: PeerView[] = [];
  readonly gone: PeerView[] = [];
  onReady: (peer: PeerView, now: Now) => void = () => {};
  onGone: (peer: PeerView, now: Now) => void = () => {};
  onMessage: (peer: PeerId, message: Message, now: Now) => void = () => {};

  constructor(network: FakeLinks, seed: number, options: Partial<ConnectionsOptions> = {}) {
    this.address = { host: `10.0.0.${seed}`, port: 9000, ...tlsOf(options.listen?.tls) };
    this.connections = new Connections(
      {
        outbox: {
          send: (peer, message) => network.post(this, peer, { type: "message", message }),
          disconnect: (peer, code) => network.post(this, peer, { type: "closed", code }),
          dial: (address) => network.dial(this, address),
        },
        random: seededRandomness(seed),
        schnorr: FAKE_SCHNORR,
        tip: () => ({ height: 0, work: 1n }),
        onReady: (peer, now) => {
          this.ready.push(peer);
          this.onReady(peer, now);
        },
        onGone: (peer, now) => {
          this.gone.push(peer);
          this.onGone(peer, now);
        },
      },
      {
        chainId: hashOf(1),
        role: "full-node",
        services: 0,
        userAgent: "test",
        nodeSecretKey: hashOf(seed),
        listen: { host: "", port: 9000 },
        maxInbound: 8,
        maxOutbound: 8,
        peers: [],
        connectOnly: [],
        seeds: [],
        ...options,
      },
    );
  }

  /** Of all ready peers. */
  get readyCount(): number {
    return this.connections.ready().length;
  }
}

type Parcel =
  | { readonly type: "message"; readonly message: Message }
  | { readonly type: "closed"; readonly code: string };

interface End {
  readonly node: FakeNode;
  readonly peer: PeerId;
}

interface Posted {
  readonly from: FakeNode;
  readonly peer: PeerId;
  readonly parcel: Parcel;
}

export class FakeLinks {
  now: Now = at(0);
  /** Every message that was delivered. */
  readonly delivered: { readonly to: FakeNode; readonly peer: PeerId; readonly message: Message }[] = [];
  readonly nodes: FakeNode[] = [];
  /** Names that lead to nodes. */
  readonly names = new Map<string, FakeNode>();
  #nextPeer = 1;
  readonly #order: Randomness | undefined;
  readonly #otherEnd = new Map<PeerId, End>();
  readonly #posted: Posted[] = [];
  readonly #dials: { readonly from: FakeNode; readonly address: NetAddress }[] = [];

  /** `order`: chooses which link delivers next; without it links deliver in the order of sending, all together. */
  constructor(order?: Randomness) {
    this.#order = order;
  }

  add(seed: number, options: Partial<ConnectionsOptions> = {}): FakeNode {
    const node = new FakeNode(this, seed, options);
    this.nodes.push(node);
    return node;
  }

  post(from: FakeNode, peer: PeerId, parcel: Parcel): void {
    this.#posted.push({ from, peer, parcel });
  }

  dial(from: FakeNode, address: NetAddress): void {
    this.#dials.push({ from, address });
  }

  /** A link as if `from` had dialled `to`. */
  connect(from: FakeNode, to: FakeNode): void {
    this.#open(from, to, to.address);
  }

  /** Delivers until nothing is on its way. */
  settle(): void {
    for (;;) {
      const dialled = this.#dials.shift();
      const posted = dialled === undefined ? this.#takePosted() : undefined;
      if (dialled !== undefined) this.#answerDial(dialled.from, dialled.address);
      else if (posted !== undefined) this.#deliver(posted);
      else return;
    }
  }

  /** Delivers, and lets time pass to each wake-up up to `monotonicMs`. `wake`: what else a node does then. */
  runTo(monotonicMs: number, wake: (node: FakeNode) => void = () => {}, stepMs = 50): void {
    this.settle();
    while (this.now.monotonicMs < monotonicMs) {
      this.now = at(Math.min(this.now.monotonicMs + stepMs, monotonicMs));
      for (const node of this.nodes) {
        const due = node.connections.nextWake();
        if (due !== undefined && due <= this.now.monotonicMs) node.connections.wake(this.now);
        wake(node);
      }
      this.settle();
    }
  }

  /** Whatever the order among links, one link delivers in the order of sending. */
  #takePosted(): Posted | undefined {
    if (this.#order === undefined || this.#posted.length === 0) return this.#posted.shift();
    const chosen = this.#posted[this.#order.integer(this.#posted.length)]?.peer;
    const first = this.#posted.findIndex((posted) => posted.peer === chosen);
    return this.#posted.splice(first, 1)[0];
  }

  #answerDial(from: FakeNode, address: NetAddress): void {
    const named = this.names.get(address.host);
    const to = named ?? this.nodes.find((node) => addressKey(node.address) === addressKey(address));
    if (to === undefined) from.connections.dialFailed(address, "refused", [], this.now);
    else this.#open(from, to, address, named?.address.host);
  }

  #open(from: FakeNode, to: FakeNode, address: NetAddress, ip?: string): void {
    const outbound = this.#nextPeer++;
    const inbound = this.#nextPeer++;
    this.#otherEnd.set(outbound, { node: to, peer: inbound });
    this.#otherEnd.set(inbound, { node: from, peer: outbound });
    from.connections.peerConnected(outbound, "outbound", address, this.now, ip);
    to.connections.peerConnected(inbound, "inbound", { host: from.address.host, port: 50_000 + inbound }, this.now);
  }

  #deliver({ peer, parcel }: Posted): void {
    const end = this.#otherEnd.get(peer);
    if (end === undefined) return;
    if (parcel.type === "closed") {
      this.#otherEnd.delete(peer);
      this.#otherEnd.delete(end.peer);
      end.node.connections.peerClosed(end.peer, parcel.code, this.now);
      return;
    }
    this.delivered.push({ to: end.node, peer: end.peer, message: parcel.message });
    const message = end.node.connections.messageReceived(end.peer, parcel.message, this.now);
    if (message !== undefined) end.node.onMessage(end.peer, message, this.now);
  }
}
