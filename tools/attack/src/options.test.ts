import { expect, test } from "vitest";
import { ALL_ATTACKS } from "./all-attacks.ts";
import { readAttackOptions } from "./options.ts";
import { attackerHost, readTarget } from "./target.ts";

test("an address beyond this machine's loopback is refused in words", () => {
  for (const host of ["192.168.1.7", "8.8.8.8", "example.com", "localhost", "[2001:db8::1]", "0.0.0.0", "128.0.0.1"]) {
    expect(() => readTarget(`ws://${host}:8640`), host).toThrow("not an address of this machine's loopback");
  }
});

test("loopback addresses are taken by number", () => {
  expect(readTarget("ws://127.0.0.1:8640")).toEqual({ host: "127.0.0.1", port: 8640 });
  expect(readTarget("ws://127.255.0.9:1")).toEqual({ host: "127.255.0.9", port: 1 });
  expect(readTarget("ws://[::1]:8640")).toEqual({ host: "::1", port: 8640 });
  // another way to write 127.0.0.1
  expect(readTarget("ws://2130706433:8640").host).toBe("127.0.0.1");
});

test("what is no address with a port says so", () => {
  expect(() => readTarget("127.0.0.1:8640")).toThrow();
  expect(() => readTarget("ws://127.0.0.1")).toThrow("has no port");
  expect(() => readTarget("wss://127.0.0.1:8640")).toThrow("attacks are played over ws://");
});

test("attackers come from loopback hosts of their own, where the system has them", () => {
  const hosts = Array.from({ length: 1_000 }, (_, number) => attackerHost(number, { host: "127.0.0.1", port: 1 }));
  if (process.platform !== "linux") expect(new Set(hosts)).toEqual(new Set([undefined]));
  else {
    expect(new Set(hosts).size).toBe(1_000);
    expect(hosts.every((host) => host?.startsWith("127.66."))).toBe(true);
  }
});

test("attacks are chosen by their names, and one that there is not is an error", () => {
  const [first] = ALL_ATTACKS;
  expect(readAttackOptions(["--only", first?.name ?? ""], ALL_ATTACKS).attacks).toEqual([first]);
  expect(() => readAttackOptions(["--only", "no-such"], ALL_ATTACKS)).toThrow('no attack "no-such"');
});

test("a scale beyond the stated size is an error", () => {
  expect(readAttackOptions(["--scale", "1"], ALL_ATTACKS).scale).toBe(1);
  expect(readAttackOptions(["--scale", "0.001"], ALL_ATTACKS).scale).toBe(0.001);
  for (const scale of ["1.1", "0", "-1", "x"]) {
    expect(() => readAttackOptions(["--scale", scale], ALL_ATTACKS)).toThrow("--scale");
  }
});
