/**
 * The way to the API of a node that listens on the loopback of its own host: a socket file, which all hosts of a machine
 * share. Runs on the node's host; ends with the drill's end of stdin.
 */
import { connect, createServer } from "node:net";
import { pipeline } from "node:stream";

const [socketFile = "", port = ""] = process.argv.slice(2);
createServer((caller) => {
  const node = connect(Number(port), "127.0.0.1");
  pipeline(caller, node, caller, () => undefined);
}).listen(socketFile);
process.stdin.on("end", () => process.exit(0)).resume();
