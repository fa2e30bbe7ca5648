/** Where to listen, and what to do when that port is taken: move on from a default, refuse what was asked for. */
import type { NetAddress } from "@triad/roles";
import { FatalError } from "./fatal-error.ts";
import { formatNetAddress } from "./net-address.ts";

export interface ListenChoice {
  readonly address: NetAddress;
  /** Whether the operator named it. */
  readonly asked: boolean;
  /** The option that names it, for messages: `--listen`. */
  readonly option: string;
}

export interface Bound<T> {
  readonly server: T;
  readonly address: NetAddress;
  /** Whether it is another port than the choice's. */
  readonly moved: boolean;
}

/** Ports tried after a taken default: more nodes of one role on one machine than anybody starts by hand. */
export const PORTS_TRIED_MAX = 50;

/**
 * Listens by `listen`, which must reject with Node's error (`code` EADDRINUSE, …) when it can't.
 *
 * @throws FatalError with what to do, when the port was asked for and is taken, or can't be listened on at all.
 */
export async function listenAtChoice<T>(
  choice: ListenChoice,
  listen: (address: NetAddress) => Promise<T>,
): Promise<Bound<T>> {
  const { host, port } = choice.address;
  const lastPort = choice.asked || port === 0 ? port : Math.min(port + PORTS_TRIED_MAX, 65_535);
  let tried = host;
  for (let candidate = port; candidate <= lastPort; ) {
    const address = { host: tried, port: candidate };
    try {
      return { server: await listen(address), address, moved: candidate !== port };
    } catch (error) {
      const code = errorCode(error);
      if (!choice.asked && tried === "::" && (code === "EAFNOSUPPORT" || code === "EADDRNOTAVAIL")) {
        // A machine (often a container) without IPv6: the default falls back to every IPv4 address.
        tried = "0.0.0.0";
      } else if (code === "EADDRINUSE") {
        candidate += 1;
      } else {
        throw new FatalError(`Can't listen on ${formatNetAddress(address)} (${choice.option}): ${describe(error)}.`);
      }
    }
  }
  const where = formatNetAddress(choice.address);
  throw new FatalError(
    choice.asked
      ? `${where} (${choice.option}) is taken by another program. Stop that program, or choose another port.`
      : `The ports ${port} to ${lastPort} are all taken. Choose one with ${choice.option} HOST:PORT.`,
  );
}

function errorCode(error: unknown): string | undefined {
  return error instanceof Error && "code" in error ? String(error.code) : undefined;
}

function describe(error: unknown): string {
  switch (errorCode(error)) {
    case "EACCES":
      return "not permitted; ports below 1024 usually need root";
    case "EADDRNOTAVAIL":
      return "this machine has no such address";
    case "ENOTFOUND":
      return "no such host name";
    default:
      return error instanceof Error ? error.message : String(error);
  }
}
