import { describe, expect, it } from "vitest";
import { readDrillOptions } from "./options.ts";

describe("the options of a drill", () => {
  it("name one drill, with its numbers", () => {
    expect(readDrillOptions(["store-kills", "--kills", "200"])).toMatchObject({ drill: "store-kills", kills: 200 });
    expect(readDrillOptions(["disk-full"])).toMatchObject({ drill: "disk-full", keep: false });
    expect(readDrillOptions(["--help"]).drill).toBeUndefined();
  });

  it("are refused in words", () => {
    expect(() => readDrillOptions([])).toThrow(
      "Name one drill: kills, store-kills, disk-full, partition, line, block-relay, access, containers, netns-partition, netns-slow-line, netns-address-change.",
    );
    expect(() => readDrillOptions(["store-kills", "line"])).toThrow("Name one drill");
    expect(() => readDrillOptions(["store-kills", "--kills", "0"])).toThrow("--kills must be a whole number");
  });
});
