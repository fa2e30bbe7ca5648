import { beforeEach, describe, expect, it } from "vitest";
import {
  ADDRESSES_MAX,
  type AdmittedSocket,
  createSocketAdmission,
  HALF_OPEN_MAX,
  HALF_OPEN_PER_ADDRESS_MAX,
  SOCKET_RATE,
  type SocketAdmission,
} from "./socket-admission.ts";

const LOOPBACK = "127.0.0.1";
const SOCKETS_MAX = 3;

class FakeSocket implements AdmittedSocket {
  isDestroyed = false;
  #closed: () => void = () => undefined;

  once(_: "close", listener: () => void): void {
    this.#closed = listener;
  }

  /** As a socket does, it says so a moment later. */
  destroy(): void {
    this.isDestroyed = true;
  }

  close(): void {
    this.#closed();
  }
}

describe("sockets before they are peers", () => {
  let nowMs: number;
  let closing: number;
  let admission: SocketAdmission;

  beforeEach(() => {
    nowMs = 0;
    closing = 0;
    admission = createSocketAdmission({
      socketsMax: SOCKETS_MAX,
      makeRoom: () => closing-- > 0,
      nowMs: () => nowMs,
    });
  });

  function accept(host: string): FakeSocket | undefined {
    const socket = new FakeSocket();
    return admission.accepted(socket, host) ? socket : undefined;
  }

  function acceptMany(count: number, hostOf: (index: number) => string): FakeSocket[] {
    return Array.from({ length: count }, (_, index) => accept(hostOf(index))).flatMap((socket) => socket ?? []);
  }

  it("are as many as may be; with one more the oldest makes room for it", () => {
    const sockets = acceptMany(HALF_OPEN_MAX, () => LOOPBACK);
    expect(sockets.some(({ isDestroyed }) => isDestroyed)).toBe(false);
    expect(accept(LOOPBACK)).toBeDefined();
    expect(sockets.map(({ isDestroyed }) => isDestroyed).indexOf(true)).toBe(0);
    expect(sockets.filter(({ isDestroyed }) => isDestroyed).length).toBe(1);
    expect(admission.counts().halfOpen).toBe(HALF_OPEN_MAX);
  });

  it("are so many of one address, and one more when one of them is upgraded or gone", () => {
    const host = "20.1.1.1";
    const [first, second] = acceptMany(HALF_OPEN_PER_ADDRESS_MAX, () => host);
    expect(accept(host)).toBeUndefined();
    expect(accept("20.1.1.2")).toBeDefined();
    expect(admission.upgraded(first as FakeSocket)).toBe(true);
    expect(accept(host)).toBeDefined();
    expect(accept(host)).toBeUndefined();
    second?.close();
    expect(accept(host)).toBeDefined();
  });

  it("come from one address at a bounded rate; other addresses and loopback don't suffer for it", () => {
    const host = "2001:db8::1";
    for (let count = 0; count < SOCKET_RATE.burst; count++) accept(host)?.close();
    expect(accept(host)).toBeUndefined();
    expect(accept("2001:db8::2")).toBeUndefined();
    expect(accept("2001:db8:0:1::1")).toBeDefined();
    for (let count = 0; count < 10 * SOCKET_RATE.burst; count++) expect(accept(LOOPBACK)).toBeDefined();
    nowMs += 1000 / SOCKET_RATE.perSecond;
    expect(accept(host)).toBeDefined();
    expect(accept(host)).toBeUndefined();
  });

  it("become so many WebSockets; one more only in the place of one that is being closed", () => {
    const sockets = acceptMany(SOCKETS_MAX + 2, () => LOOPBACK);
    const [last, second] = [sockets.pop() as FakeSocket, sockets.pop() as FakeSocket];
    for (const socket of sockets) expect(admission.upgraded(socket)).toBe(true);
    expect(admission.upgraded(second)).toBe(false);
    closing = 1;
    expect(admission.upgraded(second)).toBe(true);
    expect(admission.upgraded(last)).toBe(false);
    sockets[0]?.close();
    sockets[1]?.close();
    expect(admission.upgraded(last)).toBe(true);
  });

  it("are not upgraded once they had to make room", () => {
    const [oldest] = acceptMany(HALF_OPEN_MAX + 1, () => LOOPBACK);
    expect(admission.upgraded(oldest as FakeSocket)).toBe(false);
  });

  it("are remembered for a bounded number of addresses", () => {
    for (let index = 0; index < ADDRESSES_MAX + 500; index++) {
      accept(`20.${index >> 16}.${(index >> 8) & 255}.${index & 255}`)?.close();
    }
    expect(admission.counts().addresses).toBeLessThanOrEqual(ADDRESSES_MAX);
    expect(admission.counts().halfOpen).toBe(0);
  });
});
