/** Copies of the packages and of the simulator with one bug each, in the folder for build output, where imports find them. */
import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type Mutation, planted } from "./mutation.ts";

const ROOT = fileURLToPath(new URL("../../../../", import.meta.url));
const COPIES = `${ROOT}dist/planted-bugs/${process.pid}`;
const EXACT = `${COPIES}/exact`;

/** Whatever imports a mutated package must be copied too, or it would find the one that is right. */
const PACKAGES = ["crypto", "protocol", "chain", "gossip", "mempool", "mining", "wallet", "roles"];
const COPIED = [...PACKAGES.map((name) => `packages/${name}`), "tools/simulator"];

/**
 * Returns the folder of the copied simulator's sources. Undefined: an exact copy. It is made once, and all others are
 * made of it, so that whoever edits the sources meanwhile changes nothing.
 */
export function makeCopy(mutation: Mutation | undefined): string {
  if (!existsSync(EXACT)) copyAll();
  if (mutation === undefined) return simulatorIn(EXACT);
  const copy = `${COPIES}/${mutation.name}`;
  cpSync(EXACT, copy, { recursive: true });
  const file = `${packagesIn(copy)}/${mutation.package}/src/${mutation.file}`;
  writeFileSync(file, planted(mutation, readFileSync(file, "utf8")));
  return simulatorIn(copy);
}

/** What stands in the file now. */
export function sourceOf({ package: name, file }: Pick<Mutation, "package" | "file">): string {
  return readFileSync(`${ROOT}packages/${name}/src/${file}`, "utf8");
}

export function removeCopies(): void {
  rmSync(COPIES, { recursive: true, force: true });
}

function copyAll(): void {
  for (const path of COPIED) {
    const to = `${packagesIn(EXACT)}/${path.split("/").at(-1)}`;
    cpSync(`${ROOT}${path}/src`, `${to}/src`, { recursive: true, filter: (file) => !file.endsWith(".test.ts") });
    cpSync(`${ROOT}${path}/package.json`, `${to}/package.json`);
  }
}

function packagesIn(copy: string): string {
  return `${copy}/node_modules/@triad`;
}

function simulatorIn(copy: string): string {
  return `${packagesIn(copy)}/simulator/src`;
}
