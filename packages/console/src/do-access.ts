/** A full node's operator decides who gets the complete chain. */
import type { AccessRequestView } from "@triad/roles";
import { askAndSay, askNode, givenOrAsked, type ReadAnswer } from "./ask.ts";
import { lookOf, type Session } from "./session.ts";
import { showAccess } from "./show-access.ts";
import { shortenMiddle } from "./text-width.ts";

const SHORT_KEY_WIDTH = 17;

/**
 * Guided: the list, which node, what to answer. With the command a key's first digits, never a number: the list may have
 * changed since it was seen.
 */
export async function doAnswer(session: Session, [given, choice]: readonly string[]): Promise<void> {
  if (given !== undefined) return decide(session, given.toLowerCase(), choice);
  const value = await askNode(session, "access", { name: "access" });
  if (value === undefined) return;
  session.screen.print(showAccess(value, lookOf(session)));
  if (value.requests.length === 0) return;
  const question = "Node: its number in the list, or the first digits of its key";
  const nodeKey = await givenOrAsked(session, undefined, question, (text) => readRequest(text, value.requests));
  if (nodeKey !== undefined) await decide(session, nodeKey, choice);
}

async function decide(session: Session, nodeKey: string, choice: string | undefined): Promise<void> {
  const question = `${shortenMiddle(nodeKey, SHORT_KEY_WIDTH)}: grant, deny or forget`;
  const decision = await givenOrAsked(session, choice, question, readDecision);
  if (decision !== undefined) await askAndSay(session, { name: "decide-access", nodeKey, decision });
}

/** Up to three digits are a place in the list that was just shown. */
function readRequest(text: string, requests: readonly AccessRequestView[]): ReadAnswer<string> {
  if (/^\d{1,3}$/.test(text)) {
    const request = requests[Number(text) - 1];
    if (request !== undefined) return { value: request.nodeKey };
    return { wrong: `There is no number ${text} in the list; it has ${requests.length}.` };
  }
  if (/^[0-9a-fA-F]{1,64}$/.test(text)) return { value: text.toLowerCase() };
  return { wrong: "A node is named by its number in the list, or by the first digits of its key." };
}

function readDecision(text: string): ReadAnswer<"grant" | "deny" | "forget"> {
  const word = text.toLowerCase();
  if (word === "grant" || word === "approve" || word === "yes") return { value: "grant" };
  if (word === "deny" || word === "revoke" || word === "no") return { value: "deny" };
  if (word === "forget") return { value: "forget" };
  return { wrong: "Say grant, deny or forget." };
}
