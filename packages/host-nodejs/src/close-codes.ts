/**
 * How the reason of a disconnect travels: WebSocket close codes 4000 to 4999 are an application's own (RFC 6455,
 * section 7.4.2), and a reason of up to 123 bytes of UTF-8 (section 5.5: a control frame carries 125, two are the code).
 */
import { codeOfWebSocket, disconnectMeaning } from "@triad/gossip";

/** A code that isn't in the table of gossip; the text then begins with it. */
const OTHER_CODE = 4999;

/** What the WebSocket layer itself says (RFC 6455, section 7.4.1), in our words. */
const CODE_OF_STANDARD: ReadonlyMap<number, string> = new Map([
  [1000, "closed"],
  [1001, "closed"],
  [1002, "protocol-error"],
  [1003, "bad-frame"],
  [1005, "closed"],
  [1006, "connection-lost"],
  [1007, "bad-frame"],
  [1008, "protocol-error"],
  [1009, "bad-frame"],
]);

const REASON_BYTES_MAX = 123;

export function closeCodeOf(code: string): number {
  return disconnectMeaning(code)?.webSocketCode ?? OTHER_CODE;
}

/** What the close frame carries: the text, after the code where the number doesn't tell it, cut between characters. */
export function closeReasonOf(code: string, text: string): string {
  const whole = closeCodeOf(code) === OTHER_CODE ? `${code}: ${text}` : text;
  let reason = "";
  let bytes = 0;
  for (const character of whole) {
    bytes += Buffer.byteLength(character);
    if (bytes > REASON_BYTES_MAX) break;
    reason += character;
  }
  return reason;
}

/** Back to what the other side said. What it sends is untrusted: the text is one line of printable characters. */
export function readClose(number: number, reason: string): { readonly code: string; readonly text: string } {
  const text = reason.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, " ");
  if (number === OTHER_CODE) {
    const match = /^([a-z0-9-]{1,64}): (.*)$/.exec(text);
    if (match !== null) return { code: match[1] ?? "", text: match[2] ?? "" };
  }
  return { code: codeOfWebSocket(number) ?? CODE_OF_STANDARD.get(number) ?? "closed", text };
}
