# One image for every service and both roles; what it runs is chosen by its command.
ARG BASE_IMAGE=python:3.12-slim-bookworm

FROM ${BASE_IMAGE} AS build
COPY requirements.lock /tmp/
RUN python3 -m venv /opt/venv \
 && /opt/venv/bin/pip install --no-cache-dir --disable-pip-version-check -r /tmp/requirements.lock
COPY pyproject.toml README.md LICENSE /src/
COPY shared /src/shared
COPY services /src/services
COPY sovang /src/sovang
RUN /opt/venv/bin/pip install --no-cache-dir --disable-pip-version-check --no-deps /src

FROM ${BASE_IMAGE}
ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1 SOVANG_HOME=/var/lib/sovang SOVANG_CONFIG=/etc/sovang/config.yml
RUN useradd --system --uid 10001 --home-dir /var/lib/sovang --create-home sovang \
 && install -d -o sovang -g sovang /var/lib/sovang/keys
COPY --from=build /opt/venv /opt/venv
COPY config.yml /etc/sovang/config.yml
USER sovang
WORKDIR /var/lib/sovang
EXPOSE 8080
ENTRYPOINT ["sovang"]
CMD ["--help"]
