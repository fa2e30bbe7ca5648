/**
 * A role with everything around it: loop, sockets, workers, timer, store. Knows neither options nor files, so that a
 * test can start several in one process.
 */
import type { CommittingStore } from "@triad/chain";
import type { HeardNode } from "@triad/gossip";
import type { Core, Effect, Event, NetAddress, Notice, OperatorCommand, OperatorReply } from "@triad/roles";
import type { SchnorrName } from "./choose-schnorr.ts";
import { createWakeTimer, systemNow } from "./clock.ts";
import { createCommits } from "./commits.ts";
import { createHostLoop } from "./host-loop.ts";
import { createResolve, type Lookup, lookupBySystem } from "./name-resolver.ts";
import { createNonceWorkers, type NonceWorkers } from "./nonce-workers.ts";
import { createOperatorQuestions } from "./operator-questions.ts";
import { createPeerConnections, type FrameObserver } from "./peer-connections.ts";
import { seldom } from "./seldom.ts";
import { createSignatureWorkers, signatureWorkersMissing } from "./signature-workers.ts";
import { makeTlsContext, type TlsIdentity } from "./tls-files.ts";
import type { TrafficBounds } from "./traffic-budget.ts";
import { listenForPeers, type PeerServer } from "./websocket-server.ts";

export interface NodeParts {
  readonly core: Core;
  readonly store: CommittingStore;
  /** Threads that search nonces; 0: the role doesn't mine. */
  readonly nonceThreads: number;
  readonly signatureThreads?: number;
  /** What checks signatures in worker threads; by default the one that runs everywhere. */
  readonly signatureBackend?: SchnorrName;
  /** Sees every frame in and out. */
  readonly onFrame?: FrameObserver;
  readonly sendQueueBytesMax?: number;
  readonly trafficBounds?: TrafficBounds;
  /** How names become addresses; the machine's own way unless given. */
  readonly lookup?: Lookup;
  /** PEM; whose signatures under certificates are believed when wss is dialled, besides those that Node believes. */
  readonly trustedCertificates?: readonly string[];
  /** A throw of the core or of the host: the node can't go on. By default it is thrown again. */
  readonly onBug?: (error: unknown, event: Event | undefined) => void;
  /** The role can't go on, and says what to do. */
  readonly onGiveUp?: (reason: string) => void;
  /** A worker died, and another is started after `restartMs`. */
  readonly onWorkerDied?: (kind: "signature" | "nonce", reason: string, restartMs: number) => void;
}

export interface ListenOptions {
  /** WebSockets at the same time; the role's own limit of peers is lower. */
  readonly socketsMax: number;
  readonly allowedOrigins?: readonly string[];
  /** Given: wss, otherwise ws. */
  readonly tls?: TlsIdentity | undefined;
}

export interface Node {
  /** Accepts peers from now on. @throws the operating system's error. */
  listen(address: NetAddress, options: ListenOptions): Promise<NetAddress>;
  /** Lets the core begin. */
  start(): void;
  /** A node was heard of on the local network. */
  heard(node: HeardNode): void;
  ask(command: OperatorCommand): Promise<OperatorReply>;
  subscribe(listener: (notice: Notice) => void): () => void;
  /** Peers learn why, what is in memory is committed, the store is closed. May be called again. */
  stop(): Promise<void>;
}

/** Strangers decide how often it happens; a person needs to read it once. */
const MISDIALLED_EVERY_MS = 60_000;

export function createNode(parts: NodeParts): Node {
  const { core, store, nonceThreads } = parts;
  const listeners = new Set<(notice: Notice) => void>();
  const servers: PeerServer[] = [];
  let stopping: Promise<void> | undefined;
  let isEnding = false;

  const loop = createHostLoop({
    core: {
      start: (now) => core.start(now),
      handle: (event, now) => (isInVain(event) ? [] : core.handle(event, now)),
    },
    now: systemNow,
    perform,
    handled: (event) => {
      if (event.type === "frame-received") peers.frameHandled(event.peer, event.frame.length);
    },
    onBug:
      parts.onBug ??
      ((error) => {
        throw error;
      }),
  });
  /**
   * What peers sent before the node ends, of which there may be a lot, would hold up the end; and what was sent by one
   * that is gone or cut off, all the others: thousands of questions for whole blocks may wait to be answered to nobody.
   */
  function isInVain(event: Event): boolean {
    return event.type === "frame-received" && (isEnding || !peers.isOpen(event.peer));
  }

  /** While the node ends, the role hears only what becomes of commits. */
  const post = (event: Event) => {
    if (!isEnding || event.type === "committed" || event.type === "commit-failed") loop.post(event);
  };
  const peers = createPeerConnections({
    post,
    dialWays: {
      resolve: createResolve(parts.lookup ?? lookupBySystem),
      tlsContext: makeTlsContext(parts.trustedCertificates ?? []),
    },
    onFrame: parts.onFrame,
    sendQueueBytesMax: parts.sendQueueBytesMax,
    trafficBounds: parts.trafficBounds,
  });
  const questions = createOperatorQuestions(post);
  const commits = createCommits(store, post);
  const timer = createWakeTimer(systemNow, () => post({ type: "woken" }));
  const signatures = createSignatureWorkers({
    verdict: (job, result) => post({ type: "signatures-checked", job, result }),
    died: (reason, restartMs) => parts.onWorkerDied?.("signature", reason, restartMs),
    unavailable: giveUpWithoutWorkers,
    schnorr: parts.signatureBackend ?? "wasm",
    ...(parts.signatureThreads === undefined ? {} : { size: parts.signatureThreads }),
  });
  const nonces: NonceWorkers | undefined =
    nonceThreads === 0
      ? undefined
      : createNonceWorkers({
          threads: nonceThreads,
          found: (job, header) => post({ type: "nonce-found", job, header }),
          exhausted: (job) => post({ type: "nonce-exhausted", job }),
          hashesDone: (job, hashes) => post({ type: "hashes-done", job, hashes }),
          died: (reason, restartMs) => parts.onWorkerDied?.("nonce", reason, restartMs),
        });

  function perform(effect: Effect): void {
    switch (effect.type) {
      case "send":
        peers.send(effect.peer, effect.frame);
        return;
      case "dial":
        peers.dial(effect.address, effect.farOnly);
        return;
      case "disconnect":
        peers.disconnect(effect.peer, effect.code, effect.text);
        return;
      case "check-signatures":
        signatures.check(effect.job, effect.priority, effect.items);
        return;
      case "search-nonce":
        if (nonces === undefined) throw new Error("a role without nonce threads asked for a nonce search");
        nonces.search(effect.job, effect.header, effect.target, effect.powerPercent);
        return;
      case "cancel":
        signatures.cancel(effect.job);
        nonces?.cancel(effect.job);
        return;
      case "commit":
        commits.commit(effect.commit, effect.batch, effect.durable);
        return;
      case "wake-at":
        timer.set(effect.monotonicMs);
        return;
      case "reply":
        questions.answer(effect.reply, effect.result);
        return;
      case "notify":
        for (const listener of listeners) listener(effect.notice);
        return;
      case "give-up":
        parts.onGiveUp?.(effect.reason);
        return;
      default: {
        const unknown: never = effect;
        throw new Error(`an effect that nobody performs: ${JSON.stringify(unknown)}`);
      }
    }
  }

  const tellMisdialled = seldom(MISDIALLED_EVERY_MS, (by: "plain" | "tls", host: string) => {
    const text =
      by === "plain"
        ? `A program at ${host} came without TLS, which this node's port for peers needs: dial it by wss://.`
        : `A program at ${host} came with TLS, which this node's port for peers does not speak: dial it without wss://.`;
    const notice = { level: "warn", area: "peers", code: "misdialled", text, facts: { host, by } } as const;
    perform({ type: "notify", notice });
  });

  /** A node that can check no signature takes in neither blocks nor payments. */
  function giveUpWithoutWorkers(reason: string): void {
    const text = signatureWorkersMissing(reason);
    perform({ type: "notify", notice: { level: "error", area: "node", code: "no-workers", text, facts: { reason } } });
    perform({ type: "give-up", reason: text });
  }

  /** What the role still has in memory goes to disk; a commit that fails is not tried again. */
  async function commitAll(): Promise<void> {
    loop.post({ type: "stopping" });
    for (await loop.idle(); commits.isBusy; await loop.idle()) await commits.idle();
  }

  /** Peers go first: what they send must not keep the queue from becoming empty. */
  async function end(): Promise<void> {
    isEnding = true;
    const closed = [
      ...servers.map((server) => server.close()),
      peers.closeAll("shutting-down", "This node is being stopped."),
    ];
    await commitAll();
    loop.stop();
    timer.set(undefined);
    questions.end();
    await Promise.all([...closed, signatures.stop(), nonces?.stop(), commits.idle()]);
    await store.close();
  }

  return {
    async listen(address, { socketsMax, allowedOrigins, tls }) {
      const server = await listenForPeers(address, {
        socketsMax,
        ...(tls === undefined ? {} : { tls }),
        misdialled: tellMisdialled,
        ...(allowedOrigins === undefined ? {} : { allowedOrigins }),
        accepted: peers.accept,
        makeRoom: peers.cutOffClosing,
      });
      servers.push(server);
      return server.address;
    },
    start: loop.start,
    heard: ({ address, role }) => post({ type: "address-heard", address, role }),
    ask: questions.ask,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    stop() {
      stopping ??= end();
      return stopping;
    },
  };
}
