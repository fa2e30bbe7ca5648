/**
 * Words under a passphrase: scrypt (RFC 7914) makes a key of it, AES-256-GCM (NIST SP 800-38D) encrypts, both by
 * node:crypto and off the event loop. The costs are in the file, so that later versions may raise them.
 */
import { createCipheriv, createDecipheriv, type ScryptOptions, scrypt } from "node:crypto";
import type { Randomness } from "@triad/roles";

/** RFC 7914's N (memory and time), r (block size), p (passes). */
export interface ScryptCosts {
  readonly n: number;
  readonly r: number;
  readonly p: number;
}

export interface SealedWords extends ScryptCosts {
  /** 16 bytes, hexadecimal. */
  readonly salt: string;
  /** 12 bytes, hexadecimal; drawn anew for each sealing, as is the salt, so that no key meets a nonce twice. */
  readonly nonce: string;
  /** Ciphertext and the tag of 16 bytes, hexadecimal. */
  readonly sealed: string;
}

/** 128 MB and some tenths of a second a try: what OWASP asks for at least (password storage, scrypt, 2025). */
export const SCRYPT_COSTS: ScryptCosts = { n: 2 ** 17, r: 8, p: 1 };

/** Memory is 128 × N × r bytes: 256 MB here. A damaged or foreign file must not take all that the machine has. */
const N_TIMES_R_MAX = 2 ** 21;
/** Below it a passphrase is guessed too fast for the word encrypted to be used. */
const N_MIN = 2 ** 14;
const P_MAX = 4;
const SALT_BYTES = 16;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;
/** 24 words of eight letters, and spaces. */
const WORDS_BYTES_MAX = 256;
const CIPHER = "aes-256-gcm";

export async function sealWords(
  words: string,
  passphrase: string,
  randomness: Randomness,
  costs: ScryptCosts = SCRYPT_COSTS,
): Promise<SealedWords> {
  const salt = Buffer.from(randomness.bytes(SALT_BYTES));
  const nonce = Buffer.from(randomness.bytes(NONCE_BYTES));
  const key = await keyOf(passphrase, salt, costs);
  const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES });
  const sealed = Buffer.concat([cipher.update(words, "utf8"), cipher.final(), cipher.getAuthTag()]);
  key.fill(0);
  return { ...costs, salt: salt.toString("hex"), nonce: nonce.toString("hex"), sealed: sealed.toString("hex") };
}

/** Undefined: the passphrase is another one, or the bytes were changed; nobody can tell which. */
export async function openSealedWords(
  { salt, nonce, sealed, ...costs }: SealedWords,
  passphrase: string,
): Promise<string | undefined> {
  const key = await keyOf(passphrase, Buffer.from(salt, "hex"), costs);
  const bytes = Buffer.from(sealed, "hex");
  const decipher = createDecipheriv(CIPHER, key, Buffer.from(nonce, "hex"), { authTagLength: TAG_BYTES });
  key.fill(0);
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
  const words = decipher.update(bytes.subarray(0, -TAG_BYTES));
  try {
    return Buffer.concat([words, decipher.final()]).toString("utf8");
  } catch {
    // the tag does not fit: node:crypto throws for nothing else here
    return undefined;
  }
}

/** What a file says, checked before a byte of memory is taken for it; undefined when it is none. */
export function readSealedWords(value: unknown): SealedWords | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { n, r, p, salt, nonce, sealed } = value as Readonly<Record<string, unknown>>;
  if (!isWhole(n, N_MIN, N_TIMES_R_MAX) || !isWhole(r, 1, N_TIMES_R_MAX) || !isWhole(p, 1, P_MAX)) return undefined;
  if (n * r > N_TIMES_R_MAX || !Number.isInteger(Math.log2(n))) return undefined;
  if (!isHex(salt, SALT_BYTES, SALT_BYTES) || !isHex(nonce, NONCE_BYTES, NONCE_BYTES)) return undefined;
  if (!isHex(sealed, TAG_BYTES + 1, TAG_BYTES + WORDS_BYTES_MAX)) return undefined;
  return { n, r, p, salt, nonce, sealed };
}

/** The same passphrase typed on another keyboard may be other bytes of the same text: NFKC makes them one. */
function keyOf(passphrase: string, salt: Buffer, { n, r, p }: ScryptCosts): Promise<Buffer> {
  const options: ScryptOptions = { N: n, r, p, maxmem: 256 * N_TIMES_R_MAX };
  return new Promise((resolve, reject) => {
    scrypt(passphrase.normalize("NFKC"), salt, KEY_BYTES, options, (error, key) => {
      if (error === null) resolve(key);
      else reject(error);
    });
  });
}

function isWhole(value: unknown, min: number, max: number): value is number {
  return Number.isInteger(value) && Number(value) >= min && Number(value) <= max;
}

function isHex(value: unknown, bytesMin: number, bytesMax: number): value is string {
  return (
    typeof value === "string" &&
    /^([0-9a-f]{2})+$/.test(value) &&
    value.length >= 2 * bytesMin &&
    value.length <= 2 * bytesMax
  );
}
