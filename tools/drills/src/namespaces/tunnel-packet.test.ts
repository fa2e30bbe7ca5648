import { describe, expect, it } from "vitest";
import { fillTcpChecksum, turnAround } from "./tunnel-packet.ts";

const TUNNEL = "0800000000000600";
const ETHERNET = "020000000001020000000002";
/** 40 bytes of IPv4 and TCP from 10.0.0.1 to 10.0.0.2, a SYN from port 1 to port 2; no options, no data. */
const IPV4 = "45000028000000004006" + "0000" + "0a000001" + "0a000002";
const TCP = "00010002" + "00000000" + "00000000" + "5002ffff";
/**
 * By hand: addresses 1403, protocol and length 001a, the header's words 0001, 0002, 5002 and ffff: 16421, with the
 * carry 6422; its complement is 9bdd.
 */
const CHECKSUM = "9bdd";

function packet(tcpChecksum: string, data = ""): Buffer {
  const length = (40 + data.length / 2).toString(16).padStart(4, "0");
  const ipv4 = IPV4.replace("0028", length);
  return Buffer.from(`${TUNNEL}${ETHERNET}0800${ipv4}${TCP}${tcpChecksum}0000${data}`, "hex");
}

describe("a packet on its way through the relay", () => {
  it("goes into the line's other tunnel, and back", () => {
    const bytes = packet("0000");
    turnAround(bytes);
    expect(bytes.subarray(0, 8).toString("hex")).toBe("0800000000000700");
    turnAround(bytes);
    expect(bytes).toEqual(packet("0000"));
  });

  it("gets the checksum that a card would have filled in, whatever stood there", () => {
    for (const before of ["0000", "abcd", CHECKSUM]) {
      const bytes = packet(before);
      fillTcpChecksum(bytes);
      expect(bytes).toEqual(packet(CHECKSUM));
    }
  });

  it("is summed up over an odd number of bytes as if a zero followed", () => {
    const [odd, even] = [packet("0000", "616263"), packet("0000", "61626300")];
    fillTcpChecksum(odd);
    fillTcpChecksum(even);
    const at = 8 + 14 + 20 + 16;
    // the pseudo header counts the length too
    expect(odd.readUInt16BE(at) - even.readUInt16BE(at)).toBe(1);
  });

  it.each([
    ["ARP", Buffer.from(`${TUNNEL}${ETHERNET}0806${"00".repeat(28)}`, "hex")],
    ["ICMP", Buffer.from(packet("0000").toString("hex").replace("4006", "4001"), "hex")],
    ["cut short", packet("0000").subarray(0, 50)],
    ["a few bytes", Buffer.alloc(10)],
  ])("stays as it is: %s", (_, bytes) => {
    const before = Buffer.from(bytes);
    fillTcpChecksum(bytes);
    expect(bytes).toEqual(before);
  });
});
