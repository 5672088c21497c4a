# Debian, not Alpine: Temporal's native bridge and the packaged PostgreSQL need glibc.
FROM node:24-bookworm-slim
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --no-audit --no-fund --loglevel=error && npm cache clean --force
COPY . .
RUN mkdir -p /data .cache && chown node:node /data .cache
USER node
ENV NODE_ENV=production
CMD ["npm", "run", "web"]
