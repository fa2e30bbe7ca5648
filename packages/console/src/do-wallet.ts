/** The commands of the wallet's passphrase, words and backup. What is secret is asked for unseen, and never printed twice. */
import { resolve } from "node:path";
import type { OperatorCommand, OperatorReply } from "@triad/roles";
import { askAndSay, askNode, askSecret, givenOrAsked, printWrong, replyAndSay, say, withProgress } from "./ask.ts";
import { printable } from "./printable.ts";
import { readWhole } from "./read-answers.ts";
import type { Session } from "./session.ts";

/** Some payments, and not yet lunch. */
const UNLOCK_MINUTES = 5;
/** A day, the most that the node takes. */
const UNLOCK_MINUTES_MAX = 1440;
/** For one payment: the commit on disk before it is announced may take a while. */
const PAYMENT_SECONDS = 60;

export async function doPassphrase(session: Session, [given]: readonly string[]): Promise<void> {
  if (given !== undefined && given !== "remove") {
    return printWrong(
      session,
      "A passphrase is not typed behind the word, where it can be seen: passphrase alone asks.",
    );
  }
  const view = await askNode(session, "wallet", { name: "wallet" });
  if (view === undefined) return;
  const { encrypted } = view.wallet;
  if (!encrypted && given === "remove")
    return printWrong(session, "The wallet has no passphrase that could be removed.");
  const old = encrypted ? await askSecret(session, "Present passphrase") : undefined;
  if (encrypted && old === undefined) return;
  const next = given === "remove" ? undefined : await askNewPassphrase(session);
  if (given !== "remove" && next === undefined) return;
  if (!(await replyAndSay(session, session.node.wallet.changePassphrase({ old, next })))) return;
  if (next === undefined) return;
  say(session, "Nobody can tell you the passphrase if you forget it; the words bring the coins back without it.");
}

export async function doUnlock(session: Session, [given]: readonly string[]): Promise<void> {
  const minutes =
    given === undefined ? { value: UNLOCK_MINUTES } : readWhole(given, "number of minutes", 1, UNLOCK_MINUTES_MAX);
  // the next line of a script is the passphrase in any case, and must not be taken for a command
  if ("wrong" in minutes && session.screen.terminal) return printWrong(session, minutes.wrong);
  const passphrase = await askSecret(session, "Passphrase");
  if (passphrase === undefined) return;
  if ("wrong" in minutes) return printWrong(session, minutes.wrong);
  await replyAndSay(session, session.node.wallet.unlock(passphrase, minutes.value * 60));
}

export async function doLock(session: Session): Promise<void> {
  await replyAndSay(session, session.node.wallet.lock());
}

export async function doWords(session: Session): Promise<void> {
  const view = await askNode(session, "wallet", { name: "wallet" });
  if (view === undefined) return;
  const passphrase = view.wallet.encrypted ? await askSecret(session, "Passphrase") : undefined;
  if (view.wallet.encrypted && passphrase === undefined) return;
  const done = await replyAndSay(session, session.node.wallet.words(passphrase));
  if (done) say(session, "Whoever reads these words can spend every coin of this wallet. They bring back no labels.");
}

export async function doBackup(session: Session, [given]: readonly string[]): Promise<void> {
  const file = await givenOrAsked(session, given, "File to write", (text) => ({ value: resolve(text) }));
  if (file !== undefined) await replyAndSay(session, session.node.wallet.backUp(file));
}

/** For what the wallet signs: where it is locked, its passphrase is asked for. */
export async function signAndSay(session: Session, command: OperatorCommand): Promise<void> {
  const reply = await withProgress(session, session.node.ask(command));
  if (reply.ok || reply.code !== "wallet-locked") await replyAndSay(session, Promise.resolve(reply));
  else await whileUnlocked(session, () => askAndSay(session, command));
}

/**
 * Of a wallet that was found locked: asks for its passphrase, and locks it again after this one thing, unless somebody
 * else has unlocked it meanwhile.
 */
async function whileUnlocked(session: Session, act: () => Promise<void>): Promise<void> {
  say(session, "The wallet is locked; its passphrase unlocks it for this payment.");
  const passphrase = await askSecret(session, "Passphrase");
  if (passphrase === undefined) return;
  const { wallet } = session.node;
  if ((await unlockedUntil(session)) !== null) return act();
  const unlocked: OperatorReply = await withProgress(session, wallet.unlock(passphrase, PAYMENT_SECONDS));
  if (!unlocked.ok) return printWrong(session, `${printable(unlocked.message)} [${printable(unlocked.code)}]`);
  const own = await unlockedUntil(session);
  try {
    await act();
  } finally {
    if ((await unlockedUntil(session)) === own) await wallet.lock();
  }
}

/** Unix milliseconds; null: it is locked. */
async function unlockedUntil({ node }: Session): Promise<number | null> {
  const reply = await node.ask({ name: "wallet" });
  return reply.ok && reply.value.of === "wallet" ? reply.value.wallet.unlockedUntilUnixMs : null;
}

/** A person types it twice, since nobody sees it; a script does not mistype. */
async function askNewPassphrase(session: Session): Promise<string | undefined> {
  const next = await askSecret(session, "New passphrase");
  if (next === undefined || !session.screen.terminal) return next;
  const again = await askSecret(session, "New passphrase once more");
  if (again === undefined || again === next) return again;
  printWrong(session, "The two are not the same; nothing was changed.");
  return undefined;
}
