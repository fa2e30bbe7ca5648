/** Asking for the filters of a range of blocks, and sending them with what opens the roots of the blocks' headers. */
import { isUint32 } from "../check-fields.ts";
import { triad } from "../generated/wire.js";
import { FILTER_BYTES_MAX, FILTER_ROOTS_BYTES, FILTERS_BYTES_MAX, FILTERS_MAX, HASH_BYTES } from "../limits.ts";
import { copyOf, joinList, splitListOnce } from "./bytes-fields.ts";
import { type Converter, once } from "./converter.ts";

export const getFilters: Converter<"get-filters"> = {
  field: 22,
  occurrencesMax: once(2),
  read(payload) {
    const { startHeight, stop } = triad.GetFilters.decode(payload);
    return { kind: "get-filters", startHeight, stop: copyOf(stop) };
  },
  problemOf({ startHeight, stop }) {
    return problemOfRange(startHeight, stop);
  },
  write({ startHeight, stop }) {
    return { getFilters: { startHeight, stop } };
  },
};

/** The list may be empty: the sender has none of the filters. */
export const filters: Converter<"filters"> = {
  field: 23,
  occurrencesMax: [1, 1, 1, FILTERS_MAX],
  read(payload) {
    const wire = triad.Filters.decode(payload);
    const roots = splitListOnce(wire.roots, FILTER_ROOTS_BYTES, FILTERS_MAX);
    if (typeof roots === "string") return roots;
    if (roots.length !== wire.filters.length) return "list-lengths";
    const list = roots.map((both, place) => ({
      filter: copyOf(wire.filters[place] ?? new Uint8Array(0)),
      txRoot: both.slice(0, HASH_BYTES),
      historyRoot: both.slice(HASH_BYTES),
    }));
    return { kind: "filters", startHeight: wire.startHeight, stop: copyOf(wire.stop), filters: list };
  },
  problemOf({ startHeight, stop, filters: list }) {
    if (list.length > FILTERS_MAX) return "too-many-elements";
    let bytes = 0;
    for (const { filter, txRoot, historyRoot } of list) {
      if (filter.length === 0) return "filter-empty";
      if (filter.length > FILTER_BYTES_MAX) return "filter-too-long";
      if (txRoot.length !== HASH_BYTES || historyRoot.length !== HASH_BYTES) return "root-length";
      bytes += filter.length;
    }
    return bytes > FILTERS_BYTES_MAX ? "too-many-bytes" : problemOfRange(startHeight, stop);
  },
  write({ startHeight, stop, filters: list }) {
    const roots = joinList(
      list.flatMap(({ txRoot, historyRoot }) => [txRoot, historyRoot]),
      HASH_BYTES,
    );
    return { filters: { startHeight, stop, roots, filters: list.map(({ filter }) => filter) } };
  },
};

function problemOfRange(startHeight: number, stop: Uint8Array): string | undefined {
  if (!isUint32(startHeight)) return "height-range";
  return stop.length === HASH_BYTES ? undefined : "stop-length";
}
