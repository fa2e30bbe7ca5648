/** Every attack, in the order in which they are played. */
import type { Attack } from "./attack.ts";
import { addressPoisoning } from "./attacks/address-poisoning.ts";
import { apiFuzzing } from "./attacks/api-fuzzing.ts";
import { apiStrangers } from "./attacks/api-strangers.ts";
import { badGreetings } from "./attacks/bad-greetings.ts";
import { blockRequests } from "./attacks/block-requests.ts";
import { connectionsLeft } from "./attacks/connections-left.ts";
import { endlessFragments } from "./attacks/endless-fragments.ts";
import { endlessInventories } from "./attacks/endless-inventories.ts";
import { headerFloods } from "./attacks/header-floods.ts";
import { hostileFrames } from "./attacks/hostile-frames.ts";
import { hostileTransactions } from "./attacks/hostile-transactions.ts";
import { hostileUpgrades } from "./attacks/hostile-upgrades.ts";
import { manyIdentities } from "./attacks/many-identities.ts";
import { mutatedBodies } from "./attacks/mutated-bodies.ts";
import { pingFlood } from "./attacks/ping-flood.ts";
import { replayedMessages } from "./attacks/replayed-messages.ts";
import { requestFlood } from "./attacks/request-flood.ts";
import { unfinishedFrames } from "./attacks/unfinished-frames.ts";
import { unsolicitedReplies } from "./attacks/unsolicited-replies.ts";

/** From the wire up: sockets, frames, greetings, messages, blocks, keys, and the API. */
export const ALL_ATTACKS: readonly Attack[] = [
  hostileUpgrades,
  connectionsLeft,
  endlessFragments,
  unfinishedFrames,
  hostileFrames,
  badGreetings,
  unsolicitedReplies,
  pingFlood,
  requestFlood,
  blockRequests,
  endlessInventories,
  hostileTransactions,
  headerFloods,
  replayedMessages,
  mutatedBodies,
  addressPoisoning,
  manyIdentities,
  apiStrangers,
  apiFuzzing,
];
