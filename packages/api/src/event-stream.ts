/**
 * The notices of a node as server-sent events (WHATWG HTML, "Server-sent events"): one `data:` line of JSON each.
 *
 * Readers are bounded in number and in what waits for them; one that reads too slowly is dropped, since its browser
 * connects again by itself and nothing else would bound the memory.
 */
import type { ServerResponse } from "node:http";
import type { ApiNode } from "./api-node.ts";
import { EVENTS_BACKLOG_BYTES_MAX, EVENTS_CLIENTS_MAX, EVENTS_HEARTBEAT_MS, EVENTS_RETRY_MS } from "./limits.ts";
import { Problem } from "./problem.ts";
import { PUBLIC_AREAS } from "./public-areas.ts";

export interface EventStream {
  /** Fewer than it may have: `add` will not refuse. @throws Problem `too-many-readers` */
  checkRoom(): void;
  /** Takes over the response until its reader or the node ends. */
  add(response: ServerResponse, withSecrets: boolean): void;
  /** Ends every stream in order; readers see the end rather than a broken line. */
  end(): void;
}

export function createEventStream(node: ApiNode): EventStream {
  const readers = new Map<ServerResponse, { readonly withSecrets: boolean }>();
  const unsubscribe = node.subscribe((notice) => {
    if (readers.size === 0) return;
    const message = `data: ${JSON.stringify(notice)}\n\n`;
    for (const [response, { withSecrets }] of readers) {
      if (withSecrets || PUBLIC_AREAS.has(notice.area)) deliver(response, message);
    }
  });
  const heartbeat = setInterval(() => {
    for (const response of readers.keys()) deliver(response, ": still here\n\n");
  }, EVENTS_HEARTBEAT_MS);
  heartbeat.unref();

  function deliver(response: ServerResponse, message: string): void {
    if (response.writableLength + message.length > EVENTS_BACKLOG_BYTES_MAX) {
      readers.delete(response);
      response.destroy();
      node.log("debug", "api", "A reader of the events was too slow and is dropped.");
    } else {
      response.write(message);
    }
  }

  return {
    checkRoom() {
      if (readers.size < EVENTS_CLIENTS_MAX) return;
      throw new Problem(503, "too-many-readers", `${EVENTS_CLIENTS_MAX} readers follow the events already; end one.`);
    },
    add(response, withSecrets) {
      readers.set(response, { withSecrets });
      response.on("close", () => readers.delete(response));
      // A broken connection is followed by `close`; without a listener it would end the process.
      response.on("error", () => readers.delete(response));
      response.write(`retry: ${EVENTS_RETRY_MS}\n\n`);
    },
    end() {
      unsubscribe();
      clearInterval(heartbeat);
      for (const response of readers.keys()) response.end();
      readers.clear();
    },
  };
}
