/**
 * Where in the address book an address may stand: two tables of buckets, as in Bitcoin Core's address manager (Heilman
 * et al., "Eclipse Attacks on Bitcoin's Peer-to-Peer Network", 2015, countermeasures 1 and 2).
 *
 * `new` has what was told, `tried` what was reached. A bucket is a fixed number of slots. Which buckets an address can
 * get into depends on a secret of this node and
 * - in `new`, on who told it: a source group reaches NEW_BUCKETS_OF_SOURCE of the buckets, so that an attacker who tells
 *   any number of addresses holds a bounded part of the table;
 * - in `tried`, on its own group: a group reaches TRIED_BUCKETS_OF_GROUP of the buckets, so that an attacker needs
 *   addresses in many networks, all of which answer.
 * Within these buckets each address has PLACES slots, in a fixed order; without the choice, chance would lose a tenth of
 * the few addresses of a small network. The secret keeps others from computing addresses that push out a given one.
 */
import { bytesOfKey } from "@triad/chain";
import { sipHash24 } from "@triad/crypto";

/** Policy: slots of a bucket; with the numbers below, 3,072 new and 1,024 tried addresses, about a megabyte. */
export const BUCKET_SLOTS = 16;
export const NEW_BUCKETS = 192;
export const TRIED_BUCKETS = 64;
/** Policy: a sixth of the new table, twice the size of an honest answer. */
export const NEW_BUCKETS_OF_SOURCE = 32;
/** Policy: a sixteenth of the tried table. */
export const TRIED_BUCKETS_OF_GROUP = 4;
/** Policy: at half full, an address misses all its slots about once in sixteen times. */
export const PLACES = 4;
/** A SipHash key. */
export const SECRET_BYTES = 16;

/** What decides the slots of an address; all texts are ASCII. */
export interface Placed {
  readonly key: string;
  /** As address-group.ts counts the address. */
  readonly tableGroup: string;
  /** As address-group.ts counts who told it. */
  readonly sourceGroup: string;
}

/** The numbers of its slots in the new table, PLACES of them. */
export function newSlots(secret: Uint8Array, { key, tableGroup, sourceGroup }: Placed): readonly number[] {
  const buckets = parts(hash(secret, "new-group", sourceGroup, tableGroup), NEW_BUCKETS_OF_SOURCE);
  const slots = parts(hash(secret, "new-slot", key), BUCKET_SLOTS);
  return slots.map((slot, place) => {
    const bucket = Number(hash(secret, "new-bucket", sourceGroup, buckets[place] ?? 0) % BigInt(NEW_BUCKETS));
    return bucket * BUCKET_SLOTS + slot;
  });
}

/** The numbers of its slots in the tried table, PLACES of them. */
export function triedSlots(secret: Uint8Array, { key, tableGroup }: Placed): readonly number[] {
  const buckets = parts(hash(secret, "tried-group", key), TRIED_BUCKETS_OF_GROUP);
  const slots = parts(hash(secret, "tried-slot", key), BUCKET_SLOTS);
  return slots.map((slot, place) => {
    const bucket = Number(hash(secret, "tried-bucket", tableGroup, buckets[place] ?? 0) % BigInt(TRIED_BUCKETS));
    return bucket * BUCKET_SLOTS + slot;
  });
}

/** PLACES independent numbers from one hash, as an answer of a thousand addresses is hashed in one turn. */
function parts(hash64: bigint, below: number): readonly number[] {
  const low = Number(hash64 & 0xffff_ffffn);
  return Array.from({ length: PLACES }, (_, place) => (low >>> (8 * place)) % below);
}

/** No part contains a line end, so different parts never make the same text. */
function hash(secret: Uint8Array, ...words: readonly (string | number)[]): bigint {
  return sipHash24(secret, bytesOfKey(words.join("\n")));
}
