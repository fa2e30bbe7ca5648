import { hashKey } from "../keys.ts";
import { type ChainStore, HeaderStatus, type IndexRange, type StoredHeader } from "../store/chain-store.ts";
import {
  readStoredHeaders,
  STORED_HEADER_BYTES,
  STORED_HEADERS_PER_PAGE,
  writeStoredHeader,
} from "../store/stored-header.ts";
import { check, commit, hashOf, outpointOf, reopen, same } from "./compliance-steps.ts";
import type { ComplianceCase } from "./store-compliance.ts";

/** Past 255 and 256, so that a key of sequence numbers in the wrong byte order shows. */
const MANY_HEADERS = 600;
const BODY_BYTES = 1_000_000;

export function tableCases(): readonly ComplianceCase[] {
  return [
    emptyStore(),
    ...hashCases(),
    ...headerCases(),
    ...indexCases(),
    ...recordCases(),
    ...copyCases(),
    ...removalCases(),
  ];
}

function emptyStore(): ComplianceCase {
  return {
    title: "an empty store has nothing",
    steps: [
      check((store) => {
        const hash = hashOf(0);
        same([store.coinsTip, store.prunedHeight], [undefined, 0], "tip and pruned height");
        same([store.body(hash), store.undo(hash), store.filter(hash)], [undefined, undefined, undefined], "by hash");
        same(store.historyNode(hash, 0), undefined, "history node");
        same([...store.headers()], [], "headers");
        same([store.record("a"), [...store.records("")]], [undefined, []], "records");
      }),
    ],
  };
}

function hashCases(): readonly ComplianceCase[] {
  const [body, undo, filter] = [new Uint8Array(BODY_BYTES).fill(0xa5), Uint8Array.of(2, 0, 255), Uint8Array.of(3)];
  const fields = (byte: number) => ({
    bodies: [{ hash: hashOf(byte), bytes: body }],
    undos: [{ hash: hashOf(byte), bytes: undo }],
    filters: [{ hash: hashOf(byte), bytes: filter }],
  });
  const node = (hash: number, level: number, fill: number) => ({
    hash: hashOf(hash),
    level,
    bytes: new Uint8Array(96).fill(fill),
  });
  return [
    {
      title: "body, undo and filter of one block are kept apart",
      steps: [
        ...[0x00, 0x42, 0xff].map((byte) => commit(fields(byte))),
        reopen,
        check((store) => {
          for (const hash of [0x00, 0x42, 0xff].map(hashOf)) {
            same([store.body(hash), store.undo(hash), store.filter(hash)], [body, undo, filter], "bytes");
          }
          same(store.body(hashOf(0x43)), undefined, "body of another block");
        }),
      ],
    },
    {
      title: "bytes are replaced under the same hash, shorter and empty ones too",
      steps: [
        commit(fields(1)),
        commit({ bodies: [{ hash: hashOf(1), bytes: undo }], undos: [{ hash: hashOf(1), bytes: new Uint8Array() }] }),
        check((store) => same([store.body(hashOf(1)), store.undo(hashOf(1))], [undo, new Uint8Array()], "bytes")),
      ],
    },
    {
      title: "history nodes of one block differ by level",
      steps: [
        commit({ historyNodes: [node(1, 0, 10), node(1, 1, 11), node(2, 0, 20), node(0xff, 31, 30)] }),
        reopen,
        check((store) => {
          same(store.historyNode(hashOf(1), 0), node(1, 0, 10).bytes, "level 0");
          same(store.historyNode(hashOf(1), 1), node(1, 1, 11).bytes, "level 1");
          same(store.historyNode(hashOf(0xff), 31), node(1, 1, 30).bytes, "level 31");
          same(store.historyNode(hashOf(2), 1), undefined, "a level that was not stored");
        }),
      ],
    },
  ];
}

function headerCases(): readonly ComplianceCase[] {
  const header = (sequence: number, status = 0): StoredHeader => ({
    sequence,
    header: new Uint8Array(80).fill(sequence & 0xff),
    hash: new Uint8Array(32).fill(sequence >>> 8),
    status,
  });
  const all = Array.from({ length: MANY_HEADERS }, (_, sequence) => header(sequence));
  return [
    {
      title: "headers come in order of arrival",
      steps: [
        commit({ headers: all.slice(0, 300) }),
        commit({ headers: all.slice(300) }),
        check((store) => same([...readStoredHeaders(store.headers())], all, "headers")),
        reopen,
        check((store) => same([...readStoredHeaders(store.headers())], all, "headers after reopening")),
      ],
    },
    {
      title: "a header's status is replaced in place",
      steps: [
        commit({ headers: all.slice(0, 3) }),
        commit({ headers: [header(1, HeaderStatus.hasBody | HeaderStatus.invalid)] }),
        reopen,
        check((store) => {
          same([...readStoredHeaders(store.headers())], [header(0), header(1, 3), header(2)], "headers");
        }),
      ],
    },
    {
      title: "pages of headers are never empty, and one that is full is followed by the next header",
      steps: [
        commit({ headers: Array.from({ length: STORED_HEADERS_PER_PAGE }, (_, sequence) => header(sequence)) }),
        check((store) => checkPages(store, STORED_HEADERS_PER_PAGE)),
        commit({ headers: [header(STORED_HEADERS_PER_PAGE)] }),
        check((store) => checkPages(store, STORED_HEADERS_PER_PAGE + 1)),
      ],
    },
    {
      title: "a page of headers belongs to the reader",
      steps: [
        commit({ headers: all.slice(0, 3) }),
        check((store) => {
          const [page] = store.headers();
          page?.fill(0xff);
          same([...readStoredHeaders(store.headers())], all.slice(0, 3), "headers");
          same(page, new Uint8Array(3 * STORED_HEADER_BYTES).fill(0xff), "page");
        }),
      ],
    },
    {
      title: "a walk over the headers can stop early and be repeated",
      steps: [
        commit({ headers: all.slice(0, 3) }),
        check((store) => {
          for (const page of store.headers()) {
            same(page.slice(0, STORED_HEADER_BYTES), writeStoredHeader(header(0)), "first header");
            break;
          }
          same([...readStoredHeaders(store.headers())].length, 3, "headers");
        }),
      ],
    },
  ];
}

function checkPages(store: ChainStore, count: number): void {
  const pages = [...store.headers()];
  for (const page of pages) same([page.length > 0, page.length % STORED_HEADER_BYTES], [true, 0], "whole headers");
  same(
    pages.reduce((sum, page) => sum + page.length / STORED_HEADER_BYTES, 0),
    count,
    "headers",
  );
  for (const { sequence, header, hash } of readStoredHeaders(pages)) {
    same([header[79], hash[31]], [sequence & 0xff, sequence >>> 8], `header ${sequence}`);
  }
}

function indexCases(): readonly ComplianceCase[] {
  const keyOf = (...bytes: readonly number[]) => Uint8Array.from(bytes);
  const keys = [[1], [1, 0], [1, 0, 5], [1, 2], [1, 0xff], [1, 0xff, 0xff, 0xff], [2], [2, 7], [0xff, 1]];
  const rows = new Map(keys.map((bytes) => [hashKey(keyOf(...bytes)), hashKey(keyOf(...bytes, 9))]));
  const find = (store: ChainStore, range: Partial<IndexRange>) => {
    const found = store.indexRows({ prefix: keyOf(1), order: "upwards", count: 10, ...range });
    for (const { key, value } of found) same(value, keyOf(...key, 9), "value");
    return found.map(({ key }) => [...key]);
  };
  const ofOne = [
    [1, 0],
    [1, 0, 5],
    [1, 2],
    [1, 0xff],
    [1, 0xff, 0xff, 0xff],
  ];
  return [
    {
      title: "rows of the index are found by key, and by prefix in either order, from the beginning or beyond a key",
      steps: [
        check((store) => same([store.indexRow(keyOf(1)), find(store, {})], [undefined, []], "an empty index")),
        commit({ index: rows }),
        reopen,
        check((store) => {
          same([store.indexRow(keyOf(1, 2)), store.indexRow(keyOf(3))], [keyOf(1, 2, 9), undefined], "by key");
          same(find(store, {}), ofOne, "upwards");
          same(find(store, { order: "downwards" }), ofOne.toReversed(), "downwards");
          same(find(store, { count: 2 }), ofOne.slice(0, 2), "the first two");
          same(find(store, { count: 2, order: "downwards" }), ofOne.toReversed().slice(0, 2), "the last two");
          same(find(store, { beyond: keyOf(1, 0, 5) }), ofOne.slice(2), "beyond a key");
          same(find(store, { beyond: keyOf(1, 1) }), ofOne.slice(2), "beyond a key that is not there");
          same(
            find(store, { beyond: keyOf(1, 2), order: "downwards" }),
            [
              [1, 0, 5],
              [1, 0],
            ],
            "below a key",
          );
          same(find(store, { beyond: keyOf(1, 0), order: "downwards" }), [], "below the first");
          same(find(store, { prefix: keyOf(0xff) }), [[0xff, 1]], "of the last byte");
          same(find(store, { prefix: keyOf(3) }), [], "of no row");
        }),
      ],
    },
    {
      title: "a row of the index is replaced and removed, and all are cleared before the rest of their batch",
      steps: [
        commit({ index: rows }),
        commit({
          index: new Map([
            [hashKey(keyOf(1, 0)), null],
            [hashKey(keyOf(1, 2)), hashKey(keyOf(1, 2, 9))],
            ["none", null],
          ]),
        }),
        check((store) => same(find(store, {}), ofOne.slice(1), "without the first")),
        commit({ cleared: ["index"], index: new Map([[hashKey(keyOf(1, 8)), hashKey(keyOf(1, 8, 9))]]) }),
        reopen,
        check((store) => same([find(store, {}), store.indexRow(keyOf(2, 7))], [[[1, 8]], undefined], "put after")),
      ],
    },
  ];
}

function recordCases(): readonly ComplianceCase[] {
  const names = ["wallet/1", "access", "wallet/10", "wallet", "wallet/2", "wallet0", "~"];
  const bytesOf = (name: string) => Uint8Array.from(name, (character) => character.charCodeAt(0));
  const sorted = (...list: string[]) => list.map((name) => [name, bytesOf(name)]);
  return [
    {
      title: "records of a prefix come in the order of their names",
      steps: [
        commit({ records: new Map(names.map((name) => [name, bytesOf(name)])) }),
        reopen,
        check((store) => {
          same([...store.records("wallet/")], sorted("wallet/1", "wallet/10", "wallet/2"), "records of wallet/");
          same([...store.records("~")], sorted("~"), "records of the last character");
          same(
            [...store.records("")].map(([name]) => name),
            [...names].sort(),
            "all names",
          );
          same([...store.records("x")], [], "records of no name");
        }),
      ],
    },
    {
      title: "a record is replaced, emptied and removed",
      steps: [
        commit({
          records: new Map([
            ["a", Uint8Array.of(1)],
            ["b", Uint8Array.of(2)],
            ["c", Uint8Array.of(3)],
          ]),
        }),
        commit({
          records: new Map([
            ["a", Uint8Array.of(0, 255)],
            ["b", new Uint8Array()],
            ["c", null],
            ["d", null],
          ]),
        }),
        check((store) => {
          const read = ["a", "b", "c", "d"].map((name) => store.record(name));
          same(read, [Uint8Array.of(0, 255), new Uint8Array(), undefined, undefined], "records");
          same(
            [...store.records("")].map(([name]) => name),
            ["a", "b"],
            "names",
          );
        }),
      ],
    },
  ];
}

function copyCases(): readonly ComplianceCase[] {
  const hash = hashOf(1);
  const given = Uint8Array.of(1, 2, 3);
  const kept: Uint8Array[] = [];
  return [
    {
      title: "what was read stays as it was after its key is overwritten",
      steps: [
        commit({ bodies: [{ hash, bytes: Uint8Array.of(1, 2, 3) }] }),
        check((store) => kept.push(store.body(hash) ?? new Uint8Array())),
        ...Array.from({ length: 8 }, (_, i) => commit({ bodies: [{ hash, bytes: Uint8Array.of(i, i, i) }] })),
        check((store) => same([store.body(hash), kept[0]], [Uint8Array.of(7, 7, 7), Uint8Array.of(1, 2, 3)], "bytes")),
        reopen,
        check(() => same(kept[0], Uint8Array.of(1, 2, 3), "bytes after reopening")),
      ],
    },
    {
      title: "changing what was given or read does not change the store",
      steps: [
        commit({ records: new Map([["a", given]]) }),
        check((store) => {
          given.fill(9);
          store.record("a")?.fill(8);
          same(store.record("a"), Uint8Array.of(1, 2, 3), "record");
        }),
      ],
    },
  ];
}

function removalCases(): readonly ComplianceCase[] {
  const of = (hash: number) => ({ hash: hashOf(hash), bytes: Uint8Array.of(hash) });
  const coin = { amount: 1, key: hashOf(9), height: 1, isCoinbase: false };
  const full = commit({
    coinsTip: hashOf(2),
    coins: new Map([[outpointOf(1, 0), coin]]),
    bodies: [of(1), of(2)],
    undos: [of(1), of(2)],
    filters: [of(1), of(2)],
    historyNodes: [{ ...of(2), level: 1 }],
    records: new Map([["kept", Uint8Array.of(1)]]),
  });
  return [
    {
      title: "a pruned block loses its body and undo data and nothing else, and the height is remembered",
      steps: [
        full,
        commit({ prunedBlocks: [hashOf(1), hashOf(7)], prunedHeight: 70_000 }),
        commit({}),
        reopen,
        check((store) => {
          same([store.body(hashOf(1)), store.undo(hashOf(1))], [undefined, undefined], "pruned");
          same(store.filter(hashOf(1)), Uint8Array.of(1), "its filter");
          same([store.body(hashOf(2)), store.undo(hashOf(2))], [Uint8Array.of(2), Uint8Array.of(2)], "the next block");
          same(store.prunedHeight, 70_000, "height");
        }),
      ],
    },
    {
      title: "tables are cleared before the rest of their batch is applied, the tip with the coins",
      steps: [
        full,
        commit({ cleared: ["coins", "undos", "filters", "history"], filters: [of(3)] }),
        reopen,
        check((store) => {
          same([store.coinsTip, store.coin(outpointOf(1, 0))], [undefined, undefined], "coins");
          same([store.undo(hashOf(1)), store.filter(hashOf(1))], [undefined, undefined], "undo and filter");
          same(store.historyNode(hashOf(2), 1), undefined, "history");
          same([store.body(hashOf(1)), store.record("kept")], [Uint8Array.of(1), Uint8Array.of(1)], "what stays");
          same(store.filter(hashOf(3)), Uint8Array.of(3), "put after");
        }),
        commit({ cleared: ["coins"], coinsTip: hashOf(1), coins: new Map([[outpointOf(2, 0), coin]]) }),
        check((store) => same([store.coinsTip, store.coin(outpointOf(2, 0))], [hashOf(1), coin], "new coins")),
      ],
    },
  ];
}
