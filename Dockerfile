# The command with its built-in scenarios and mock fleet; see docker-compose.yml.
FROM node:22-bookworm-slim AS build
WORKDIR /app
COPY . .
RUN npm ci && npm prune --omit=dev --ignore-scripts

FROM node:22-bookworm-slim
ENV NODE_ENV=production
WORKDIR /app
COPY --from=build --chown=root:root /app /app
# Run directories are all that is ever written.
RUN mkdir -p reports && chown node:node reports
USER node
ENTRYPOINT ["node", "bin/steelyard.js"]
CMD ["--help"]
