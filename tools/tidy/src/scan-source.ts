/**
 * TypeScript without its comments and without the contents of its texts, so that a rule that looks for a word finds
 * code only. Positions stay as they are: what is taken out becomes spaces, line breaks remain.
 *
 * This is a scanner, no parser. The one thing it has to guess is whether a slash divides or begins a regular
 * expression; the character before it decides, which is right for all code that a formatter has been over.
 */
export interface SourceText {
  /** Same length as the source. */
  readonly code: string;
  readonly texts: readonly TextLiteral[];
}

export interface TextLiteral {
  /** Where its opening quote stands. */
  readonly start: number;
  readonly value: string;
}

/** After these a slash begins a regular expression; after a name, a number or a closing bracket it divides. */
const BEFORE_EXPRESSION = /(?:^|[=(,;:!&|?{}[+\-*%<>~]|\b(?:return|typeof|case|in|of|void|throw|=>))\s*$/;

export function scanSource(source: string): SourceText {
  const scanner = new Scanner(source);
  scanner.run();
  return { code: scanner.code.join(""), texts: scanner.texts };
}

export function lineAt(source: string, position: number): number {
  return source.slice(0, position).split("\n").length;
}

class Scanner {
  readonly code: string[] = [];
  readonly texts: TextLiteral[] = [];
  readonly #source: string;
  #at = 0;
  /** For each template that is open: how many braces are open in its present expression. */
  readonly #templates: number[] = [];

  constructor(source: string) {
    this.#source = source;
  }

  run(): void {
    while (this.#at < this.#source.length) this.#step();
  }

  #step(): void {
    const character = this.#source.charAt(this.#at);
    const two = this.#source.slice(this.#at, this.#at + 2);
    if (two === "//") return this.#blank(this.#ending("\n", 0));
    if (two === "/*") return this.#blank(this.#ending("*/", 2));
    if (character === '"' || character === "'") return this.#text(character);
    if (character === "`") return this.#template();
    if (character === "/" && this.#beginsExpression()) return this.#blank(this.#endOfExpression());
    this.#braces(character);
  }

  #braces(character: string): void {
    const open = this.#templates.at(-1);
    if (character === "}" && open === 0) {
      this.#templates.pop();
      return this.#template();
    }
    if (open !== undefined && character === "{") this.#templates[this.#templates.length - 1] = open + 1;
    if (open !== undefined && character === "}") this.#templates[this.#templates.length - 1] = open - 1;
    this.code.push(character);
    this.#at += 1;
  }

  /** From an opening backtick, or from the brace that ends an expression, to the next expression or the end. */
  #template(): void {
    let end = this.#at + 1;
    for (; end < this.#source.length; end += 1) {
      if (this.#source[end] === "\\") end += 1;
      else if (this.#source[end] === "`") return this.#blank(end + 1);
      else if (this.#source.startsWith("${", end)) {
        this.#templates.push(0);
        return this.#blank(end + 2);
      }
    }
    this.#blank(end);
  }

  #text(quote: string): void {
    const start = this.#at;
    let end = start + 1;
    while (end < this.#source.length && this.#source[end] !== quote && this.#source[end] !== "\n") {
      end += this.#source[end] === "\\" ? 2 : 1;
    }
    this.texts.push({ start, value: this.#source.slice(start + 1, end) });
    this.#blank(end + 1);
  }

  #beginsExpression(): boolean {
    const before = this.code.slice(Math.max(0, this.#at - 200), this.#at).join("");
    return BEFORE_EXPRESSION.test(before);
  }

  #endOfExpression(): number {
    let isClass = false;
    for (let end = this.#at + 1; end < this.#source.length; end += 1) {
      const character = this.#source[end];
      if (character === "\\") end += 1;
      else if (character === "[") isClass = true;
      else if (character === "]") isClass = false;
      else if ((character === "/" && !isClass) || character === "\n") return end + 1;
    }
    return this.#source.length;
  }

  #ending(text: string, extra: number): number {
    const found = this.#source.indexOf(text, this.#at + extra);
    return found === -1 ? this.#source.length : found + extra;
  }

  #blank(end: number): void {
    for (; this.#at < end && this.#at < this.#source.length; this.#at += 1) {
      this.code.push(this.#source[this.#at] === "\n" ? "\n" : " ");
    }
  }
}
