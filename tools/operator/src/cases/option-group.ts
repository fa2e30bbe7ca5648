/**
 * Cases of options. Those of a group are given to one start together, and the start is done three times: on the command
 * line, in the environment and in a config file. What is looked at is what an option does, not that it is taken.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { configName, environmentName, OPTIONS, type OptionRow, type RoleName } from "@triad/host-nodejs";
import { OperatedNode, type StartOptions } from "../nodes/operated-node.ts";
import type { OptionPlace } from "../nodes/option-place.ts";

export type OptionValue = string | number | boolean | readonly string[];

export interface OptionAt {
  readonly node: OperatedNode;
  readonly place: OptionPlace;
  /** As they were given. */
  readonly given: Readonly<Record<string, OptionValue>>;
}

export interface OptionLook {
  /** An option of this group. */
  readonly option: string;
  readonly claim: string;
  readonly run: (at: OptionAt) => Promise<unknown>;
}

export interface OptionGroup {
  readonly about: string;
  readonly role: RoleName;
  /** By option; false: `--no-…`. Each start has a data directory of its own besides. */
  readonly given: (place: OptionPlace) => Promise<Readonly<Record<string, OptionValue>>>;
  readonly looks: readonly OptionLook[];
}

export const SOURCES = ["command line", "environment", "config file"] as const;
export type Source = (typeof SOURCES)[number];

export function titleOfLook({ option, claim }: OptionLook, source: Source): string {
  return `option ${option} (${source}): ${claim}`;
}

/** Starts the group's node; `name` is of its data directory and files. */
export async function startWith(
  { role, given }: OptionGroup,
  source: Source,
  place: OptionPlace,
  name: string,
): Promise<OptionAt> {
  const { directory, networkFile } = place;
  const usual = { network: networkFile, datadir: join(directory, name), listen: "127.0.0.1:0", api: "127.0.0.1:0" };
  const { listen, ...withoutListen } = usual;
  const own = await given(place);
  // `port` says where to listen, too, and the two together make no sense.
  const all = { ...("port" in own ? withoutListen : usual), ...own };
  return {
    node: new OperatedNode(role, startOptions(all, source, join(directory, `${name}.json`))),
    place,
    given: all,
  };
}

function startOptions(given: Readonly<Record<string, OptionValue>>, source: Source, configFile: string): StartOptions {
  const rows = Object.entries(given).map(([name, value]) => [rowOf(name), value] as const);
  switch (source) {
    case "command line":
      return { options: rows.flatMap(([{ name }, value]) => wordsOf(name, value)) };
    case "environment":
      return {
        options: [],
        env: Object.fromEntries(rows.map(([row, value]) => [environmentName(row), textOf(value)])),
      };
    case "config file":
      writeFileSync(
        configFile,
        JSON.stringify(Object.fromEntries(rows.map(([row, value]) => [configName(row), value]))),
      );
      return { options: ["--config", configFile] };
    default:
      return source satisfies never;
  }
}

function wordsOf(name: string, value: OptionValue): readonly string[] {
  if (typeof value === "boolean") return [value ? `--${name}` : `--no-${name}`];
  const texts = typeof value === "object" ? value : [String(value)];
  return texts.flatMap((text) => [`--${name}`, text]);
}

function textOf(value: OptionValue): string {
  if (typeof value === "boolean") return value ? "yes" : "no";
  return typeof value === "object" ? value.join(",") : String(value);
}

function rowOf(name: string): OptionRow {
  const row = OPTIONS.find((each) => each.name === name);
  if (row === undefined) throw new Error(`there is no option ${name}`);
  return row;
}
