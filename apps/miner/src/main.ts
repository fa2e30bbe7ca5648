/** The miner as a program. What runs beside it (console, API) is listed in `attachments`. */
import { attachApi } from "@triad/api";
import { attachConsole } from "@triad/console";
import { type Attach, listenAtChoice, runRole } from "@triad/host-nodejs";
import { createMiner } from "@triad/roles/miner";

const attachments: readonly Attach[] = [attachApi(listenAtChoice), attachConsole()];

process.exit(await runRole("miner", process.argv.slice(2), process.env, { createCore: createMiner, attachments }));
