import { describe, expect, it } from "vitest";
import { formatNetAddress, parseNetAddress } from "./net-address.ts";

describe("an address", () => {
  it.each([
    "127.0.0.1:1",
    "node-1.example:65535",
    "localhost:80",
    "[::1]:8640",
    "[2001:db8::7]:1",
    "wss://a:1",
    "wss://[::1]:2",
  ])("%s is read and written as it is", (text) => {
    const address = parseNetAddress(text);
    expect(address).toBeDefined();
    expect(address && formatNetAddress(address)).toBe(text);
  });

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
    "http://a:1",
    "wss://",
    "wss://a:1/path",
    "a:1//",
  ])("%j is refused", (text) => expect(parseNetAddress(text)).toBeUndefined());

  it("is plain unless wss:// stands in front", () => {
    expect(parseNetAddress("full_node:9")).toEqual({ host: "full_node", port: 9 });
    expect(parseNetAddress("WS://full_node:9/")).toEqual({ host: "full_node", port: 9 });
    expect(parseNetAddress("WSS://Node.example:9/")).toEqual({ host: "node.example", port: 9, tls: true });
  });

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
