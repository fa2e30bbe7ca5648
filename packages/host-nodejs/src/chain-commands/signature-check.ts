/** Who checks the signatures of blocks that come from a file or from the disk: this thread, or all cores. */
import { firstInvalidSignature, type SchnorrBackend } from "@triad/crypto";
import type { JobId, SignatureVerdict } from "@triad/roles";
import { chooseSchnorr, type SchnorrWish } from "../choose-schnorr.ts";
import { FatalError } from "../fatal-error.ts";
import { createSignatureWorkers, signatureWorkersMissing } from "../signature-workers.ts";

/** n x SIGNATURE_CHECK_BYTES. */
export type SignatureCheck = (items: Uint8Array) => Promise<SignatureVerdict>;

export function checkInThisThread(schnorr: SchnorrBackend): SignatureCheck {
  return async (items) => {
    const firstInvalid = firstInvalidSignature(schnorr, items);
    return firstInvalid === -1 ? "valid" : { firstInvalid };
  };
}

/** Runs `use` with a pool of workers, which end with it. */
export async function withSignatureWorkers<T>(
  wish: SchnorrWish,
  use: (check: SignatureCheck) => Promise<T>,
): Promise<T> {
  const waiting = new Map<JobId, (verdict: SignatureVerdict) => void>();
  let fail: (error: FatalError) => void = () => undefined;
  const failed = new Promise<never>((_, reject) => {
    fail = reject;
  });
  const workers = createSignatureWorkers({
    verdict(job, verdict) {
      waiting.get(job)?.(verdict);
      waiting.delete(job);
    },
    // Its job is answered with "not-run" and asked for again.
    died: () => undefined,
    unavailable: (reason) => fail(new FatalError(signatureWorkersMissing(reason))),
    schnorr: chooseSchnorr(wish).name,
  });
  let jobs = 0;
  try {
    const used = use(
      (items) =>
        new Promise((resolve) => {
          jobs += 1;
          waiting.set(jobs, resolve);
          workers.check(jobs, "block", items);
        }),
    );
    return await Promise.race([used, failed]);
  } finally {
    await workers.stop();
  }
}
