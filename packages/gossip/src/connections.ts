/**
 * The peer table: every connection from its opening to its end.
 *
 * States of a connection: greeting, ready; one that is being closed has left the table.
 * Events: connected, message, closed, dial failed, an operator's connect and disconnect, time.
 *   connected inbound, table full   -> another one is closed, `evicted` (inbound-eviction.ts), or this one, `full`
 *   connected                       -> our Hello; greeting
 *   connected, host banned (bans.ts) -> closed, `banned`; so is one whose proven key is
 *   greeting: Hello, HelloProof     -> ready, unless refused (handshake.ts) or a duplicate (duplicate-connections.ts)
 *   greeting for HANDSHAKE_TIMEOUT_MS -> closed, `handshake-timeout`
 *   ready: ping, pong, addresses, notice -> consumed here; every other message is returned to the caller
 *   greeting of a feeler (feelers.ts) done -> closed, `feeler`, without having been ready; or, where nodes that have
 *                                      blocks are missing, ready in the place of a light node, which is closed, `evicted`
 *   ready: silent (keep-alive.ts)   -> closed, `ping-timeout`
 * Invariants:
 * - onReady and onGone come in pairs, onGone at the moment of the decision to close: other machines never hold on to a
 *   connection that is on its way out, and whatever it still sends is ignored;
 * - two ready connections never lead to the same node key;
 * - inbound connections are bounded by maxInbound, outbound ones by maxOutbound and the addresses an operator gave.
 * This file is longer than 400 lines because one table holds all of it: what decides stands in files of its own, and
 * here is only who asks whom.
 */
import { type HashKey, hashKey } from "@triad/chain";
import type { Message, MessageOf, NodeRole } from "@triad/protocol";
import { AddressAsking } from "./address-asking.ts";
import { AddressBook, type KnownAddress } from "./address-book.ts";
import { AddressExchange } from "./address-exchange.ts";
import { readAddressFile, writeAddressFile } from "./address-file.ts";
import { type AddressKey, addressKey, listenAddressOf } from "./address-text.ts";
import { type BanSubject, Bans, subjectsOf } from "./bans.ts";
import type { ConnectionCounts, ConnectionsOptions, ConnectionsPorts } from "./connections-options.ts";
import { Dialling, type FailedDial } from "./dialling.ts";
import type { DisconnectCode } from "./disconnect-codes.ts";
import { newerConnectionSurvives } from "./duplicate-connections.ts";
import { Handshake, HELLO_NONCE_BYTES, type OwnIdentity } from "./handshake.ts";
import { chooseEvicted } from "./inbound-eviction.ts";
import { KeepAlive, PING_NONCE_BYTES } from "./keep-alive.ts";
import { CONSEQUENCES } from "./offences.ts";
import { chooseReplaced, countBlockSources, isBlockSource, lacksOutbound } from "./outbound-needs.ts";
import { anchorsOf, inboundCandidates, type PeerStanding, standingsOf } from "./peer-standing.ts";
import { type Connection, isAtHost, ownListenAddress, type PeerView, viewOf } from "./peer-view.ts";
import { type Direction, earlier, type NetAddress, type Now, type PeerId, type PeerOutbox } from "./ports.ts";

/** Policy: the greeting takes two messages each way; whoever needs longer holds a place that another could use. */
export const HANDSHAKE_TIMEOUT_MS = 10_000;
/** BIP-340's auxiliary randomness. */
const SIGNING_RANDOMNESS_BYTES = 32;

export class Connections {
  /**
   * For every other machine: sends only to ready peers, and closing a peer takes it out of the table (onGone is called
   * before `disconnect` returns). To be used while handling a message or a wake-up that this table was told of first,
   * as its clock is that of the last event.
   */
  readonly outbox: PeerOutbox;
  /** Who this node is among its peers: x-only public key, 32 bytes. */
  readonly nodeKey: Uint8Array;
  readonly #ports: ConnectionsPorts;
  readonly #options: ConnectionsOptions;
  readonly #own: OwnIdentity;
  readonly #book: AddressBook;
  readonly #dialling: Dialling;
  readonly #asking: AddressAsking;
  /** To be read, kept and restored by the owner; `ban` and `unban` change it. */
  readonly bans = new Bans();
  /** Bounded by maxInbound, maxOutbound and the operator's addresses. */
  readonly #table = new Map<PeerId, Connection>();
  readonly #byNode = new Map<HashKey, Connection>();
  /** Connections dialled by us, by what was dialled. */
  readonly #byAddress = new Map<AddressKey, Connection>();
  /** Of the event being handled; machines that disconnect a peer through `outbox` do so within one. */
  #now: Now = { monotonicMs: 0, unixMs: 0 };

  constructor(ports: ConnectionsPorts, options: ConnectionsOptions) {
    this.#ports = ports;
    this.#options = options;
    const { nodeSecretKey: secretKey, connectOnly } = options;
    this.#own = { ...options, secretKey, nodeKey: ports.schnorr.publicKey(secretKey) };
    this.#book = new AddressBook(ports.random);
    this.#dialling = new Dialling(this.#book, ports.random, (...dialled) => ports.outbox.dial(...dialled), {
      maxOutbound: options.maxOutbound,
      manualOnly: connectOnly.length > 0,
    });
    this.#asking = new AddressAsking(ports.random);
    for (const address of [...connectOnly, ...options.peers]) this.#book.addFixed(address, "manual");
    for (const address of options.seeds) this.#book.addFixed(address, "seed");
    this.nodeKey = this.#own.nodeKey;
    this.outbox = {
      send: (peer, message) => {
        if (this.#table.get(peer)?.ready !== undefined) ports.outbox.send(peer, message);
      },
      disconnect: (peer, code, text) => {
        this.disconnect(peer, code, text, this.#now);
      },
    };
  }

  /** Dials what is to be dialled at start. */
  start(now: Now): void {
    this.#updateDialling(now);
  }

  /** `ip`: where the name led that was dialled. */
  peerConnected(peer: PeerId, direction: Direction, address: NetAddress, now: Now, ip?: string): void {
    this.#now = now;
    const isFeeler = direction === "outbound" && this.#dialling.opened(address);
    if (this.#isBanned(address, undefined, now, ip)) {
      this.#ports.outbox.disconnect(peer, "banned", "this address is banned");
      // a name that leads to a banned host is not banned itself
      if (direction === "outbound") this.#dialling.ended(address, "banned", 0, now);
      this.#updateDialling(now);
      return;
    }
    if (direction === "inbound" && this.counts().inbound >= this.#options.maxInbound && !this.#makeRoom(now)) {
      this.#ports.outbox.disconnect(peer, "full", `${this.#options.maxInbound} inbound connections are the limit`);
      return;
    }
    const nonce = this.#ports.random.bytes(HELLO_NONCE_BYTES);
    const connection: Connection = {
      peer,
      direction,
      address,
      ip,
      openedAtMs: now.monotonicMs,
      handshake: new Handshake(this.#ports.schnorr, this.#own, direction, nonce),
      keepAlive: new KeepAlive(now.monotonicMs),
      exchange: new AddressExchange(this.#book, address.host),
      isFeeler,
      lastTransaction: undefined,
      lastBlock: undefined,
      ready: undefined,
    };
    this.#table.set(peer, connection);
    if (direction === "outbound") this.#byAddress.set(addressKey(address), connection);
    this.#ports.outbox.send(peer, connection.handshake.hello(this.#ports.tip(), now));
    this.#updateDialling(now);
  }

  /** `resolved`: the IP addresses that its name led to. */
  dialFailed(address: NetAddress, reason: string, resolved: readonly string[], now: Now): FailedDial | undefined {
    const failed = this.#dialling.failed(address, reason, resolved, now);
    this.#updateDialling(now);
    return failed;
  }

  /** Somebody announced himself on the local network: hearsay, as what a peer tells. */
  heardOnLan(address: NetAddress, role: NodeRole, now: Now): void {
    if (this.#book.get(address) !== undefined) return;
    const entry = this.#book.learn(address, role, address.host);
    if (entry !== undefined) entry.isFromLan = true;
    this.#updateDialling(now);
  }

  /** The message when it is for other machines; undefined when it was consumed here or the peer is not ready. */
  messageReceived(peer: PeerId, message: Message, now: Now): Message | undefined {
    this.#now = now;
    const connection = this.#table.get(peer);
    if (connection === undefined) return undefined;
    connection.keepAlive.heard(now.monotonicMs);
    if (connection.ready === undefined) {
      this.#greet(connection, message, now);
      return undefined;
    }
    switch (message.kind) {
      case "hello":
      case "hello-proof":
        this.#end(connection, "protocol-error", "a second greeting", now);
        return undefined;
      case "ping":
        this.#ports.outbox.send(peer, { kind: "pong", nonce: message.nonce });
        return undefined;
      case "pong":
        connection.keepAlive.pong(message.nonce, now.monotonicMs);
        return undefined;
      case "get-addresses": {
        const answer = connection.exchange.answer(now, this.#ports.random);
        if (answer !== undefined) this.#ports.outbox.send(peer, answer);
        return undefined;
      }
      case "addresses":
        connection.exchange.learn(message.addresses);
        this.#updateDialling(now);
        return undefined;
      case "notice":
        this.#ports.onNotice?.(viewOf(connection.ready, connection.keepAlive.roundTripMs), message.code, message.text);
        return undefined;
      default:
        return message;
    }
  }

  /** `code` as the host reports it: ours, the other side's, or a transport error. */
  peerClosed(peer: PeerId, code: string, now: Now): void {
    this.#now = now;
    const connection = this.#table.get(peer);
    if (connection !== undefined) this.#remove(connection, code, now);
  }

  /** The peer was of use: a transaction that the pool took, a block that nobody had shown before. */
  delivered(peer: PeerId, what: "transaction" | "block", now: Now): void {
    const connection = this.#table.get(peer);
    if (connection === undefined) return;
    if (what === "transaction") connection.lastTransaction = now;
    else connection.lastBlock = now;
  }

  /** An operator's wish: dialled at once, and again whenever the connection is lost. False: it cannot be dialled. */
  connect(address: NetAddress, now: Now): boolean {
    this.#now = now;
    const entry = this.#book.addFixed(address, "manual");
    if (entry === undefined) return false;
    entry.notBeforeMs = now.monotonicMs;
    entry.failures = 0;
    this.#updateDialling(now);
    return true;
  }

  /** Ends a connection; with the code `operator` the wish for it is forgotten. False: there is no such peer. */
  disconnect(peer: PeerId, code: DisconnectCode, text: string, now: Now): boolean {
    this.#now = now;
    const connection = this.#table.get(peer);
    if (connection === undefined) return false;
    if (code === "operator") this.#book.endWish(connection.address);
    this.#end(connection, code, text, now);
    return true;
  }

  /** What a ban of this peer would be about (bans.ts). */
  subjectsOf(peer: PeerId): readonly BanSubject[] {
    const connection = this.#table.get(peer);
    if (connection === undefined) return [];
    return subjectsOf(connection.address, connection.ready?.nodeKeyText, connection.ip);
  }

  /** Ends its connections. `forMs`: how long, from now on. */
  ban(subject: BanSubject, forMs: number, now: Now): void {
    this.#now = now;
    this.bans.ban(subject, now.unixMs, now.unixMs + forMs);
    for (const { peer } of [...this.#table.values()]) {
      if (this.subjectsOf(peer).includes(subject))
        this.disconnect(peer, "banned", "the operator banned this node", now);
    }
  }

  /** False: there was no such ban. */
  unban(subject: BanSubject, now: Now): boolean {
    const wasBanned = this.bans.unban(subject);
    this.#updateDialling(now);
    return wasBanned;
  }

  /** In the order in which the connections were opened. */
  ready(): readonly PeerView[] {
    const views: PeerView[] = [];
    for (const { ready, keepAlive } of this.#table.values()) {
      if (ready !== undefined) views.push(viewOf(ready, keepAlive.roundTripMs));
    }
    return views;
  }

  /** Of all connections, greeting or ready. */
  standings(): ReadonlyMap<PeerId, PeerStanding> {
    return standingsOf([...this.#table.values()], this.#book, this.bans);
  }

  /** Undefined while the greeting goes on. */
  view(peer: PeerId): PeerView | undefined {
    const connection = this.#table.get(peer);
    if (connection?.ready === undefined) return undefined;
    return viewOf(connection.ready, connection.keepAlive.roundTripMs);
  }

  counts(): ConnectionCounts {
    let inbound = 0;
    let feelers = 0;
    for (const { direction, isFeeler } of this.#table.values()) {
      if (direction === "inbound") inbound++;
      if (isFeeler) feelers++;
    }
    return {
      inbound,
      outbound: this.#table.size - inbound - feelers,
      ready: this.#byNode.size,
      addresses: this.#book.size,
    };
  }

  /** For the operator: what is known of addresses, with the reason of the last failure. */
  knownAddresses(): readonly Readonly<KnownAddress>[] {
    return [...this.#book.entries()];
  }

  /** Known addresses as text, for the host to keep. */
  serialiseAddresses(): string {
    this.#book.setAnchors(anchorsOf([...this.#table.values()]).map(({ address }) => address));
    return writeAddressFile(this.#book);
  }

  /** Tolerant of damage: what cannot be read is left out. Returns how many addresses were taken. */
  restoreAddresses(text: string, now: Now): number {
    const taken = readAddressFile(text, this.#book);
    this.#updateDialling(now);
    return taken;
  }

  /** Monotonic milliseconds. */
  nextWake(): number | undefined {
    let next = earlier(this.#dialling.nextWake(), this.#asking.nextWake());
    for (const connection of this.#table.values()) next = earlier(next, wakeTime(connection));
    return next;
  }

  wake(now: Now): void {
    this.#now = now;
    const connections = [...this.#table.values()];
    const isOneDue = connections.some((each) => each.ready !== undefined && now.monotonicMs >= wakeTime(each));
    for (const connection of connections) {
      if (!this.#table.has(connection.peer)) continue;
      if (connection.ready !== undefined) this.#keepAlive(connection, now, isOneDue);
      else if (now.monotonicMs >= wakeTime(connection)) {
        this.#end(connection, "handshake-timeout", "the greeting took too long", now);
      }
    }
    this.#updateDialling(now);
  }

  /** False: all inbound connections are protected. */
  #makeRoom(now: Now): boolean {
    const peer = chooseEvicted(inboundCandidates([...this.#table.values()], this.#book, this.bans));
    const evicted = peer === undefined ? undefined : this.#table.get(peer);
    if (evicted === undefined) return false;
    this.#end(evicted, "evicted", `room for another of at most ${this.#options.maxInbound} inbound connections`, now);
    return true;
  }

  #isBanned(address: NetAddress, nodeKey: HashKey | undefined, now: Now, ip?: string): boolean {
    // asked for each known address whenever something changes
    if (this.bans.isEmpty) return false;
    return subjectsOf(address, nodeKey, ip).some((subject) => this.bans.isBanned(subject, now.unixMs));
  }

  #keepAlive(connection: Connection, now: Now, isAnotherDue: boolean): void {
    const due = connection.keepAlive.due(now.monotonicMs, isAnotherDue);
    if (due === "dead") this.#end(connection, "ping-timeout", "no answer to a ping", now);
    if (due !== "ping") return;
    const nonce = this.#ports.random.bytes(PING_NONCE_BYTES);
    connection.keepAlive.pingSent(nonce, now.monotonicMs);
    this.#ports.outbox.send(connection.peer, { kind: "ping", nonce });
  }

  #greet(connection: Connection, message: Message, now: Now): void {
    const step = connection.handshake.receive(message, this.#ports.random.bytes(SIGNING_RANDOMNESS_BYTES));
    switch (step.type) {
      case "reply":
        this.#ports.outbox.send(connection.peer, step.message);
        return;
      case "refuse":
        this.#end(connection, step.code, step.text, now);
        return;
      case "proven":
        this.#becomeReady(connection, step.hello, now);
        return;
      default: {
        const impossible: never = step;
        throw new Error(`no such handshake step: ${impossible}`);
      }
    }
  }

  #becomeReady(connection: Connection, hello: MessageOf<"hello">, now: Now): void {
    const { peer, direction, address } = connection;
    const nodeKeyText = hashKey(hello.nodeKey);
    if (direction === "outbound") this.#dialling.proven(address, nodeKeyText, hello.role, now);
    const listenAddress = listenAddressOf(hello, address);
    if (listenAddress !== undefined) this.#learnListenAddress(listenAddress, hello.role, nodeKeyText, address.host);
    if (this.#isBanned(address, nodeKeyText, now)) {
      this.#end(connection, "banned", "this node is banned", now);
      return;
    }
    // before the feeler ends: the other end decides about two connections by the same rule, and knows nothing of feelers
    if (!this.#survivesDuplicate(connection, hello.nodeKey, nodeKeyText, now)) return;
    if (connection.isFeeler && !this.#replacesLightNode(connection, hello.role, now)) {
      this.#end(connection, "feeler", "this was only a test whether a node answers here", now);
      return;
    }
    const { role, services, nodeKey, userAgent, height, work } = hello;
    const facts = { peer, direction, address, listenAddress, role, services, nodeKey, userAgent, height, work };
    const clockAheadSeconds = hello.time - Math.floor(now.unixMs / 1000);
    const times = { clockAheadSeconds, connectedAtUnixMs: now.unixMs, readyAtMs: now.monotonicMs };
    connection.ready = { ...facts, nodeKeyText, ...times };
    this.#byNode.set(nodeKeyText, connection);
    this.#ports.onReady(viewOf(connection.ready, undefined), now);
    if (direction === "outbound") this.outbox.send(peer, connection.exchange.ask(now));
    this.#updateDialling(now);
  }

  #learnListenAddress(address: NetAddress, role: NodeRole, nodeKey: HashKey, source: string): void {
    const entry = this.#book.learn(address, role, source);
    if (entry === undefined) return;
    if (!isAtHost(address, source)) return;
    entry.role = role;
    this.#book.answeredBy(entry, nodeKey);
  }

  /** True: a light node has given up its outbound place, which a node that has blocks may take. */
  #replacesLightNode(feeler: Connection, role: NodeRole, now: Now): boolean {
    if (!isBlockSource(role)) return false;
    const replaced = chooseReplaced([...this.#table.values()], this.#book, this.#options.maxOutbound);
    if (replaced === undefined) return false;
    // before the place becomes free, or it would be dialled for
    feeler.isFeeler = false;
    this.#end(replaced, "evicted", "room for a node that has blocks", now);
    return true;
  }

  /** True when `newer` may become ready; otherwise it has been closed. */
  #survivesDuplicate(newer: Connection, nodeKey: Uint8Array, nodeKeyText: HashKey, now: Now): boolean {
    const older = this.#byNode.get(nodeKeyText);
    if (older === undefined) return true;
    const survives = newerConnectionSurvives(this.#own.nodeKey, nodeKey, older.direction, newer.direction);
    if (!survives) older.keepAlive.hurry(now.monotonicMs);
    this.#end(survives ? older : newer, "duplicate", "another connection to this node exists", now);
    return survives;
  }

  #end(connection: Connection, code: DisconnectCode, text: string, now: Now): void {
    if (CONSEQUENCES[code] === "discourage") {
      for (const subject of this.subjectsOf(connection.peer)) this.bans.discourage(subject);
    }
    this.#ports.outbox.disconnect(connection.peer, code, text);
    this.#remove(connection, code, now);
  }

  #remove(connection: Connection, code: string, now: Now): void {
    const { peer, direction, address, ready, keepAlive } = connection;
    this.#table.delete(peer);
    if (this.#byAddress.get(addressKey(address)) === connection) this.#byAddress.delete(addressKey(address));
    if (ready !== undefined && this.#byNode.get(ready.nodeKeyText) === connection)
      this.#byNode.delete(ready.nodeKeyText);
    const lastedMs = ready === undefined ? 0 : now.monotonicMs - ready.readyAtMs;
    // Of a peer that dialled us, what it listens at: or we would dial at once whom an operator has just sent away.
    const dialledNext = direction === "outbound" ? address : ownListenAddress(ready);
    if (dialledNext !== undefined) this.#dialling.ended(dialledNext, code, lastedMs, now);
    if (ready !== undefined) this.#ports.onGone(viewOf(ready, keepAlive.roundTripMs), now);
    this.#updateDialling(now);
  }

  #updateDialling(now: Now): void {
    this.#now = now;
    this.#dialling.update(now, {
      outbound: this.counts().outbound,
      blockSources: countBlockSources(this.#table.values(), this.#book),
      ready: this.#byNode.size,
      addresses: this.#byAddress,
      isBanned: (address, nodeKey) => this.#isBanned(address, nodeKey, now),
      isNodeConnected: (key) => this.#byNode.has(key),
    });
    const asked = this.#asking.update(now, this.#askable());
    if (asked !== undefined) this.outbox.send(asked.peer, asked.exchange.ask(now));
  }

  /** Who may be asked for addresses again, while any are wanted. */
  #askable(): readonly Connection[] {
    const { maxOutbound, connectOnly } = this.#options;
    if (connectOnly.length > 0 || !lacksOutbound(this.#table.values(), maxOutbound)) return [];
    return [...this.#table.values()].filter(({ direction, ready }) => direction === "outbound" && ready !== undefined);
  }
}

function wakeTime(connection: Connection): number {
  if (connection.ready === undefined) return connection.openedAtMs + HANDSHAKE_TIMEOUT_MS;
  return connection.keepAlive.nextWakeMs();
}
