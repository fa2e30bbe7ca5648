/**
 * The address book as text, for the host to keep over a restart. The text may come back damaged or edited: what
 * cannot be read is left out, because addresses can be learned again.
 *
 * Version 2: {version, secret, anchors, addresses: [{host, port, tls, role, lastReadyUnixMs, table, place, source}]}; tls is
 * there only where it is true. Version 1 had neither secret nor anchors and of an address only the first four: it is read, and those that were reached begin
 * in the tried table.
 */
import { bytesToHex, hexToBytes } from "@triad/crypto";
import type { NodeRole } from "@triad/protocol";
import {
  ADDRESSES_MAX,
  type AddressBook,
  type AddressTable,
  ANCHORS_MAX,
  type KeptPlace,
  type KnownAddress,
} from "./address-book.ts";
import { PLACES, SECRET_BYTES } from "./address-tables.ts";
import { tlsOf } from "./address-text.ts";
import type { NetAddress } from "./ports.ts";

const FORMAT_VERSION = 2;
const ROLES: readonly string[] = ["full-node", "miner", "light-node"] satisfies NodeRole[];
const TABLES: readonly string[] = ["given", "new", "tried"] satisfies AddressTable[];
/** A kept book of ADDRESSES_MAX addresses has less; more is no book of ours. */
const FILE_CHARS_MAX = 4_000_000;
/** Bounds what a source can be: a host, or a group of one, or an address with its port. */
const SOURCE_PATTERN = /^[0-9a-z._:[\]-]{1,270}$/;
const SECRET_PATTERN = new RegExp(`^[0-9a-f]{${2 * SECRET_BYTES}}$`);

interface KeptAddress extends NetAddress, KeptPlace {
  readonly role: NodeRole;
}

/** Those that were reached come first. */
export function writeAddressFile(book: AddressBook): string {
  const held = [...book.entries()].filter((entry) => !entry.isBarred);
  // most were never reached, and need no order
  const reached = held.filter(wasReached).sort((a, b) => b.lastReadyUnixMs - a.lastReadyUnixMs);
  const kept = [...reached, ...held.filter((entry) => !wasReached(entry))].map(keptOf);
  const { secret, anchors } = book;
  return JSON.stringify({ version: FORMAT_VERSION, secret: bytesToHex(secret), anchors, addresses: kept });
}

function wasReached({ lastReadyUnixMs }: KnownAddress): boolean {
  return lastReadyUnixMs > 0;
}

function keptOf({ address: { host, port, tls }, role, lastReadyUnixMs, table, place, sourceGroup }: KnownAddress) {
  return { host, port, ...tlsOf(tls), role, lastReadyUnixMs, table, place, source: sourceGroup };
}

/** Adds what can be read; returns how many addresses that is. */
export function readAddressFile(text: string, book: AddressBook): number {
  const file = parseFile(text);
  if (typeof file.secret === "string" && SECRET_PATTERN.test(file.secret)) book.restoreSecret(hexToBytes(file.secret));
  const addresses: readonly unknown[] = Array.isArray(file.addresses) ? file.addresses : [];
  let taken = 0;
  for (const kept of addresses.slice(0, ADDRESSES_MAX)) {
    const address = readKeptAddress(kept);
    if (address !== undefined && book.restore(address, address.role, address) !== undefined) taken++;
  }
  const anchors: readonly unknown[] = Array.isArray(file.anchors) ? file.anchors : [];
  book.restoreAnchors(anchors.slice(0, ANCHORS_MAX).filter((key) => typeof key === "string"));
  return taken;
}

function parseFile(text: string): Readonly<Record<string, unknown>> {
  if (text.length > FILE_CHARS_MAX) return {};
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
  } catch {
    return {};
  }
}

function readKeptAddress(value: unknown): KeptAddress | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { host, port, tls, role, lastReadyUnixMs, table, place, source } = value as Readonly<Record<string, unknown>>;
  if (typeof host !== "string" || typeof port !== "number" || typeof role !== "string") return undefined;
  if (!ROLES.includes(role)) return undefined;
  const isTime = typeof lastReadyUnixMs === "number" && Number.isSafeInteger(lastReadyUnixMs) && lastReadyUnixMs > 0;
  const readyUnixMs = isTime ? lastReadyUnixMs : 0;
  const isPlace = typeof place === "number" && Number.isInteger(place) && place >= 0 && place < PLACES;
  return {
    host,
    port,
    ...tlsOf(tls === true),
    role: role as NodeRole,
    lastReadyUnixMs: readyUnixMs,
    table: readTable(table, readyUnixMs > 0),
    place: isPlace ? place : 0,
    sourceGroup: typeof source === "string" && SOURCE_PATTERN.test(source) ? source : "",
  };
}

/** What was given then and is not given now has earned its place by being reached, as all of version 1. */
function readTable(table: unknown, wasReached: boolean): "new" | "tried" {
  if (!wasReached) return "new";
  const kept = typeof table === "string" && TABLES.includes(table) ? (table as AddressTable) : "given";
  return kept === "new" ? "new" : "tried";
}
