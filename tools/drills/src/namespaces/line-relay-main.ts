/** The process that slow lines lead through: every packet waits, some are lost. Ends with the drill's end of stdin. */
import { createSocket } from "node:dgram";
import { RELAY_ADDRESS, VXLAN_PORT } from "./host-plan.ts";
import { fillTcpChecksum, turnAround } from "./tunnel-packet.ts";

/** What two minutes of two busy hosts never reach; beyond it a line would drop too. */
const PACKETS_WAITING_MAX = 20_000;

const [delayMs = 0, lossPercent = 0] = process.argv.slice(2).map(Number);
const socket = createSocket("udp4");
let waiting = 0;

socket.on("message", (packet, { address }) => {
  if (Math.random() * 100 < lossPercent || waiting >= PACKETS_WAITING_MAX) return;
  waiting += 1;
  turnAround(packet);
  fillTcpChecksum(packet);
  setTimeout(() => {
    waiting -= 1;
    socket.send(packet, VXLAN_PORT, address);
  }, delayMs);
});
socket.bind(VXLAN_PORT, RELAY_ADDRESS);
process.stdin.on("end", () => process.exit(0)).resume();
