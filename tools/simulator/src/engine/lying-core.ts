/** A program with a strategy between it and the world. */
import type { Core, Effect, Event, Now } from "@triad/roles";
import type { Strategy } from "../adversaries/adversary.ts";

export class LyingCore implements Core {
  readonly core: Core;
  readonly #strategy: Strategy;

  constructor(core: Core, strategy: Strategy) {
    this.core = core;
    this.#strategy = strategy;
  }

  start(now: Now): readonly Effect[] {
    return this.#changed(this.core.start(now));
  }

  handle(event: Event, now: Now): readonly Effect[] {
    const told = this.#strategy.incoming?.(event) ?? [event];
    return this.#changed(told.flatMap((each) => this.core.handle(each, now)));
  }

  #changed(effects: readonly Effect[]): readonly Effect[] {
    const { outgoing } = this.#strategy;
    if (outgoing === undefined) return effects;
    return effects.flatMap((effect) => outgoing.call(this.#strategy, effect));
  }
}
