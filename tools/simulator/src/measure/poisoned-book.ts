/**
 * The address record of a node whose book somebody has poisoned, in the format of gossip's address-file.ts. All honest
 * addresses stand in it, since told ones don't push out others; the rest leads to the attacker, who answers everywhere.
 * Half of his stand in the tried table, as far as his groups have slots there, and the others in the new one.
 */
import { bytesOfKey } from "@triad/chain";
import { bytesToHex } from "@triad/crypto";
import { formatNetAddress, type NetAddress } from "@triad/roles";
import type { SeededRandom } from "../engine/seeded-random.ts";

export interface PoisonedBook {
  readonly honest: readonly NetAddress[];
  /** Whether the node has ever reached the honest ones (tried), or was only told of them (new). */
  readonly areTried: boolean;
  readonly anchors: readonly NetAddress[];
  readonly attackers: readonly NetAddress[];
}

/** The record's name in a store (roles, address-keeper.ts). */
export const ADDRESSES_RECORD = "addresses";
const SECRET_BYTES = 16;
const REACHED_UNIX_MS = 1_000;

export function poisonedRecord(
  { honest, areTried, anchors, attackers }: PoisonedBook,
  random: SeededRandom,
): Uint8Array {
  const kept = ({ host, port }: NetAddress, isTried: boolean, source: string) => ({
    host,
    port,
    role: "full-node",
    lastReadyUnixMs: isTried ? REACHED_UNIX_MS : 0,
    table: isTried ? "tried" : "new",
    place: 0,
    source,
  });
  const text = JSON.stringify({
    version: 2,
    secret: bytesToHex(random.bytes(SECRET_BYTES)),
    anchors: anchors.map(formatNetAddress),
    addresses: [
      ...honest.map((address) => kept(address, areTried, groupOf(honest[0]?.host ?? address.host))),
      // each has told itself; half of them were reached, the others only told
      ...attackers.map((address, i) => kept(address, i % 2 === 0, groupOf(address.host))),
    ],
  });
  return bytesOfKey(text);
}

/** So many addresses, spread over so many networks of 16 bits, none of which honest nodes are in. */
export function attackersAddresses(count: number, groups: number, port: number): readonly NetAddress[] {
  return Array.from({ length: count }, (_, i) => {
    const group = i % groups;
    const number = Math.floor(i / groups);
    const network = `${20 + (group % 200)}.${101 + Math.floor(group / 200)}`;
    return { host: `${network}.${Math.floor(number / 250)}.${1 + (number % 250)}`, port };
  });
}

function groupOf(ipv4: string): string {
  return `4:${ipv4.split(".").slice(0, 2).join(".")}`;
}
