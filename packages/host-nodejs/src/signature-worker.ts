/** A worker thread that checks signatures; one batch at a time, in the order of arrival. */
import { parentPort } from "node:worker_threads";
import { firstInvalidSignature, wasmSchnorr } from "@triad/crypto";

export interface SignatureTask {
  readonly task: number;
  /** n x SIGNATURE_CHECK_BYTES. */
  readonly items: Uint8Array;
}

export interface SignatureAnswer {
  readonly task: number;
  /** -1: all are valid. */
  readonly firstInvalid: number;
}

const port = parentPort;
if (port === null) throw new Error("signature-worker runs in a worker thread only");
const backend = wasmSchnorr();

port.on("message", ({ task, items }: SignatureTask) => {
  const answer: SignatureAnswer = { task, firstInvalid: firstInvalidSignature(backend, items) };
  port.postMessage(answer);
});
