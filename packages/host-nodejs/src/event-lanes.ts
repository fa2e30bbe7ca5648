/**
 * The events that wait for the role: a lane for each peer, and one for all that the node causes itself.
 *
 * Events of one lane keep their order. The node's own come first: they are few, and what a peer sends can't make them
 * many. Then the lanes of peers take turns, one event each: who sends thousands of frames holds up the others by one of
 * them at a time.
 */
import type { Event } from "@triad/roles";

export interface EventLanes {
  readonly isEmpty: boolean;
  push(event: Event): void;
  /** Undefined: none waits. */
  take(): Event | undefined;
  clear(): void;
}

/** The lane of the node's own events. No peer has this number: the first is 1. */
const OWN = 0;
/** What was taken is cut off a lane when it is half of the array and more than this: cutting off each is slow. */
const TAKEN_MAX = 1024;

interface Lane {
  events: Event[];
  first: number;
}

export function createEventLanes(): EventLanes {
  const own: Lane = { events: [], first: 0 };
  /** Those in which something waits; whose turn is next stands first. */
  const lanes = new Map<number, Lane>();

  return {
    get isEmpty() {
      return isEmpty(own) && lanes.size === 0;
    },

    push(event) {
      const number = laneOf(event);
      if (number === OWN) {
        own.events.push(event);
        return;
      }
      const lane = lanes.get(number);
      if (lane === undefined) lanes.set(number, { events: [event], first: 0 });
      else lane.events.push(event);
    },

    take() {
      if (!isEmpty(own)) return takeOf(own);
      for (const [number, lane] of lanes) {
        const event = takeOf(lane);
        lanes.delete(number);
        if (!isEmpty(lane)) lanes.set(number, lane);
        return event;
      }
      return undefined;
    },

    clear() {
      own.events = [];
      own.first = 0;
      lanes.clear();
    },
  };
}

function laneOf(event: Event): number {
  switch (event.type) {
    case "peer-connected":
    case "frame-received":
    case "send-drained":
    case "peer-closed":
      return event.peer;
    case "dial-failed":
    case "address-heard":
    case "woken":
    case "signatures-checked":
    case "committed":
    case "commit-failed":
    case "nonce-found":
    case "nonce-exhausted":
    case "hashes-done":
    case "operator-command":
    case "stopping":
      return OWN;
    default:
      return event satisfies never;
  }
}

function isEmpty({ events, first }: Lane): boolean {
  return first === events.length;
}

function takeOf(lane: Lane): Event | undefined {
  const event = lane.events[lane.first];
  lane.first += 1;
  if (lane.first === lane.events.length) {
    lane.events = [];
    lane.first = 0;
  } else if (lane.first > TAKEN_MAX && lane.first * 2 > lane.events.length) {
    lane.events = lane.events.slice(lane.first);
    lane.first = 0;
  }
  return event;
}
