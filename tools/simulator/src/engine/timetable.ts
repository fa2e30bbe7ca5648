/**
 * A run's phases. First the safety phase: faults happen, nothing wrong may ever be true. Then faults stop, and liveness
 * is demanded within LIVENESS_MS: everybody who is honest has the same chain and has heard of every payment.
 */

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;

/**
 * How long after the last fault all must be well. A lost address is dialled again after six and a quarter minutes at
 * the latest (dialling.ts), blocks go on coming for most of the time, and the rest lets the last one reach everybody.
 */
export const LIVENESS_MS = 20 * MINUTE;
/** Before the end nothing is mined any more, so that "at rest" means something. */
const QUIET_MS = 2 * MINUTE;
/** Before the end liars mine no more: what they kept back or never gave out has time to be outrun by honest blocks. */
const LIARS_QUIET_MS = 6 * MINUTE;
/** Before the end nobody pays any more, so that every payment has time to become known. */
const UNPAID_MS = 6 * MINUTE;
/** Shorter runs have no time for faults. */
export const HOURS_MIN = 0.5;

export interface Timetable {
  readonly faultsEndMs: number;
  readonly paymentsEndMs: number;
  readonly liarsMiningEndsMs: number;
  readonly miningEndsMs: number;
  readonly endMs: number;
}

export function timetableOf(hours: number): Timetable {
  const endMs = hours * HOUR;
  return {
    faultsEndMs: endMs - LIVENESS_MS,
    paymentsEndMs: endMs - UNPAID_MS,
    liarsMiningEndsMs: endMs - LIARS_QUIET_MS,
    miningEndsMs: endMs - QUIET_MS,
    endMs,
  };
}
