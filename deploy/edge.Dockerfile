# Caddy without root. The copied binary has lost its file capability, which a confined process may not even start with.
ARG CADDY_IMAGE=caddy:2.11
FROM ${CADDY_IMAGE}
RUN cp /usr/bin/caddy /usr/local/bin/caddy \
 && mkdir -p /data /config \
 && chown -R 10002:10002 /data /config
USER 10002:10002
CMD ["/usr/local/bin/caddy", "run", "--config", "/etc/caddy/Caddyfile", "--adapter", "caddyfile"]
