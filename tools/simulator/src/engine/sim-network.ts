/**
 * The network between the nodes: who can reach whom, how long it takes, and what a partition does to connections that
 * exist. Packets that meet a cut are sent again until it is mended, as TCP does; who waits too long hangs up by itself.
 */
import type { NetAddress, PeerId } from "@triad/roles";
import type { NetworkConditions } from "./conditions.ts";
import { ConnectionEnd, type SharedLine, type Wire } from "./connection.ts";
import { drawPlace, latencyBetween, type Place } from "./regions.ts";
import type { SeededRandom } from "./seeded-random.ts";
import type { SimNode } from "./sim-node.ts";

/** As in the host: a dial that nobody answers. */
const DIAL_MS_MAX = 10_000;
/** TCP's first wait before it sends again. */
const RETRANSMIT_MS = 200;
/** Part of the latency that varies from frame to frame. */
const JITTER = 0.1;
/** Outgoing ports of a machine. */
const FIRST_EPHEMERAL_PORT = 32_768;
/** Closed connections are forgotten when so many, and half of all, are closed: looking through all costs time. */
const PRUNE_AT_MIN = 64;

interface Connection {
  readonly dialler: SimNode;
  readonly listener: SimNode;
  readonly near: ConnectionEnd;
  readonly far: ConnectionEnd;
}

export interface NetworkPorts {
  readonly random: SeededRandom;
  readonly conditions: () => NetworkConditions;
  readonly nowMs: () => number;
  readonly later: (ms: number, run: () => void) => void;
}

export class SimNetwork {
  readonly #ports: NetworkPorts;
  readonly #random: SeededRandom;
  readonly #byHost = new Map<string, SimNode>();
  /** Closed ones too, until there are many. */
  #connections: Connection[] = [];
  #pruneAt = PRUNE_AT_MIN;
  readonly #latencies = new Map<number, number>();
  readonly #bytesPerMs = new Map<number, number>();
  /** Where conditions say so. */
  readonly #places = new Map<number, Place>();
  readonly #lines = new Map<number, SharedLine>();
  /** The side of a partition that each node is on; all 0 when there is none. */
  readonly #sides = new Map<number, number>();
  /** From one node to another nothing gets through, though it does the other way. */
  readonly #deafTo = new Set<number>();

  constructor(ports: NetworkPorts) {
    this.#ports = ports;
    this.#random = ports.random.fork("delays");
  }

  add(node: SimNode): void {
    this.#byHost.set(node.address.host, node);
  }

  /** The node can be reached at this host too, at the port of its address. */
  addHost(host: string, node: SimNode): void {
    this.#byHost.set(host, node);
  }

  dial(from: SimNode, address: NetAddress): void {
    const to = this.#byHost.get(address.host);
    const fail = (ms: number, reason: string): void => from.postLater(ms, { type: "dial-failed", address, reason });
    if (to === undefined) {
      fail(50, "no way to that network");
      return;
    }
    const { life } = from;
    // a round trip for TCP, one for the upgrade
    const ms = 2 * (this.#delayMs(from, to) + this.#delayMs(to, from));
    this.#ports.later(ms, () => {
      if (life !== from.life) return;
      const isSilent = !to.isPowered || to.isFrozen || this.#isCut(from, to) || this.#isCut(to, from);
      if (isSilent) fail(DIAL_MS_MAX - ms, "Opening handshake has timed out");
      else if (!to.isUp || to.isDialOnly || to.address.port !== address.port) fail(0, "nobody listens there");
      else this.#open(from, to, address);
    });
  }

  /** The process at this node died: its machine tells the others, unless it has no power. */
  ended(node: SimNode): void {
    for (const { dialler, listener, near, far } of this.#connections) {
      if (dialler !== node && listener !== node) continue;
      const [other, otherEnd, ownEnd] = dialler === node ? [listener, far, near] : [dialler, near, far];
      ownEnd.break("connection-lost");
      if (!node.isPowered) continue;
      this.#ports.later(this.#delayMs(node, other), () => {
        if (!this.#isCut(node, other)) otherEnd.break("connection-lost");
      });
    }
  }

  /** Each group hears only itself; nodes in no group are a group of their own together. */
  partition(groups: readonly (readonly SimNode[])[]): void {
    this.#sides.clear();
    for (const [side, group] of groups.entries()) for (const { index } of group) this.#sides.set(index, side + 1);
  }

  /** What `from` sends doesn't reach `to`. */
  deafen(from: SimNode, to: SimNode): void {
    this.#deafTo.add(pairOf(from, to));
  }

  heal(): void {
    this.#sides.clear();
    this.#deafTo.clear();
    for (const { near, far } of this.#openOnes()) {
      near.resume();
      far.resume();
    }
  }

  /** Resets one connection that is drawn; both sides notice. */
  breakOne(random: SeededRandom): boolean {
    const chosen = random.pick(this.#openOnes());
    chosen?.near.break("connection-lost");
    chosen?.far.break("connection-lost");
    return chosen !== undefined;
  }

  /** Who is at the other end of a node's connection. */
  otherSide(node: SimNode, peer: PeerId): SimNode | undefined {
    const end = node.connections.get(peer);
    const connection = this.#connections.find(({ near, far }) => near === end || far === end);
    return connection?.dialler === node && connection.near === end ? connection.listener : connection?.dialler;
  }

  /** False: the other side has opened this connection. */
  hasDialled(node: SimNode, peer: PeerId): boolean {
    const end = node.connections.get(peer);
    return this.#connections.some(({ near }) => near === end);
  }

  /** Pairs of nodes that are connected now. */
  pairs(): readonly (readonly [SimNode, SimNode])[] {
    return this.#openOnes().map(({ dialler, listener }) => [dialler, listener] as const);
  }

  #open(dialler: SimNode, listener: SimNode, address: NetAddress): void {
    const near = new ConnectionEnd(dialler.newPeer(), this.#wire(dialler, listener));
    const far = new ConnectionEnd(listener.newPeer(), this.#wire(listener, dialler));
    near.join(far);
    far.join(near);
    if (this.#connections.length >= this.#pruneAt) {
      this.#connections = this.#openOnes();
      this.#pruneAt = 2 * this.#connections.length + PRUNE_AT_MIN;
    }
    this.#connections.push({ dialler, listener, near, far });
    dialler.connections.set(near.peer, near);
    listener.connections.set(far.peer, far);
    dialler.post({ type: "peer-connected", peer: near.peer, direction: "outbound", address });
    const source = { host: dialler.address.host, port: FIRST_EPHEMERAL_PORT + (near.peer % 28_000) };
    listener.post({ type: "peer-connected", peer: far.peer, direction: "inbound", address: source });
  }

  #wire(own: SimNode, other: SimNode): Wire {
    const { life } = own;
    return {
      nowMs: this.#ports.nowMs,
      later: this.#ports.later,
      delayMs: () => this.#delayMs(own, other),
      bytesPerMs: () => Math.min(this.#rateOf(own), this.#rateOf(other), other.readsBytesPerMs),
      line: this.#lineOf(own),
      isCut: () => this.#isCut(own, other),
      post: (event) => own.post(event),
      isAlive: () => own.isUp && own.life === life,
      isPowered: () => own.isPowered,
    };
  }

  #isCut(from: SimNode, to: SimNode): boolean {
    if ((this.#sides.get(from.index) ?? 0) !== (this.#sides.get(to.index) ?? 0)) return true;
    return this.#deafTo.size > 0 && this.#deafTo.has(pairOf(from, to));
  }

  #delayMs(from: SimNode, to: SimNode): number {
    const { loss } = this.#ports.conditions();
    let ms = this.#latencyMs(from, to);
    ms += this.#random.exponential(ms * JITTER);
    for (let wait = RETRANSMIT_MS; this.#random.chance(loss); wait *= 2) ms += wait;
    return ms;
  }

  #latencyMs(from: SimNode, to: SimNode): number {
    const { latencyMs, isAsymmetric, hasRegions } = this.#ports.conditions();
    if (hasRegions) return latencyBetween(this.#placeOf(from), this.#placeOf(to));
    const pair = isAsymmetric || from.index < to.index ? pairOf(from, to) : pairOf(to, from);
    return drawnOnce(this.#latencies, pair, () => unevenly(this.#ports.random.fork(`latency ${pair}`), latencyMs));
  }

  #rateOf(node: SimNode): number {
    const { kilobitsPerSecond } = this.#ports.conditions();
    const { index } = node;
    // a kilobit a second is a bit a millisecond
    return drawnOnce(this.#bytesPerMs, index, () => {
      return unevenly(this.#ports.random.fork(`rate ${index}`), kilobitsPerSecond) / 8;
    });
  }

  #placeOf({ index }: SimNode): Place {
    return drawnOnce(this.#places, index, () => drawPlace(this.#ports.random.fork(`place ${index}`)));
  }

  #lineOf(node: SimNode): SharedLine | undefined {
    if (!this.#ports.conditions().isLineShared) return undefined;
    return drawnOnce(this.#lines, node.index, () => ({ bytesPerMs: this.#rateOf(node), freeAtMs: 0 }));
  }

  #openOnes(): Connection[] {
    return this.#connections.filter(({ near, far }) => near.isOpen || far.isOpen);
  }
}

function pairOf(from: SimNode, to: SimNode): number {
  return from.index * 65_536 + to.index;
}

/** Evenly on a logarithmic scale: small values as often as large ones. */
function unevenly(random: SeededRandom, [least, most]: readonly [number, number]): number {
  return least * (most / least) ** random.unit();
}

function drawnOnce<T>(drawn: Map<number, T>, key: number, draw: () => T): T {
  const known = drawn.get(key);
  if (known !== undefined) return known;
  const value = draw();
  drawn.set(key, value);
  return value;
}
