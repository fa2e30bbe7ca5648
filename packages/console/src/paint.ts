/** The few colours of the console; all of them plain text where colours are not wanted (https://no-color.org). */

export interface Paint {
  dim(text: string): string;
  bold(text: string): string;
  good(text: string): string;
  warning(text: string): string;
  bad(text: string): string;
  key(text: string): string;
}

export function makePaint(colours: boolean): Paint {
  const style = (open: number, close: number) => (text: string) =>
    colours && text !== "" ? `\u001b[${open}m${text}\u001b[${close}m` : text;
  return {
    dim: style(2, 22),
    bold: style(1, 22),
    good: style(32, 39),
    warning: style(33, 39),
    bad: style(31, 39),
    key: style(36, 39),
  };
}

/** NO_COLOR counts when it is there and not empty. */
export function wantsColours(terminal: boolean, env: Readonly<Record<string, string | undefined>>): boolean {
  return terminal && (env.NO_COLOR ?? "") === "";
}
