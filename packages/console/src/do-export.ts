/** The complete chain to a file, while the node runs. */
import { resolve } from "node:path";
import {
  BAR_EVERY_MS,
  FatalError,
  openRunningChain,
  type Progress,
  tellProgress,
  withBar,
  writeWholeFile,
} from "@triad/host-nodejs";
import { givenOrAsked, printWrong, say } from "./ask.ts";
import { formatCount } from "./numbers.ts";
import { printable } from "./printable.ts";
import { lookOf, type Session } from "./session.ts";

export async function doExport(session: Session, [given]: readonly string[]): Promise<void> {
  const file = await givenOrAsked(session, given, "File to write the chain to", (text) => ({ value: resolve(text) }));
  if (file === undefined) return;
  const { node, paint, screen } = session;
  const chain = await openRunningChain(node.ask, node.network, { progress: progressOf(session) });
  if (!chain.ok) return printWrong(session, `${printable(chain.message)} [${printable(chain.code)}]`);
  try {
    await writeWholeFile(file, chain.chunks);
  } catch (error) {
    if (!(error instanceof FatalError)) throw error;
    return printWrong(session, `${printable(error.message)} No file was written.`);
  } finally {
    screen.setStatus("export", "");
  }
  say(session, `Wrote ${formatCount(chain.tipHeight)} blocks to ${printable(file)}.`, paint.good);
}

/** A bar on a terminal; elsewhere a line now and then. */
function progressOf(session: Session): Progress {
  const { screen, paint, nowMs: now } = session;
  if (!screen.terminal) return tellProgress("Exported", (line) => say(session, line), { now });
  const draw = (line: string, share: number | undefined) =>
    screen.setStatus("export", paint.key(withBar(line, share, lookOf(session).width)));
  return tellProgress("Exported", draw, { now, everyMs: BAR_EVERY_MS });
}
