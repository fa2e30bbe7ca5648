/**
 * A line that is typed unseen: kept here and not by node:readline, whose kill ring (Ctrl-U, later Ctrl-Y) would show a
 * passphrase at the next prompt.
 */
import type { Interface, Key } from "node:readline";

export interface UnseenLineParts {
  /** Whether keys go into the unseen line now. */
  readonly isOn: () => boolean;
  /** A line was typed to its end. */
  readonly line: (text: string) => void;
}

export interface UnseenLine {
  /** What was typed since the last line; it is forgotten here. */
  take(): string;
}

/** Ctrl-C, Ctrl-D and Ctrl-Z keep what they mean to readline, whose own line is empty meanwhile. */
const READLINES_OWN: ReadonlySet<string> = new Set(["c", "d", "z"]);

/** `reader`: of a terminal; the keys of its own line are its own while `isOn` says no. */
export function takeUnseenKeys(reader: Interface, { isOn, line }: UnseenLineParts): UnseenLine {
  let typed = "";
  let wasReturn = false;
  const take = () => {
    const text = typed;
    typed = "";
    return text;
  };
  // the one place through which readline's keys go, and where Node's own REPL takes them, too
  const readlines: unknown = Reflect.get(reader, "_ttyWrite");
  if (typeof readlines !== "function") throw new Error("this Node.js has no keys that could be taken unseen");
  Reflect.set(reader, "_ttyWrite", (text: string | undefined, key: Key = {}) => {
    const { name = "", ctrl = false, meta = false } = key;
    // CR LF, as pasted text may have it, ends one line
    const isSecondHalf = name === "enter" && wasReturn;
    wasReturn = name === "return";
    if (isSecondHalf) return;
    const isReadlines = ctrl && READLINES_OWN.has(name) && (name !== "d" || typed === "");
    if (!isOn() || isReadlines) Reflect.apply(readlines, reader, [text, key]);
    else if (name === "return" || name === "enter") line(take());
    else if (name === "backspace") typed = Array.from(typed).slice(0, -1).join("");
    else if (ctrl) typed = name === "u" || name === "w" ? "" : typed;
    else if (!meta && text !== undefined && isText(text)) typed += text;
  });
  return { take };
}

/** And no key that only moves, such as an arrow. */
function isText(text: string): boolean {
  return !/^\p{Cc}/u.test(text);
}
