/** Finds checkers, adversaries and scenarios by themselves: adding one is adding a file. */
import { readdirSync } from "node:fs";
import type { Adversary } from "./adversaries/adversary.ts";
import type { Checker } from "./checkers/checker.ts";
import type { Scenario } from "./scenarios/scenario.ts";

export const loadCheckers = (): Promise<readonly Checker[]> => loadFolder<Checker>("checkers", "checker");
export const loadAdversaries = (): Promise<readonly Adversary[]> => loadFolder<Adversary>("adversaries", "adversary");
export const loadScenarios = (): Promise<readonly Scenario[]> => loadFolder<Scenario>("scenarios", "scenario");

/** In the order of their files' names. @throws Error when a file's name is not that of what it exports. */
async function loadFolder<T extends { readonly name: string }>(folder: string, word: string): Promise<readonly T[]> {
  const files = readdirSync(new URL(`./${folder}/`, import.meta.url))
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts") && file !== `${word}.ts`)
    .sort();
  const loaded: T[] = [];
  for (const file of files) {
    const module = (await import(new URL(`./${folder}/${file}`, import.meta.url).href)) as Record<string, T>;
    const found = module[word];
    if (found === undefined) throw new Error(`${folder}/${file} exports no "${word}"`);
    if (`${found.name}.ts` !== file) throw new Error(`${folder}/${file} holds the ${word} "${found.name}"`);
    loaded.push(found);
  }
  return loaded;
}
