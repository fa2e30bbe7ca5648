/** Looks every second how many of the blocks that `generate` ordered were found, and shows it above the prompt. */
import { withBar } from "@triad/host-nodejs";
import { formatCount } from "./numbers.ts";
import { lookOf, type Session } from "./session.ts";

const LOOK_EVERY_MS = 1_000;

/** What was ordered and is not found yet, by the miner's count of found blocks; undefined: nothing is. */
export interface GenerateOrder {
  readonly foundBefore: number;
  readonly blocks: number;
}

/** How many blocks the miner has found; undefined where that can't be told, or nobody would see it. */
export async function countFound({ node, screen }: Session): Promise<number | undefined> {
  if (!screen.terminal) return undefined;
  const reply = await node.ask({ name: "mining" });
  return reply.ok && reply.value.of === "mining" ? reply.value.mining.blocksFound : undefined;
}

/** More blocks were ordered. The bar ends with the last of them, or with the node. */
export function watchGenerate(session: Session, foundBefore: number, blocks: number): void {
  const { ordered } = session;
  if (ordered !== undefined) {
    session.ordered = { ...ordered, blocks: ordered.blocks + blocks };
    return;
  }
  session.ordered = { foundBefore, blocks };
  let isAsking = false;
  const look = async () => {
    if (isAsking) return;
    isAsking = true;
    const found = await countFound(session);
    isAsking = false;
    const bar = found === undefined ? "" : showOrder(session, found);
    session.screen.setStatus("generate", bar);
    if (bar !== "") return;
    clearInterval(timer);
    session.ordered = undefined;
  };
  const timer = setInterval(() => void look(), LOOK_EVERY_MS).unref();
}

/** Empty when all of them are found. */
function showOrder(session: Session, found: number): string {
  if (session.ordered === undefined) return "";
  const { foundBefore, blocks } = session.ordered;
  const done = found - foundBefore;
  if (done >= blocks) return "";
  const { width, paint } = lookOf(session);
  return paint.key(withBar(`generated: ${formatCount(done)} of ${formatCount(blocks)}`, done / blocks, width));
}
