import { describe, expect, it } from "vitest";
import { FatalError } from "./fatal-error.ts";
import { listenAtChoice, PORTS_TRIED_MAX } from "./listen-choice.ts";

/** Listens unless `fault` names the error of an address. */
function listener(fault: (host: string, port: number) => string | undefined) {
  return async ({ host, port }: { host: string; port: number }) => {
    const code = fault(host, port);
    if (code !== undefined) throw Object.assign(new Error(code), { code });
    return `${host} ${port}`;
  };
}

const choice = (asked: boolean, host = "::") => ({ address: { host, port: 100 }, asked, option: "--listen" });

describe("listening", () => {
  it("moves on from a taken default, and tells so", async () => {
    const bound = await listenAtChoice(
      choice(false),
      listener((_, port) => (port < 103 ? "EADDRINUSE" : undefined)),
    );
    expect(bound).toMatchObject({ server: ":: 103", moved: true });
  });

  it("tries so many ports and no more", async () => {
    const upTo = (last: number) => listener((_, port) => (port < last ? "EADDRINUSE" : undefined));
    expect((await listenAtChoice(choice(false), upTo(100 + PORTS_TRIED_MAX))).moved).toBe(true);
    await expect(listenAtChoice(choice(false), upTo(101 + PORTS_TRIED_MAX))).rejects.toThrow(/are all taken/);
  });

  it("refuses a taken port that was asked for", async () => {
    await expect(
      listenAtChoice(
        choice(true),
        listener(() => "EADDRINUSE"),
      ),
    ).rejects.toThrow(FatalError);
  });

  it("falls back to IPv4 where the machine has no IPv6, unless IPv6 was asked for", async () => {
    const noV6 = listener((host) => (host === "::" ? "EAFNOSUPPORT" : undefined));
    expect((await listenAtChoice(choice(false), noV6)).server).toBe("0.0.0.0 100");
    await expect(listenAtChoice(choice(true), noV6)).rejects.toThrow(/--listen/);
  });
});
