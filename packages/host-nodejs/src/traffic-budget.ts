/**
 * The memory that all peers together may take: one connection's bounds, times the number of connections, would be more
 * than a machine has.
 *
 * - Frames received and not handled yet: beyond RECEIVED_BYTES_MAX no socket is read until half of it is worked off.
 *   Nothing is lost; who sends has to wait.
 * - Messages that have begun and not ended: reading less would not free them, so beyond UNFINISHED_BYTES_MAX the one that
 *   began first ends with its connection. An honest message ends within seconds of its beginning. Those of peers that
 *   this node has dialled don't count: they are few, and not an attacker's choice.
 * - Frames that wait to be sent: beyond QUEUED_BYTES_MAX the connection that has taken nothing for longest ends.
 * Nobody is blamed: whom it meets may be honest and slow, and may come again.
 */

/** Some eight of the largest blocks, or a second of what a quick machine works off. */
export const RECEIVED_BYTES_MAX = 64 * 1024 * 1024;
/** Some thirty of the largest blocks: more than are on their way to a node that synchronises from all its peers. */
export const UNFINISHED_BYTES_MAX = 128 * 1024 * 1024;
/** 32 peers that read slowly, each with as much as is sent ahead of it (gossip: serving-queue.ts). */
export const QUEUED_BYTES_MAX = 256 * 1024 * 1024;

export interface TrafficBounds {
  readonly receivedBytesMax: number;
  readonly unfinishedBytesMax: number;
  readonly queuedBytesMax: number;
}

export const TRAFFIC_BOUNDS: TrafficBounds = {
  receivedBytesMax: RECEIVED_BYTES_MAX,
  unfinishedBytesMax: UNFINISHED_BYTES_MAX,
  queuedBytesMax: QUEUED_BYTES_MAX,
};

/** What the budget asks of a connection. */
export interface TrafficMember {
  /** Ends it at once: nothing that waits is sent any more. */
  cutOff(code: string, text: string): void;
  /** There is room again. */
  mayRead(): void;
}

/** One connection's part. All numbers are bytes. */
export interface TrafficAccount {
  /** Of received frames, what is not handled yet. */
  readonly received: number;
  /** Nothing is to be read until `mayRead` is called. */
  readonly mustWait: boolean;
  /** Of the message that has begun. */
  readonly unfinished: number;
  /** Milliseconds since something that waits to be sent was last taken; 0: nothing waits. */
  idleSendMs(): number;
  frameReceived(bytes: number): void;
  frameHandled(bytes: number): void;
  bytesArrived(bytes: number): void;
  messageEnded(): void;
  queued(bytes: number): void;
  taken(bytes: number): void;
  leave(): void;
}

export interface TrafficBudget {
  join(member: TrafficMember): TrafficAccount;
  /** Of all connections. */
  totals(): { readonly received: number; readonly unfinished: number; readonly queued: number };
}

interface Entry {
  readonly member: TrafficMember;
  received: number;
  unfinished: number;
  unfinishedSinceMs: number;
  queued: number;
  takenAtMs: number;
  isWaiting: boolean;
}

export function createTrafficBudget(
  bounds: TrafficBounds = TRAFFIC_BOUNDS,
  nowMs: () => number = () => performance.now(),
): TrafficBudget {
  const entries = new Set<Entry>();
  let received = 0;
  let unfinished = 0;
  let queued = 0;

  function handled(entry: Entry, bytes: number): void {
    const counted = Math.min(bytes, entry.received);
    entry.received -= counted;
    received -= counted;
    if (received > bounds.receivedBytesMax / 2) return;
    for (const each of entries) {
      if (!each.isWaiting) continue;
      each.isWaiting = false;
      each.member.mayRead();
    }
  }

  function endMessage(entry: Entry): void {
    unfinished -= entry.unfinished;
    entry.unfinished = 0;
  }

  function take(entry: Entry, bytes: number): void {
    const counted = Math.min(bytes, entry.queued);
    entry.queued -= counted;
    queued -= counted;
    entry.takenAtMs = nowMs();
  }

  /** It may be the one that asks: then that ends. */
  function endUnfinished(): void {
    const oldest = smallest(entries, ({ unfinished: bytes, unfinishedSinceMs }) =>
      bytes > 0 ? unfinishedSinceMs : Infinity,
    );
    if (oldest === undefined) return;
    endMessage(oldest);
    oldest.member.cutOff(
      "evicted",
      "The messages of all peers that have not ended are too long, and this one began first.",
    );
  }

  function endSlowest(): void {
    const slowest = smallest(entries, ({ queued: bytes, takenAtMs }) => (bytes > 0 ? takenAtMs : Infinity));
    if (slowest === undefined) return;
    take(slowest, slowest.queued);
    slowest.member.cutOff(
      "slow-reader",
      "Too much waits for all peers together, and this one has read nothing for longest.",
    );
  }

  return {
    join(member) {
      const entry: Entry = {
        member,
        received: 0,
        unfinished: 0,
        unfinishedSinceMs: 0,
        queued: 0,
        takenAtMs: 0,
        isWaiting: false,
      };
      entries.add(entry);
      return {
        get received() {
          return entry.received;
        },
        get mustWait() {
          return entry.isWaiting;
        },
        get unfinished() {
          return entry.unfinished;
        },
        idleSendMs: () => (entry.queued === 0 ? 0 : nowMs() - entry.takenAtMs),
        frameReceived(bytes) {
          if (!entries.has(entry)) return;
          entry.received += bytes;
          received += bytes;
          entry.isWaiting = received > bounds.receivedBytesMax;
        },
        frameHandled: (bytes) => handled(entry, bytes),
        bytesArrived(bytes) {
          if (!entries.has(entry)) return;
          if (entry.unfinished === 0) entry.unfinishedSinceMs = nowMs();
          entry.unfinished += bytes;
          unfinished += bytes;
          if (unfinished > bounds.unfinishedBytesMax) endUnfinished();
        },
        messageEnded: () => endMessage(entry),
        queued(bytes) {
          if (!entries.has(entry)) return;
          if (entry.queued === 0) entry.takenAtMs = nowMs();
          entry.queued += bytes;
          queued += bytes;
          if (queued > bounds.queuedBytesMax) endSlowest();
        },
        taken: (bytes) => take(entry, bytes),
        leave() {
          entries.delete(entry);
          endMessage(entry);
          take(entry, entry.queued);
          handled(entry, entry.received);
        },
      };
    },
    totals: () => ({ received, unfinished, queued }),
  };
}

/** The first of those with the smallest number; undefined: none has a finite one. */
function smallest(entries: Iterable<Entry>, numberOf: (entry: Entry) => number): Entry | undefined {
  let found: Entry | undefined;
  let least = Infinity;
  for (const entry of entries) {
    const number = numberOf(entry);
    if (number < least) [found, least] = [entry, number];
  }
  return found;
}
