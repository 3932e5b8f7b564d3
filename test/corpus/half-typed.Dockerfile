FROM
FROM node:
RUN apt-get install \
COPY --from= 
ENV A=
CMD ["node",
USER
RUN <<EOF
echo "unfinished
