/**
 * Checks of what our own code asks to be written. A failure is a bug of the caller, hence thrown: numbers
 * that do not fit would otherwise be written as other numbers without a word.
 */

const UINT32_MAX = 0xffff_ffff;

/** The value, when it is a whole number of 32 bits. @throws RangeError */
export function checkUint32(name: string, value: number): number {
  if (!isUint32(value)) throw new RangeError(`${name} must be a whole number of 32 bits, not ${value}`);
  return value;
}

/** The value, when it is a whole number from 0 to 2^53 - 1. @throws RangeError */
export function checkSafeInteger(name: string, value: number): number {
  if (!Number.isSafeInteger(value) || value < 0) {
    throw new RangeError(`${name} must be a whole number from 0 to 2^53 - 1, not ${value}`);
  }
  return value;
}

/** @throws RangeError unless `bytes` has exactly `length` bytes. */
export function checkLength(name: string, bytes: Uint8Array, length: number): void {
  if (bytes.length !== length) throw new RangeError(`${name} must have ${length} bytes, not ${bytes.length}`);
}

export function isUint32(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= UINT32_MAX;
}
