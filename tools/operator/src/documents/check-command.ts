/**
 * Whether a command of a document is one of this repository: the script is there, its options are, the files are.
 * Commands that take minutes are not run for that.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { OPTIONS } from "@triad/host-nodejs";
import { ROLES, ROOT } from "../nodes/programs.ts";
import { ALL_SUBCOMMANDS } from "../subcommand-list.ts";

/** Undefined: there is nothing to be said against it. */
type Problem = string | undefined;

const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
  readonly scripts: Readonly<Record<string, string>>;
};

/** What is typed for it: NAME, FILE, […], …; and numbers and addresses, which mean what the reader puts there. */
const PLACEHOLDER = /^([A-Z][A-Z_,-]*|\[.*\]?|.*\]|…|[\d.,]+|\w+:\/\/.*|\S+:\d+)$/;

export function checkCommand(command: string): Problem {
  const parts = command.split(" && ");
  if (parts.length > 1) return parts.map(checkCommand).find((problem) => problem !== undefined);
  const [program = "", ...words] = command.split(/\s+/).filter((word) => !/^[A-Z_]+=/.test(word));
  switch (program) {
    case "npm":
      return checkNpm(words);
    case "npx":
      return checkNpx(words);
    case "full-node":
    case "miner":
    case "light-node":
      return checkRole(words);
    case "node":
      return words[0]?.startsWith("dist/apps/") ? checkRole(words.slice(1)) : checkFiles(words.slice(0, 1));
    case "git":
    case "cd":
      return undefined;
    default:
      if (program.includes("/") && existsSync(join(ROOT, program))) return undefined;
      return "say how it is run, in a comment above the block: <!-- run: PLACE --> or <!-- not run: REASON -->";
  }
}

function checkNpm([verb = "", ...words]: readonly string[]): Problem {
  if (verb === "ci") return undefined;
  const [name = "", ...rest] = verb === "run" ? words : [verb, ...words];
  const script = scripts[name];
  if (script === undefined) return `package.json has no script ${name}`;
  // What follows an option is its value, for the reader to choose.
  const asked = rest.filter((word, at) => word !== "--" && !PLACEHOLDER.test(word) && !isOption(rest[at - 1]));
  if (asked.length === 0) return undefined;
  const source = sourceOf(script);
  const unknown = asked.filter((word) => !isIn(source, word));
  return unknown.length === 0 ? undefined : `the sources of npm run ${name} know no ${unknown.join(", ")}`;
}

function isOption(word: string | undefined): boolean {
  return word !== "--" && word?.startsWith("--") === true;
}

/** In a usage text, as a name given to `parseArgs`, or as the name of a task. */
function isIn(source: string, word: string): boolean {
  if (!isOption(word)) return source.includes(`"${word}"`) || new RegExp(`\\b${word}:`).test(source);
  return new RegExp(`${word}\\b|^\\s+"?${word.slice(2)}"?: \\{ type: `, "m").test(source);
}

/** All that a tool is made of, without its tests. */
function sourceOf(script: string): string {
  const [, folder = ""] = script.match(/(tools\/[a-z-]+\/src)/) ?? [];
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
    .map((file) => readFileSync(join(ROOT, folder, file), "utf8"))
    .join("\n");
}

function checkNpx([tool = "", ...words]: readonly string[]): Problem {
  switch (tool) {
    case "nx":
      return words[0] === "run" ? checkTarget(words.slice(1)) : checkTargets(words);
    case "tsx":
      return checkFiles(words.slice(0, 1)) ?? (words[0]?.startsWith("apps/") ? checkRole(words.slice(1)) : undefined);
    case "vitest":
    case "biome":
      return checkFiles(words.filter((word) => word.includes("/")));
    default:
      return `npx ${tool} is not known here`;
  }
}

function checkTarget([target = "", ...words]: readonly string[]): Problem {
  const [project = "", name = ""] = target.split(":");
  const targets = targetsOf(project);
  if (targets === undefined || !(name in targets)) return `Nx has no target ${target}`;
  return name === "serve" ? checkRole(words.filter((word) => word !== "--")) : undefined;
}

function checkTargets(words: readonly string[]): Problem {
  const all = new Set(projects().flatMap((project) => Object.keys(targetsOf(project) ?? {})));
  const missing = words.slice(1).filter((word) => !word.startsWith("-") && !all.has(word));
  return missing.length === 0 ? undefined : `no project has the targets ${missing.join(", ")}`;
}

function projects(): readonly string[] {
  return ["packages", "apps", "tools"].flatMap((kind) => readdirSync(join(ROOT, kind)));
}

function targetsOf(project: string): object | undefined {
  const file = ["packages", "apps", "tools"]
    .map((kind) => join(ROOT, kind, project, "project.json"))
    .find((path) => existsSync(path));
  return file === undefined ? undefined : (JSON.parse(readFileSync(file, "utf8")) as { targets: object }).targets;
}

function checkFiles(files: readonly string[]): Problem {
  const missing = files.filter((file) => !existsSync(join(ROOT, file)));
  return missing.length === 0 ? undefined : `there is no ${missing.join(", ")}`;
}

/** Subcommand and options of one of the programs, whichever. */
function checkRole(words: readonly string[]): Problem {
  const [first = ""] = words;
  const isKnown = first === "" || first.startsWith("-") || first === "…";
  const subcommand = ALL_SUBCOMMANDS.find(({ name }) => `${words.join(" ")} `.startsWith(`${name} `));
  if (!isKnown && subcommand === undefined) return `${ROLES.join(", ")} have no subcommand ${first}`;
  const names = new Set([
    ...OPTIONS.flatMap(({ name }) => [`--${name}`, `--no-${name}`]),
    ...ALL_SUBCOMMANDS.flatMap(({ usage }) => usage.match(/--[a-z-]+/g) ?? []),
  ]);
  const unknown = words.filter((word) => word.startsWith("--") && !names.has(word));
  return unknown.length === 0 ? undefined : `there is no option ${unknown.join(", ")}`;
}
