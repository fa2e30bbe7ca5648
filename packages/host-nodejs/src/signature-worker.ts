/** A worker thread that checks signatures in memory that it shares with the main thread, in the order given. */
import { parentPort, workerData } from "node:worker_threads";
import { firstInvalidSignature } from "@triad/crypto";
import { openSchnorr, type SchnorrName } from "./choose-schnorr.ts";
import { createSlotTaker } from "./signature-slots.ts";

export interface SignatureWorkerData {
  readonly shared: SharedArrayBuffer;
  readonly schnorr: SchnorrName;
}

/** Number of the first invalid item of the oldest slot; -1: all are valid. */
export type SignatureAnswer = number;

const port = parentPort;
if (port === null) throw new Error("signature-worker runs in a worker thread only");
const { shared, schnorr }: SignatureWorkerData = workerData.data;
const backend = openSchnorr(schnorr);
const slots = createSlotTaker(shared);

// A message says no more than that there may be something to take.
port.on("message", () => {
  for (let items = slots.take(); items !== undefined; items = slots.take()) {
    const answer: SignatureAnswer = firstInvalidSignature(backend, items);
    port.postMessage(answer);
  }
});
