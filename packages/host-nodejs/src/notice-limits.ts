/**
 * Keeps strangers from filling the log. The file is bounded (log-file.ts), so what they write at will would push out
 * what an operator needs to read: of notices that peers cause, each kind has a rate of its own.
 */
import { TokenBucket } from "@triad/gossip";
import type { Notice } from "@triad/roles";

/**
 * Lines of one code and level. A node of 125 peers that begins anew has about as many at once. Afterwards one in five
 * seconds: the log of an attack that uses ten of them reaches back for hours.
 */
export const NOTICE_RATE = { burst: 150, perSecond: 0.2 } as const;

/** Outside the area `peers`, what a peer can cause as often as it likes. */
const OF_STRANGERS: ReadonlySet<string> = new Set(["access-asked", "block-refused"]);

/** What to log of a notice: undefined, or the notice, with the number of lines that were left out since the last one. */
export type LimitNotice = (notice: Notice) => Notice | undefined;

/** `nowMs`: monotonic. */
export function createNoticeLimits(nowMs: () => number = () => performance.now()): LimitNotice {
  /** Bounded by the codes that there are. */
  const kinds = new Map<string, { readonly bucket: TokenBucket; leftOut: number }>();

  return (notice) => {
    if (notice.area !== "peers" && !OF_STRANGERS.has(notice.code)) return notice;
    const key = `${notice.level} ${notice.code}`;
    const kind = kinds.get(key) ?? { bucket: new TokenBucket(NOTICE_RATE, nowMs()), leftOut: 0 };
    kinds.set(key, kind);
    if (!kind.bucket.take(1, nowMs())) {
      kind.leftOut += 1;
      return undefined;
    }
    const { leftOut } = kind;
    kind.leftOut = 0;
    return leftOut === 0 ? notice : { ...notice, facts: { ...notice.facts, leftOut } };
  };
}
