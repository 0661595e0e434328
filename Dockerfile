# Two small images from one file: the shop (every service, `--target shop`) and the lessons (`--target lessons`).
# What changes seldom comes first, so that a change of a source file rebuilds nothing below it.
ARG NODE_IMAGE=node:24-bookworm-slim

FROM ${NODE_IMAGE} AS packages
WORKDIR /workshop
COPY package.json package-lock.json ./
# React and the bundlers are for the explorer's pages, which Jaeger takes the place of here: 21 of 80 MB
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund --loglevel=error \
  && rm -rf node_modules/react node_modules/react-dom node_modules/esbuild node_modules/@esbuild

FROM ${NODE_IMAGE} AS shop
ENV NODE_ENV=production
WORKDIR /workshop
COPY --from=packages /workshop/node_modules node_modules
COPY package.json package-lock.json ./
COPY packages/trace-model packages/trace-model
COPY packages/trace-store/thrift packages/trace-store/thrift
COPY packages/trace-check packages/trace-check
COPY scripts scripts
COPY services services
COPY labs labs
USER node
ENTRYPOINT ["node"]

FROM ${NODE_IMAGE} AS lessons-packages
WORKDIR /workshop/docs
COPY docs/package.json docs/package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund --loglevel=error

FROM lessons-packages AS lessons-build
WORKDIR /workshop
COPY --from=packages /workshop/node_modules node_modules
COPY package.json ./
COPY packages packages
COPY services services
COPY labs labs
COPY solutions solutions
COPY docs docs
RUN cd docs && npm run build

# pages and a server: no package is installed here
FROM ${NODE_IMAGE} AS lessons
ENV NODE_ENV=production
WORKDIR /workshop
COPY package.json ./
COPY scripts/compose/healthy.ts scripts/compose/healthy.ts
COPY packages/lesson-site packages/lesson-site
COPY --from=lessons-build /workshop/docs/build docs/build
USER node
ENTRYPOINT ["node"]
CMD ["packages/lesson-site/serve-built.ts"]
