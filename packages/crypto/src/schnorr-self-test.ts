/**
 * Whether a backend may be used: a verdict about a signature is consensus, so a backend that errs splits its node from
 * the network, or lets it be robbed. Native code is compiled where it runs, by whatever compiler is there.
 */
import { bytesToHex, equalBytes, hexToBytes } from "./bytes.ts";
import {
  AUXILIARY_RANDOMNESS_BYTES,
  MESSAGE_BYTES,
  PUBLIC_KEY_BYTES,
  type SchnorrBackend,
  SECRET_KEY_BYTES,
  SIGNATURE_BYTES,
} from "./schnorr.ts";
import { SCHNORR_VECTORS, type SchnorrVector } from "./schnorr-vectors.ts";

/** Fresh bytes from a source that nobody can foresee; a seeded one in tests. */
export type RandomBytes = (length: number) => Uint8Array;

/** Holds the backend against the vectors of BIP-340. Returns what is wrong with it, in words; undefined: nothing. */
export function findSchnorrFlaw(backend: SchnorrBackend): string | undefined {
  return refusingToThrow(() => {
    for (const vector of SCHNORR_VECTORS) {
      const flaw = flawInVector(backend, vector);
      if (flaw !== undefined) return `${flaw} of vector ${vector.index} of BIP-340 (${vector.about})`;
    }
    return flawInLengths(backend);
  });
}

/**
 * Holds the backend against another one on `rounds` fresh keys and messages: the valid signature of each, and a copy
 * with one bit changed in each part of the check, in a place drawn at random. Returns as `findSchnorrFlaw` does.
 */
export function findSchnorrDifference(
  backend: SchnorrBackend,
  reference: SchnorrBackend,
  randomBytes: RandomBytes,
  rounds: number,
): string | undefined {
  return refusingToThrow(() => {
    for (let round = 0; round < rounds; round++) {
      const difference = differenceInRound(backend, reference, randomBytes);
      if (difference !== undefined) return `${difference} than ${reference.name}`;
    }
    return undefined;
  });
}

function flawInVector(backend: SchnorrBackend, vector: SchnorrVector): string | undefined {
  const [publicKey, message, signature] = [vector.publicKey, vector.message, vector.signature].map(hexToBytes) as [
    Uint8Array,
    Uint8Array,
    Uint8Array,
  ];
  if (backend.verify(signature, message, publicKey) !== vector.isValid) return "a wrong verdict on the signature";
  if (vector.signing === undefined) return undefined;
  const secretKey = hexToBytes(vector.signing.secretKey);
  if (!equalBytes(backend.publicKey(secretKey), publicKey)) return "another public key than that";
  const signed = backend.sign(message, secretKey, hexToBytes(vector.signing.auxiliary));
  return equalBytes(signed, signature) ? undefined : "another signature than that";
}

/** Each part one byte too short and one too long: code that reads on would read what lies behind. */
function flawInLengths(backend: SchnorrBackend): string | undefined {
  for (const change of [-1, 1]) {
    for (const part of [0, 1, 2]) {
      const lengths = [SIGNATURE_BYTES, MESSAGE_BYTES, PUBLIC_KEY_BYTES];
      lengths[part] = (lengths[part] ?? 0) + change;
      const [signature = 0, message = 0, publicKey = 0] = lengths;
      if (backend.verify(new Uint8Array(signature), new Uint8Array(message), new Uint8Array(publicKey))) {
        return `a check of ${signature}, ${message} and ${publicKey} bytes found valid`;
      }
    }
  }
  return undefined;
}

function differenceInRound(
  backend: SchnorrBackend,
  reference: SchnorrBackend,
  randomBytes: RandomBytes,
): string | undefined {
  const message = randomBytes(MESSAGE_BYTES);
  const auxiliary = randomBytes(AUXILIARY_RANDOMNESS_BYTES);
  const secretKey = randomSecretKey(randomBytes);
  const publicKey = reference.publicKey(secretKey);
  const signature = reference.sign(message, secretKey, auxiliary);
  const facts = `for the message ${bytesToHex(message)}`;
  if (!equalBytes(backend.publicKey(secretKey), publicKey)) return "another public key";
  if (!equalBytes(backend.sign(message, secretKey, auxiliary), signature)) return `another signature ${facts}`;
  if (!backend.verify(signature, message, publicKey)) return `another verdict ${facts}, unchanged,`;
  const [r, s] = [signature.subarray(0, SIGNATURE_BYTES / 2), signature.subarray(SIGNATURE_BYTES / 2)];
  for (const part of [message, publicKey, r, s]) {
    const [at = 0, bit = 0] = randomBytes(2);
    const place = at % part.length;
    part[place] = (part[place] ?? 0) ^ (1 << (bit % 8));
    if (backend.verify(signature, message, publicKey) !== reference.verify(signature, message, publicKey)) {
      return `another verdict ${facts}, changed,`;
    }
  }
  return undefined;
}

/** Below the group order for certain, and not zero: its first byte is neither 0 nor 255. */
function randomSecretKey(randomBytes: RandomBytes): Uint8Array {
  const key = randomBytes(SECRET_KEY_BYTES);
  key[0] = 1 + ((key[0] ?? 0) % 254);
  return key;
}

/** A backend that throws where it may not is as wrong as one that errs. */
function refusingToThrow(find: () => string | undefined): string | undefined {
  try {
    return find();
  } catch (error) {
    return `it throws: ${String(error)}`;
  }
}
