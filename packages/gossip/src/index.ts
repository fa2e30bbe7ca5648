/**
 * @triad/gossip: how nodes find each other, greet, relay and synchronise.
 *
 * Responsible for: small state machines without I/O; a role hands them messages and time, and sends what they put
 * into the outbox. They validate nothing of the chain: what is valid is the role's answer.
 * Depends on: chain (keys), protocol (messages, limits), crypto (node key).
 */
export {
  type AddressCare,
  codeOfWebSocket,
  DISCONNECT_CODES,
  type DisconnectCode,
  type DisconnectMeaning,
  disconnectMeaning,
  webSocketCodeOf,
} from "./disconnect-codes.ts";
export {
  type Direction,
  earlier,
  type NetAddress,
  type Now,
  type Outbox,
  type PeerId,
  type PeerOutbox,
  type Randomness,
} from "./ports.ts";
export * from "./signatures.ts";
