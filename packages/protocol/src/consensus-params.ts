/**
 * The parameters that define a chain. Their canonical encoding is hashed into the genesis block's `prev`,
 * so two networks that differ in one of them can never take each other's blocks for their own.
 */
import { CanonicalWriter } from "./canonical-writer.ts";
import { type Output, writeOutput } from "./transaction.ts";
import { encodeUtf8 } from "./utf8.ts";

export interface ConsensusParams {
  /** Seconds between blocks that the difficulty aims at. */
  readonly spacing: number;
  /** Seconds of delay that halve the difficulty; 0: fixed difficulty. */
  readonly halfLife: number;
  /** Compact form of the easiest target. */
  readonly easiestBits: number;
  /** Base units that the first blocks may create. */
  readonly subsidy: number;
  /** Blocks after which the subsidy halves. */
  readonly halvingInterval: number;
  /** Blocks after which a coinbase's outputs may be spent. */
  readonly coinbaseMaturity: number;
  /** Largest sum of a block's transactions' lengths. */
  readonly maxBlockBytes: number;
  /** Seconds since 1970. */
  readonly genesisTime: number;
  readonly genesisBits: number;
  readonly genesisMessage: string;
  /** Outputs of the genesis block's only transaction. */
  readonly premine: readonly Output[];
}

/** The canonical encoding. @throws RangeError when a field is out of its range. */
export function writeConsensusParams(params: ConsensusParams): Uint8Array {
  const writer = new CanonicalWriter();
  writer.uint32(0x08, "spacing", params.spacing);
  writer.uint32(0x10, "halfLife", params.halfLife);
  writer.uint32(0x18, "easiestBits", params.easiestBits);
  writer.uint64(0x20, "subsidy", params.subsidy);
  writer.uint32(0x28, "halvingInterval", params.halvingInterval);
  writer.uint32(0x30, "coinbaseMaturity", params.coinbaseMaturity);
  writer.uint32(0x38, "maxBlockBytes", params.maxBlockBytes);
  writer.uint32(0x40, "genesisTime", params.genesisTime);
  writer.uint32(0x48, "genesisBits", params.genesisBits);
  writer.bytes(0x52, encodeUtf8(params.genesisMessage));
  for (const output of params.premine) writer.element(0x5a, writeOutput(output));
  return writer.finish();
}
