/** Every bench, in the order in which they are listed. A new one is a row here. */
import type { Bench } from "./bench.ts";

export const BENCHES: readonly Bench[] = [];
