/** The full-node as a program. What runs beside it (console, API) is listed in `attachments`. */
import { attachApi } from "@triad/api";
import { attachConsole } from "@triad/console";
import { type Attach, listenAtChoice, runRole } from "@triad/host-nodejs";
import { createFullNode } from "@triad/roles/full-node";

const attachments: readonly Attach[] = [attachApi(listenAtChoice), attachConsole()];

process.exit(
  await runRole("full-node", process.argv.slice(2), process.env, { createCore: createFullNode, attachments }),
);
