import { expect, it } from "vitest";
import { bytesToHex, hexToBytes } from "./bytes.ts";
import { hmacSha512 } from "./hmac-sha512.ts";

it("HMAC-SHA512 gives what RFC 4231 says, case 1", () => {
  const key = new Uint8Array(20).fill(0x0b);
  expect(bytesToHex(hmacSha512(key, new TextEncoder().encode("Hi There")))).toBe(
    "87aa7cdea5ef619d4ff0b4241a1d6cb02379f4e2ce4ec2787ad0b30545e17cdedaa833b7d6b8a702038b274eaea3f4e4be9d914eeb61f1702e696c203a126854",
  );
});

it("HMAC-SHA512 hashes a key that is longer than a block first, RFC 4231, case 6", () => {
  const key = new Uint8Array(131).fill(0xaa);
  const message = new TextEncoder().encode("Test Using Larger Than Block-Size Key - Hash Key First");
  expect(hmacSha512(key, message)).toEqual(
    hexToBytes(
      "80b24263c7c1a3ebb71493c1dd7be8b49b46d1f41b4aeec1121b013783f8f3526b56d037e05f2598bd0fd2215d6a1e5295e64f73f63f0aec8b915a985d786598",
    ),
  );
});
