/**
 * Tells an operator whose clock is wrong. Blocks ahead of the clock are refused, and a miner's own get the clock's time:
 * a clock that is wrong by more than the rule allows makes a node see no blocks, or make some that nobody takes.
 *
 * What others say of the time is shown and never used: nobody's word moves the clock (CVE-2024-52912). Only nodes that
 * this one has dialled are listened to, which are of different networks where that can be, and the one in the middle
 * counts: it takes half of them to raise a false alarm.
 *
 * States: right, wrong. Events: a peer's greeting is done.
 */
import type { PeerView } from "@triad/gossip";
import type { Effects } from "./effects.ts";

/** Fewer say nothing: one of them may be wrong itself. */
const VOICES_MIN = 3;
/** Of what the rule allows: early enough to mend it before blocks are refused, and more than messages take. */
const PART_ALLOWED = 0.5;

export interface ClockWatchPorts {
  readonly effects: Effects;
  readonly maxFutureSeconds: number;
  readonly ready: () => readonly Pick<PeerView, "direction" | "clockAheadSeconds">[];
}

export class ClockWatch {
  readonly #ports: ClockWatchPorts;
  #isWrong = false;

  constructor(ports: ClockWatchPorts) {
    this.#ports = ports;
  }

  peerReady(): void {
    const { effects, maxFutureSeconds } = this.#ports;
    const ahead = this.#middle();
    if (ahead === undefined) return;
    const isWrong = Math.abs(ahead) > maxFutureSeconds * PART_ALLOWED;
    if (isWrong === this.#isWrong) return;
    this.#isWrong = isWrong;
    if (!isWrong) {
      effects.notify(
        "info",
        "peers",
        "clock-right",
        "This computer's clock agrees with those of other nodes again.",
        {},
      );
      return;
    }
    const seconds = Math.abs(ahead);
    const text =
      `This computer's clock seems to be ${seconds} seconds ${ahead > 0 ? "behind" : "ahead of"} those of other nodes. ` +
      `Set it, for example by NTP: blocks more than ${maxFutureSeconds} seconds ahead of a clock are refused.`;
    effects.notify("warn", "peers", "clock-wrong", text, { aheadSeconds: -ahead });
  }

  /** By how much the others' clocks are ahead; undefined: too few to say. */
  #middle(): number | undefined {
    const outbound = this.#ports.ready().filter(({ direction }) => direction === "outbound");
    if (outbound.length < VOICES_MIN) return undefined;
    const voices = outbound.map(({ clockAheadSeconds }) => clockAheadSeconds).sort((a, b) => a - b);
    return voices[Math.floor(voices.length / 2)];
  }
}
