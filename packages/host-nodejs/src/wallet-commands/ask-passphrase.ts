/** Asking for a new passphrase: twice of a person, since nobody sees it; once of a script, which does not mistype. */
import type { Prompt } from "../prompt.ts";

/** Undefined: none. */
export async function askNewPassphrase(
  prompt: Prompt,
  question: string,
  tell: (line: string) => void,
): Promise<string | undefined> {
  for (;;) {
    const typed = await prompt.secret(question);
    if (typed === undefined || typed === "") return undefined;
    if (!prompt.isTerminal || (await prompt.secret("Once more")) === typed) return typed;
    tell("The two are not the same; try again.");
  }
}
