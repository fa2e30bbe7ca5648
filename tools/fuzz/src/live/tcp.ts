/** Raw bytes to a port of this machine, and what comes back. */
import { connect } from "node:net";

/** An answer that does not come is one that nobody gives: the connection is cut, which is no failure by itself. */
const ANSWER_MS_MAX = 400;
const ANSWER_BYTES_MAX = 100_000;

/** Resolves when the other side ends, has answered as `isAnswer` says, or time is up. Never rejects. */
export function exchange(
  port: number,
  chunks: readonly Uint8Array[],
  isAnswer: (text: string) => boolean,
  { waitMs = ANSWER_MS_MAX, thenEnd = true } = {},
): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: "127.0.0.1", noDelay: true });
    let answer = "";
    const timer = setTimeout(end, waitMs);
    function end(): void {
      clearTimeout(timer);
      socket.destroy();
      resolve(answer);
    }
    socket.on("data", (data) => {
      if (answer.length < ANSWER_BYTES_MAX) answer += data.toString("latin1");
      if (isAnswer(answer)) end();
    });
    socket.on("error", end);
    socket.on("close", end);
    for (const chunk of chunks) socket.write(chunk);
    // without it the other side would wait for the rest of half a request
    if (thenEnd) socket.end();
  });
}
