/**
 * Why connections end. The code is stable and travels as the WebSocket close code (4000 + n, the range that
 * RFC 6455 section 7.4.2 leaves to applications), so that the other side learns it even when the text is lost.
 * Numbers are never reused; new codes are added at the end.
 */

/** What the dialler does with the address afterwards. */
export type AddressCare =
  /** As after any lost connection: dial again, at a growing distance. */
  | "redial"
  /** Reached, but of no use now: start at the longest distance. */
  | "avoid"
  /** Never again while this process runs. */
  | "never"
  /** Nothing is held against it. */
  | "none";

export interface DisconnectMeaning {
  readonly code: string;
  /** One sentence for a person. */
  readonly meaning: string;
  readonly webSocketCode: number;
  readonly care: AddressCare;
}

const FIRST_WEB_SOCKET_CODE = 4000;

const ROWS = [
  ["shutting-down", "The node is being stopped.", "redial"],
  ["operator", "An operator ended the connection.", "avoid"],
  ["different-network", "The other node's chain begins with another genesis block.", "avoid"],
  ["self", "The connection leads back to the node itself.", "never"],
  ["duplicate", "Another connection to the same node exists.", "redial"],
  ["too-old", "The other node speaks a version of the protocol that is no longer understood.", "avoid"],
  ["bad-proof", "The other node could not prove that it owns its key.", "avoid"],
  ["protocol-error", "A message came that has no place at this point.", "avoid"],
  ["handshake-timeout", "The greeting was not finished in time.", "redial"],
  ["full", "The node has as many connections as it allows.", "avoid"],
  ["ping-timeout", "The other node stopped answering.", "redial"],
  ["unrequested", "Something came that was never asked for.", "avoid"],
  ["invalid-header", "A header breaks a rule of the chain.", "avoid"],
  ["invalid-block", "A block breaks a rule of the chain.", "avoid"],
  ["stalled", "The other node did not deliver what it has.", "avoid"],
  ["banned", "The operator or an earlier offence shuts this node out.", "avoid"],
  ["not-allowed", "The node accepts no connection of this kind.", "avoid"],
  ["slow-reader", "The other node reads more slowly than messages come up.", "redial"],
  ["bad-frame", "A frame could not be decoded or exceeds its limit.", "avoid"],
  ["flood", "Messages come faster than they are allowed to.", "avoid"],
  ["feeler", "The connection only tested whether a node answers at the address.", "none"],
  ["evicted", "The node made room for another connection.", "avoid"],
  ["wrong-filter", "A filter or a proof is not what the block's header commits to.", "avoid"],
] as const satisfies readonly (readonly [string, string, AddressCare])[];

export type DisconnectCode = (typeof ROWS)[number][0];

/** Every code, in the order of its number. */
export const DISCONNECT_CODES: readonly DisconnectMeaning[] = ROWS.map(([code, meaning, care], index) => ({
  code,
  meaning,
  webSocketCode: FIRST_WEB_SOCKET_CODE + index,
  care,
}));

const BY_CODE = new Map(DISCONNECT_CODES.map((row) => [row.code, row]));
const BY_WEB_SOCKET_CODE = new Map(DISCONNECT_CODES.map((row) => [row.webSocketCode, row]));

/** The row of a code, or undefined for a code that is not ours (a newer peer's, a transport error). */
export function disconnectMeaning(code: string): DisconnectMeaning | undefined {
  return BY_CODE.get(code);
}

export function webSocketCodeOf(code: DisconnectCode): number {
  return BY_CODE.get(code)?.webSocketCode ?? FIRST_WEB_SOCKET_CODE;
}

/** The code behind a WebSocket close code, or undefined when it is none of ours. */
export function codeOfWebSocket(webSocketCode: number): DisconnectCode | undefined {
  return BY_WEB_SOCKET_CODE.get(webSocketCode)?.code as DisconnectCode | undefined;
}
