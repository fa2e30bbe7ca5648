/** A core for tests of the host: remembers what it is handed and answers by a function. */
import type { Core, Effect, Event } from "@triad/roles";

export interface ScriptedCore extends Core {
  readonly events: readonly Event[];
  /** Resolves with the first event that matches, also one that has been. Rejects after `timeoutMs`. */
  waitFor<T extends Event["type"]>(
    type: T,
    matches?: (event: Extract<Event, { type: T }>) => boolean,
    timeoutMs?: number,
  ): Promise<Extract<Event, { type: T }>>;
}

export function scriptedCore(
  answer: (event: Event) => readonly Effect[] = () => [],
  atStart: readonly Effect[] = [],
): ScriptedCore {
  const events: Event[] = [];
  const watchers = new Set<() => void>();

  return {
    events,
    start: () => atStart,
    handle(event) {
      events.push(event);
      const effects = answer(event);
      for (const watch of watchers) watch();
      return effects;
    },
    waitFor(type, matches = () => true, timeoutMs = 5000) {
      type Wanted = Extract<Event, { type: typeof type }>;
      return new Promise((resolve, reject) => {
        const look = () => {
          const found = events.find((event): event is Wanted => event.type === type && matches(event as Wanted));
          if (found === undefined) return;
          clearTimeout(timer);
          watchers.delete(look);
          resolve(found);
        };
        const timer = setTimeout(() => {
          watchers.delete(look);
          reject(new Error(`no ${type} within ${timeoutMs} ms; there were ${events.map((event) => event.type)}`));
        }, timeoutMs);
        watchers.add(look);
        look();
      });
    },
  };
}
