#!/bin/sh
# One line for each running node of docker-compose.yml: its tip and its peers, asked inside its container.
# COMPOSE names the command: "docker compose" unless told otherwise, e.g. COMPOSE=docker-compose.
cd "$(dirname "$0")/../.." || exit 1
ask='
const port = process.env.TRIAD_API.split(":").at(-1);
try {
  const answer = await fetch(`http://127.0.0.1:${port}/api/node`);
  const { height, tipHash, peers } = await answer.json();
  console.log(`height ${height} ${tipHash} peers ${peers}`);
} catch (error) {
  console.log(`no answer: ${error.cause?.message ?? error.message}`);
}
'
for container in $(${COMPOSE:-docker compose} ps -q); do
  # All at once: one after the other would show each a block later than the one before.
  {
    name=$(docker inspect --format '{{.Name}}' "$container")
    line=$(docker exec "$container" node --input-type=module -e "$ask" 2>&1) || line="no answer: $(echo "$line" | head -n 1)"
    printf '%-24s %s\n' "${name#/}" "$line"
  } &
done | sort
