# The service for `serve`, against a broker and stores of the site's own. The demo needs no container: ./qalqan demo
FROM eclipse-temurin:17-jdk-jammy AS build
WORKDIR /src
COPY . .
RUN ./mvnw -q -B -DskipTests package

FROM eclipse-temurin:17-jre-jammy
RUN useradd --system --uid 10001 --home-dir /var/lib/qalqan qalqan \
    && mkdir -p /var/lib/qalqan /etc/qalqan && chown qalqan /var/lib/qalqan
COPY --from=build /src/app/target/qalqan /opt/qalqan
USER qalqan
WORKDIR /var/lib/qalqan
VOLUME /var/lib/qalqan
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s CMD \
    bash -c 'exec 3<>/dev/tcp/127.0.0.1/8080; printf "GET /health/live HTTP/1.0\r\n\r\n" >&3; head -1 <&3 | grep -q 200'
ENTRYPOINT ["java", "-Xmx512m", "-XX:+ExitOnOutOfMemoryError", "-cp", "/opt/qalqan/qalqan.jar", "kz.qalqan.app.cli.Main"]
CMD ["serve", "--config", "/etc/qalqan/qalqan.yml"]
