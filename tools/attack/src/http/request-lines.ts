/** Connections that carry many requests, several at once: how a crowd of fast callers comes. */
import { connect, type Socket } from "node:net";
import type { Tally } from "../tally.ts";

export interface HttpAddress {
  readonly host: string;
  readonly port: number;
}

/** A line that says nothing for so long has failed: the node answers or ends it. */
const SILENCE_MS_MAX = 60_000;
/** Of a status line: `HTTP/1.1 200`. */
const STATUS_BYTES = 12;

/**
 * Sends batches of so many requests (`next` gives each as one text) over one connection after another, until `next` has
 * no more. A connection that the node ends is followed by another one.
 */
export async function sendRequests(
  address: HttpAddress,
  tally: Tally,
  next: () => { readonly text: string; readonly requests: number } | undefined,
): Promise<void> {
  let line: RequestLine | undefined;
  for (let batch = next(); batch !== undefined; batch = next()) {
    if (line === undefined || line.hasEnded) {
      tally.connections += 1;
      line = await RequestLine.open(address, tally);
    }
    tally.frames += batch.requests;
    tally.bytes += Buffer.byteLength(batch.text, "latin1");
    await line.send(batch.text, batch.requests);
  }
  line?.leave();
}

class RequestLine {
  hasEnded = false;
  readonly #socket: Socket;
  readonly #tally: Tally;
  #rest = "";
  #wanted = 0;
  #wake: () => void = () => {};

  private constructor(socket: Socket, tally: Tally) {
    this.#socket = socket;
    this.#tally = tally;
    socket.setTimeout(SILENCE_MS_MAX, () => {
      tally.ended("silence");
      socket.destroy();
    });
    socket.on("error", () => {});
    socket.on("data", (chunk) => this.#read(chunk));
    socket.on("close", () => {
      this.hasEnded = true;
      this.#wake();
    });
  }

  static open({ host, port }: HttpAddress, tally: Tally): Promise<RequestLine> {
    return new Promise((resolve) => {
      const socket = connect({ host, port, noDelay: true });
      const line = new RequestLine(socket, tally);
      socket.once("connect", () => resolve(line));
      socket.once("close", () => resolve(line));
    });
  }

  /** Resolves when so many answers have come, or the connection has ended. */
  async send(text: string, requests: number): Promise<void> {
    this.#wanted = requests;
    this.#socket.write(text, "latin1");
    if (this.hasEnded) return;
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
    });
  }

  leave(): void {
    this.#socket.destroy();
  }

  /** Status lines are counted, wherever they are cut; no body of an answer holds one. */
  #read(chunk: Buffer): void {
    const text = this.#rest + chunk.toString("latin1");
    for (const [, status = ""] of text.matchAll(/HTTP\/1\.1 (\d{3})/g)) {
      this.#tally.ended(`http-${status}`);
      this.#wanted -= 1;
    }
    const last = text.lastIndexOf("HTTP/1.1 ");
    const isWhole = last >= 0 && text.length - last >= STATUS_BYTES;
    this.#rest = text.slice(isWhole ? Math.max(last + STATUS_BYTES, text.length - STATUS_BYTES + 1) : 1 - STATUS_BYTES);
    if (this.#wanted <= 0) this.#wake();
  }
}
