/** The drill's end of the way to a node's API: a port of this machine's loopback that leads to the same on its host. */
import { connect, createServer, type Server } from "node:net";
import { pipeline } from "node:stream";
import { fileURLToPath } from "node:url";
import { type HostProcess, spawnOnHost } from "./host-process.ts";

export class ApiDoor {
  readonly #server: Server;
  readonly #process: HostProcess;

  private constructor(server: Server, process: HostProcess) {
    this.#server = server;
    this.#process = process;
  }

  /** `socketFile` must not exist yet. */
  static async open(namespace: string, socketFile: string, port: number): Promise<ApiDoor> {
    const main = fileURLToPath(new URL("./api-door-main.ts", import.meta.url));
    const inside = spawnOnHost(namespace, main, [socketFile, String(port)]);
    const server = createServer((caller) => {
      const door = connect(socketFile);
      pipeline(caller, door, caller, () => undefined);
    });
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(port, "127.0.0.1", resolve);
    });
    return new ApiDoor(server, inside);
  }

  close(): void {
    this.#server.close();
    this.#process.end();
  }
}
