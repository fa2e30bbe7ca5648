/** A helper process of the drill on one of its hosts; it ends with the drill, however that ends. */
import { spawn } from "node:child_process";

export interface HostProcess {
  end(): void;
}

/** `main`: a TypeScript file that ends itself when its stdin ends. */
export function spawnOnHost(namespace: string, main: string, args: readonly string[]): HostProcess {
  const node = [process.execPath, "--import", "tsx", main, ...args];
  const child = spawn("ip", ["netns", "exec", namespace, ...node], { stdio: ["pipe", "inherit", "inherit"] });
  child.stdin?.on("error", () => undefined);
  return { end: () => void child.kill("SIGKILL") };
}
