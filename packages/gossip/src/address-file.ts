/**
 * The address book as text, for the host to keep over a restart. The text may come back damaged or edited: what
 * cannot be read is left out, because addresses can be learned again.
 */
import type { NodeRole } from "@triad/protocol";
import { ADDRESSES_MAX, type AddressBook } from "./address-book.ts";
import type { NetAddress } from "./ports.ts";

const FORMAT_VERSION = 1;
const ROLES: readonly string[] = ["full-node", "miner", "light-node"] satisfies NodeRole[];
/** A kept book of ADDRESSES_MAX addresses has less than a megabyte; more is no book of ours. */
const FILE_CHARS_MAX = 4_000_000;

interface KeptAddress extends NetAddress {
  readonly role: NodeRole;
  readonly lastReadyUnixMs: number;
}

/** JSON: {version, addresses: [{host, port, role, lastReadyUnixMs}]}. Those that were reached come first. */
export function writeAddressFile(book: AddressBook): string {
  const kept: KeptAddress[] = [];
  for (const entry of book.entries()) {
    if (entry.isBarred) continue;
    kept.push({ ...entry.address, role: entry.role, lastReadyUnixMs: entry.lastReadyUnixMs });
  }
  kept.sort((a, b) => b.lastReadyUnixMs - a.lastReadyUnixMs);
  return JSON.stringify({ version: FORMAT_VERSION, addresses: kept });
}

/** Adds what can be read; returns how many addresses that is. */
export function readAddressFile(text: string, book: AddressBook): number {
  let taken = 0;
  for (const kept of parseAddresses(text).slice(0, ADDRESSES_MAX)) {
    if (book.size >= ADDRESSES_MAX) break;
    const address = readKeptAddress(kept);
    const entry = address && book.restore(address, address.role);
    if (address === undefined || entry === undefined) continue;
    entry.lastReadyUnixMs = Math.max(entry.lastReadyUnixMs, address.lastReadyUnixMs);
    taken++;
  }
  return taken;
}

function parseAddresses(text: string): readonly unknown[] {
  if (text.length > FILE_CHARS_MAX) return [];
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null || !("addresses" in value)) return [];
    return Array.isArray(value.addresses) ? value.addresses : [];
  } catch {
    return [];
  }
}

function readKeptAddress(value: unknown): KeptAddress | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { host, port, role, lastReadyUnixMs } = value as Readonly<Record<string, unknown>>;
  if (typeof host !== "string" || typeof port !== "number" || typeof role !== "string") return undefined;
  if (!ROLES.includes(role)) return undefined;
  const isTime = typeof lastReadyUnixMs === "number" && Number.isSafeInteger(lastReadyUnixMs) && lastReadyUnixMs > 0;
  return { host, port, role: role as NodeRole, lastReadyUnixMs: isTime ? lastReadyUnixMs : 0 };
}
