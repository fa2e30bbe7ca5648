/** A network out of its parameters, docs/spec/networks.md: the genesis block and what follows from it. */
import { rootOf, writeBlock, writeHeader } from "./block.ts";
import { ascii, type Bytes, join, littleEndian, tagged, ZERO_HASH } from "./bytes.ts";
import { filterHashOf, filterOf } from "./filter.ts";
import { writeBytes, writeElement, writeNumber } from "./protobuf.ts";
import { type Output, type Transaction, writeOutput, writeTransaction } from "./transaction.ts";

export interface Parameters {
  readonly spacing: bigint;
  readonly halfLife: bigint;
  readonly easiestBits: bigint;
  readonly subsidy: bigint;
  readonly halvingInterval: bigint;
  readonly coinbaseMaturity: bigint;
  readonly maxBlockBytes: bigint;
  readonly genesisTime: bigint;
  readonly genesisBits: bigint;
  readonly genesisMessage: string;
  readonly premine: readonly Output[];
}

export function paramsHash(parameters: Parameters): Bytes {
  return tagged("Triad/params", writeParameters(parameters));
}

/** Seconds that a header may be ahead of the clock. */
export function maxFuture({ spacing }: Parameters): bigint {
  return 10n * spacing < 600n ? 10n * spacing : 600n;
}

/** Base units that the block at `height` may create. */
export function subsidyAt({ subsidy, halvingInterval }: Parameters, height: bigint): bigint {
  const halvings = height / halvingInterval;
  return halvings >= 53n ? 0n : subsidy / 2n ** halvings;
}

/** The encoded Block. */
export function genesisBlock(parameters: Parameters, nonce: bigint): Bytes {
  const prev = paramsHash(parameters);
  const coinbase: Transaction = {
    version: 1n,
    inputs: [],
    outputs: parameters.premine,
    lockHeight: 0n,
    memo: padded(join(littleEndian(0n, 4), ascii(parameters.genesisMessage)), 64),
    signatures: new Uint8Array(0),
  };
  const filterHash = filterHashOf(filterOf([coinbase], prev));
  const body = { filterHash, historyRoot: ZERO_HASH, transactions: [writeTransaction(coinbase)] };
  const root = rootOf({ ...body, header: new Uint8Array(80) });
  const { genesisTime: time, genesisBits: bits } = parameters;
  return writeBlock({ ...body, header: writeHeader({ version: 1n, prev, root, time, bits, nonce }) });
}

function writeParameters(parameters: Parameters): Bytes {
  return join(
    writeNumber(1n, parameters.spacing),
    writeNumber(2n, parameters.halfLife),
    writeNumber(3n, parameters.easiestBits),
    writeNumber(4n, parameters.subsidy),
    writeNumber(5n, parameters.halvingInterval),
    writeNumber(6n, parameters.coinbaseMaturity),
    writeNumber(7n, parameters.maxBlockBytes),
    writeNumber(8n, parameters.genesisTime),
    writeNumber(9n, parameters.genesisBits),
    writeBytes(10n, ascii(parameters.genesisMessage)),
    ...parameters.premine.map((output) => writeElement(11n, writeOutput(output))),
  );
}

export function padded(bytes: Bytes, least: number): Bytes {
  return bytes.length >= least ? bytes : join(bytes, new Uint8Array(least - bytes.length));
}
