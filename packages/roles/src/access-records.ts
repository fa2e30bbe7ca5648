/**
 * Who asked for the complete chain, and what the operator decided, as records of the store: one for each node key,
 * `access/<hex key>`.
 */
import { bytesOfKey, type ChainStore, hashKey } from "@triad/chain";

/** Whoever asked for the complete chain. */
export interface AccessParty {
  /** 64 hexadecimal digits. */
  readonly nodeKey: string;
  /** Where its connection came from, or what was dialled; NOWHERE while it has not connected. */
  readonly address: string;
  /** `unknown` while it has not connected. */
  readonly role: string;
  /** Of the request; once there is a decision, of that. */
  readonly sinceUnixMs: number;
}

export interface DecidedAccess extends AccessParty {
  readonly decision: "granted" | "denied";
}

export interface KeptAccess extends AccessParty {
  readonly decision: "granted" | "denied" | "pending";
}

/** The address of a key that the operator named before it connected. */
export const NOWHERE = "-";

const PREFIX = "access/";
const RECORD = /^(granted|denied|pending) (\d{1,15}) ([a-z-]{1,20}) (\S{1,300})$/;
/** The longest that RECORD matches; nothing longer was written here. */
const RECORD_BYTES_MAX = 345;
const NODE_KEY = /^[0-9a-f]{64}$/;

export function accessRecordName(nodeKey: string): string {
  return PREFIX + nodeKey;
}

/** For example `granted 1795411800000 full-node 192.168.1.7:28640`; roles and addresses are ASCII. */
export function writeAccessRecord({ decision, sinceUnixMs, role, address }: KeptAccess): Uint8Array {
  return bytesOfKey(`${decision} ${Math.floor(sinceUnixMs)} ${role} ${address}`);
}

/** Oldest first. What can't be read is no decision: the node asks again, and its operator decides again. */
export function readAccessRecords(store: ChainStore): readonly KeptAccess[] {
  const found: KeptAccess[] = [];
  for (const [name, bytes] of store.records(PREFIX)) {
    const decided = readRecord(name.slice(PREFIX.length), bytes);
    if (decided !== undefined) found.push(decided);
  }
  return found.toSorted((a, b) => a.sinceUnixMs - b.sinceUnixMs);
}

function readRecord(nodeKey: string, bytes: Uint8Array): KeptAccess | undefined {
  const match = NODE_KEY.test(nodeKey) && bytes.length <= RECORD_BYTES_MAX ? RECORD.exec(hashKey(bytes)) : null;
  if (match === null) return undefined;
  const [, written, since, role = "", address = ""] = match;
  return {
    nodeKey,
    decision: written === "granted" || written === "pending" ? written : "denied",
    sinceUnixMs: Number(since),
    role,
    address,
  };
}
