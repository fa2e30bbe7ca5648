/** Copies of chain, protocol and crypto with one bug each, in the folder for build output, where imports find them. */
import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { ChainModules } from "../compare/chain-modules.ts";
import type { Mutation } from "./mutation.ts";

const ROOT = fileURLToPath(new URL("../../../../", import.meta.url));
const COPIES = `${ROOT}dist/mutations/${process.pid}`;

/** Undefined: an exact copy. Throws where the text to replace does not stand in the file exactly once. */
export async function importCopy(name: string, mutation: Mutation | undefined): Promise<ChainModules> {
  const packages = `${COPIES}/${name}/node_modules/@triad`;
  for (const each of ["chain", "protocol", "crypto"]) {
    cpSync(`${ROOT}packages/${each}/src`, `${packages}/${each}/src`, {
      recursive: true,
      filter: (path) => !path.endsWith(".test.ts"),
    });
    cpSync(`${ROOT}packages/${each}/package.json`, `${packages}/${each}/package.json`);
  }
  if (mutation !== undefined) plant(mutation, `${packages}/${mutation.package}/src/${mutation.file}`);
  const source = pathToFileURL(`${packages}/chain/src`).href;
  return {
    chain: await import(`${source}/index.ts`),
    blocks: await import(`${source}/blocks/index.ts`),
    testing: await import(`${source}/testing/index.ts`),
  };
}

export function removeCopies(): void {
  rmSync(COPIES, { recursive: true, force: true });
}

function plant({ bug, search, replace }: Mutation, file: string): void {
  const parts = readFileSync(file, "utf8").split(search);
  if (parts.length !== 2) throw new Error(`"${bug}" fits ${file} ${parts.length - 1} times, not once: renew its row`);
  writeFileSync(file, parts.join(replace));
}
