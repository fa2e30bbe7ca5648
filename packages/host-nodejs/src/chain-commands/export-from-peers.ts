/**
 * The subcommand export-chain of a light node: it keeps no blocks, so it runs for as long as it takes to get them. It asks
 * full nodes for access, waits for their operators, and writes the chain as it comes.
 */
import { setTimeout as sleep } from "node:timers/promises";
import type { NodeView, Notice } from "@triad/roles";
import { FatalError } from "../fatal-error.ts";
import type { Attachment, NodeHandle } from "../node-handle.ts";
import { writeToStream, writeWholeFile } from "./chain-file-writer.ts";
import { BAR_EVERY_MS, tellProgress } from "./progress.ts";
import type { WorkLines } from "./progress-bar.ts";
import { openRunningChain } from "./running-chain.ts";

const LOOK_EVERY_MS = 300;
/** After a refusal: who granted access may lack the block, and must not be asked as fast as it refuses. */
const ASK_AGAIN_MS = 1_000;
/** After all that were asked have denied it: others may be found. */
const DENIED_MS_MAX = 10_000;
/** What somebody who waits wants to read. */
const TOLD: ReadonlySet<string> = new Set(["access-answered", "synchronised", "progress", "block-refused"]);

export interface ExportFromPeers extends Attachment {
  /** Why it did not succeed; undefined: it did, or still goes on. Settled when the node ends. */
  readonly failure: () => unknown;
}

/** Begins at once, and stops the node when it is done. */
export function exportFromPeers(node: NodeHandle, file: string, lines: WorkLines): ExportFromPeers {
  const stopped = new AbortController();
  let failure: unknown = new FatalError("Stopped before the chain was complete; nothing was written.");
  const unsubscribe = node.subscribe((notice: Notice) => {
    if (TOLD.has(notice.code)) lines.tell(notice.text);
  });
  const work = writeChain(node, file, lines, stopped.signal)
    .then(
      () => {
        failure = undefined;
      },
      (error: unknown) => {
        if (!stopped.signal.aborted) failure = error;
      },
    )
    .finally(() => {
      unsubscribe();
      lines.clear();
    });
  void work.then(() => node.stop());
  return {
    failure: () => failure,
    stop() {
      stopped.abort();
      return work;
    },
  };
}

async function writeChain(node: NodeHandle, file: string, lines: WorkLines, signal: AbortSignal): Promise<void> {
  await node.ask({ name: "request-access" });
  await untilGranted(node, signal);
  const chain = await openRunningChain((command) => unlessStopped(node.ask(command), signal), node.network, {
    progress: tellProgress("Exported", lines.tellProgress, lines.moves ? { everyMs: BAR_EVERY_MS } : {}),
    async isWorthWaiting({ code }) {
      if (code === "stopping") return false;
      await sleep(ASK_AGAIN_MS, undefined, { signal });
      await untilGranted(node, signal);
      return true;
    },
  });
  if (!chain.ok) throw new FatalError(chain.message);
  await (file === "-" ? writeToStream(process.stdout, chain.chunks) : writeWholeFile(file, chain.chunks));
  lines.tell(`Wrote ${chain.tipHeight} blocks to ${file === "-" ? "the standard output" : file}.`);
}

/** All headers are here, and a full node has granted access. @throws FatalError when all that were asked deny it. */
async function untilGranted(node: NodeHandle, signal: AbortSignal): Promise<void> {
  for (let deniedMs = 0; ; ) {
    const { permission, synchronising } = await describe(node, signal);
    if (!synchronising && (permission?.grantedBy.length ?? 0) > 0) return;
    const isDenied = permission !== null && permission.deniedBy.length > 0;
    deniedMs =
      isDenied && permission.waitingFor.length + permission.grantedBy.length === 0 ? deniedMs + LOOK_EVERY_MS : 0;
    if (isDenied && deniedMs >= DENIED_MS_MAX) {
      throw new FatalError(`Access to the complete chain was denied by ${permission.deniedBy.join(", ")}.`);
    }
    await sleep(LOOK_EVERY_MS, undefined, { signal });
  }
}

async function describe(node: NodeHandle, signal: AbortSignal): Promise<NodeView> {
  const reply = await unlessStopped(node.ask({ name: "node" }), signal);
  if (!reply.ok) throw new FatalError(reply.message);
  if (reply.value.of !== "node") throw new Error("a node describes itself");
  return reply.value.node;
}

/** The node answers no question while it ends, and its end waits for this work. */
function unlessStopped<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const stop = () => reject(new FatalError("The node is being stopped."));
    if (signal.aborted) stop();
    signal.addEventListener("abort", stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", stop));
  });
}
