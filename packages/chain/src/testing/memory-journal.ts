/**
 * The disk under the store in memory, as it is when power fails: a journal of sectors since the last sync, and what a
 * restart makes of it.
 *
 * A batch is a sector for each key that it writes, then one that commits it. Each says its batch and its place in it and
 * ends with a checksum; the commit says how many there are and has a checksum over theirs. Of the sectors that were
 * written since the last sync any may be missing from the disk, whatever their order; the last may be torn.
 * Recovery reads the journal from its beginning up to the first batch of which not everything is there. So what a
 * restart finds is the state after some whole batch, and none that came before the last sync is lost. LMDB promises the
 * same by other means: it never writes over a page that the last synced meta page leads to (docs/crash-safety.md).
 */
import { concatBytes, sha256 } from "@triad/crypto";
import { assert } from "../assert.ts";
import { bytesOfKey, hashKey } from "../keys.ts";
import type { Draw } from "./draw-from.ts";
import { type KeyWrite, TABLES } from "./memory-tables.ts";

const HEAD_BYTES = 14;
const CHECKSUM_BYTES = 8;
/** In the place of a table's number. */
const COMMIT = 0xff;
const REMOVED = 0xffff_ffff;

/** Sectors that a batch of so many key writes takes: the number of moments at which power can fail within it. */
export function sectorsOf(writes: readonly KeyWrite[]): number {
  return writes.length + 1;
}

/**
 * How many of the batches that were written since the last sync a restart finds, and what they wrote.
 *
 * @param sectorsWritten how many sectors the store had handed to the disk. Without `draw` these are on the disk whole
 * and no others are; with it any of them may be missing, and of the next one a part may be there.
 */
export function recoverBatches(
  batches: readonly (readonly KeyWrite[])[],
  sectorsWritten: number,
  draw?: Draw,
): readonly (readonly KeyWrite[])[] {
  const sectors = batches.flatMap((writes, batch) => sectorsOfBatch(writes, batch));
  const written = sectors.slice(0, sectorsWritten);
  const torn = sectors[sectorsWritten];
  const disk: (Uint8Array | undefined)[] = draw === undefined ? written : loseSectors(written, torn, draw);
  return readJournal(disk);
}

/** What a disk without a barrier may do with writes that nobody asked it to sync. */
function loseSectors(
  written: readonly Uint8Array[],
  next: Uint8Array | undefined,
  draw: Draw,
): (Uint8Array | undefined)[] {
  const kept = KEPT_OF_TEN[draw(KEPT_OF_TEN.length)] ?? 10;
  const disk = written.map((sector) => (draw(10) < kept ? sector : undefined));
  if (next !== undefined && draw(2) === 0) disk.push(tear(next, draw));
  // the disk's own order: the last sectors of all may be the ones that were torn
  else if (disk.length > 0 && draw(4) === 0) {
    const at = draw(disk.length);
    const sector = disk[at];
    disk[at] = sector && tear(sector, draw);
  }
  return disk;
}

/** All of them, nearly all, half, few. */
const KEPT_OF_TEN = [10, 9, 5, 1];

/** The first bytes are the new ones; the rest is what was there before: nothing, or something else. */
function tear(sector: Uint8Array, draw: Draw): Uint8Array {
  const at = draw(sector.length);
  const rest = draw(2) === 0 ? 0 : draw(256);
  return sector.map((byte, i) => (i < at ? byte : rest));
}

function sectorsOfBatch(writes: readonly KeyWrite[], batch: number): Uint8Array[] {
  const sectors = writes.map(({ table, key, value }, place) => {
    const keyBytes = bytesOfKey(key);
    const head = sectorHead(TABLES.indexOf(table), batch, place, keyBytes.length, value?.length ?? REMOVED);
    return sealed(concatBytes(head, keyBytes, value ?? new Uint8Array(0)));
  });
  const commit = concatBytes(sectorHead(COMMIT, batch, writes.length, 0, 0), checksum(concatBytes(...sectors)));
  return [...sectors, sealed(commit)];
}

function sectorHead(kind: number, batch: number, place: number, keyBytes: number, valueBytes: number): Uint8Array {
  assert(place < 2 ** 32 && keyBytes < 2 ** 8, "a key has at most 255 bytes");
  const head = new Uint8Array(HEAD_BYTES);
  const view = new DataView(head.buffer);
  view.setUint8(0, kind);
  view.setUint32(1, batch);
  view.setUint32(5, place);
  view.setUint8(9, keyBytes);
  view.setUint32(10, valueBytes);
  return head;
}

function sealed(content: Uint8Array): Uint8Array {
  return concatBytes(content, checksum(content));
}

function checksum(bytes: Uint8Array): Uint8Array {
  return sha256(bytes).subarray(0, CHECKSUM_BYTES);
}

function readJournal(disk: readonly (Uint8Array | undefined)[]): readonly (readonly KeyWrite[])[] {
  const batches: KeyWrite[][] = [];
  let writes: KeyWrite[] = [];
  let seen: Uint8Array[] = [];
  for (const sector of disk) {
    if (sector === undefined || !isWhole(sector)) break;
    const view = new DataView(sector.buffer, sector.byteOffset, sector.length);
    if (view.getUint32(1) !== batches.length || view.getUint32(5) !== writes.length) break;
    if (view.getUint8(0) === COMMIT) {
      const sum = sector.subarray(HEAD_BYTES, HEAD_BYTES + CHECKSUM_BYTES);
      if (hashKey(sum) !== hashKey(checksum(concatBytes(...seen)))) break;
      batches.push(writes);
      writes = [];
      seen = [];
    } else {
      writes.push(readWrite(sector, view));
      seen.push(sector);
    }
  }
  return batches;
}

function isWhole(sector: Uint8Array): boolean {
  const content = sector.subarray(0, -CHECKSUM_BYTES);
  return hashKey(sector.subarray(-CHECKSUM_BYTES)) === hashKey(checksum(content));
}

function readWrite(sector: Uint8Array, view: DataView): KeyWrite {
  const table = TABLES[view.getUint8(0)];
  assert(table !== undefined, "a sector whose checksum is right was written by this file");
  const valueAt = HEAD_BYTES + view.getUint8(9);
  const valueBytes = view.getUint32(10);
  const value = valueBytes === REMOVED ? null : sector.slice(valueAt, valueAt + valueBytes);
  return { table, key: hashKey(sector.subarray(HEAD_BYTES, valueAt)), value };
}
