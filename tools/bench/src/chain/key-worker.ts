/** A worker thread that computes public keys and signatures: nearly all the work of making a chain. */
import { parentPort } from "node:worker_threads";
import { taggedHash, wasmSchnorr } from "@triad/crypto";

export interface KeyTask {
  readonly kind: "keys";
  readonly seed: number;
  /** Number of the first key. */
  readonly from: number;
  readonly count: number;
}

export interface SignTask {
  readonly kind: "signatures";
  readonly seed: number;
  /** 32 bytes each. */
  readonly messages: Uint8Array;
  /** The key that signs each message. */
  readonly keyNumbers: Uint32Array;
}

export type WorkerTask = KeyTask | SignTask;

const port = parentPort;
if (port === null) throw new Error("key-worker runs in a worker thread only");
const schnorr = wasmSchnorr();
/** The same chain at each run: BIP-340 allows any auxiliary randomness. */
const AUXILIARY_RANDOMNESS = new Uint8Array(32);

port.on("message", (task: WorkerTask) => port.postMessage(perform(task)));

function perform(task: WorkerTask): Uint8Array {
  switch (task.kind) {
    case "keys": {
      const keys = new Uint8Array(32 * task.count);
      for (let i = 0; i < task.count; i++) keys.set(schnorr.publicKey(secretKey(task.seed, task.from + i)), 32 * i);
      return keys;
    }
    case "signatures": {
      const signatures = new Uint8Array(64 * task.keyNumbers.length);
      for (const [i, number] of task.keyNumbers.entries()) {
        const message = task.messages.subarray(32 * i, 32 * i + 32);
        signatures.set(schnorr.sign(message, secretKey(task.seed, number), AUXILIARY_RANDOMNESS), 64 * i);
      }
      return signatures;
    }
    default:
      return task satisfies never;
  }
}

/** A hash is a number from 1 below the group order, but for a chance of one in 2^127. */
function secretKey(seed: number, number: number): Uint8Array {
  return taggedHash("Triad/bench-key", new Uint8Array(Uint32Array.of(seed, number).buffer));
}
