/**
 * JSON schemas of parameters and bodies. A `description` completes the sentence "… must be"; it is what a caller reads
 * after a wrong value.
 */
import { BAN_HOURS_MAX, GENERATE_BLOCKS_MAX, PAYMENTS_LISTED_MAX } from "./limits.ts";
import type { JsonSchema } from "./route.ts";

/** A member that must be there is named in `required`; no other members are let in, so that a misspelt one is seen. */
export function object(properties: Readonly<Record<string, JsonSchema>>, required: readonly string[]): JsonSchema {
  return { type: "object", properties, required, additionalProperties: false };
}

/** A body that need not be there at all: what is not there is validated as null. */
export function optional(schema: JsonSchema): JsonSchema {
  return { ...schema, type: ["object", "null"] };
}

/** A hash as people see it; either case, as Esplora takes it. */
export const HASH = { type: "string", pattern: "^[0-9a-fA-F]{64}$", description: "64 hexadecimal digits" };

/** As it stands in a path. Ten digits hold every height (uint32), and none of them is taken for a hash. */
export const HEIGHT = { type: "string", pattern: "^(0|[1-9][0-9]{0,9})$", description: "a height: 0, 1, 2, …" };

/** As it stands in a path: the place of a transaction in a block, from 0. */
export const INDEX = { type: "string", pattern: "^(0|[1-9][0-9]{0,9})$", description: "a place: 0, 1, 2, …" };

export const PEER = {
  type: "string",
  pattern: "^(0|[1-9][0-9]{0,14})$",
  description: "a peer's number, see /api/peers",
};

/** As it stands in a body. */
export const PEER_NUMBER = {
  type: "integer",
  minimum: 0,
  maximum: Number.MAX_SAFE_INTEGER,
  description: "a peer's number, see /api/peers",
};

export const NODE_KEY = {
  type: "string",
  pattern: "^[0-9a-fA-F]{1,64}$",
  description: "a node key of 64 hexadecimal digits, or its first digits",
};

/** Every area with a level of its own takes less. */
export const LOG_LEVELS = { type: "string", minLength: 1, maxLength: 300, description: "levels, as info,peers=debug" };

export const ACCESS_DECISION = { enum: ["grant", "deny", "forget"], description: "grant, deny or forget" };

export const COUNT = {
  type: "string",
  pattern: "^[1-9][0-9]{0,3}$",
  description: `a number from 1 to ${PAYMENTS_LISTED_MAX}`,
};

/** What the node makes of it is the node's to judge; here only the length is bounded. */
export const PEER_ADDRESS = {
  type: "string",
  minLength: 1,
  maxLength: 300,
  description: "HOST:PORT",
};

export const BAN_TARGET = {
  type: "string",
  minLength: 1,
  maxLength: 300,
  description: "the number of a peer, a host or a node key",
};

export const BAN_HOURS = {
  type: "number",
  exclusiveMinimum: 0,
  maximum: BAN_HOURS_MAX,
  description: `a number of hours above 0, at most ${BAN_HOURS_MAX}`,
};

export const PAY_TO = { type: "string", minLength: 1, maxLength: 120, description: "an address of this network" };

/** What it stands for is the node's to judge; here only the length is bounded. */
export const ADDRESS = { type: "string", minLength: 1, maxLength: 120, description: "an address of this network" };

export const OUTPOINT = {
  type: "string",
  pattern: "^[0-9a-fA-F]{64}:(0|[1-9][0-9]{0,8})$",
  description: "TXID:INDEX, the last output of the page before",
};

export const AMOUNT = {
  type: "integer",
  minimum: 1,
  maximum: Number.MAX_SAFE_INTEGER,
  description: "a whole number of base units above 0",
};

export const FEE_RATE = {
  type: "number",
  minimum: 0,
  maximum: Number.MAX_SAFE_INTEGER,
  description: "a number of base units a byte, not negative",
};

export const FEE_DELTA = {
  type: "integer",
  minimum: Number.MIN_SAFE_INTEGER,
  maximum: Number.MAX_SAFE_INTEGER,
  description: "a whole number of base units",
};

export const PERCENT = { type: "integer", minimum: 1, maximum: 100, description: "a whole number from 1 to 100" };

export const GENERATE_BLOCKS = {
  type: "integer",
  minimum: 1,
  maximum: GENERATE_BLOCKS_MAX,
  description: `a whole number from 1 to ${GENERATE_BLOCKS_MAX}`,
};

/** The node's own bound; a longer one is a pasted file. */
export const PASSPHRASE = {
  type: "string",
  minLength: 1,
  maxLength: 1024,
  description: "a passphrase of 1 to 1024 characters",
};

export const UNLOCK_SECONDS = {
  type: "integer",
  minimum: 1,
  maximum: 86_400,
  description: "a whole number of seconds from 1 to 86400 (a day)",
};

/** What it may be is the wallet's to judge; here only the length is bounded. */
export const LABEL = { type: "string", maxLength: 1000, description: "a label: one line of text" };

export const LABEL_TARGET = {
  type: "string",
  minLength: 1,
  maxLength: 120,
  description: "an address of this wallet, or the id of one of its payments",
};
