/** Looks every second how far a synchronisation has come, and shows it above the prompt while it lasts. */
import { lookOf, type Session } from "./session.ts";
import { showProgressBar } from "./show-progress.ts";

const LOOK_EVERY_MS = 1_000;

/** Returns the function that ends it. */
export function watchProgress(session: Session): () => void {
  let isAsking = false;
  let wasSynchronising = false;
  const look = async () => {
    if (isAsking) return;
    isAsking = true;
    const reply = await session.node.ask({ name: "node" });
    isAsking = false;
    const progress = reply.ok && reply.value.of === "node" ? reply.value.node.progress : null;
    // what is done within a second needs no bar
    const bar = wasSynchronising && session.noticesOn ? showProgressBar(progress, lookOf(session)) : "";
    wasSynchronising = progress !== null;
    session.screen.setStatus("progress", bar);
  };
  const timer = setInterval(() => void look(), LOOK_EVERY_MS).unref();
  return () => clearInterval(timer);
}
