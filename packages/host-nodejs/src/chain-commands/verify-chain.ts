/** The subcommand verify-chain: every rule and signature of a data directory's chain again, and its coins compared. */
import { FatalError } from "../fatal-error.ts";
import { auditStore, type ChainAudit } from "./chain-audit.ts";
import { withSignatureWorkers } from "./signature-check.ts";
import type { CommandRun } from "./subcommand.ts";
import { refuseUnfinished } from "./unfinished-chain.ts";

/** More problems than this seldom say more; damage may make one for every block. */
const PROBLEMS_SHOWN_MAX = 20;

/** False: something is wrong, and was told. */
export async function verifyChain(run: CommandRun): Promise<boolean> {
  const { network, store, paths, progress, signatures, tell, print } = run;
  refuseUnfinished({ store }, "verify-chain");
  const startMs = Date.now();
  const { height, tip, coins, amount, problems } = await withSignatureWorkers(
    signatures,
    async (check): Promise<ChainAudit> => {
      try {
        return await auditStore(store, network, { check, progress });
      } catch (error) {
        // What the store holds breaks what the chain relies on, such as a tip whose header is not there.
        const reason = error instanceof Error ? error.message : String(error);
        throw new FatalError(`The chain in ${paths.chain} is damaged: it can't be replayed (${reason}).`);
      }
    },
  );
  for (const problem of problems.slice(0, PROBLEMS_SHOWN_MAX)) tell(`Wrong: ${problem}.`);
  if (problems.length > PROBLEMS_SHOWN_MAX) tell(`… and ${problems.length - PROBLEMS_SHOWN_MAX} more.`);
  print(`Height   ${height}`);
  print(`Tip      ${tip}`);
  print(`Coins    ${coins}, worth ${amount} base units`);
  print(`Time     ${((Date.now() - startMs) / 1000).toFixed(1)} s`);
  if (problems.length === 0) print("All rules and signatures hold, and the coins are those of the blocks.");
  else
    tell("The chain is damaged. Move the directory's chain/ away and start the node: it fetches the chain from peers.");
  return problems.length === 0;
}
