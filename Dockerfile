# Tameshi in a container: `docker build -t tameshi .`, then `docker run --rm tameshi run pin-lockout`.
FROM debian:bookworm-slim AS build
WORKDIR /src
COPY base/tools/packages.txt base/tools/
# hadolint ignore=DL3008
RUN apt-get update \
    && awk '$1 == "build" { print $2 }' base/tools/packages.txt > /tmp/packages \
    && xargs -a /tmp/packages apt-get install -y --no-install-recommends \
    && rm -rf /var/lib/apt/lists/*
COPY . .
RUN cmake --preset release \
    && cmake --build --preset release --target packaged
WORKDIR /src/build/release
RUN cpack -B /packages

FROM debian:bookworm-slim
COPY --from=build /packages/tameshi_*.deb /tmp/
# With what it recommends: a private PC/SC and OpenSC. Curl asks for J-LIS's health.
# hadolint ignore=DL3008,DL3015
RUN apt-get update \
    && apt-get install -y curl /tmp/tameshi_*.deb \
    && rm -rf /var/lib/apt/lists/* /tmp/tameshi_*.deb \
    && useradd --create-home --home-dir /tester --uid 1000 tester \
    && install -d -o tester /report
USER 1000
WORKDIR /tester
RUN tameshi keys
EXPOSE 8080 8081
ENTRYPOINT ["tameshi"]
CMD ["--help"]
