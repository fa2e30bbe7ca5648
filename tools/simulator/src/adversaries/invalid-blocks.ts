import { type HashKey, hashKey, Reject } from "@triad/chain";
import type { HeaderEntry } from "@triad/chain/headers";
import { equalBytes } from "@triad/crypto";
import { type BlockTemplate, finishBlock } from "@triad/mining";
import {
  DecodeError,
  decodeFrame,
  encodeMessage,
  hashHeader,
  readTransaction,
  type Transaction,
} from "@triad/protocol";
import type { Event, JobId } from "@triad/roles";
import { invalidTemplate } from "../engine/invalid-template.ts";
import type { Adversary } from "./adversary.ts";

/** Transactions remembered, so that two that spend one coin meet. */
const HEARD_MAX = 500;
/** Of its searches; the others are those of its program. */
const SHARE = 0.8;
const HEADER_TIME_AT = 68;
/** After every header's time. */
const LATE_SECONDS = 2 ** 32;

export const adversary: Adversary = {
  name: "invalid-blocks",
  about:
    "Mines blocks that spend coins twice, again or too early, take too much, or are not signed, and gives them out.",
  begin({ random, network, chain, peers, perform }) {
    const heard = new Map<HashKey, Transaction>();
    const made = new Map<HashKey, Uint8Array>();
    const searched = new Map<JobId, BlockTemplate>();
    /** Found and told to nobody, so that another can be found on it. */
    let kept: { readonly entry: HeaderEntry; readonly header: Uint8Array } | undefined;
    const announce = (header: Uint8Array): void => {
      const frame = encodeMessage({ kind: "block-announcement", header });
      perform(peers().map((peer) => ({ type: "send", peer, frame })));
    };
    const found = (job: JobId, header: Uint8Array, template: BlockTemplate): readonly Event[] => {
      made.set(hashKey(hashHeader(header)), finishBlock(template, header));
      const entry = chain()?.acceptHeader(header, LATE_SECONDS);
      const isKept = kept === undefined && entry !== undefined && !(entry instanceof Reject) && random.chance(0.5);
      const shown = [...(kept === undefined ? [] : [kept.header]), header];
      kept = isKept ? { entry, header } : undefined;
      if (!isKept) for (const each of shown) announce(each);
      // the program knows nothing of this block, and searches on
      return [{ type: "nonce-exhausted", job }];
    };
    return {
      outgoing(effect) {
        const own = chain();
        if (effect.type !== "search-nonce" || own === undefined || !random.chance(SHARE)) return [effect];
        const unixSeconds = new DataView(effect.header.buffer, effect.header.byteOffset).getUint32(
          HEADER_TIME_AT,
          true,
        );
        if (kept !== undefined && kept.entry.parent !== own.tip) {
          announce(kept.header);
          kept = undefined;
        }
        const template = invalidTemplate({ network, chain: own, unixSeconds, random }, heard, kept?.entry);
        searched.clear();
        searched.set(effect.job, template);
        return [{ ...effect, header: template.header, target: template.target }];
      },
      incoming(event) {
        if (event.type === "nonce-found") {
          const template = searched.get(event.job);
          return template && isSolved(template, event.header) ? found(event.job, event.header, template) : [event];
        }
        if (event.type !== "frame-received") return [event];
        const message = decodeFrame(event.frame);
        if (message instanceof DecodeError) return [event];
        if (message.kind === "transactions") for (const bytes of message.transactions) remember(heard, bytes);
        if (message.kind !== "get-blocks") return [event];
        const asked = message.hashes.flatMap((hash) => made.get(hashKey(hash)) ?? []);
        perform(
          asked.map((block) => {
            const frame = encodeMessage({ kind: "block-reply", block });
            return { type: "send", peer: event.peer, frame };
          }),
        );
        const hashes = message.hashes.filter((hash) => !made.has(hashKey(hash)));
        if (hashes.length === 0) return [];
        return [{ ...event, frame: encodeMessage({ ...message, hashes }) }];
      },
    };
  },
};

/** Same parent, same root. */
function isSolved(template: BlockTemplate, header: Uint8Array): boolean {
  return equalBytes(template.header.subarray(4, 68), header.subarray(4, 68));
}

function remember(heard: Map<HashKey, Transaction>, bytes: Uint8Array): void {
  const tx = readTransaction(bytes);
  if (tx instanceof DecodeError) return;
  heard.set(hashKey(tx.wtxid), tx);
  for (const oldest of heard.keys()) {
    if (heard.size <= HEARD_MAX) return;
    heard.delete(oldest);
  }
}
