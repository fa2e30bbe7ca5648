/** Transactions, docs/spec/encodings.md, "Transaction". */
import { type Bytes, doubleSha256, hex, isSame, join } from "./bytes.ts";
import { bytesField, bytesFields, numberField, readFields, writeBytes, writeElement, writeNumber } from "./protobuf.ts";

export interface Input {
  readonly txid: Bytes;
  readonly index: bigint;
}

export interface Output {
  readonly amount: bigint;
  readonly key: Bytes;
}

export interface Transaction {
  readonly version: bigint;
  readonly inputs: readonly Input[];
  readonly outputs: readonly Output[];
  readonly lockHeight: bigint;
  readonly memo: Bytes;
  readonly signatures: Bytes;
}

const TRANSACTION_BYTES_MIN = 65;

/** Undefined: not in canonical encoding. */
export function readTransaction(bytes: Bytes): Transaction | undefined {
  const fields = readFields(bytes);
  if (fields === undefined) return undefined;
  const inputs = bytesFields(fields, 2n).map(readInput);
  const outputs = bytesFields(fields, 3n).map(readOutput);
  const tx: Transaction = {
    version: numberField(fields, 1n),
    inputs: inputs.filter((input) => input !== undefined),
    outputs: outputs.filter((output) => output !== undefined),
    lockHeight: numberField(fields, 4n),
    memo: bytesField(fields, 5n),
    signatures: bytesField(fields, 6n),
  };
  const isInRange =
    isUint32(tx.version) &&
    isUint32(tx.lockHeight) &&
    tx.inputs.every(({ txid, index }) => txid.length === 32 && isUint32(index)) &&
    tx.outputs.every(({ amount, key }) => amount >= 1n && key.length === 32);
  const isCanonical = isSame(writeTransaction(tx), bytes);
  return isInRange && isCanonical && bytes.length >= TRANSACTION_BYTES_MIN ? tx : undefined;
}

export function writeTransaction(tx: Transaction): Bytes {
  return join(writeUnsigned(tx), writeBytes(6n, tx.signatures));
}

export function writeUnsigned({ version, inputs, outputs, lockHeight, memo }: Transaction): Bytes {
  return join(
    writeNumber(1n, version),
    ...inputs.map((input) => writeElement(2n, join(writeBytes(1n, input.txid), writeNumber(2n, input.index)))),
    ...outputs.map((output) => writeElement(3n, writeOutput(output))),
    writeNumber(4n, lockHeight),
    writeBytes(5n, memo),
  );
}

export function writeOutput({ amount, key }: Output): Bytes {
  return join(writeNumber(1n, amount), writeBytes(2n, key));
}

export function txidOf(tx: Transaction): Bytes {
  return doubleSha256(writeUnsigned(tx));
}

export function wtxidOf(tx: Transaction): Bytes {
  return doubleSha256(writeTransaction(tx));
}

/** The name of an output in a set of coins. */
export function outpointName({ txid, index }: Input): string {
  return `${hex(txid)}:${index}`;
}

function readInput(bytes: Bytes): Input | undefined {
  const fields = readFields(bytes);
  return fields && { txid: bytesField(fields, 1n), index: numberField(fields, 2n) };
}

function readOutput(bytes: Bytes): Output | undefined {
  const fields = readFields(bytes);
  return fields && { amount: numberField(fields, 1n), key: bytesField(fields, 2n) };
}

function isUint32(value: bigint): boolean {
  return value < 1n << 32n;
}
