/**
 * Which headers of a peer may be stored as they come, and which first have to show their work (headers-presync.ts).
 *
 * Rules and their reasons:
 * - A branch is stored when its work reaches the larger of `minimumChainWork` and our chain's work less that of
 *   BLOCKS_BELOW_TIP blocks as hard as its last: headers cost memory for ever, and those of the first blocks cost next
 *   to no work.
 * - What follows a block with that much work has it too and goes the direct way, without being hashed twice. So do all
 *   headers of a young network, whose whole chain is shorter than BLOCKS_BELOW_TIP: what is asked for is nothing then.
 * - The work that is asked for is fixed when a branch begins: our own blocks of the meantime would let an honest chain
 *   run after a mark that moves.
 * Invariant: at most one presync for each peer, nothing of a peer that is gone.
 */
import { type Network, type Reject, reject } from "@triad/chain";
import { type HeaderEntry, type HeaderIndex, locatorOf } from "@triad/chain/headers";
import { hashHeader, LIMITS } from "@triad/protocol";
import { HeadersPresync, type PresyncStep } from "./headers-presync.ts";
import { parentHashOf, workOfBits } from "./headers-presync-walk.ts";
import type { PeerId, Randomness } from "./ports.ts";

/** Policy, as in Bitcoin Core: an honest fork is seldom deeper, and so many headers are little memory. */
export const BLOCKS_BELOW_TIP = 144;

const HEADERS_MAX = LIMITS.headers.elementsMax ?? 1;
const BITS_AT = 72;

export interface PresyncPorts {
  readonly network: Network;
  readonly random: Randomness;
  readonly index: HeaderIndex;
  /** The end of the chain against whose work branches are measured. */
  readonly tip: () => HeaderEntry;
}

export interface PresyncProgress {
  /** Nothing is stored yet, and all of it comes once more. */
  readonly isFirstPass: boolean;
  /** Of the last header that was looked at, and its time in Unix seconds. */
  readonly height: number;
  readonly time: number;
}

export type HeadersVerdict =
  /** Validate and store. */
  | { readonly type: "store"; readonly headers: readonly Uint8Array[] }
  /** Validate and store, then ask the peer with this locator. */
  | { readonly type: "ask"; readonly headers: readonly Uint8Array[]; readonly locator: readonly Uint8Array[] }
  /** `isUnclear`: its work is not known yet, so the peer has to be asked once more. */
  | { readonly type: "not-stored"; readonly isUnclear: boolean }
  | { readonly type: "refused"; readonly reject: Reject };

export class PresyncPeers {
  readonly #ports: PresyncPorts;
  readonly #presyncs = new Map<PeerId, HeadersPresync>();

  constructor(ports: PresyncPorts) {
    this.#ports = ports;
  }

  peerGone(peer: PeerId): void {
    this.#presyncs.delete(peer);
  }

  /** Bytes that the presyncs of all peers hold. */
  get bytes(): number {
    let bytes = 0;
    for (const presync of this.#presyncs.values()) bytes += presync.bytes;
    return bytes;
  }

  /** Of that which has come furthest, one in its second pass before all others; undefined: none is under way. */
  progress(): PresyncProgress | undefined {
    let furthest: PresyncProgress | undefined;
    for (const { isFirstPass, height, time } of this.#presyncs.values()) {
      const isAhead = furthest?.isFirstPass === isFirstPass ? height > furthest.height : !isFirstPass;
      if (furthest === undefined || isAhead) furthest = { isFirstPass, height, time };
    }
    return furthest;
  }

  /** One message of headers that the peer was asked for. */
  receive(peer: PeerId, headers: readonly Uint8Array[], nowSeconds: number): HeadersVerdict {
    const isFull = headers.length >= HEADERS_MAX;
    const running = this.#presyncs.get(peer);
    if (running !== undefined) {
      const step = this.#isFromNowhere(running, headers)
        ? ({ type: "refused", reject: reject("prev-blk-not-found") } as const)
        : running.receive(headers, isFull, nowSeconds);
      return this.#verdict(peer, running, step);
    }
    const branch = this.#findLowWork(headers);
    if (branch === undefined) return { type: "store", headers };
    const { network, random } = this.#ports;
    const presync = new HeadersPresync({ network, random, fork: branch.fork, workMin: this.workMin() });
    this.#presyncs.set(peer, presync);
    const unknown = headers.slice(branch.known);
    return this.#verdict(peer, presync, presync.receive(unknown, isFull, nowSeconds));
  }

  /** Whether a single header may be stored, whose parent is in the index. */
  hasEnoughWork(headerBytes: Uint8Array): boolean {
    const parent = this.#ports.index.get(parentHashOf(headerBytes));
    if (parent === undefined) return false;
    const bits = new DataView(headerBytes.buffer, headerBytes.byteOffset).getUint32(BITS_AT, true);
    return parent.chainWork + workOfBits(bits) >= this.workMin();
  }

  /** Cumulative work from which on a branch is stored. */
  workMin(): bigint {
    const tip = this.#ports.tip();
    const { minimumChainWork } = this.#ports.network.params;
    const nearTip = tip.chainWork - BigInt(BLOCKS_BELOW_TIP) * workOfBits(tip.header.bits);
    return nearTip > minimumChainWork ? nearTip : minimumChainWork;
  }

  /** The locator of every question ends with genesis, so no honest answer begins with the child of an unknown block. */
  #isFromNowhere(presync: HeadersPresync, headers: readonly Uint8Array[]): boolean {
    const first = headers[0];
    if (first === undefined || presync.continuesWith(headers)) return false;
    return this.#ports.index.get(parentHashOf(first)) === undefined;
  }

  /** Undefined: the direct way, which also finds what is wrong where no branch begins here. */
  #findLowWork(headers: readonly Uint8Array[]): { readonly fork: HeaderEntry; readonly known: number } | undefined {
    const { index } = this.#ports;
    const first = headers[0];
    let fork = first === undefined ? undefined : index.get(parentHashOf(first));
    const workMin = this.workMin();
    let known = 0;
    for (const header of headers) {
      if (fork === undefined || fork.isInvalid || fork.chainWork >= workMin) return undefined;
      const entry = index.get(hashHeader(header));
      if (entry === undefined) return { fork, known };
      fork = entry;
      known += 1;
    }
    return undefined;
  }

  #verdict(peer: PeerId, presync: HeadersPresync, step: PresyncStep): HeadersVerdict {
    if (step.type !== "ask") this.#presyncs.delete(peer);
    switch (step.type) {
      case "ask": {
        const fork = locatorOf(presync.fork);
        return { type: "ask", headers: step.release, locator: step.after === undefined ? fork : [step.after, ...fork] };
      }
      case "store":
        return { type: "store", headers: step.release };
      case "low-work":
        return { type: "not-stored", isUnclear: false };
      case "changed":
        return { type: "not-stored", isUnclear: true };
      case "refused":
        return step;
      default:
        return step satisfies never;
    }
  }
}
