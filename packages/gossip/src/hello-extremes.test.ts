import { encodeMessage, type MessageOf } from "@triad/protocol";
import { expect, it } from "vitest";
import { FakeLinks } from "./testing/fake-links.ts";
import { hashOf } from "./testing/fake-ports.ts";

const UINT32_MAX = 0xffff_ffff;

/** A greeting whose every number is `number`, as far as its field goes. */
function helloWith(number: number, work: bigint): MessageOf<"hello"> {
  return {
    kind: "hello",
    version: Math.max(1, number),
    chainId: hashOf(1),
    role: "full-node",
    services: number,
    nodeKey: hashOf(7),
    nonce: hashOf(8),
    userAgent: "",
    height: number,
    work,
    listenHost: "",
    listenPort: Math.min(65_535, number),
    time: number,
  };
}

it.each([
  ["the least", 0, 0n],
  ["the most", UINT32_MAX, 2n ** 256n - 1n],
])("numbers at both ends of their ranges are taken, and none of them moves this node: %s", (_, number, work) => {
  const hello = helloWith(number, work);
  expect(() => encodeMessage(hello)).not.toThrow();
  const links = new FakeLinks();
  const [node, other] = [links.add(1), links.add(2)];
  links.connect(other, node);
  const before = links.now;
  const peer = node.connections.standings().keys().next().value;
  if (peer === undefined) throw new Error("a connection has a number");
  expect(node.connections.messageReceived(peer, hello, links.now)).toBeUndefined();
  links.settle();
  // the answer to a greeting that is taken; what comes after it is another node's, and no matter here
  expect(links.delivered.some(({ to, message }) => to === other && message.kind === "hello-proof")).toBe(true);
  expect(links.now).toEqual(before);
  expect(node.connections.nextWake()).toSatisfy((atMs?: number) => atMs === undefined || Number.isFinite(atMs));
});
