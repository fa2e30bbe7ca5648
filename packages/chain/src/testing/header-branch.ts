/** Headers without blocks: valid by every rule of headers, and made by the hundred thousand in a second. */
import { hashHeader, writeHeader } from "@triad/protocol";
import { assert } from "../assert.ts";
import { placeOf } from "../headers/check-header.ts";
import { requiredBits } from "../headers/difficulty.ts";
import type { HeaderEntry } from "../headers/header-entry.ts";
import { hashAsNumber, targetOfBits } from "../headers/target.ts";
import type { Network } from "../params/network.ts";

export interface BranchOrder {
  readonly network: Network;
  readonly parent: HeaderEntry;
  readonly count: number;
  /** Between one header and the next; the network's spacing unless given. */
  readonly secondsApart?: number;
  /** In every root: branches with different marks differ. 0 unless given. */
  readonly mark?: number;
}

/** 80 bytes each, oldest first. */
export function growHeaders({ network, parent, count, secondsApart, mark = 0 }: BranchOrder): Uint8Array[] {
  const { consensus } = network.params;
  const headers: Uint8Array[] = [];
  const root = new Uint8Array(32).fill(mark);
  let { height, time, firstTime } = placeOf(parent);
  let prev = parent.hash;
  for (let grown = 0; grown < count; grown++) {
    const parentTime = time;
    time += secondsApart ?? consensus.spacing;
    height += 1;
    const bits = requiredBits(consensus, { height, time, parentTime, firstTime });
    if (height === 1) firstTime = time;
    const { header, hash } = mineHeader({ version: 1, prev, root, time, bits });
    headers.push(header);
    prev = hash;
  }
  return headers;
}

function mineHeader(order: Omit<Parameters<typeof writeHeader>[0], "nonce">): { header: Uint8Array; hash: Uint8Array } {
  const target = targetOfBits(order.bits);
  assert(target !== undefined, "required bits stand for a target");
  for (let nonce = 0; ; nonce++) {
    const header = writeHeader({ ...order, nonce });
    const hash = hashHeader(header);
    if (hashAsNumber(hash) <= target) return { header, hash };
  }
}
