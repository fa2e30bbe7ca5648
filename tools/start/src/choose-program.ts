/** Which program to start: as the first argument says, or else as whoever starts it answers. */
import type { Readable, Writable } from "node:stream";
import { nearestWord } from "@triad/host-nodejs";
import { findProgram, PROGRAMS, type Program } from "./programs.ts";
import { readLine } from "./read-line.ts";

export interface StartPorts {
  readonly input: Readable;
  readonly output: Writable;
  /** This machine's IP addresses. */
  readonly addresses: readonly string[];
  readonly version: string;
}

export type Choice =
  | { readonly program: Program; readonly options: readonly string[] }
  /** Nothing is started. */
  | { readonly exitCode: number };

const EXIT_USAGE = 2;

export async function chooseProgram(argv: readonly string[], ports: StartPorts): Promise<Choice> {
  const say = (text: string) => void ports.output.write(`${text}\n`);
  const [first, ...others] = argv.filter((word) => word !== "--");
  if (first === "--help") {
    say(USAGE);
    return { exitCode: 0 };
  }
  const isNamed = first !== undefined && !first.startsWith("-");
  if (!isNamed) say(`Triad ${ports.version}: a peer-to-peer proof-of-work blockchain.`);
  const named = isNamed ? findProgram(first) : undefined;
  if (isNamed && named === undefined) {
    say(explain(first));
    return { exitCode: EXIT_USAGE };
  }
  const program = named ?? (await askWhich(ports, say));
  if (program === undefined) {
    say("\nThe input ended without an answer; nothing is started.");
    return { exitCode: EXIT_USAGE };
  }
  if (named !== undefined) say(addressLine(ports.addresses));
  say(`${program.whatHappens.join("\n")}\n`);
  return { program, options: [...(isNamed || first === undefined ? [] : [first]), ...others] };
}

/** Undefined at the end of the input. */
async function askWhich(
  { input, output, addresses }: StartPorts,
  say: (text: string) => void,
): Promise<Program | undefined> {
  const titleWidth = Math.max(...PROGRAMS.map(({ title }) => title.length));
  const rows = PROGRAMS.map(({ key, title, summary }) => `  ${key}  ${title.padEnd(titleWidth)}  ${summary}`);
  say([addressLine(addresses), "", "Which node do you want to run?", ...rows].join("\n"));
  for (;;) {
    output.write(`Your choice, 1 to ${PROGRAMS.length}, then Enter: `);
    const line = await readLine(input);
    if (line === undefined) return undefined;
    const program = findProgram(line);
    if (program !== undefined) return program;
    say(line.trim() === "" ? "Nothing was chosen yet." : explain(line.trim()));
  }
}

function addressLine(addresses: readonly string[]): string {
  return addresses.length === 0
    ? "This machine has no IP address; only programs on it can connect."
    : `This machine's IP addresses: ${addresses.join("  ")}`;
}

function explain(text: string): string {
  const shown = text.replace(/[^\x20-\x7e]/g, "?").slice(0, 40);
  const near = nearestWord(
    text.toLowerCase().slice(0, 40),
    PROGRAMS.flatMap(({ name, aliases }) => [name, ...aliases]),
  );
  const meant = near === undefined ? undefined : findProgram(near);
  const hint = meant === undefined ? "" : ` Did you mean ${meant.key}, ${meant.name}?`;
  return `"${shown}" is none of them.${hint}\nGive a number from 1 to ${PROGRAMS.length}, or ${PROGRAMS.map(({ name }) => name).join(", ")}.`;
}

const USAGE = [
  "npm start                       asks which node to run",
  ...PROGRAMS.map(({ name, title }) => `npm start ${name.padEnd(21)} runs a ${title}`),
  "npm start miner -- --help       lists the options of a miner; options follow the two dashes",
].join("\n");
