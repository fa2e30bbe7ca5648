/** Asking for headers by a locator, answering with headers, and announcing a block by its header. */
import { triad } from "../generated/wire.js";
import { HEADER_BYTES } from "../header.ts";
import { HASH_BYTES, HEADERS_MAX, LOCATOR_HASHES_MAX } from "../limits.ts";
import { copyOf, joinList, problemOfList, splitList, splitListOnce } from "./bytes-fields.ts";
import { type Converter, once } from "./converter.ts";

export const getHeaders: Converter<"get-headers"> = {
  field: 7,
  occurrencesMax: once(2),
  read(payload) {
    const wire = triad.GetHeaders.decode(payload);
    const locator = splitList(wire.locator, HASH_BYTES, LOCATOR_HASHES_MAX);
    if (typeof locator === "string") return locator;
    return { kind: "get-headers", locator, stop: wire.stop.length === 0 ? undefined : copyOf(wire.stop) };
  },
  problemOf(message) {
    if (message.stop !== undefined && message.stop.length !== HASH_BYTES) return "stop-length";
    return problemOfList(message.locator, HASH_BYTES, { min: 1, max: LOCATOR_HASHES_MAX });
  },
  write(message) {
    return { getHeaders: { locator: joinList(message.locator, HASH_BYTES), stop: message.stop ?? null } };
  },
};

/** The list may be empty: there is nothing after the locator. */
export const headers: Converter<"headers"> = {
  field: 8,
  occurrencesMax: once(1),
  read(payload) {
    const list = splitListOnce(triad.Headers.decode(payload).headers, HEADER_BYTES, HEADERS_MAX);
    return typeof list === "string" ? list : { kind: "headers", headers: list };
  },
  problemOf(message) {
    return problemOfList(message.headers, HEADER_BYTES, { min: 0, max: HEADERS_MAX });
  },
  write(message) {
    return { headers: { headers: joinList(message.headers, HEADER_BYTES) } };
  },
};

export const blockAnnouncement: Converter<"block-announcement"> = {
  field: 12,
  occurrencesMax: once(1),
  read(payload) {
    return { kind: "block-announcement", header: copyOf(triad.BlockAnnouncement.decode(payload).header) };
  },
  problemOf(message) {
    return message.header.length === HEADER_BYTES ? undefined : "header-length";
  },
  write(message) {
    return { blockAnnouncement: { header: message.header } };
  },
};
