import { describe, expect, it } from "vitest";
import { readLine } from "./node-log.ts";

describe("a line that a node printed", () => {
  it("is read as JSON, and as plain words where it is none", () => {
    const json = '{"level":"error","area":"store","code":"commit-failed","facts":{"reason":"disk-full"},"msg":"Full."}';
    expect(readLine(json)).toEqual({ code: "commit-failed", text: "Full." });
    expect(readLine('{"level":"info","msg":"Stopped."}')).toEqual({ code: undefined, text: "Stopped." });
    expect(readLine("No space left.")).toEqual({ code: undefined, text: "No space left." });
  });
});
