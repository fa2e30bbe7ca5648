/** The complete chain to a file, while the node runs. */
import { resolve } from "node:path";
import { FatalError, openRunningChain, tellProgress, writeWholeFile } from "@triad/host-nodejs";
import { givenOrAsked, printWrong, say } from "./ask.ts";
import { formatCount } from "./numbers.ts";
import { printable } from "./printable.ts";
import type { Session } from "./session.ts";

export async function doExport(session: Session, [given]: readonly string[]): Promise<void> {
  const file = await givenOrAsked(session, given, "File to write the chain to", (text) => ({ value: resolve(text) }));
  if (file === undefined) return;
  const { node, paint } = session;
  const progress = tellProgress("Exported", (line) => say(session, line, paint.dim), session.nowMs);
  const chain = await openRunningChain(node.ask, node.network, { progress });
  if (!chain.ok) return printWrong(session, `${printable(chain.message)} [${printable(chain.code)}]`);
  try {
    await writeWholeFile(file, chain.chunks);
  } catch (error) {
    if (!(error instanceof FatalError)) throw error;
    return printWrong(session, `${printable(error.message)} No file was written.`);
  }
  say(session, `Wrote ${formatCount(chain.tipHeight)} blocks to ${printable(file)}.`, paint.good);
}
