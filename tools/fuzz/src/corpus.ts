/**
 * corpus/TARGET/NAME.hex: inputs that are tried before all others, in every run and in every test: what once failed
 * ("found-…"), and the first input of each outcome ("shape-…").
 */
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const CORPUS = new URL("../corpus/", import.meta.url).pathname;
const LINE_DIGITS = 120;
/** Larger ones are made by shapes in every run anyway. */
export const SHAPE_BYTES_MAX = 2_000;

export interface KeptInput {
  readonly name: string;
  readonly input: Uint8Array;
}

export function readCorpus(target: string, root = CORPUS): readonly KeptInput[] {
  let names: string[];
  try {
    names = readdirSync(join(root, target));
  } catch {
    return [];
  }
  return names
    .filter((name) => name.endsWith(".hex"))
    .toSorted()
    .map((name) => ({ name: name.slice(0, -4), input: readHexFile(join(root, target, name)) }));
}

/** The file's path; the name follows from the content, so nothing is kept twice. */
export function keepInput(target: string, kind: "found" | "shape", input: Uint8Array, root = CORPUS): string {
  const folder = join(root, target);
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${kind}-${createHash("sha256").update(input).digest("hex").slice(0, 12)}.hex`);
  const lines =
    Buffer.from(input)
      .toString("hex")
      .match(new RegExp(`.{1,${LINE_DIGITS}}`, "g")) ?? [];
  writeFileSync(path, `${lines.join("\n")}\n`);
  return path;
}

export function readHexFile(path: string): Uint8Array {
  return readHex(readFileSync(path, "utf8"));
}

/** @throws Error when the text is no hexadecimal */
export function readHex(text: string): Uint8Array {
  const hex = text.replace(/\s+/g, "");
  if (hex.length % 2 !== 0 || !/^[0-9a-f]*$/i.test(hex)) throw new Error("that is no hexadecimal text");
  return new Uint8Array(Buffer.from(hex, "hex"));
}
