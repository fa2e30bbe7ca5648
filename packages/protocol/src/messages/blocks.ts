/** Asking for blocks by hash, sending one, and saying which are not to be had and why. */
import { triad } from "../generated/wire.js";
import { ENCODED_BLOCK_BYTES_MAX, GET_BLOCKS_MAX, HASH_BYTES } from "../limits.ts";
import { copyOf, joinList, problemOfList, splitList } from "./bytes-fields.ts";
import { type Converter, once } from "./converter.ts";
import { isCode } from "./text-fields.ts";

export const getBlocks: Converter<"get-blocks"> = {
  field: 16,
  occurrencesMax: once(1),
  read(payload) {
    const hashes = splitList(triad.GetBlocks.decode(payload).hashes, HASH_BYTES, GET_BLOCKS_MAX);
    return typeof hashes === "string" ? hashes : { kind: "get-blocks", hashes };
  },
  problemOf(message) {
    return problemOfList(message.hashes, HASH_BYTES, { min: 1, max: GET_BLOCKS_MAX });
  },
  write(message) {
    return { getBlocks: { hashes: joinList(message.hashes, HASH_BYTES) } };
  },
};

/** The block stays encoded: its framing is read by readBlock, whose failures are verdicts about the sender. */
export const blockReply: Converter<"block-reply"> = {
  field: 17,
  occurrencesMax: once(1),
  read(payload) {
    return { kind: "block-reply", block: copyOf(triad.BlockReply.decode(payload).block) };
  },
  problemOf(message) {
    if (message.block.length === 0) return "block-empty";
    return message.block.length > ENCODED_BLOCK_BYTES_MAX ? "block-too-long" : undefined;
  },
  write(message) {
    return { blockReply: { block: message.block } };
  },
};

export const blocksNotFound: Converter<"blocks-not-found"> = {
  field: 18,
  occurrencesMax: once(2),
  read(payload) {
    const wire = triad.BlocksNotFound.decode(payload);
    const hashes = splitList(wire.hashes, HASH_BYTES, GET_BLOCKS_MAX);
    return typeof hashes === "string" ? hashes : { kind: "blocks-not-found", hashes, code: wire.code };
  },
  problemOf(message) {
    if (!isCode(message.code)) return "code";
    return problemOfList(message.hashes, HASH_BYTES, { min: 1, max: GET_BLOCKS_MAX });
  },
  write(message) {
    return { blocksNotFound: { hashes: joinList(message.hashes, HASH_BYTES), code: message.code } };
  },
};
