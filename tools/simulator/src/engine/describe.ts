/** Events and effects as a person reads them in a trace. */
import { hashToDisplay, sha256d } from "@triad/crypto";
import { DecodeError, decodeFrame, type Message, SHORT_ID_BYTES } from "@triad/protocol";
import type { Effect, Event } from "@triad/roles";

export function describeEvent(event: Event): string {
  switch (event.type) {
    case "peer-connected":
      return `peer ${event.peer} connected (${event.direction}, ${event.address.host})`;
    case "dial-failed":
      return `dial to ${event.address.host} failed: ${event.reason}`;
    case "frame-received":
      return `from peer ${event.peer}: ${describeFrame(event.frame)}`;
    case "send-drained":
      return `peer ${event.peer} drained`;
    case "peer-closed":
      return `peer ${event.peer} closed: ${event.code} ${event.text}`;
    case "signatures-checked":
      return `signatures of job ${event.job}: ${JSON.stringify(event.result)}`;
    case "committed":
    case "commit-failed":
      return `${event.type} ${event.commit}`;
    case "nonce-found":
      return `nonce found, block ${short(sha256d(event.header))}`;
    case "operator-command":
      return `operator: ${JSON.stringify(event.command)}`;
    default:
      return event.type;
  }
}

export function describeEffect(effect: Effect): string {
  switch (effect.type) {
    case "send":
      return `to peer ${effect.peer}: ${describeFrame(effect.frame)}`;
    case "dial":
      return `dial ${effect.address.host}:${effect.address.port}`;
    case "disconnect":
      return `disconnect peer ${effect.peer}: ${effect.code} ${effect.text}`;
    case "check-signatures":
      return `check ${effect.items.length / 128} signatures, job ${effect.job} (${effect.priority})`;
    case "commit":
      return `commit ${effect.commit}: ${effect.batch.coins.size} coins, ${effect.batch.bodies.length} bodies, tip ${
        effect.batch.coinsTip === undefined ? "as before" : short(effect.batch.coinsTip)
      }${effect.durable ? "" : ", not durable"}`;
    case "wake-at":
      return `wake at ${effect.monotonicMs?.toFixed(1) ?? "no time"}`;
    case "notify":
      return `${effect.notice.level}: ${effect.notice.text}`;
    case "reply":
      return `reply: ${effect.result.ok ? effect.result.value.of : `${effect.result.code}: ${effect.result.message}`}`;
    default:
      return effect.type;
  }
}

export function describeFrame(frame: Uint8Array): string {
  const message = decodeFrame(frame);
  if (message instanceof DecodeError) return `${frame.length} bytes that can't be read (${message.what})`;
  const facts = factsOf(message);
  return facts === "" ? message.kind : `${message.kind} ${facts}`;
}

function factsOf(message: Message): string {
  switch (message.kind) {
    case "hello":
      return `${message.role}, height ${message.height}`;
    case "headers":
      return `${message.headers.length}${message.headers.length === 0 ? "" : ` up to ${short(sha256d(message.headers.at(-1) as Uint8Array))}`}`;
    case "get-headers":
      return `after ${message.locator.slice(0, 1).map(short).join("")}`;
    case "inventory":
    case "get-transactions":
      return message.wtxids.map(short).join(" ");
    case "transactions":
      return String(message.transactions.length);
    case "compact-block": {
      const count = message.shortIds.length / SHORT_ID_BYTES + message.prefilled.length;
      return `${short(sha256d(message.header))}, ${count} transactions`;
    }
    case "get-block-transactions":
      return `${short(message.hash)}, ${message.indexes.length}`;
    case "block-transactions":
      return `${short(message.hash)}, ${message.transactions.length}`;
    case "block-announcement":
      return short(sha256d(message.header));
    case "get-blocks":
    case "blocks-not-found":
      return message.hashes.map(short).join(" ");
    case "block-reply":
      return `${short(sha256d(message.block.subarray(2, 82)))}, ${message.block.length} bytes`;
    case "addresses":
      return String(message.addresses.length);
    case "access-reply":
      return message.decision;
    case "notice":
      return `${message.code}: ${message.text}`;
    default:
      return "";
  }
}

/** The first digits that differ between blocks of easy work. */
export function short(hash: Uint8Array): string {
  return hashToDisplay(hash).slice(0, 10);
}
