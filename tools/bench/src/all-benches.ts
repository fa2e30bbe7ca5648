/** Every bench, in the order in which they are listed. A new one is a row here. */
import { acceptanceBench } from "./acceptance.ts";
import { apiBench } from "./api.ts";
import type { Bench } from "./bench.ts";
import { bodiesBench } from "./bodies.ts";
import { emptyBench } from "./empty.ts";
import { hashesBench } from "./hashes.ts";
import { headersBench } from "./headers.ts";
import { importBench } from "./import.ts";
import { lightBench } from "./light.ts";
import { nonceBench } from "./nonce.ts";
import { signaturesBench } from "./signatures.ts";
import { startBench } from "./start.ts";
import { syncBench } from "./sync.ts";
import { templatesBench } from "./templates.ts";

export const BENCHES: readonly Bench[] = [
  syncBench,
  emptyBench,
  headersBench,
  lightBench,
  bodiesBench,
  startBench,
  importBench,
  signaturesBench,
  hashesBench,
  nonceBench,
  templatesBench,
  acceptanceBench,
  apiBench,
];
