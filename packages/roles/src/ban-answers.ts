/** An operator's bans: who is meant, for how long, and the list. */
import { type Connections, parseSubject } from "@triad/gossip";
import type { BanView, OperatorReply } from "./operator.ts";
import { done, refuse, value } from "./operator-replies.ts";
import type { Now } from "./seam.ts";

/** As long as people are angry; who comes back after a day is banned again. */
const BAN_HOURS_DEFAULT = 24;
/** Ten years: longer than an address belongs to anybody. */
const BAN_HOURS_MAX = 87_600;
const HOUR_MS = 3_600_000;

/** `target`: the number of a peer (its host and its key are meant), a host, or a node key in hexadecimal. */
export function ban(connections: Connections, target: string, hours: number | undefined, now: Now): OperatorReply {
  const forHours = hours ?? BAN_HOURS_DEFAULT;
  if (!(forHours > 0 && forHours <= BAN_HOURS_MAX)) {
    return refuse("bad-hours", `A ban lasts more than 0 and at most ${BAN_HOURS_MAX} hours.`);
  }
  const subjects = readTarget(connections, target);
  if (!Array.isArray(subjects)) return subjects;
  for (const subject of subjects) connections.ban(subject, Math.round(forHours * HOUR_MS), now);
  return done(`Banned for ${forHours} hours: ${subjects.map(nameOfSubject).join(" and ")}.`);
}

export function unban(connections: Connections, target: string, now: Now): OperatorReply {
  const subject = parseSubject(target);
  if (subject === undefined || !connections.unban(subject, now)) {
    return refuse("not-banned", `"${target}" is not banned; "bans" lists who is.`);
  }
  return done(`No longer banned: ${nameOfSubject(subject)}.`);
}

export function listBans(connections: Connections, now: Now): OperatorReply {
  const bans = connections.bans.list(now.unixMs).map(({ subject, sinceUnixMs, untilUnixMs }): BanView => {
    const [kind, ...rest] = subject.split(":");
    return { kind: kind === "key" ? "node-key" : "host", who: rest.join(":"), sinceUnixMs, untilUnixMs };
  });
  return value({ of: "bans", bans });
}

function readTarget(connections: Connections, target: string): string[] | Extract<OperatorReply, { ok: false }> {
  if (/^\d{1,15}$/.test(target)) {
    const subjects = [...connections.subjectsOf(Number(target))];
    if (subjects.length > 0) return subjects;
    return refuse("peer-not-found", `There is no peer ${target} that could be banned; "peers" lists them.`);
  }
  const subject = parseSubject(target);
  if (subject !== undefined) return [subject];
  const message = `"${target}" can't be banned: write a peer's number, a host (not this machine itself), or a node key.`;
  return refuse("bad-ban", message);
}

function nameOfSubject(subject: string): string {
  return subject.startsWith("key:") ? `node key ${subject.slice(4, 20)}…` : subject.slice("host:".length);
}
