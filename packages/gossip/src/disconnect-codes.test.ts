import { expect, it } from "vitest";
import { codeOfWebSocket, DISCONNECT_CODES, disconnectMeaning, webSocketCodeOf } from "./disconnect-codes.ts";

it("each code has a close code of its own in the range for applications, and comes back from it", () => {
  const closeCodes = DISCONNECT_CODES.map((row) => row.webSocketCode);
  expect(new Set(closeCodes).size).toBe(DISCONNECT_CODES.length);
  expect(Math.min(...closeCodes)).toBeGreaterThanOrEqual(4000);
  expect(Math.max(...closeCodes)).toBeLessThanOrEqual(4999);
  for (const { code, webSocketCode } of DISCONNECT_CODES) expect(codeOfWebSocket(webSocketCode)).toBe(code);
});

it("the first and the last number are fixed", () => {
  expect(webSocketCodeOf("shutting-down")).toBe(4000);
  expect(webSocketCodeOf("flood")).toBe(4019);
  expect(webSocketCodeOf("feeler")).toBe(4020);
  expect(webSocketCodeOf("evicted")).toBe(4021);
});

it("a foreign code has no meaning", () => {
  expect(codeOfWebSocket(1006)).toBeUndefined();
  expect(codeOfWebSocket(4999)).toBeUndefined();
  expect(disconnectMeaning("ECONNRESET")).toBeUndefined();
});
