/** A header as stores keep it and hand it out, many to a page: 80 bytes of header, 32 of hash, one of status. */
import { assert } from "../assert.ts";
import type { StoredHeader } from "./chain-store.ts";

const HEADER_BYTES = 80;
const HASH_BYTES = 32;

/** Where the hash stands in a stored header. */
export const STORED_HASH_AT = HEADER_BYTES;
/** Where the status stands. */
export const STORED_STATUS_AT = HEADER_BYTES + HASH_BYTES;
/** A stored header's size. */
export const STORED_HEADER_BYTES = STORED_STATUS_AT + 1;

/** How many headers a page that has them all should have: few enough to be read at once, about 460 kB. */
export const STORED_HEADERS_PER_PAGE = 4096;

/** The number of headers in a page. */
export function countStoredHeaders(page: Uint8Array): number {
  assert(page.length % STORED_HEADER_BYTES === 0, "a store hands out whole headers, as it was given them");
  return page.length / STORED_HEADER_BYTES;
}

/** Into `bytes` at `at`, where the writer of many has made room; else into a buffer of its own. Returns that buffer. */
export function writeStoredHeader(
  { header, hash, status }: StoredHeader,
  bytes: Uint8Array = new Uint8Array(STORED_HEADER_BYTES),
  at = 0,
): Uint8Array {
  assert(header.length === HEADER_BYTES && hash.length === HASH_BYTES, "headers and hashes have one size");
  bytes.set(header, at);
  bytes.set(hash, at + STORED_HASH_AT);
  bytes[at + STORED_STATUS_AT] = status;
  return bytes;
}

/** The headers of all pages, in order, for whoever wants them one by one. */
export function* readStoredHeaders(pages: Iterable<Uint8Array>): Iterable<StoredHeader> {
  let sequence = 0;
  for (const page of pages) {
    const end = countStoredHeaders(page) * STORED_HEADER_BYTES;
    for (let at = 0; at < end; at += STORED_HEADER_BYTES) {
      yield {
        sequence,
        header: page.slice(at, at + STORED_HASH_AT),
        hash: page.slice(at + STORED_HASH_AT, at + STORED_STATUS_AT),
        status: page[at + STORED_STATUS_AT] as number,
      };
      sequence += 1;
    }
  }
}

/** One page with the headers given, whose sequence is their place. */
export function storedHeaderPage(headers: readonly StoredHeader[]): Uint8Array {
  const page = new Uint8Array(headers.length * STORED_HEADER_BYTES);
  for (const [i, header] of headers.entries()) writeStoredHeader(header, page, i * STORED_HEADER_BYTES);
  return page;
}
