/**
 * Whom this node does not want, and until when.
 *
 * States of a host or a node key: unknown, discouraged (until this process ends, or others push it out), banned (until
 * a time).
 * Events: discourage, ban, unban; time.
 * Rules and their reasons:
 * - a ban is an operator's word, about a host or a node key or both. It ends by itself, so that an address that somebody
 *   else gets one day is not shut out for ever;
 * - loopback hosts are never banned nor discouraged, only keys: every node of this machine comes from there;
 * - of a full list of bans, the one that would end first goes; of discouraged ones the oldest. Both lists are bounded,
 *   as whoever is discouraged costs an attacker nothing.
 * Invariants: at most BANS_MAX bans and DISCOURAGED_MAX discouraged; one ban for each subject.
 *
 * Times are Unix milliseconds: a ban outlives the process.
 */
import { bytesOfKey, type HashKey, hashKey } from "@triad/chain";
import { bytesToHex, hexToBytes } from "@triad/crypto";
import { isLoopback, normaliseAddress } from "./address-text.ts";
import type { NetAddress } from "./ports.ts";

/** Policy: a person reads this list; and a record of it stays below a quarter of a megabyte. */
export const BANS_MAX = 1_024;
/** Policy: several times the connections of a busy node. */
export const DISCOURAGED_MAX = 1_024;
const HOST_PREFIX = "host:";
const KEY_PREFIX = "key:";

/** `host:` and a host in normal form, or `key:` and 64 hexadecimal digits. */
export type BanSubject = string;

export interface Ban {
  readonly subject: BanSubject;
  readonly sinceUnixMs: number;
  readonly untilUnixMs: number;
}

export class Bans {
  readonly #bans = new Map<BanSubject, Ban>();
  readonly #discouraged = new Set<BanSubject>();

  get isEmpty(): boolean {
    return this.#bans.size === 0;
  }

  ban(subject: BanSubject, sinceUnixMs: number, untilUnixMs: number): void {
    this.#bans.delete(subject);
    if (this.#bans.size >= BANS_MAX) {
      const [first] = this.list(sinceUnixMs);
      if (this.#bans.size >= BANS_MAX && first !== undefined) this.#bans.delete(first.subject);
    }
    this.#bans.set(subject, { subject, sinceUnixMs, untilUnixMs });
  }

  /** False: there was no such ban. */
  unban(subject: BanSubject): boolean {
    return this.#bans.delete(subject);
  }

  isBanned(subject: BanSubject, unixMs: number): boolean {
    return (this.#bans.get(subject)?.untilUnixMs ?? 0) > unixMs;
  }

  discourage(subject: BanSubject): void {
    this.#discouraged.delete(subject);
    this.#discouraged.add(subject);
    for (const oldest of this.#discouraged) {
      if (this.#discouraged.size <= DISCOURAGED_MAX) break;
      this.#discouraged.delete(oldest);
    }
  }

  isDiscouraged(subject: BanSubject): boolean {
    return this.#discouraged.has(subject);
  }

  /** Those in force, the one that ends first at the start. Forgets the others. */
  list(unixMs: number): readonly Ban[] {
    for (const { subject, untilUnixMs } of [...this.#bans.values()]) {
      if (untilUnixMs <= unixMs) this.#bans.delete(subject);
    }
    return [...this.#bans.values()].sort((a, b) => a.untilUnixMs - b.untilUnixMs);
  }

  /** JSON: {version, bans: [{subject, sinceUnixMs, untilUnixMs}]}. */
  serialise(unixMs: number): string {
    return JSON.stringify({ version: 1, bans: this.list(unixMs) });
  }

  /** What cannot be read is left out. */
  restore(text: string, unixMs: number): void {
    for (const kept of parseBans(text)) {
      const ban = readBan(kept);
      if (ban !== undefined && ban.untilUnixMs > unixMs) this.ban(ban.subject, ban.sinceUnixMs, ban.untilUnixMs);
    }
  }
}

/** Undefined for what is no host, and for this machine itself. */
export function subjectOfHost(host: string): BanSubject | undefined {
  const normal = normaliseAddress({ host, port: 1 })?.host;
  return normal === undefined || isLoopback(normal) ? undefined : `${HOST_PREFIX}${normal}`;
}

export function subjectOfKey(nodeKey: HashKey): BanSubject {
  return `${KEY_PREFIX}${bytesToHex(bytesOfKey(nodeKey))}`;
}

/**
 * What a ban of a node would be about: its host, unless that is this machine, and its key, once it is proven. `ip`: where
 * the host led, if it is a name; otherwise whoever is banned would only need one.
 */
export function subjectsOf(
  address: NetAddress,
  nodeKey: HashKey | undefined,
  ip: string | undefined,
): readonly BanSubject[] {
  const hosts = [address.host, ...(ip === undefined ? [] : [ip])].flatMap((host) => subjectOfHost(host) ?? []);
  return [...hosts, ...(nodeKey === undefined ? [] : [subjectOfKey(nodeKey)])];
}

/** As a person writes it: 64 hexadecimal digits are a key, everything else a host. Undefined: it cannot be banned. */
export function parseSubject(text: string): BanSubject | undefined {
  if (/^[0-9a-f]{64}$/i.test(text)) return subjectOfKey(hashKey(hexToBytes(text.toLowerCase())));
  return subjectOfHost(text);
}

function parseBans(text: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null || !("bans" in value) || !Array.isArray(value.bans)) return [];
    return value.bans.slice(0, BANS_MAX);
  } catch {
    return [];
  }
}

function readBan(value: unknown): Ban | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { subject: text, sinceUnixMs, untilUnixMs } = value as Readonly<Record<string, unknown>>;
  if (typeof text !== "string" || !Number.isSafeInteger(sinceUnixMs) || !Number.isSafeInteger(untilUnixMs)) {
    return undefined;
  }
  const subject = parseSubject(text.replace(/^(host|key):/, ""));
  if (subject === undefined) return undefined;
  return { subject, sinceUnixMs: sinceUnixMs as number, untilUnixMs: untilUnixMs as number };
}
