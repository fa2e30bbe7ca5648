/**
 * IP addresses as text, read and written in one form only: an address that could be written in several ways would have
 * several places in the address book.
 */

const IPV4 = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/;
const HEXTETS = 8;

/** Four numbers, or undefined. Without leading zeros: some systems read those as octal. */
export function parseIpv4(text: string): readonly number[] | undefined {
  const parts = IPV4.exec(text)?.slice(1);
  if (parts === undefined || parts.some((part) => part.length > 1 && part.startsWith("0"))) return undefined;
  const bytes = parts.map(Number);
  return bytes.every((byte) => byte <= 255) ? bytes : undefined;
}

/** Eight numbers of 16 bits, or undefined (RFC 4291 section 2.2; without zone). */
export function parseIpv6(text: string): readonly number[] | undefined {
  const halves = text.split("::");
  if (halves.length > 2) return undefined;
  const [head, tail] = halves.map((half) => parseHextets(half));
  if (head === undefined) return undefined;
  if (halves.length === 1) return head.length === HEXTETS ? head : undefined;
  if (tail === undefined || head.length + tail.length >= HEXTETS) return undefined;
  return [...head, ...new Array<number>(HEXTETS - head.length - tail.length).fill(0), ...tail];
}

/** The one form of RFC 5952: lower case, the first longest run of two or more zeros shortened. */
export function formatIpv6(hextets: readonly number[]): string {
  let runStart = 0;
  let runLength = 0;
  for (let start = 0; start < hextets.length; start++) {
    let end = start;
    while (hextets[end] === 0) end++;
    if (end - start > runLength) [runStart, runLength] = [start, end - start];
  }
  const write = (part: readonly number[]): string => part.map((hextet) => hextet.toString(16)).join(":");
  if (runLength < 2) return write(hextets);
  return `${write(hextets.slice(0, runStart))}::${write(hextets.slice(runStart + runLength))}`;
}

/** The IPv4 address inside ::ffff:0:0/96 (RFC 4291 section 2.5.5.2), as text; undefined for any other. */
export function mappedIpv4(hextets: readonly number[]): string | undefined {
  const [a, b, c, d, e, marker, high, low] = hextets;
  if (a !== 0 || b !== 0 || c !== 0 || d !== 0 || e !== 0 || marker !== 0xffff) return undefined;
  if (high === undefined || low === undefined) return undefined;
  return [high >> 8, high & 255, low >> 8, low & 255].join(".");
}

/** Hextets between colons; an IPv4 address may stand at the end for the last two. */
function parseHextets(text: string): number[] | undefined {
  if (text === "") return [];
  const hextets: number[] = [];
  const parts = text.split(":");
  for (const [index, part] of parts.entries()) {
    const bytes = index === parts.length - 1 ? parseIpv4(part) : undefined;
    if (bytes !== undefined) {
      const [a = 0, b = 0, c = 0, d = 0] = bytes;
      hextets.push(a * 256 + b, c * 256 + d);
    } else if (/^[0-9a-f]{1,4}$/.test(part)) hextets.push(Number.parseInt(part, 16));
    else return undefined;
  }
  return hextets;
}
