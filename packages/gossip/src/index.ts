/**
 * @triad/gossip: how nodes find each other, greet, relay and synchronise.
 *
 * Responsible for: small state machines without I/O; a role hands them messages and time, and sends what they put
 * into the outbox. They validate nothing of the chain: what is valid is the role's answer.
 * Depends on: chain (keys), protocol (messages, limits), crypto (node key).
 */

export type { KnownAddress } from "./address-book.ts";
export { connectionSource, hostGroup, isNearHost } from "./address-group.ts";
export { addressKey, normaliseAddress } from "./address-text.ts";
export { parseSubject } from "./bans.ts";
export {
  BLOCK_DOWNLOAD_WINDOW,
  BLOCKS_IN_FLIGHT_PER_PEER_MAX,
  BlockDownload,
  type BlockDownloadPorts,
  type BlockReference,
  type BlockServing,
  RECENT_BLOCKS,
} from "./block-download.ts";
export { BlockRelay } from "./block-relay.ts";
export { CompactBlocks, type CompactBlocksPorts } from "./compact-blocks.ts";
export type { BlockCandidate } from "./compact-filling.ts";
export { makeCompactBlock } from "./compact-short-ids.ts";
export { Connections } from "./connections.ts";
export type { ConnectionCounts, ConnectionsOptions, ConnectionsPorts } from "./connections-options.ts";
export {
  type AddressCare,
  codeOfWebSocket,
  DISCONNECT_CODES,
  type DisconnectCode,
  type DisconnectMeaning,
  disconnectMeaning,
  webSocketCodeOf,
} from "./disconnect-codes.ts";
export { FilterDownload, type FilterDownloadPorts, type FilterVerdict } from "./filter-download.ts";
export { answerGetHeaders } from "./header-serving.ts";
export { HeaderSync, type HeaderSyncPorts } from "./header-sync.ts";
export { type HeadersVerdict, PresyncPeers, type PresyncPorts, type PresyncProgress } from "./headers-presync-peers.ts";
export type { Protection } from "./inbound-eviction.ts";
export { KNOWN_BLOCKS_MAX, KNOWN_ITEMS_MAX, KnownItems } from "./known-items.ts";
export { LAN_ANNOUNCEMENT_BYTES, type LanMeetingPoint, lanMeetingPoint } from "./lan-announcement.ts";
export { type HeardNode, LanDiscovery, type LanIdentity } from "./lan-discovery.ts";
export { MESSAGE_RATES, type MessageRate, MessageRates, type OverRate } from "./message-rates.ts";
export { CONSEQUENCES, type Consequence } from "./offences.ts";
export type { PeerStanding } from "./peer-standing.ts";
export type { PeerView } from "./peer-view.ts";
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
export { ANSWER_BYTES_MAX } from "./question-size.ts";
export {
  isQuestion,
  OPEN_QUESTIONS,
  type OpenQuestions,
  PIECE_BYTES,
  type Question,
  type QuestionKind,
  type ServingPorts,
  ServingQueue,
} from "./serving-queue.ts";
export { SingleBlocks } from "./single-blocks.ts";
export { type Rate, TokenBucket } from "./token-bucket.ts";
export { TransactionRelay, type TransactionRelayOptions, type TransactionRelayPorts } from "./transaction-relay.ts";
