/** What every drill with processes asks at its end: one tip, no payment lost, sound data, no coin too many or too few. */
import { countPayments, type PaymentCount, type Payments, type Report } from "@triad/testnet";
import { auditDirectory } from "./chain-audit.ts";
import { type DrillNetwork, type Seat, stopSeats } from "./drill-network.ts";
import { waitUntil } from "./wait-until.ts";

/** A wallet announces its payments again every 30 seconds; one round and its relay have to be enough. */
export const PAYMENTS_SETTLE_MS = 45_000;

export async function judgePayments(
  seats: readonly Seat[],
  sent: Payments["sent"],
  withinMs = PAYMENTS_SETTLE_MS,
): Promise<PaymentCount> {
  const nodes = seats.map(({ node }) => node);
  let count = await countPayments(nodes, sent.keys());
  await waitUntil(
    async () => {
      count = await countPayments(nodes, sent.keys());
      return count.lost.length === 0;
    },
    { withinMs, what: "all payments confirmed or in every pool", pollMs: 500 },
  ).catch(() => undefined);
  return count;
}

/** Stops all nodes and returns what is wrong; the wallets own all coins of a chain that only they mined. */
export async function judgeStopped({ seats, network }: DrillNetwork, tip: string, report: Report): Promise<string[]> {
  const validating = seats.filter(({ member }) => member.role !== "light-node");
  const wallets = await Promise.all(validating.map(({ node }) => node.client.wallet()));
  const owned = wallets.reduce((sum, { confirmed, immature }) => sum + confirmed + immature, 0);
  const problems = [...(await stopSeats(seats))];
  report.event("stopped", "all nodes have ended; replaying every data directory from genesis");
  for (const seat of validating) {
    const audit = await auditDirectory(seat.chainDirectory, network);
    problems.push(...audit.problems.map((problem) => `${seat.name}: ${problem}`));
    if (audit.tip !== tip) problems.push(`${seat.name}: its directory ends at block ${audit.height}, not at the tip`);
    if (audit.amount !== owned) {
      problems.push(`${seat.name}: its coins are worth ${audit.amount} base units, the wallets' ${owned}`);
    }
    const text = `${seat.name}: ${audit.coins} coins at height ${audit.height} are those of the replay`;
    if (audit.problems.length === 0) report.event("audited", text);
  }
  return problems;
}
