/**
 * An attacker who wants one node for himself: his machines answer at all of his addresses, tell no others, and some of
 * them do nothing but take the victim's inbound places. Otherwise they behave: nothing else gives them away.
 */
import { DecodeError, decodeFrame, encodeMessage, LIMITS, type PeerAddress } from "@triad/protocol";
import type { NetAddress, PeerId } from "@triad/roles";
import type { Adversary } from "../adversaries/adversary.ts";
import { SECOND } from "../engine/timetable.ts";

export interface AttackPlan {
  readonly victim: NetAddress;
  readonly addresses: readonly NetAddress[];
  /** Machines that dial the victim; the others wait to be dialled. */
  readonly dials: (own: NetAddress) => boolean;
}

const TOLD = Math.min(250, LIMITS.addresses.elementsMax ?? 250);
/** Whoever is thrown out comes again. */
const DIAL_MS = 20 * SECOND;

/** `plan`: asked for whenever he acts, as it names nodes that are not there yet when he is described. */
export function eclipseAttacker(plan: () => AttackPlan | undefined): Adversary {
  return {
    name: "eclipse-attacker",
    about: "Answers at many addresses, tells no others, and takes the victim's inbound places.",
    begin({ random, own, peers }) {
      let toVictim: PeerId | undefined;
      const lies = (): Uint8Array => {
        const told: PeerAddress[] = random
          .shuffle(plan()?.addresses ?? [])
          .slice(0, TOLD)
          .map((address) => ({ ...address, role: "full-node" }));
        return encodeMessage({ kind: "addresses", addresses: told });
      };
      return {
        outgoing(effect) {
          // his programs look for nobody by themselves
          if (effect.type === "dial") return [];
          if (effect.type !== "send") return [effect];
          const message = decodeFrame(effect.frame);
          if (message instanceof DecodeError || message.kind !== "addresses") return [effect];
          return [{ ...effect, frame: lies() }];
        },
        incoming(event) {
          if (event.type === "peer-connected" && event.direction === "outbound") toVictim = event.peer;
          return [event];
        },
        everyMs: DIAL_MS,
        periodically() {
          const isThere = toVictim !== undefined && peers().includes(toVictim);
          const attack = plan();
          return attack?.dials(own) === true && !isThere ? [{ type: "dial", address: attack.victim }] : [];
        },
      };
    },
  };
}
