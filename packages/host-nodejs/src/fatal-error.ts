/** What ends the program before or while it starts: one message that says what to do, and an exit code. */
export class FatalError extends Error {
  readonly exitCode: number;

  constructor(message: string, exitCode: number = EXIT.failure) {
    super(message);
    this.name = "FatalError";
    this.exitCode = exitCode;
  }
}

export const EXIT = {
  ok: 0,
  failure: 1,
  /** A wrong option. */
  usage: 2,
  /** A bug in a role or in the host (sysexits: EX_SOFTWARE). */
  bug: 70,
  /** Stopped at once by a second Ctrl-C (128 + SIGINT). */
  interrupted: 130,
} as const;
