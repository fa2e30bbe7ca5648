/** Sockets that are opened and then say nothing, or whose owner is gone: every stage of a connection has its deadline. */
import { type Attack, scaled } from "../attack.ts";
import { FrameSocket } from "../frame-socket.ts";
import { manyAtOnce } from "../many-at-once.ts";

const CONNECTIONS = 10_000;
const AT_ONCE = 300;
/** How long a socket is held at most: beyond the node's own deadline for the greeting. */
const HELD_MS = 12_000;

export const connectionsLeft: Attack = {
  name: "connections-left",
  sends: "10,000 connections without a greeting, half of them left at once and half held until the node ends them",
  claim: "each place is free again after ten seconds, and places are bounded",
  rows: [38, 49],
  endsWith: ["handshake-timeout"],
  play: async ({ peers, tally, scale }) => {
    await manyAtOnce(scaled(CONNECTIONS, scale), AT_ONCE, async (number) => {
      const opened = await FrameSocket.open(peers, tally, number % 50);
      if ("refused" in opened) {
        tally.ended(opened.refused);
        return;
      }
      const { socket } = opened;
      if (number % 2 === 1) await socket.untilEnd(HELD_MS);
      socket.leave();
    });
  },
};
