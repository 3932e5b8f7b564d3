FROM node:20.9.0-bullseye-slim
RUN RUN apt-get update && apt-get install -y —no-install-recommends dumb-init
ENV NODE_ENV production
WORKDIR /usr/src/app
COPY --chown=node:node . .
RUN npm ci --only=production
USER node
CMD [“dumb-init”, “node”, “server.js”]
