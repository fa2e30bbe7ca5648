/**
 * The commands of a document: fenced `sh` blocks, and indented blocks that begin with a command. What stands in a comment
 * right above a block says how it is run:
 *
 *   <!-- run: a full node -->        run, with such a node beside it (run-places.ts names them)
 *   <!-- not run: REASON -->         neither run nor checked
 *   nothing                          each command is checked: there is such a script, option, file (check-command.ts)
 *
 * After a block that is run, `<!-- printed -->` above a fenced block: its text is what the commands print.
 */

export interface CommandBlock {
  readonly document: string;
  /** Of its first command, from 1. */
  readonly line: number;
  readonly handling:
    | { readonly kind: "checked" }
    | { readonly kind: "run"; readonly place: string }
    | { readonly kind: "not-run"; readonly reason: string };
  /** One a line, without comments. */
  readonly commands: readonly string[];
  /** What the document says that they print. */
  readonly printed?: { readonly text: string; readonly line: number };
}

/** What a block of commands begins with, so that an indented formula is none. */
const COMMAND =
  /^((npm|npx|node|git|curl|openssl|docker|docker-compose|printf|sudo|systemctl|journalctl|full-node|miner|light-node)\s|(tools|\.ci)\/|[a-z]+=\$\()/;

export function commandBlocks(document: string, text: string): readonly CommandBlock[] {
  const lines = text.split("\n");
  const blocks: CommandBlock[] = [];
  for (let at = 0; at < lines.length; at++) {
    const found = fencedAt(lines, at) ?? indentedAt(lines, at);
    if (found === undefined) continue;
    const commands = commandsOf(lines.slice(found.first, found.last));
    const printed = printedAfter(lines, found.end);
    const block = { document, line: found.first + 1, handling: handlingAbove(lines, at), commands };
    if (commands.length > 0) blocks.push({ ...block, ...(printed === undefined ? {} : { printed }) });
    at = found.end - 1;
  }
  return blocks;
}

interface Place {
  readonly first: number;
  /** The line after the last command. */
  readonly last: number;
  /** The line after the block. */
  readonly end: number;
}

function fencedAt(lines: readonly string[], at: number): Place | undefined {
  const opening = lines[at] ?? "";
  if (!opening.startsWith("```")) return undefined;
  const last = lines.indexOf("```", at + 1);
  // A fence of something else is passed over by its own end.
  return opening === "```sh" ? { first: at + 1, last, end: last + 1 } : { first: last, last, end: last + 1 };
}

function indentedAt(lines: readonly string[], at: number): Place | undefined {
  if (lines[at - 1] !== "" || !/^ {4}\S/.test(lines[at] ?? "")) return undefined;
  if (!COMMAND.test((lines[at] ?? "").trim())) return undefined;
  let last = at;
  while (/^ {4}\S/.test(lines[last] ?? "") || (lines[last] === "" && /^ {4}\S/.test(lines[last + 1] ?? ""))) last += 1;
  return { first: at, last, end: last };
}

function handlingAbove(lines: readonly string[], at: number): CommandBlock["handling"] {
  const above = lines[at - 1] === "" ? lines[at - 2] : lines[at - 1];
  const [, not, said = ""] = /^<!-- (not )?run: (.+) -->$/.exec(above ?? "") ?? [];
  if (said === "") return { kind: "checked" };
  return not === undefined ? { kind: "run", place: said } : { kind: "not-run", reason: said };
}

function printedAfter(lines: readonly string[], end: number): CommandBlock["printed"] {
  const at = lines[end] === "" ? end + 1 : end;
  if (lines[at] !== "<!-- printed -->") return undefined;
  const last = lines.indexOf("```", at + 2);
  return { text: lines.slice(at + 2, last).join("\n"), line: at + 3 };
}

/** Lines that go on are joined; comments, and in indented blocks the words after a wide gap, are left out. */
function commandsOf(lines: readonly string[]): readonly string[] {
  return lines
    .join("\n")
    .replace(/\s*\\\n\s*/g, " ")
    .split("\n")
    .map((line) =>
      line
        .trim()
        .replace(/(^|\s+)# .*$/, "")
        .replace(/ {3,}.*$/, ""),
    )
    .filter((command) => command !== "");
}
