import { expect, it } from "vitest";
import { KeepAlive, PING_EARLY_MS, PING_INTERVAL_MS, PING_NONCE_BYTES, PING_TIMEOUT_MS } from "./keep-alive.ts";

const NONCE = new Uint8Array(PING_NONCE_BYTES);

/** Its last ping was answered at once, at time 0. */
function makeQuiet(): KeepAlive {
  const keepAlive = new KeepAlive(0);
  keepAlive.pingSent(NONCE, 0);
  keepAlive.pong(NONCE, 0);
  return keepAlive;
}

it("a ping is due after its interval, and sooner when another connection is pinged", () => {
  const keepAlive = makeQuiet();
  expect(keepAlive.nextWakeMs()).toBe(PING_INTERVAL_MS);
  expect(keepAlive.due(PING_INTERVAL_MS - 1, false)).toBe("nothing");
  expect(keepAlive.due(PING_INTERVAL_MS, false)).toBe("ping");
  expect(keepAlive.due(PING_INTERVAL_MS - PING_EARLY_MS - 1, true)).toBe("nothing");
  expect(keepAlive.due(PING_INTERVAL_MS - PING_EARLY_MS, true)).toBe("ping");
});

it("nobody is given up sooner because another connection is pinged", () => {
  const keepAlive = makeQuiet();
  keepAlive.pingSent(NONCE, PING_INTERVAL_MS);
  expect(keepAlive.due(PING_INTERVAL_MS + PING_TIMEOUT_MS - 1, true)).toBe("nothing");
  expect(keepAlive.due(PING_INTERVAL_MS + PING_TIMEOUT_MS, true)).toBe("dead");
});
