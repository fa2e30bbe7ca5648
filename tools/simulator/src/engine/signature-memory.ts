/**
 * Signatures are verified once for all nodes of all runs in this process: the verdict is a function of the bytes alone,
 * and a dozen nodes check the same ones. Signing and key derivation are remembered for the same reason.
 */
import { type SchnorrBackend, SIGNATURE_CHECK_BYTES, wasmSchnorr } from "@triad/crypto";

/** Bounds the memory: some hundred bytes each. */
const REMEMBERED_MAX = 200_000;

export class SignatureMemory implements SchnorrBackend {
  readonly name = "remembering";
  readonly #backend: SchnorrBackend = wasmSchnorr();
  readonly #verdicts = new Map<string, boolean>();
  readonly #signatures = new Map<string, Uint8Array>();
  readonly #keys = new Map<string, Uint8Array>();

  verify(signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): boolean {
    const name = nameOf(message, publicKey, signature);
    return remember(this.#verdicts, name, () => this.#backend.verify(signature, message, publicKey));
  }

  sign(message: Uint8Array, secretKey: Uint8Array, auxiliaryRandomness: Uint8Array): Uint8Array {
    const name = nameOf(message, secretKey, auxiliaryRandomness);
    return remember(this.#signatures, name, () => this.#backend.sign(message, secretKey, auxiliaryRandomness)).slice();
  }

  publicKey(secretKey: Uint8Array): Uint8Array {
    return remember(this.#keys, nameOf(secretKey), () => this.#backend.publicKey(secretKey)).slice();
  }

  addScalarToPoint(point: Uint8Array, scalar: Uint8Array): Uint8Array | undefined {
    return this.#backend.addScalarToPoint(point, scalar);
  }

  /** As a signature worker answers. `items`: n x (32 hash, 32 key, 64 signature). */
  firstInvalid(items: Uint8Array): number {
    for (let at = 0; at < items.length; at += SIGNATURE_CHECK_BYTES) {
      const [message, key] = [items.subarray(at, at + 32), items.subarray(at + 32, at + 64)];
      if (!this.verify(items.subarray(at + 64, at + SIGNATURE_CHECK_BYTES), message, key)) {
        return at / SIGNATURE_CHECK_BYTES;
      }
    }
    return -1;
  }
}

function nameOf(...parts: readonly Uint8Array[]): string {
  return parts.map((part) => Buffer.from(part.buffer, part.byteOffset, part.length).toString("latin1")).join("|");
}

function remember<T>(memory: Map<string, T>, name: string, compute: () => T): T {
  const known = memory.get(name);
  if (known !== undefined) return known;
  if (memory.size >= REMEMBERED_MAX) memory.clear();
  const made = compute();
  memory.set(name, made);
  return made;
}
