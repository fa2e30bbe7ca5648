# One image for each role: docker build --target full-node|miner|light-node . (docs/containers.md)
# Plain instructions only, so that it builds with BuildKit and without.
ARG NODE_IMAGE=node:24-bookworm-slim

# The manifests alone, so that a change of the sources doesn't install everything again.
FROM ${NODE_IMAGE} AS manifests
WORKDIR /src
COPY package.json package-lock.json ./
COPY packages packages
COPY apps apps
COPY tools tools
RUN find . -type f ! -name package.json ! -name package-lock.json -delete && find . -type d -empty -delete

FROM ${NODE_IMAGE} AS build
WORKDIR /src
COPY --from=manifests /src ./
# No package needs its install script (allowScripts in package.json); so none gets to run.
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY LICENSE tsconfig.base.json ./
COPY packages packages
COPY apps apps
COPY tools tools
# What --version says of the sources, which are no Git repository in here.
ARG TRIAD_COMMIT=
# Of the database's binaries one is used in here: for glibc, any version of Node.js.
RUN for role in full-node miner light-node; do \
      node tools/build/src/main.mjs "$role" && \
      find "dist/apps/$role/node_modules/@lmdb" -name '*.node' ! -name node.napi.glibc.node -delete && \
      cp tools/docker/healthcheck.mjs tools/docker/start.sh "dist/apps/$role/" || exit 1; \
    done

FROM ${NODE_IMAGE} AS runtime
# A named volume takes over this owner and mode; the node writes its keys there.
RUN install -d -o node -g node -m 700 /data
COPY tools/docker/triad-token /usr/local/bin/
WORKDIR /opt/triad
ENV NODE_ENV=production \
    TRIAD_DATADIR=/data \
    TRIAD_CONSOLE=no \
    TRIAD_LOG_FORMAT=json
USER node
VOLUME /data
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=10s --start-period=60s --retries=3 CMD ["node", "/opt/triad/healthcheck.mjs"]
ENTRYPOINT ["/opt/triad/start.sh"]

# Ports for peers are those of the role on main, test and local. The API has one port whatever the network, so that
# the health check finds it; it stays inside the container until TRIAD_API says 0.0.0.0.
FROM runtime AS light-node
COPY --from=build /src/dist/apps/light-node ./
ENV TRIAD_API=127.0.0.1:8652
EXPOSE 8642 18642 28642 8652

FROM runtime AS miner
COPY --from=build /src/dist/apps/miner ./
ENV TRIAD_API=127.0.0.1:8651
EXPOSE 8641 18641 28641 8651

FROM runtime AS full-node
COPY --from=build /src/dist/apps/full-node ./
ENV TRIAD_API=127.0.0.1:8650
EXPOSE 8640 18640 28640 8650
