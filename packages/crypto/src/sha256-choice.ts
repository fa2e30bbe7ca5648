/** Which backend hashes: the fastest that this machine, engine and page allow. */
import { firstThatStarts } from "./first-that-starts.ts";
import type { Sha256Backend } from "./sha256-backend.ts";
import { nobleSha256 } from "./sha256-noble.ts";
import { wasmSha256 } from "./sha256-wasm.ts";

/** From the fastest to the one that always is there. */
const BACKENDS: readonly (() => Sha256Backend)[] = [
  () => wasmSha256("simd"),
  () => wasmSha256("scalar"),
  () => nobleSha256,
];

let chosen: Sha256Backend | undefined;

/** Chosen at the first hash: a program that hashes nothing compiles nothing. */
export function sha256Backend(): Sha256Backend {
  chosen ??= firstThatStarts(BACKENDS);
  return chosen;
}
