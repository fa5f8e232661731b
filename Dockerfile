# One image for every service and both roles; what it runs is chosen by its command.
ARG BASE_IMAGE=python:3.12-slim-bookworm

FROM ${BASE_IMAGE} AS build
# pip stands beside the environment it fills, so that it does not come into the image.
RUN python3 -m venv /opt/pip && python3 -m venv --without-pip /opt/venv
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_PYTHON=/opt/venv/bin/python3
COPY requirements-image.lock /tmp/
RUN /opt/pip/bin/pip install --no-deps --require-hashes --requirement /tmp/requirements-image.lock
COPY pyproject.toml README.md LICENSE /src/
COPY shared /src/shared
COPY services /src/services
COPY sovang /src/sovang
# Compiled here, for what runs may not write; what only builds or tests stays behind.
RUN /opt/pip/bin/pip install --no-deps --no-build-isolation /src \
 && /opt/pip/bin/pip uninstall --yes setuptools \
 && find /opt/venv -type d -name tests -prune -exec rm -r {} +

FROM ${BASE_IMAGE}
ENV PATH=/opt/venv/bin:$PATH LANG=C.UTF-8 PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    SOVANG_HOME=/var/lib/sovang SOVANG_CONFIG=/etc/sovang/config.yml
RUN useradd --system --uid 10001 --home-dir /var/lib/sovang --create-home sovang \
 && install -d -o sovang -g sovang -m 700 /var/lib/sovang/ledger
COPY --from=build /opt/venv /opt/venv
COPY config.yml /etc/sovang/config.yml
USER 10001
WORKDIR /var/lib/sovang
EXPOSE 8080
# `serve` and `work` both answer it; whoever runs the image may ask /readyz instead. An interpreter's start each time costs more.
HEALTHCHECK --interval=10s --timeout=4s --start-period=20s --retries=3 \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET /healthz HTTP/1.0\\r\\n\\r\\n' >&3 && read -r -t 3 line <&3 && [[ $line == *' 200 '* ]] && cat <&3 >/dev/null"]
ENTRYPOINT ["sovang"]
CMD ["--help"]
