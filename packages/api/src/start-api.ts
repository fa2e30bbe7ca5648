/** Listens, and stops in order. */
import type { NetAddress } from "@triad/roles";
import type { ApiNode } from "./api-node.ts";
import { STOP_GRACE_MS } from "./limits.ts";
import { ROUTES } from "./routes.ts";
import { createServer } from "./server.ts";

export interface RunningApi {
  /** `http://127.0.0.1:8001`, without a slash at the end. */
  readonly url: string;
  /** Resolves once no request runs any more. May be called again. */
  stop(): Promise<void>;
}

/**
 * Serves the API of `node` at `listen`; port 0 is any free one.
 *
 * Rejects with Node's error (`code` EADDRINUSE, …) when it can't listen there; what to do then is the caller's choice.
 */
export async function startApi({
  node,
  listen,
}: {
  readonly node: ApiNode;
  readonly listen: NetAddress;
}): Promise<RunningApi> {
  const { app, beginStop } = createServer(node, listen.host, ROUTES);
  let stopped: Promise<void> | undefined;
  try {
    await app.listen({ host: listen.host, port: listen.port });
  } catch (error) {
    beginStop();
    await app.close();
    throw error;
  }
  const bound = app.server.address();
  const port = typeof bound === "object" && bound !== null ? bound.port : listen.port;

  async function stop(): Promise<void> {
    beginStop();
    const deadline = setTimeout(() => app.server.closeAllConnections(), STOP_GRACE_MS);
    await app.close();
    clearTimeout(deadline);
  }

  return {
    url: `http://${hostInUrl(listen.host)}:${port}`,
    stop() {
      stopped ??= stop();
      return stopped;
    },
  };
}

/** An address that means "every one of this machine" can't be called, so loopback stands for it. */
function hostInUrl(host: string): string {
  if (host === "0.0.0.0") return "127.0.0.1";
  if (host === "::") return "[::1]";
  return host.includes(":") ? `[${host}]` : host;
}
