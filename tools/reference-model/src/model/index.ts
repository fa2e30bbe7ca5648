/**
 * @triad/reference-model: consensus once more, slow and obvious, written from docs/spec and from nothing else.
 *
 * Responsible for: saying what the specification says, for every header, block and coin, so that the chain can be
 * held against it. No caches, no undo, no store: each answer is computed from the definition.
 * Depends on: SHA-256 of Node.js, BIP-340 of noble. On no other package of this project.
 */
export * from "./block.ts";
export * from "./block-rules.ts";
export * from "./bytes.ts";
export * from "./difficulty.ts";
export * from "./filter.ts";
export * from "./history.ts";
export * from "./node.ts";
export * from "./parameters.ts";
export * from "./protobuf.ts";
export * from "./transaction.ts";
export * from "./transaction-rules.ts";
export * from "./work.ts";
