FROM node:18-alpine
RUN apk update && apk add git python3 make g++
WORKDIR /usr/app
COPY package.json yarn.lock ./
RUN yarn
COPY . .
RUN yarn build
EXPOSE 8080/TCP
CMD yarn start
