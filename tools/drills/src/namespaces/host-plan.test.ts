import { describe, expect, it } from "vitest";
import {
  addressCommands,
  cutCommand,
  type HostPlan,
  hostCommands,
  hostsFile,
  namespaceName,
  relayCommands,
  switchCommands,
} from "./host-plan.ts";

const HOST: HostPlan = {
  ...{ namespace: "triad-drill-7-miner-1", port: "port-2", address: "10.77.0.13", side: "right", line: undefined },
};
const SLOW: HostPlan = { ...HOST, line: { delayMs: 300, lossPercent: 5 } };

function texts(commands: readonly (readonly string[])[]): readonly string[] {
  return commands.map((command) => command.join(" "));
}

describe("the hosts of a drill", () => {
  it("have names that no other drill's process has", () => {
    expect(namespaceName(7, "miner-1")).toBe("triad-drill-7-miner-1");
    expect(namespaceName(8, "miner-1")).not.toBe(namespaceName(7, "miner-1"));
  });

  it("touch nothing of the machine's own network: every device is made in a namespace", () => {
    const commands = [
      ...switchCommands("s"),
      ...relayCommands("s", "r"),
      ...hostCommands("s", HOST, 2, "netem"),
      ...hostCommands("s", SLOW, 2, "netem"),
      ...hostCommands("s", SLOW, 2, "relay"),
    ];
    for (const [program, first, ...others] of commands) {
      expect([program, first, ...others].join(" ")).toMatch(/^(ip -n \S+ |tc -n \S+ |ip netns add )/);
    }
  });

  it("stand on one side of a cable that can be pulled out and put in", () => {
    expect(texts(hostCommands("s", HOST, 2, "netem"))).toEqual([
      "ip netns add triad-drill-7-miner-1",
      "ip -n triad-drill-7-miner-1 link set lo up",
      "ip -n s link add port-2 type veth peer name eth0 netns triad-drill-7-miner-1",
      "ip -n s link set port-2 master right up",
      ...texts(addressCommands(HOST)),
    ]);
    expect(cutCommand("s", true).join(" ")).toBe("ip -n s link set cable-left down");
    expect(cutCommand("s", false).join(" ")).toBe("ip -n s link set cable-left up");
  });

  it("may have a slow line, both ways, by the kernel", () => {
    const commands = texts(hostCommands("s", SLOW, 2, "netem"));
    expect(commands).toContain("tc -n s qdisc add dev port-2 root netem delay 300ms loss 5%");
    expect(commands).toContain("tc -n triad-drill-7-miner-1 qdisc add dev eth0 root netem delay 300ms loss 5%");
  });

  it("may have a slow line through the relay, in two tunnels whose numbers differ in the last bit", () => {
    const commands = texts(hostCommands("s", SLOW, 2, "relay"));
    expect(commands).toContain("ip -n s link add port-2 type vxlan id 6 remote 10.77.1.2 dstport 4789 nolearning");
    expect(commands).toContain("ip -n s link add far-2 type vxlan id 7 remote 10.77.1.2 dstport 4789 nolearning");
    expect(commands).toContain("ip -n s link set far-2 netns triad-drill-7-miner-1 name eth0");
  });

  it("get another address in the place of the one they had", () => {
    const [down, flush, add, up] = texts(addressCommands({ ...HOST, address: "10.77.0.99" }));
    expect(down).toMatch(/down$/);
    expect(flush).toMatch(/addr flush dev eth0$/);
    expect(add).toMatch(/addr add 10\.77\.0\.99\/24 dev eth0$/);
    expect(up).toMatch(/up$/);
  });

  it("know each other's names from a file", () => {
    const file = hostsFile(new Map([["full-node-1", "10.77.0.11"]]));
    expect(file).toBe("127.0.0.1 localhost\n10.77.0.11 full-node-1\n");
  });
});
