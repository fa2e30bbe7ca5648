import { encodeBech32m } from "@triad/crypto";
import { describe, expect, it } from "vitest";
import { addressOfKey, keyOfAddress } from "./address.ts";
import { testKey } from "./testing/index.ts";

const { key } = testKey(3);

describe("an address", () => {
  it("is read back on its own network, in either case", () => {
    const address = addressOfKey(key, "tri");
    expect(address).toMatch(/^tri1q/);
    expect(keyOfAddress(address, "tri")).toEqual(key);
    expect(keyOfAddress(address.toUpperCase(), "tri")).toEqual(key);
  });

  it("is refused where a coin sent to it would be lost", () => {
    const address = addressOfKey(key, "tri");
    expect(keyOfAddress(`${address.slice(0, -1)}${address.endsWith("q") ? "p" : "q"}`, "tri")).toBe("not-an-address");
    expect(keyOfAddress("", "tri")).toBe("not-an-address");
    expect(keyOfAddress(`T${address.slice(1)}`, "tri")).toBe("not-an-address");
    expect(keyOfAddress(address, "ttri")).toBe("other-network");
    expect(keyOfAddress(encodeBech32m("tri", 1, key), "tri")).toBe("unknown-version");
    expect(keyOfAddress(encodeBech32m("tri", 0, key.subarray(1)), "tri")).toBe("wrong-length");
    expect(keyOfAddress(encodeBech32m("tri", 0, Uint8Array.of(...key, 0)), "tri")).toBe("wrong-length");
  });
});
