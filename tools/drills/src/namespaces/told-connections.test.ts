import { expect, it } from "vitest";
import { endOfConnection } from "./told-connections.ts";

it("reads from a line of a log why a connection ended, and nothing from other lines", () => {
  const text = "This node ended the connection to miner 0a1b2c3d at 10.77.0.12:38640 (ping-timeout).";
  const notice = { level: 30, area: "peers", code: "peer-closed", facts: { peer: 3, code: "ping-timeout" }, msg: text };
  expect(endOfConnection(JSON.stringify(notice))).toBe("ping-timeout");
  expect(endOfConnection(JSON.stringify({ ...notice, code: "peer-ready" }))).toBeUndefined();
  expect(endOfConnection("Listening.")).toBeUndefined();
});
