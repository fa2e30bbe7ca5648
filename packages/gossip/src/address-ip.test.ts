import fc from "fast-check";
import { expect, it } from "vitest";
import { formatIpv6, mappedIpv4, parseIpv4, parseIpv6 } from "./address-ip.ts";

it("IPv4 has four numbers up to 255 without leading zeros", () => {
  expect(parseIpv4("0.1.20.255")).toEqual([0, 1, 20, 255]);
  for (const text of ["1.2.3", "1.2.3.4.5", "1.2.3.256", "01.2.3.4", "1.2.3.-4", "", "a.b.c.d"]) {
    expect(parseIpv4(text)).toBeUndefined();
  }
});

it("IPv6 is read in every spelling and written in the one of RFC 5952", () => {
  const spellings: readonly (readonly [string, string])[] = [
    ["2001:db8:0:0:0:0:0:1", "2001:db8::1"],
    ["2001:0db8::0001", "2001:db8::1"],
    ["2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"],
    ["2001:0:0:1:0:0:0:1", "2001:0:0:1::1"],
    ["0:0:0:0:0:0:0:0", "::"],
    ["1::", "1::"],
    ["::ffff:1.2.3.4", "::ffff:102:304"],
  ];
  for (const [text, form] of spellings) expect(formatIpv6(parseIpv6(text) ?? [])).toBe(form);
  for (const text of ["", ":", ":::", "1:2", "1:2:3:4:5:6:7:8:9", "1::2::3", "1:2:3:4:5:6:7::8", "12345::", "g::"]) {
    expect(parseIpv6(text), text).toBeUndefined();
  }
});

it("whatever is written is read as it was", () => {
  const hextets = fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 65_535 })), {
    minLength: 8,
    maxLength: 8,
  });
  fc.assert(
    fc.property(hextets, (numbers) => {
      expect(parseIpv6(formatIpv6(numbers))).toEqual(numbers);
    }),
  );
});

it("an IPv4 address in IPv6 form is one", () => {
  expect(mappedIpv4(parseIpv6("::ffff:7f00:1") ?? [])).toBe("127.0.0.1");
  expect(mappedIpv4(parseIpv6("::fffe:7f00:1") ?? [])).toBeUndefined();
});
