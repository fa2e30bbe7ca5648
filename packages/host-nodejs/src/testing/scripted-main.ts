/**
 * A program like those of the apps, with a core that only tries its host: it asks for a signature check, a nonce and a
 * wake-up, and says "Up." when all three have come. Tests start, bundle and signal it as a real process.
 */
import type { Event } from "@triad/roles";
import { type RunRoleHooks, runRole } from "../run-role.ts";
import { scriptedCore } from "./scripted-core.ts";

/** TRIAD_SCRIPT: `bug` throws at the first event, `slow-stop` has an attachment that takes its time. */
const { TRIAD_SCRIPT: script } = process.env;

const SIGNATURE_CHECK_BYTES = 128;
const awaited = new Set<Event["type"]>(["woken", "signatures-checked", "nonce-found"]);

const hooks: RunRoleHooks = {
  createCore: () =>
    scriptedCore(
      (event) => {
        if (script === "bug") throw new Error("broken on purpose");
        const isLast = awaited.delete(event.type) && awaited.size === 0;
        const notice = { level: "info", area: "node", code: "up", text: "Up.", facts: {} } as const;
        return isLast ? [{ type: "notify", notice }] : [];
      },
      [
        { type: "wake-at", monotonicMs: 0 },
        { type: "check-signatures", job: 1, priority: "block", items: new Uint8Array(SIGNATURE_CHECK_BYTES) },
        { type: "search-nonce", job: 2, header: new Uint8Array(80), target: new Uint8Array(32).fill(255) },
      ],
    ),
  attachments:
    script === "slow-stop" ? [() => ({ stop: () => new Promise((resolve) => setTimeout(resolve, 1800)) })] : [],
};

process.exit(await runRole("miner", process.argv.slice(2), process.env, hooks));
