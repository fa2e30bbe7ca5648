/**
 * What a node tells its local network of itself, and where (docs/spec/network.md, "Local network").
 *
 * One datagram of fixed length, so that there is one way to write each announcement and nothing to skip: magic (4),
 * version (1), flags (1), role (1), port (2, big-endian), chain id (32), node key (32). The host is not in it: it is
 * where the datagram comes from. Where nodes meet follows from the chain id, so that networks don't hear each other.
 */
import { concatBytes, equalBytes, taggedHash } from "@triad/crypto";
import type { NodeRole } from "@triad/protocol";

export interface LanAnnouncement {
  readonly role: NodeRole;
  /** 1 to 65,535. */
  readonly port: number;
  /** Dialled as wss. */
  readonly tls: boolean;
  /** 32 bytes. */
  readonly chainId: Uint8Array;
  /** 32 bytes, x-only; a claim until the greeting. */
  readonly nodeKey: Uint8Array;
}

export interface LanMeetingPoint {
  /** IPv4 multicast, site-local scope (RFC 2365, section 6.1). */
  readonly group: string;
  /** UDP. */
  readonly port: number;
}

export const LAN_ANNOUNCEMENT_BYTES = 73;
const MAGIC = Uint8Array.of(0x54, 0x52, 0x4c, 0x4e);
const VERSION = 1;
const FLAG_TLS = 1;
const ROLES: readonly NodeRole[] = ["full-node", "miner", "light-node"];
const HASH_BYTES = 32;
const CHAIN_ID_AT = 9;
const NODE_KEY_AT = CHAIN_ID_AT + HASH_BYTES;

/** Below the ports that systems give to outgoing connections (RFC 6056, section 2.1), above most services. */
const PORT_MIN = 16_384;
const PORT_COUNT = 16_384;

export function lanMeetingPoint(chainId: Uint8Array): LanMeetingPoint {
  const [a = 0, b = 0, c = 0, d = 0] = taggedHash("Triad/lan", chainId);
  // 239.255.255.0/24 has groups of other protocols (RFC 2365, section 9)
  return { group: `239.255.${a % 255}.${b}`, port: PORT_MIN + ((c * 256 + d) % PORT_COUNT) };
}

export function encodeLanAnnouncement({ role, port, tls, chainId, nodeKey }: LanAnnouncement): Uint8Array {
  const head = [VERSION, tls ? FLAG_TLS : 0, ROLES.indexOf(role) + 1, port >> 8, port & 255];
  return concatBytes(MAGIC, Uint8Array.from(head), chainId, nodeKey);
}

/** Undefined for whatever is no announcement of this version; the bytes of the result are copies. */
export function decodeLanAnnouncement(bytes: Uint8Array): LanAnnouncement | undefined {
  if (bytes.length !== LAN_ANNOUNCEMENT_BYTES || !equalBytes(bytes.slice(0, MAGIC.length), MAGIC)) return undefined;
  const [version, flags = 0, roleNumber = 0, high = 0, low = 0] = bytes.subarray(MAGIC.length, CHAIN_ID_AT);
  const role = ROLES[roleNumber - 1];
  const port = high * 256 + low;
  if (version !== VERSION || flags > FLAG_TLS || role === undefined || port === 0) return undefined;
  const chainId = bytes.slice(CHAIN_ID_AT, NODE_KEY_AT);
  return { role, port, tls: flags === FLAG_TLS, chainId, nodeKey: bytes.slice(NODE_KEY_AT) };
}
