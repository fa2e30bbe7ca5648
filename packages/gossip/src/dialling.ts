/**
 * Which addresses to dial, and when.
 *
 * States of an address: idle (due at a time), dialling (in flight), connected (known to the owner), barred.
 * Events: update (something changed or a time came), failed, opened, proven, ended.
 * Rules and their reasons:
 * - Addresses that an operator asked for are dialled whenever due; others only while outbound connections are missing,
 *   as dialling-choice.ts chooses.
 * - After a failure the distance doubles from RETRY_MS_MIN to RETRY_MS_MAX, with a random quarter on top, so that nodes
 *   that lost the same peer do not return in step.
 * - Behind a given name there may be another machine tomorrow (a container that comes back): its distance stays below
 *   RETRY_NAME_MS_MAX, begins anew as soon as the name leads to another IP address, and it is never barred.
 * - A name that a far node told must not lead near, as a near address that it told would not be learned either: its
 *   owner could have us connect to whatever listens behind our router.
 * - Without any connection, fixed addresses on this machine are tried every few seconds: a local test network
 *   starts its nodes in any order, and a vain dial to loopback costs nothing.
 * - Never an address that is banned, connected or being dialled, nor one at which a connected node answered the last time, nor
 *   ourselves.
 * - A connection that lasted RELIABLE_AFTER_MS wipes out earlier failures; a shorter one counts as a failure, or a peer
 *   that hangs up at once would be dialled every second for ever.
 * - Near addresses that were told get half of the places at most, where the book knows as many far groups as connections
 *   are wanted: no group bounds them, and one machine on the local network could announce itself at any number of them.
 * - Part of the places is for nodes that have blocks (outbound-needs.ts): as long as these are missing, light nodes are
 *   dialled only when no other address is due.
 * - While no outbound connection is missing, a feeler now and then (feelers.ts).
 * - Learned addresses and seeds at a pace (dial-pace.ts): what was told may lead to anybody, and there may be much of it.
 * Invariants: at most DIALS_IN_FLIGHT_MAX in flight; the host reports every dial once, as opened or as failed.
 */
import type { HashKey } from "@triad/chain";
import type { NodeRole } from "@triad/protocol";
import type { AddressBook, AddressOrigin, KnownAddress } from "./address-book.ts";
import { isNear, isNearSource, type NetworkGroup } from "./address-group.ts";
import { type AddressKey, addressKey, isLoopback, isName } from "./address-text.ts";
import { DialPace } from "./dial-pace.ts";
import { chooseAddress, hasGroups } from "./dialling-choice.ts";
import { DiallingTimes } from "./dialling-times.ts";
import { disconnectMeaning } from "./disconnect-codes.ts";
import { Feelers } from "./feelers.ts";
import { blockSourcesWanted, isBlockSource } from "./outbound-needs.ts";
import { earlier, type NetAddress, type Now, type Outbox, type Randomness } from "./ports.ts";

/** Policy: the first distance between two dials of an address. */
export const RETRY_MS_MIN = 1_000;
/** Policy: the longest distance; a node that comes back is found within five minutes. */
export const RETRY_MS_MAX = 300_000;
/**
 * Policy: the longest distance for names of options, parameters and operators: a container that comes back is found
 * within half a minute, and its name costs a question to the name server until then. Told names don't get it, or whoever
 * tells them could have a name server asked by the whole network.
 */
export const RETRY_NAME_MS_MAX = 30_000;
/** Policy: between two dials of a loopback address while there is no connection, drawn between the two. */
export const RETRY_ALONE_MS_MIN = 2_000;
export const RETRY_ALONE_MS_MAX = 5_000;
/** Policy: a minute of connection tells a node that stays from one that hangs up. */
export const RELIABLE_AFTER_MS = 60_000;
/** Bounds the dials under way: home routers dislike bursts of new connections. */
export const DIALS_IN_FLIGHT_MAX = 16;

export interface DiallingOptions {
  readonly maxOutbound: number;
  /** Learned addresses and seeds are not dialled. */
  readonly manualOnly: boolean;
}

/** What the peer table knows of the present connections. */
export interface PresentConnections {
  /** Outbound connections, greeting or ready. */
  readonly outbound: number;
  /** Of these, to nodes that have blocks. */
  readonly blockSources: number;
  readonly ready: number;
  /** What was dialled for each of them. */
  readonly addresses: ReadonlyMap<AddressKey, unknown>;
  readonly isNodeConnected: (nodeKey: HashKey) => boolean;
  readonly isBanned: (address: NetAddress, nodeKey: HashKey | undefined) => boolean;
}

export interface FailedDial {
  readonly origin: AddressOrigin;
  /** It has not failed for this reason just before. */
  readonly isNews: boolean;
  /** When it may be dialled again. */
  readonly againInMs: number;
}

export class Dialling {
  readonly #book: AddressBook;
  readonly #random: Randomness;
  readonly #dial: Outbox["dial"];
  readonly #options: DiallingOptions;
  /** Bounded by DIALS_IN_FLIGHT_MAX. */
  readonly #inFlight = new Set<AddressKey>();
  readonly #times: DiallingTimes;
  readonly #feelers: Feelers;
  readonly #pace = new DialPace();
  /** The feeler that is being dialled; one of those in flight. */
  #feeling: AddressKey | undefined;
  #nextWakeMs: number | undefined;

  constructor(book: AddressBook, random: Randomness, dial: Outbox["dial"], options: DiallingOptions) {
    this.#book = book;
    this.#random = random;
    this.#times = new DiallingTimes((entry) => book.byKey(entry.key) === entry);
    this.#feelers = new Feelers(book, random);
    this.#dial = dial;
    this.#options = options;
  }

  nextWake(): number | undefined {
    return this.#nextWakeMs;
  }

  /** Dials what is due. To be called whenever connections or addresses changed, and at `nextWake`. */
  update(now: Now, present: PresentConnections): void {
    for (const entry of this.#book.takeEntered()) this.#times.put(entry);
    this.#nextWakeMs = undefined;
    const beingDialled = this.#inFlight.size - (this.#feeling === undefined ? 0 : 1);
    const missing = this.#options.maxOutbound - present.outbound - beingDialled;
    const lackingSources =
      blockSourcesWanted(this.#options.maxOutbound) - present.blockSources - this.#sourcesInFlight();
    const wantsMore = missing > 0 && !this.#options.manualOnly;
    const due: KnownAddress[] = [];
    for (const entry of this.#book.given()) {
      if (this.#isTaken(entry, present) || (entry.origin !== "manual" && !wantsMore)) continue;
      const dueMs = dueTime(entry, present.ready === 0);
      if (dueMs > now.monotonicMs) this.#nextWakeMs = earlier(this.#nextWakeMs, dueMs);
      else if (entry.origin === "manual") this.#start(entry);
      else due.push(entry);
    }
    if (wantsMore) {
      for (const entry of this.#times.due(now.monotonicMs)) if (!this.#isTaken(entry, present)) due.push(entry);
      this.#nextWakeMs = earlier(this.#nextWakeMs, this.#times.nextMs());
    }
    if (due.length > 0) this.#startSome(due, missing, lackingSources, present, now);
    const isComplete = missing <= 0 && present.ready > 0 && this.#options.maxOutbound > 0;
    if (isComplete && !this.#options.manualOnly) this.#feel(now, lackingSources > 0, present);
  }

  /** `resolved`: the IP addresses that its name led to. Undefined: the address is not known any more. */
  failed(address: NetAddress, reason: string, resolved: readonly string[], now: Now): FailedDial | undefined {
    this.opened(address);
    const entry = this.#book.get(address);
    if (entry === undefined) return undefined;
    const isNews = entry.failures === 0 || entry.lastFailure !== reason;
    const hasMoved = entry.failures > 0 && resolved.some((ip) => !entry.lastResolved.includes(ip));
    if (hasMoved && isGivenName(entry)) entry.failures = 0;
    entry.lastResolved = resolved;
    this.#postpone(entry, reason, now);
    this.#book.notReached(entry);
    return { origin: entry.origin, isNews, againInMs: entry.notBeforeMs - now.monotonicMs };
  }

  /** True: it is a feeler, to be ended when the node has proven its key. */
  opened(address: NetAddress): boolean {
    const key = addressKey(address);
    this.#inFlight.delete(key);
    if (this.#feeling !== key) return false;
    this.#feeling = undefined;
    return true;
  }

  proven(address: NetAddress, nodeKey: HashKey, role: NodeRole, now: Now): void {
    const entry = this.#book.get(address);
    if (entry === undefined) return;
    this.#book.answeredBy(entry, nodeKey);
    entry.role = role;
    this.#book.reached(entry, now.unixMs);
  }

  /** An outbound connection is over. `lastedMs`: how long it was ready, 0 if it never was. */
  ended(address: NetAddress, code: string, lastedMs: number, now: Now): void {
    const entry = this.#book.get(address);
    if (entry === undefined) return;
    const care = disconnectMeaning(code)?.care ?? "redial";
    if (care === "none") return;
    if (lastedMs >= RELIABLE_AFTER_MS) entry.failures = 0;
    this.#postpone(entry, code, now);
    if (care === "redial") return;
    // a name of several containers, this one among them, leads to another one the next time
    if (care === "never" && isGivenName(entry)) return;
    if (care === "never") entry.isBarred = true;
    entry.notBeforeMs = now.monotonicMs + RETRY_MS_MAX;
    entry.notBeforeAloneMs = entry.notBeforeMs;
    this.#times.put(entry);
  }

  #sourcesInFlight(): number {
    let count = 0;
    for (const key of this.#inFlight) {
      const entry = this.#feeling === key ? undefined : this.#book.byKey(key);
      if (entry !== undefined && isBlockSource(entry.role)) count++;
    }
    return count;
  }

  #isTaken(entry: KnownAddress, present: PresentConnections): boolean {
    if (entry.isBarred || this.#inFlight.has(entry.key) || present.addresses.has(entry.key)) return true;
    if (present.isBanned(entry.address, entry.nodeKey)) return true;
    return entry.nodeKey !== undefined && present.isNodeConnected(entry.nodeKey);
  }

  #start(entry: KnownAddress): void {
    if (this.#inFlight.size >= DIALS_IN_FLIGHT_MAX) return;
    entry.isAnchor = false;
    this.#inFlight.add(entry.key);
    if (mustBeFar(entry)) this.#dial(entry.address, true);
    else this.#dial(entry.address);
  }

  #feel(now: Now, lacksBlockSources: boolean, present: PresentConnections): void {
    const isDue = (entry: KnownAddress): boolean => {
      return !this.#isTaken(entry, present) && entry.notBeforeMs <= now.monotonicMs;
    };
    if (this.#feeling === undefined) {
      const isTaken = (entry: KnownAddress): boolean => this.#isTaken(entry, present);
      const chosen = this.#feelers.choose(now.monotonicMs, isTaken, isDue, lacksBlockSources);
      if (chosen !== undefined && this.#inFlight.size < DIALS_IN_FLIGHT_MAX) {
        this.#feeling = chosen.key;
        this.#start(chosen);
      }
    }
    // one under way is told of when it ends, however long a name server keeps it waiting; the next one's time may be past
    if (this.#feeling !== undefined) return;
    this.#nextWakeMs = earlier(this.#nextWakeMs, this.#feelers.nextWakeMs(now.monotonicMs));
  }

  #startSome(
    due: KnownAddress[],
    missing: number,
    lackingSources: number,
    present: PresentConnections,
    now: Now,
  ): void {
    let lacking = lackingSources;
    const used = new Set<NetworkGroup>();
    let near = 0;
    for (const key of [...this.#inFlight, ...present.addresses.keys()]) {
      const entry = this.#book.byKey(key);
      if (entry === undefined) continue;
      if (isToldNear(entry)) near++;
      else if (entry.origin !== "manual" && !isNear(entry.group)) used.add(entry.group);
    }
    const mayShare = (): boolean => !hasGroups(this.#book.entries(), this.#options.maxOutbound);
    let nearLeft = Math.ceil(this.#options.maxOutbound / 2) - near;
    let open = due;
    for (let left = missing; left > 0; left--) {
      if (this.#pace.left(now.monotonicMs) <= 0) {
        this.#nextWakeMs = earlier(this.#nextWakeMs, this.#pace.nextMs());
        return;
      }
      if (open === due && nearLeft <= 0 && !mayShare()) open = due.filter((entry) => !isToldNear(entry));
      const sources = lacking > 0 ? open.filter(({ role }) => isBlockSource(role)) : [];
      const source = chooseAddress(sources, used, mayShare, this.#random);
      const chosen = source ?? chooseAddress(open, used, mayShare, this.#random);
      if (chosen === undefined) return;
      if (isBlockSource(chosen.role)) lacking--;
      if (isToldNear(chosen)) nearLeft--;
      open.splice(open.indexOf(chosen), 1);
      used.add(chosen.group);
      this.#start(chosen);
      this.#pace.took(now.monotonicMs);
    }
  }

  #postpone(entry: KnownAddress, reason: string, now: Now): void {
    entry.failures++;
    entry.lastFailure = reason;
    const delayMaxMs = isGivenName(entry) ? RETRY_NAME_MS_MAX : RETRY_MS_MAX;
    const delayMs = Math.min(RETRY_MS_MIN * 2 ** (entry.failures - 1), delayMaxMs);
    entry.notBeforeMs = now.monotonicMs + delayMs + this.#random.integer(Math.floor(delayMs / 4) + 1);
    entry.notBeforeAloneMs =
      now.monotonicMs + RETRY_ALONE_MS_MIN + this.#random.integer(RETRY_ALONE_MS_MAX - RETRY_ALONE_MS_MIN + 1);
    this.#times.put(entry);
  }
}

function isGivenName({ origin, address }: KnownAddress): boolean {
  return origin !== "learned" && isName(address.host);
}

function isToldNear({ origin, group }: KnownAddress): boolean {
  return origin === "learned" && isNear(group);
}

function mustBeFar({ origin, address, group, sourceGroup }: KnownAddress): boolean {
  return origin === "learned" && isName(address.host) && !isNear(group) && !isNearSource(sourceGroup);
}

function dueTime(entry: KnownAddress, isAlone: boolean): number {
  const isNear = entry.origin !== "learned" && isLoopback(entry.address.host);
  return isAlone && isNear ? Math.min(entry.notBeforeMs, entry.notBeforeAloneMs) : entry.notBeforeMs;
}
