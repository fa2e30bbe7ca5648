/** What the owner calls addresses and payments: texts of his own, which no words bring back. */
import { bytesToHex } from "@triad/crypto";
import { decodeUtf8, encodeUtf8, isWellFormed } from "@triad/protocol";
import type { WalletRefusal } from "./plan-payment.ts";

/** Of UTF-16 units: a line of a terminal. */
export const LABEL_LENGTH_MAX = 100;
/** Each is a record that a start reads: some megabytes at most, where a script labels every payment for years. */
export const LABELS_MAX = 10_000;

export const LABEL_PREFIX = "wallet/label/";
const KINDS = { address: `${LABEL_PREFIX}key/`, payment: `${LABEL_PREFIX}tx/` } as const;
const ID_BYTES = 32;

/** `id`: an address's key, or a txid. */
export interface Labelled {
  readonly of: "address" | "payment";
  readonly id: Uint8Array;
}

export class Labels {
  readonly #texts: Map<string, string>;

  /** By the names of their records. */
  constructor(texts: ReadonlyMap<string, string>) {
    this.#texts = new Map(texts);
  }

  get(labelled: Labelled): string | undefined {
    return this.#texts.size === 0 ? undefined : this.#texts.get(labelRecordName(labelled));
  }

  /** Whether `set` would take it; "" is no label. */
  refusal(labelled: Labelled, text: string): WalletRefusal | undefined {
    if (text.length > LABEL_LENGTH_MAX) {
      return { code: "label-too-long", facts: { length: text.length, lengthMax: LABEL_LENGTH_MAX } };
    }
    if (!isText(text)) return { code: "label-not-text", facts: {} };
    if (text === "" || this.#texts.size < LABELS_MAX || this.get(labelled) !== undefined) return undefined;
    return { code: "too-many-labels", facts: { labelsMax: LABELS_MAX } };
  }

  /** The record that changed; null: removed. The text was not refused. */
  set(labelled: Labelled, text: string): readonly [name: string, bytes: Uint8Array | null] {
    const name = labelRecordName(labelled);
    if (text === "") {
      this.#texts.delete(name);
      return [name, null];
    }
    this.#texts.set(name, text);
    return [name, encodeUtf8(text)];
  }
}

export function labelRecordName({ of, id }: Labelled): string {
  return KINDS[of] + bytesToHex(id);
}

/** Undefined when the record is not what `set` made. */
export function readLabelRecord(name: string, bytes: Uint8Array): string | undefined {
  const prefix = Object.values(KINDS).find((candidate) => name.startsWith(candidate));
  const hex = prefix === undefined ? "" : name.slice(prefix.length);
  if (!/^[0-9a-f]+$/.test(hex) || hex.length !== ID_BYTES * 2) return undefined;
  const text = decodeUtf8(bytes);
  return text === undefined || text === "" || text.length > LABEL_LENGTH_MAX || !isText(text) ? undefined : text;
}

/** Without control characters, and without those that turn lines of a terminal around. */
function isText(text: string): boolean {
  return isWellFormed(text) && !/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(text);
}
