/** Compact filters, as a peer may send them. */
import { blockFilter, matchesAny, readGolombCodedSet, writeGolombCodedSet } from "@triad/chain/blocks";
import { DecodeError } from "@triad/protocol";
import { join, repeat } from "../generate/bytes.ts";
import type { Random } from "../generate/random.ts";
import { outcomeOfError, SAMPLE_NETWORK, sampleTransactions } from "../sample-chain.ts";
import { expectThat, type Target } from "../target.ts";

const KEY = new Uint8Array(16).fill(5);

export function openFilters(): Target {
  const elements = Array.from({ length: 300 }, (_, n) => Uint8Array.of(n & 0xff, n >> 8, 1));
  return {
    samples: [
      blockFilter(sampleTransactions(), SAMPLE_NETWORK.chainId),
      ...[0, 1, 2, 20, 252, 253, 300].map((count) => writeGolombCodedSet(elements.slice(0, count), KEY)),
    ],
    dictionary: [Uint8Array.of(0xfd, 0xfd, 0), Uint8Array.of(0xfe, 0, 0, 1, 0), Uint8Array.of(0xff)],
    shape: filterShape,
    check(input, timed) {
      const values = timed(() => readGolombCodedSet(input));
      if (values instanceof DecodeError) return outcomeOfError(values, input);
      expectThat(values.length * 20 <= input.length * 8, "no value takes less than 20 bits");
      expectThat(
        values.every((value, at) => Number.isSafeInteger(value) && value >= (values[at - 1] ?? 0)),
        "values are exact and sorted",
      );
      matchesAny(values, elements.slice(0, 20), KEY);
      return `accepted ${Math.min(values.length, 3)}`;
    },
  };
}

function filterShape(random: Random): Uint8Array {
  const count = random.size(70_000);
  const bytes = random.pick([
    Uint8Array.of(count & 0xfc),
    Uint8Array.of(0xfd, count, count >> 8),
    Uint8Array.of(0xfe, count, count >> 8, count >> 16, 0),
    Uint8Array.of(0xfe, 0xff, 0xff, 0xff, 0xff),
    Uint8Array.of(0xff, 0, 0, 0, 0, 1, 0, 0, 0),
  ]);
  const body = random.pick([0, 0xff, 0xfe, 0x80, random.uint32()]);
  return join([bytes, repeat(Uint8Array.of(body), random.size(200_000)), random.bytes(random.integer(4))]);
}
