/**
 * SipHash-2-4 (Aumasson and Bernstein, 2012): a keyed 64-bit hash for short inputs, here under the block filters.
 *
 * The state's four 64-bit words are kept as 32-bit halves: bigint arithmetic would be some twenty times slower.
 */

/** Length of a key: two 64-bit words, little-endian. */
const KEY_BYTES = 16;

/** The message is taken in blocks of one 64-bit word. */
const BLOCK_BYTES = 8;

const COMPRESSION_ROUNDS = 2;
const FINALIZATION_ROUNDS = 4;

/** The 64-bit hash of `data` under `key` (16 bytes). Throws RangeError on a key of another length. */
export function sipHash24(key: Uint8Array, data: Uint8Array): bigint {
  if (key.length !== KEY_BYTES) throw new RangeError(`a SipHash key of ${key.length} bytes`);
  const key0Low = readWord(key, 0);
  const key0High = readWord(key, 4);
  const key1Low = readWord(key, 8);
  const key1High = readWord(key, 12);
  // The initial words spell "somepseudorandomlygeneratedbytes", so that the halves of the state never start equal.
  let v0Low = key0Low ^ 0x70736575;
  let v0High = key0High ^ 0x736f6d65;
  let v1Low = key1Low ^ 0x6e646f6d;
  let v1High = key1High ^ 0x646f7261;
  let v2Low = key0Low ^ 0x6e657261;
  let v2High = key0High ^ 0x6c796765;
  let v3Low = key1Low ^ 0x79746573;
  let v3High = key1High ^ 0x74656462;

  const wholeBlocks = Math.floor(data.length / BLOCK_BYTES);
  const tail = lastBlock(data, wholeBlocks * BLOCK_BYTES);
  // Blocks 0 to wholeBlocks compress (the last is the padded tail); one more turn, without input, finalizes.
  for (let block = 0; block <= wholeBlocks + 1; block++) {
    const finalizing = block === wholeBlocks + 1;
    let inputLow = 0;
    let inputHigh = 0;
    if (block < wholeBlocks) {
      inputLow = readWord(data, block * BLOCK_BYTES);
      inputHigh = readWord(data, block * BLOCK_BYTES + 4);
    } else if (!finalizing) {
      inputLow = tail.low;
      inputHigh = tail.high;
    }
    v3Low ^= inputLow;
    v3High ^= inputHigh;
    if (finalizing) v2Low ^= 0xff;
    for (let round = finalizing ? FINALIZATION_ROUNDS : COMPRESSION_ROUNDS; round > 0; round--) {
      // v0 += v1; v1 = rotl(v1, 13) ^ v0; v0 = rotl(v0, 32)
      let sum = (v0Low >>> 0) + (v1Low >>> 0);
      v0High = (v0High + v1High + (sum > 0xffffffff ? 1 : 0)) | 0;
      v0Low = sum | 0;
      let high = v1High;
      v1High = ((high << 13) | (v1Low >>> 19)) ^ v0High;
      v1Low = ((v1Low << 13) | (high >>> 19)) ^ v0Low;
      high = v0High;
      v0High = v0Low;
      v0Low = high;
      // v2 += v3; v3 = rotl(v3, 16) ^ v2
      sum = (v2Low >>> 0) + (v3Low >>> 0);
      v2High = (v2High + v3High + (sum > 0xffffffff ? 1 : 0)) | 0;
      v2Low = sum | 0;
      high = v3High;
      v3High = ((high << 16) | (v3Low >>> 16)) ^ v2High;
      v3Low = ((v3Low << 16) | (high >>> 16)) ^ v2Low;
      // v0 += v3; v3 = rotl(v3, 21) ^ v0
      sum = (v0Low >>> 0) + (v3Low >>> 0);
      v0High = (v0High + v3High + (sum > 0xffffffff ? 1 : 0)) | 0;
      v0Low = sum | 0;
      high = v3High;
      v3High = ((high << 21) | (v3Low >>> 11)) ^ v0High;
      v3Low = ((v3Low << 21) | (high >>> 11)) ^ v0Low;
      // v2 += v1; v1 = rotl(v1, 17) ^ v2; v2 = rotl(v2, 32)
      sum = (v2Low >>> 0) + (v1Low >>> 0);
      v2High = (v2High + v1High + (sum > 0xffffffff ? 1 : 0)) | 0;
      v2Low = sum | 0;
      high = v1High;
      v1High = ((high << 17) | (v1Low >>> 15)) ^ v2High;
      v1Low = ((v1Low << 17) | (high >>> 15)) ^ v2Low;
      high = v2High;
      v2High = v2Low;
      v2Low = high;
    }
    v0Low ^= inputLow;
    v0High ^= inputHigh;
  }
  const low = (v0Low ^ v1Low ^ v2Low ^ v3Low) >>> 0;
  const high = (v0High ^ v1High ^ v2High ^ v3High) >>> 0;
  return (BigInt(high) << 32n) | BigInt(low);
}

/** Four bytes, little-endian, as a signed 32-bit half. */
function readWord(bytes: Uint8Array, offset: number): number {
  return (
    (bytes[offset] ?? 0) |
    ((bytes[offset + 1] ?? 0) << 8) |
    ((bytes[offset + 2] ?? 0) << 16) |
    ((bytes[offset + 3] ?? 0) << 24)
  );
}

/** The rest of the message, padded with zeros; its top byte is the message's length modulo 256. */
function lastBlock(data: Uint8Array, start: number): { readonly low: number; readonly high: number } {
  // Reading past the end gives zeros, and the rest has at most seven bytes, so the top byte is free for the length.
  return { low: readWord(data, start), high: readWord(data, start + 4) | ((data.length & 0xff) << 24) };
}
