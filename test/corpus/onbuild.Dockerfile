FROM node:24.19.0-slim
RUN mkdir -p /usr/src/app
WORKDIR /usr/src/app
ONBUILD COPY package.json package-lock.json /usr/src/app/
ONBUILD RUN npm install && npm cache clean --force
ONBUILD COPY . /usr/src/app
ONBUILD USER node
CMD [ "npm", "start" ]
