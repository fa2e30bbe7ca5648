/** Short texts that people, peers and files give: addresses of people and of nodes. */
import { addressOfKey, keyOfAddress } from "@triad/chain";
import { decodeBech32m, encodeBech32m } from "@triad/crypto";
import { addressKey, normaliseAddress } from "@triad/gossip";
import { formatNetAddress, parseNetAddress } from "@triad/roles";
import { textOf, utf8 } from "../generate/bytes.ts";
import type { Random } from "../generate/random.ts";
import { expectThat, type Target } from "../target.ts";
import { sameBytes } from "./same-bytes.ts";

const PREFIX = "trl";

export function openPayAddresses(): Target {
  const key = new Uint8Array(32).fill(7);
  const samples = [
    addressOfKey(key, PREFIX),
    addressOfKey(key, PREFIX).toUpperCase(),
    addressOfKey(key, "tri"),
    encodeBech32m(PREFIX, 1, key),
    encodeBech32m(PREFIX, 0, key.subarray(1)),
    encodeBech32m(PREFIX, 0, new Uint8Array(0)),
    encodeBech32m("?", 31, new Uint8Array(48)),
  ];
  return {
    samples: samples.map(utf8),
    dictionary: ["1", "trl1", "Q", "é", "\u0130", "ﬁ"].map(utf8),
    shape: (random) =>
      random.once(2) ? anyChecksummed(random) : anyText(random, "qpzry9x8gf2tvdw0s3jn54khce6mua7l1Q"),
    check(input, timed) {
      const text = textOf(input);
      const parts = timed(() => decodeBech32m(text));
      const key = keyOfAddress(text, PREFIX);
      if (parts === undefined) {
        expectThat(key === "not-an-address", "what is no bech32m is no address");
        return "refused not-bech32m";
      }
      const written = encodeBech32m(parts.prefix, parts.version, parts.program);
      expectThat(written === text.toLowerCase(), "bech32m is written as it was read");
      if (typeof key === "string") return `refused ${key}`;
      expectThat(addressOfKey(key, PREFIX) === text.toLowerCase(), "an address is written as it was read");
      return "accepted";
    },
  };
}

export function openNodeAddresses(): Target {
  const samples = [
    "127.0.0.1:38640",
    "[::1]:1",
    "[::ffff:192.0.2.1]:65535",
    "node.example:80",
    "a_b-c:0",
    " [2001:db8::7]:9 ",
  ];
  return {
    samples: samples.map(utf8),
    dictionary: ["::", "[", "]", ":", "0.0.0.0", "::ffff:", "%eth0", "65536", "١", "\u0000", "xn--"].map(utf8),
    shape: (random) => anyText(random, "0123456789abcdefx:.[]-_%/@ "),
    check(input, timed) {
      const text = textOf(input);
      const address = timed(() => parseNetAddress(text, { anyPort: true }));
      const split = /^(.*):(\d+)$/s.exec(text);
      // as a peer's Hello or an address message gives it, host and port apart
      const given = { host: split?.[1] ?? text, port: Number(split?.[2] ?? 1) };
      const normal = timed(() => normaliseAddress(given));
      if (normal !== undefined) {
        const again = normaliseAddress(normal);
        expectThat(again?.host === normal.host && again.port === normal.port, "a normal form is its own normal form");
        expectThat(addressKey(normal) === addressKey(again ?? normal), "one address has one key");
      }
      if (address === undefined) return normal === undefined ? "refused" : "refused as text";
      const again = parseNetAddress(formatNetAddress(address), { anyPort: true });
      expectThat(again?.host === address.host && again.port === address.port, "an address is read as it is written");
      return `accepted ${address.host.includes(":") ? "v6" : "name or v4"}`;
    },
  };
}

/** Right checksums around wrong contents: what mutations never find. */
function anyChecksummed(random: Random): Uint8Array {
  const prefix = random.pick([PREFIX, PREFIX, "tri", "a", "~"]);
  const program = random.bytes(random.pick([0, 1, 31, 32, 32, 33, 40]));
  const text = encodeBech32m(prefix, random.once(3) ? random.integer(32) : 0, program);
  const decoded = decodeBech32m(text);
  expectThat(decoded !== undefined && sameBytes(decoded.program, program), "what was encoded is decoded");
  return utf8(random.once(4) ? text.toUpperCase() : text);
}

function anyText(random: Random, alphabet: string): Uint8Array {
  const length = random.once(50) ? random.size(100_000) : random.integer(100);
  return utf8(Array.from({ length }, () => alphabet[random.integer(alphabet.length)]).join(""));
}
