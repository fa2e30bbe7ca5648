/** In a container: ends with 0 when this node's API answers, with 1 otherwise. Docker calls it (HEALTHCHECK). */

/** Docker's own limit is a second longer, so that the reason below is what `docker inspect` shows. */
const ANSWER_MS_MAX = 9000;

const port = /:(\d+)$/.exec(process.env.TRIAD_API ?? "")?.[1];
if (port === undefined) {
  console.error("TRIAD_API names no port to ask at. A node without an API is run with --no-healthcheck.");
  process.exit(1);
}
try {
  // Loopback whatever it is bound to: every other Host could be refused.
  const response = await fetch(`http://127.0.0.1:${port}/healthy`, { signal: AbortSignal.timeout(ANSWER_MS_MAX) });
  console.log(`${response.status} ${await response.text()}`);
  process.exit(response.ok ? 0 : 1);
} catch (error) {
  const { cause } = error;
  console.error(cause instanceof Error ? cause.message : String(error));
  process.exit(1);
}
