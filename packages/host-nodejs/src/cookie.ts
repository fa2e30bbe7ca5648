/** DATADIR/.cookie: the token that shows the API that a caller may read this user's files. New at each start. */
import type { Randomness } from "@triad/roles";
import { writePrivateFile } from "./private-file.ts";

/** Beyond guessing, also by somebody who records answers for years. */
const COOKIE_BYTES = 32;

/** Returns the token: 64 hexadecimal digits. */
export function writeCookie(path: string, randomness: Randomness): string {
  const token = Buffer.from(randomness.bytes(COOKIE_BYTES)).toString("hex");
  writePrivateFile(path, token);
  return token;
}
