/**
 * Questions both ways: what the console asks the operator until the answer is usable or empty, and what it asks the
 * node on the operator's behalf.
 */
import { wrapWords } from "@triad/host-nodejs";
import type { OperatorCommand, OperatorReply, OperatorValue } from "@triad/roles";
import { printable } from "./printable.ts";
import { FULL_ID } from "./seen-ids.ts";
import { lookOf, type Session } from "./session.ts";
import { wrap } from "./text-width.ts";

/** An answer's value, or a sentence on why it is none. */
export type ReadAnswer<T> = { readonly value: T } | { readonly wrong: string };

/** After this the operator should see that the console has not hung. */
const WORKING_SHOWN_AFTER_MS = 800;

/** Ends a command whose question nobody answers any more. */
export class Interrupted extends Error {}

/**
 * One answer, trimmed; an empty one is "", as is the end of a script.
 * @throws Interrupted when whoever sits at the terminal stops the node instead
 */
export async function askOnce(session: Session, question: string): Promise<string> {
  const { screen, paint } = session;
  // two columns for the mark before it
  const prompt = wrap(question, lookOf(session).width - 2).join("\n");
  const answer = await screen.read(`${paint.key("?")} ${prompt} `, "answer");
  if (answer === undefined && screen.terminal) throw new Interrupted();
  return (answer ?? "").trim();
}

/** As it was typed, unseen on a terminal; undefined: nothing was typed, which has been said. */
export async function askSecret(session: Session, question: string): Promise<string | undefined> {
  const secret = await session.screen.read(`${session.paint.key("?")} ${question} (empty: cancel): `, "secret");
  return secret === undefined || secret === "" ? cancel(session) : secret;
}

/**
 * Takes what was given with the command, or asks for it. Undefined: cancelled, which has been said. A person is asked
 * again after a wrong answer; a script is not, since its next line is another command.
 */
export async function givenOrAsked<T>(
  session: Session,
  given: string | undefined,
  question: string,
  read: (text: string) => ReadAnswer<T>,
): Promise<T | undefined> {
  let text = given;
  for (;;) {
    text ??= await askOnce(session, `${question} (empty: cancel):`);
    if (text === "") return cancel(session);
    const answer = read(text);
    if ("value" in answer) return answer.value;
    printWrong(session, answer.wrong);
    if (given !== undefined || !session.screen.terminal) return undefined;
    text = undefined;
  }
}

/** The value of a reply of this kind; undefined after a refusal, which has been printed. */
export async function askNode<Of extends OperatorValue["of"]>(
  session: Session,
  of: Of,
  command: OperatorCommand,
): Promise<Extract<OperatorValue, { of: Of }> | undefined> {
  const reply = await withProgress(session, session.node.ask(command));
  if (!reply.ok) {
    printRefusal(session, reply);
    return undefined;
  }
  if (isOf(reply.value, of)) return reply.value;
  printWrong(session, `The node answered ${command.name} with ${reply.value.of} instead of ${of}.`);
  return undefined;
}

/** For commands whose answer is one sentence. */
export async function askAndSay(session: Session, command: OperatorCommand): Promise<void> {
  await replyAndSay(session, session.node.ask(command));
}

/** As `askAndSay`, whoever is asked; whether it was done. */
export async function replyAndSay(session: Session, asked: Promise<OperatorReply>): Promise<boolean> {
  const reply = await withProgress(session, asked);
  if (!reply.ok) {
    printRefusal(session, reply);
    return false;
  }
  if (isOf(reply.value, "done")) sayDone(session, reply.value);
  else printWrong(session, `The node answered with ${reply.value.of} instead of one sentence.`);
  return true;
}

function printRefusal(session: Session, { code, message }: Extract<OperatorReply, { ok: false }>): void {
  printWrong(session, `${printable(message)} [${printable(code)}]`);
}

function sayDone(session: Session, done: Extract<OperatorValue, { of: "done" }>): void {
  const text = printable(done.text);
  const { screen, paint, seen } = session;
  // what the node told of itself meanwhile need not be read twice
  if (!screen.terminal || session.noticed !== done.text) say(session, text, paint.good);
  if (done.id === undefined) return;
  if (FULL_ID.test(done.id)) seen.add(done.id);
  if (!text.includes(done.id)) screen.print(printable(done.id));
}

export function printWrong(session: Session, sentence: string): void {
  say(session, sentence, session.paint.bad);
}

/** A sentence, wrapped to the width there is; a longer word, such as an address, stays whole for whoever copies it. */
export function say(session: Session, sentence: string, paintLine: (line: string) => string = (line) => line): void {
  const lines = wrapWords(sentence, lookOf(session).width);
  session.screen.print(lines.map(paintLine).join("\n"));
}

function cancel(session: Session): undefined {
  say(session, "Cancelled; nothing was changed.", session.paint.dim);
}

function isOf<Of extends OperatorValue["of"]>(
  value: OperatorValue,
  of: Of,
): value is Extract<OperatorValue, { of: Of }> {
  return value.of === of;
}

export async function withProgress({ screen, paint }: Session, reply: Promise<OperatorReply>): Promise<OperatorReply> {
  if (!screen.terminal) return reply;
  const timer = setTimeout(() => screen.print(paint.dim("Working…")), WORKING_SHOWN_AFTER_MS);
  try {
    return await reply;
  } finally {
    clearTimeout(timer);
  }
}
