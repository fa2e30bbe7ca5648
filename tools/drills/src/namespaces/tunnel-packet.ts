/** A packet of a host on its way through the relay, wrapped as VXLAN (RFC 7348): 8 bytes, then an Ethernet frame. */

/** Last byte of the 24 bits that name the tunnel. */
const TUNNEL_OFFSET = 6;
const ETHERNET_OFFSET = 8;
const ETHERTYPE_OFFSET = ETHERNET_OFFSET + 12;
const IP_OFFSET = ETHERNET_OFFSET + 14;
const ETHERTYPE_IPV4 = 0x0800;
const PROTOCOL_TCP = 6;
const TCP_HEADER_BYTES_MIN = 20;

/** Into the tunnel that leads out at the line's other end: the two differ in the last bit. */
export function turnAround(packet: Buffer): void {
  packet[TUNNEL_OFFSET] = (packet[TUNNEL_OFFSET] ?? 0) ^ 1;
}

/**
 * The kernel leaves the checksum of TCP to the card, and there is none before the relay: RFC 9293 section 3.1, over
 * IPv4. Other packets stay as they are.
 */
export function fillTcpChecksum(packet: Buffer): void {
  if (packet.length < IP_OFFSET + 20 || packet.readUInt16BE(ETHERTYPE_OFFSET) !== ETHERTYPE_IPV4) return;
  if (packet[IP_OFFSET + 9] !== PROTOCOL_TCP) return;
  const headerBytes = ((packet[IP_OFFSET] ?? 0) & 0x0f) * 4;
  const begin = IP_OFFSET + headerBytes;
  const end = IP_OFFSET + packet.readUInt16BE(IP_OFFSET + 2);
  if (end > packet.length || end - begin < TCP_HEADER_BYTES_MIN) return;
  packet.writeUInt16BE(0, begin + 16);
  const addresses = sum(packet, IP_OFFSET + 12, IP_OFFSET + 20);
  let total = addresses + PROTOCOL_TCP + (end - begin) + sum(packet, begin, end);
  while (total > 0xffff) total = (total & 0xffff) + (total >>> 16);
  packet.writeUInt16BE(~total & 0xffff, begin + 16);
}

function sum(packet: Buffer, begin: number, end: number): number {
  let total = 0;
  for (let at = begin; at + 1 < end; at += 2) total += packet.readUInt16BE(at);
  return (end - begin) % 2 === 0 ? total : total + (packet[end - 1] ?? 0) * 256;
}
