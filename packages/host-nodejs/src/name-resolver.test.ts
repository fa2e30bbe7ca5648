import { describe, expect, it } from "vitest";
import { ADDRESSES_OF_NAME_MAX, createResolve, LOOKUPS_MAX } from "./name-resolver.ts";

describe("names", () => {
  it("lead to IPv6 and IPv4 addresses in turn, each once, beginning as the system does", async () => {
    const found = ["2001:db8::1", "2001:db8::2", "10.0.0.1", "2001:db8::1", "2001:db8::3"];
    const resolve = createResolve(async () => found);
    expect(await resolve("a")).toEqual(["2001:db8::1", "10.0.0.1", "2001:db8::2", "2001:db8::3"]);
  });

  it("that are addresses need no name server", async () => {
    const resolve = createResolve(() => Promise.reject(new Error("asked")));
    expect(await resolve("10.0.0.1")).toEqual(["10.0.0.1"]);
    expect(await resolve("::1")).toEqual(["::1"]);
  });

  it("lead to a bounded number of addresses, or fail", async () => {
    const many = Array.from({ length: ADDRESSES_OF_NAME_MAX + 1 }, (_, index) => `10.0.0.${index}`);
    expect(await createResolve(async () => many)("a")).toEqual(many.slice(0, ADDRESSES_OF_NAME_MAX));
    await expect(createResolve(async () => [])("a")).rejects.toMatchObject({ code: "ENOTFOUND" });
  });

  it("are looked up a few at a time, and a lookup that hangs keeps its place", async () => {
    const asked: string[] = [];
    const resolve = createResolve((name) => {
      asked.push(name);
      return name.startsWith("dead") ? new Promise(() => undefined) : Promise.resolve(["10.0.0.1"]);
    }, 50);
    const dead = Array.from({ length: LOOKUPS_MAX - 1 }, (_, index) => resolve(`dead-${index}`));
    expect(await resolve("a")).toEqual(["10.0.0.1"]);
    expect(await resolve("b")).toEqual(["10.0.0.1"]);
    dead.push(resolve("dead-last"));
    for (const each of dead) await expect(each).rejects.toThrow("does not answer");
    await expect(resolve("c")).rejects.toThrow("does not answer");
    expect(asked).not.toContain("c");
  });

  it("that waited in vain are not looked up later, and hold up nobody", async () => {
    const asked: string[] = [];
    const ends: (() => void)[] = [];
    const resolve = createResolve((name) => {
      asked.push(name);
      if (name === "fresh") return Promise.resolve(["10.0.0.1"]);
      return new Promise((_, reject) => ends.push(() => reject(new Error("dead"))));
    }, 20);
    const names = Array.from({ length: LOOKUPS_MAX + 10 }, (_, index) => `dead-${index}`);
    await Promise.allSettled(names.map(resolve));
    const fresh = resolve("fresh");
    for (const end of ends) end();
    expect(await fresh).toEqual(["10.0.0.1"]);
    expect(asked).toEqual([...names.slice(0, LOOKUPS_MAX), "fresh"]);
  });
});
