/**
 * Which backend checks and makes signatures: the fastest that proves itself at start, on the vectors of BIP-340 and
 * against another one on fresh random cases. All give the same verdicts; they differ in speed only.
 */
import { findSchnorrDifference, findSchnorrFlaw, nobleSchnorr, type SchnorrBackend, wasmSchnorr } from "@triad/crypto";
import { EXIT, FatalError } from "./fatal-error.ts";
import { type NoNativeSchnorr, nativeSchnorr } from "./native-schnorr.ts";
import { systemRandomness } from "./randomness.ts";

export const SCHNORR_NAMES = ["native", "wasm"] as const;
export type SchnorrName = (typeof SCHNORR_NAMES)[number];
export type SchnorrWish = SchnorrName | "auto";

export interface ChosenSchnorr {
  readonly name: SchnorrName;
  readonly backend: SchnorrBackend;
  /** For the log: which one is used, and why not the faster one. */
  readonly sentence: string;
}

export type SchnorrCandidates = Readonly<Record<SchnorrName, () => SchnorrBackend | NoNativeSchnorr>>;

/** Keys and messages of the comparison: chance for a rare fault to show, at a few milliseconds of each start. */
const COMPARED_ROUNDS = 4;

const CANDIDATES: SchnorrCandidates = { native: () => nativeSchnorr(), wasm: wasmSchnorr };

/** @throws FatalError when the one that was asked for can't be used, or none can. */
export function chooseSchnorr(wish: SchnorrWish, candidates: SchnorrCandidates = CANDIDATES): ChosenSchnorr {
  const refused: string[] = [];
  for (const name of wish === "auto" ? SCHNORR_NAMES : [wish]) {
    const backend = candidates[name]();
    const flaw = "unavailable" in backend ? backend.unavailable : findFlaw(name, backend, candidates);
    if (flaw === undefined && !("unavailable" in backend)) {
      const sentence = [`Signatures are checked by the ${name} backend.`, ...refused].join(" ");
      return { name, backend, sentence };
    }
    refused.push(`The ${name} backend is not used: ${flaw}.`);
  }
  throw new FatalError(
    wish === "native"
      ? `${refused.join(" ")} Install a C compiler, make and Python 3 and run npm ci again, or start with --signatures auto.`
      : `No backend for signatures can be trusted on this machine. ${refused.join(" ")}`,
    EXIT.failure,
  );
}

/** The backend of this name for a worker thread: what `chooseSchnorr` tested in the main thread. */
export function openSchnorr(name: SchnorrName): SchnorrBackend {
  const backend = CANDIDATES[name]();
  if ("unavailable" in backend) throw new Error(`the ${name} backend can't be loaded: ${backend.unavailable}`);
  return backend;
}

/** Native code is compared with WebAssembly, which is quick, and that with JavaScript, which shares no code with it. */
function findFlaw(name: SchnorrName, backend: SchnorrBackend, candidates: SchnorrCandidates): string | undefined {
  const flaw = findSchnorrFlaw(backend);
  if (flaw !== undefined) return flaw;
  const other = name === "native" ? candidates.wasm() : nobleSchnorr;
  const reference = "unavailable" in other ? nobleSchnorr : other;
  return findSchnorrDifference(backend, reference, systemRandomness.bytes, COMPARED_ROUNDS);
}
