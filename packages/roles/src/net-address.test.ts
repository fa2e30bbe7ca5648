import { describe, expect, it } from "vitest";
import { formatNetAddress, parseNetAddress } from "./net-address.ts";

describe("an address", () => {
  it.each(["127.0.0.1:1", "node-1.example:65535", "localhost:80", "[::1]:8640", "[2001:db8::7]:1", "full_node:9"])(
    "%s is read and written as it is",
    (text) => {
      const address = parseNetAddress(text);
      expect(address).toBeDefined();
      expect(address && formatNetAddress(address)).toBe(text);
    },
  );

  it.each([
    "",
    "host",
    ":1",
    "host:",
    "host:0",
    "host:65536",
    "::1:5",
    "[::1]",
    "[host]:5",
    "a b:5",
    "1.2.3:4",
    "1.2.3.256:4",
    "-a:1",
    "ws://a:1",
  ])("%j is refused", (text) => expect(parseNetAddress(text)).toBeUndefined());

  it("may have port 0 only where any port will do", () => {
    expect(parseNetAddress("[::]:0", { anyPort: true })).toEqual({ host: "::", port: 0 });
  });

  it.each(["[1:2:3:4:5:6:7]:1", "[1::2::3]:1", "[12345::]:1", "[::1.2.3.256]:1"])("%s is no IPv6 address", (text) =>
    expect(parseNetAddress(text)).toBeUndefined(),
  );

  it.each(["[1:2:3:4:5:6:7:8]:1", "[::ffff:1.2.3.4]:1", "[::]:1"])("%s is an IPv6 address", (text) =>
    expect(parseNetAddress(text)).toBeDefined(),
  );
});
