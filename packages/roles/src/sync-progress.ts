/**
 * How far a node has come that synchronises, for its operator: on demand, and in the log while it lasts.
 *
 * Phases, of which the first that applies is told:
 *   wallet-scan    the wallet reads blocks that the node has and it has not
 *   finding-peers  nobody is connected
 *   presync        headers are looked at and not stored yet (gossip's headers-presync.ts); they come once more afterwards
 *   headers        headers are stored
 *   permission     the next blocks are for those with a grant, and nobody that is connected has granted it yet
 *   bodies         blocks are fetched, checked and connected
 * Nobody knows how many headers there are before the last has come. What peers claim may be false or old, and what the
 * clock says (a header for each spacing since the last one that is here) is wrong where a network stood still: so the
 * lower of the two is told, as "about". What is left in time follows from the rate of the phase (progress-rate.ts), and is
 * of this phase alone: what a body costs nobody knows before one has come.
 */
import type { Network } from "@triad/chain";
import type { HeaderEntry } from "@triad/chain/headers";
import type { PresyncProgress } from "@triad/gossip";
import type { Effects } from "./effects.ts";
import type { PermissionView, ProgressView } from "./operator.ts";
import { ProgressRate } from "./progress-rate.ts";
import type { Now } from "./seam.ts";

/** As soon as there is ground for an estimate. */
const TELL_FIRST_AFTER_MS = 6_000;
/** Seldom enough to leave the log readable in a synchronisation of a day. */
const TELL_EVERY_MS = 20_000;
/** Who looks for peers sees other lines as well, of each that can't be reached; and an operator may be asleep. */
const TELL_LOOKING_EVERY_MS = 60_000;
const LOOK_EVERY_MS = 1_000;

export interface SyncProgressPorts {
  readonly network: Network;
  readonly effects: Pick<Effects, "notify">;
  /** Heights that the connected peers have told. */
  readonly toldHeights: () => readonly number[];
  /** Headers of a peer with more work are coming in. */
  readonly areHeadersComing: () => boolean;
  readonly presync: () => PresyncProgress | undefined;
  readonly best: () => HeaderEntry;
  readonly isSynchronising: () => boolean;
  /** Of a node that validates: the last connected block. */
  readonly tip?: () => HeaderEntry;
  /** What full nodes have answered, while nothing goes on without a grant. */
  readonly permission?: () => PermissionView | undefined;
  /** How many blocks the wallet has read; undefined: all. */
  readonly walletScanned?: () => number | undefined;
}

interface Stage {
  readonly phase: ProgressView["phase"];
  readonly done: number;
  readonly total: number | undefined;
  readonly isTotalExact: boolean;
  /** What comes once more when all of it is done. */
  readonly again: number;
}

export class SyncProgress {
  readonly #ports: SyncProgressPorts;
  readonly #rate = new ProgressRate();
  #phase: ProgressView["phase"] | undefined;
  #lookAtMs = 0;
  #tellAtMs = 0;

  constructor(ports: SyncProgressPorts) {
    this.#ports = ports;
  }

  /** At the end of every turn. */
  look(now: Now): void {
    if (now.monotonicMs < this.#lookAtMs) return;
    this.#lookAtMs = now.monotonicMs + LOOK_EVERY_MS;
    const view = this.view(now);
    if (view === undefined || now.monotonicMs < this.#tellAtMs) return;
    this.#tell(view, now);
  }

  /** Undefined: there is nothing to wait for. */
  view(now: Now): ProgressView | undefined {
    const stage = this.#stage(now);
    if (stage?.phase !== this.#phase) this.#begin(stage?.phase, now);
    if (stage === undefined) return undefined;
    const { phase, done, total, isTotalExact, again } = stage;
    this.#rate.note(done, now.monotonicMs);
    const perSecond = this.#rate.perSecond(done, now.monotonicMs);
    const isKnown = perSecond !== undefined && total !== undefined;
    const secondsLeft = isKnown ? Math.ceil((total - done + again) / perSecond) : null;
    return { phase, done, total: total ?? null, isTotalExact, perSecond: perSecond ?? null, secondsLeft };
  }

  #begin(phase: ProgressView["phase"] | undefined, now: Now): void {
    this.#phase = phase;
    this.#rate.clear();
    this.#tellAtMs = now.monotonicMs + TELL_FIRST_AFTER_MS;
  }

  #stage(now: Now): Stage | undefined {
    const { best, tip, walletScanned, isSynchronising, toldHeights } = this.#ports;
    const exact = { isTotalExact: true, again: 0 };
    const scanned = walletScanned?.();
    if (scanned !== undefined) {
      return { phase: "wallet-scan", done: scanned, total: (tip ?? best)().height + 1, ...exact };
    }
    if (!isSynchronising()) return undefined;
    if (toldHeights().length === 0) return { phase: "finding-peers", done: 0, total: undefined, ...exact };
    if (!this.#ports.areHeadersComing()) {
      const isKeptWaiting = this.#ports.permission?.() !== undefined;
      return {
        phase: tip === undefined ? "headers" : isKeptWaiting ? "permission" : "bodies",
        done: (tip ?? best)().height,
        total: best().height,
        ...exact,
      };
    }
    const presync = this.#ports.presync();
    const stored = { height: best().height, time: best().header.time };
    if (presync?.isFirstPass !== true) {
      const total = this.#expectedHeight(presync ?? stored, now);
      return { phase: "headers", done: (presync ?? stored).height, total, isTotalExact: false, again: 0 };
    }
    const total = this.#expectedHeight(presync, now);
    return { phase: "presync", done: presync.height, total, isTotalExact: false, again: total };
  }

  #expectedHeight({ height, time }: { readonly height: number; readonly time: number }, now: Now): number {
    const { spacing } = this.#ports.network.params.consensus;
    const bySpacing = height + Math.max(0, Math.floor((now.unixMs / 1_000 - time) / spacing));
    const claimed = Math.max(...this.#ports.toldHeights());
    return Math.max(height, Math.min(bySpacing, claimed));
  }

  #tell(view: ProgressView, now: Now): void {
    const { phase, done, total, secondsLeft } = view;
    const isOthersTurn = phase === "finding-peers" || phase === "permission";
    this.#tellAtMs = now.monotonicMs + (isOthersTurn ? TELL_LOOKING_EVERY_MS : TELL_EVERY_MS);
    const facts = {
      phase,
      done,
      ...(total === null ? {} : { total }),
      ...(secondsLeft === null ? {} : { secondsLeft }),
    };
    this.#ports.effects.notify("info", "sync", "progress", this.#describe(view), facts);
  }

  #describe(view: ProgressView): string {
    const permission = view.phase === "permission" ? this.#ports.permission?.() : undefined;
    if (permission === undefined) return describeProgress(view);
    return `${describeWaiting(permission)} Blocks: ${view.done} of ${view.total}.`;
  }
}

/** One sentence for people, of a node that waits for others' operators. */
export function describeWaiting({ waitingFor, deniedBy }: PermissionView): string {
  if (waitingFor.length > 0) return `Waiting for permission from ${listNames(waitingFor)}.`;
  if (deniedBy.length > 0) return `Access was denied by ${listNames(deniedBy)}; another full node may grant it.`;
  return "No full node is connected that could give the complete chain.";
}

/** More than these are counted only: a line for people. */
const NAMES_SHOWN_MAX = 3;

function listNames(names: readonly string[]): string {
  const more = names.length - NAMES_SHOWN_MAX;
  return names.slice(0, NAMES_SHOWN_MAX).join(", ") + (more > 0 ? ` and ${more} more` : "");
}

/** One sentence for the log. */
export function describeProgress({ phase, done, total, isTotalExact, secondsLeft }: ProgressView): string {
  if (total === null) return "No peer is connected yet; the node goes on looking for some.";
  const percent = total === 0 ? 100 : Math.floor((100 * done) / total);
  const left = secondsLeft === null ? "the time left is unknown" : `about ${describeSeconds(secondsLeft)} left`;
  return `${SUBJECTS[phase]}: ${done} of ${isTotalExact ? "" : "about "}${total} (${percent} %), ${left}.`;
}

const SUBJECTS: Readonly<Record<ProgressView["phase"], string>> = {
  "finding-peers": "Peers",
  presync: "Headers, looked at before they are stored",
  headers: "Headers",
  permission: "Waiting for permission: blocks",
  bodies: "Blocks",
  "wallet-scan": "Blocks that the wallet has read",
};

/** In the unit that an estimate deserves. */
function describeSeconds(seconds: number): string {
  if (seconds < 100) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 100 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}
