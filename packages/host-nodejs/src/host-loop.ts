/**
 * The loop around a role: one event at a time in, its effects performed, until the queue is empty.
 *
 * States: new → running → stopped.
 * Invariants: `core` is never entered while it runs (`post` only queues, even when called from `perform`); events of a
 * peer are handled in the order of their posting, as are the node's own, and peers take turns (event-lanes.ts); between
 * two turns of the loop the sockets, timers and workers get their part.
 */
import type { Core, Effect, Event, Now } from "@triad/roles";
import { createEventLanes } from "./event-lanes.ts";

export interface HostLoopOptions {
  readonly core: Core;
  readonly now: () => Now;
  readonly perform: (effect: Effect) => void;
  /** Called after an event was handled and its effects performed, e.g. to let a paused socket read on. */
  readonly handled?: (event: Event) => void;
  /** A throw of the core or of `perform` is a bug. The loop has stopped by then; `event` is undefined at start. */
  readonly onBug: (error: unknown, event: Event | undefined) => void;
  readonly turnMsMax?: number;
  readonly turnEventsMax?: number;
}

export interface HostLoop {
  /** Lets the core begin. */
  start(): void;
  /** Queues an event. After `stop` it is dropped. */
  post(event: Event): void;
  /** Resolves when all events are handled, at once if the loop does not run. */
  idle(): Promise<void>;
  /** No event is handled after this. */
  stop(): void;
}

/** How long sockets wait for their part: short beside a network's round trip, long beside the cost of a turn. */
export const TURN_MS_MAX = 10;
/** A second bound, for a clock that stands still. */
export const TURN_EVENTS_MAX = 1000;

export function createHostLoop(options: HostLoopOptions): HostLoop {
  const { core, now, perform, handled, onBug } = options;
  const turnMsMax = options.turnMsMax ?? TURN_MS_MAX;
  const turnEventsMax = options.turnEventsMax ?? TURN_EVENTS_MAX;
  const waiting = createEventLanes();
  let state: "new" | "running" | "stopped" = "new";
  let turnIsDue = false;

  function scheduleTurn(): void {
    if (turnIsDue || state !== "running") return;
    turnIsDue = true;
    // setImmediate runs after the sockets have been read, and before timers: no event waits for a timer.
    setImmediate(takeTurn);
  }

  function takeTurn(): void {
    turnIsDue = false;
    const endMs = now().monotonicMs + turnMsMax;
    for (let events = 0; events < turnEventsMax && state === "running"; events++) {
      const event = waiting.take();
      if (event === undefined) return;
      run(event);
      if (now().monotonicMs >= endMs) break;
    }
    if (!waiting.isEmpty) scheduleTurn();
  }

  function run(event: Event | undefined): void {
    try {
      const effects = event === undefined ? core.start(now()) : core.handle(event, now());
      for (const effect of effects) perform(effect);
      if (event !== undefined) handled?.(event);
    } catch (error) {
      stop();
      onBug(error, event);
    }
  }

  function stop(): void {
    state = "stopped";
    waiting.clear();
  }

  return {
    start() {
      if (state !== "new") return;
      state = "running";
      run(undefined);
      if (!waiting.isEmpty) scheduleTurn();
    },
    post(event) {
      if (state === "stopped") return;
      waiting.push(event);
      scheduleTurn();
    },
    async idle() {
      while (state === "running" && !waiting.isEmpty) await new Promise(setImmediate);
    },
    stop,
  };
}
