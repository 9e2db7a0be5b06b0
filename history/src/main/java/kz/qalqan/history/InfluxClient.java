package kz.qalqan.history;

import com.influxdb.client.InfluxDBClient;
import com.influxdb.client.InfluxDBClientFactory;
import com.influxdb.client.InfluxDBClientOptions;
import com.influxdb.client.InfluxQLQueryApi;
import com.influxdb.client.WriteApiBlocking;
import com.influxdb.client.domain.InfluxQLQuery;
import com.influxdb.client.domain.InfluxQLQuery.AcceptHeader;
import com.influxdb.client.domain.InfluxQLQuery.InfluxQLPrecision;
import com.influxdb.client.domain.WritePrecision;
import com.influxdb.exceptions.InfluxException;
import com.influxdb.query.InfluxQLQueryResult;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.net.SocketFactory;
import okhttp3.Dispatcher;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;

/**
 * The only class that speaks to InfluxDB. It sends each request once and says what became of it; whoever calls it tries
 * again.
 *
 * <p>Threads: any; calls block up to the configured answer time.
 */
final class InfluxClient implements AutoCloseable {
    /** A server that asks for a longer pause is asked again after this one. */
    static final Duration RETRY_AFTER_MAX = Duration.ofMinutes(1);

    private static final String RETRY_AFTER = "Retry-After";
    private static final int UNPROCESSABLE = 422;

    /** The client wants an organisation; other versions than 2.x ignore it. */
    private static final String NO_ORG = "-";

    private final InfluxConfig config;
    private final Dispatcher calls;
    private final InfluxDBClient client;
    private final WriteApiBlocking writer;
    private final InfluxQLQueryApi reader;

    private InfluxClient(InfluxConfig config, Dispatcher calls, InfluxDBClient client) {
        this.config = config;
        this.calls = calls;
        this.client = client;
        this.writer = client.getWriteApiBlocking();
        this.reader = client.getInfluxQLQueryApi();
    }

    /** Prepares a client; nothing is sent yet. Further interceptors are for servers that need another form. */
    static InfluxClient of(InfluxConfig config, Interceptor... further) {
        Dispatcher calls = new Dispatcher();
        OkHttpClient.Builder http = new OkHttpClient.Builder()
                .socketFactory(new PromptSockets())
                .followRedirects(false) // a redirected POST becomes a GET, whose 200 would pass for a write
                .followSslRedirects(false)
                .connectTimeout(config.connect())
                .readTimeout(config.answer())
                .writeTimeout(config.answer())
                .callTimeout(config.answer())
                .dispatcher(calls)
                .addInterceptor(InfluxClient::wholeAnswer);
        for (Interceptor more : further) {
            http.addInterceptor(more);
        }
        InfluxDBClientOptions.Builder options = InfluxDBClientOptions.builder()
                .url(config.url().toString())
                .org(config.org().isEmpty() ? NO_ORG : config.org())
                .bucket(config.bucket())
                .okHttpClient(http);
        if (!config.token().isEmpty()) {
            options.authenticateToken(config.token().toCharArray());
        }
        return new InfluxClient(config, calls, InfluxDBClientFactory.create(options.build()));
    }

    /** The server will not take at least one of the lines, and may have taken the others. */
    static final class LinesRefused extends Exception {
        private static final long serialVersionUID = 1L;
        private static final Pattern RETENTION =
                Pattern.compile("(?i)dropped[ =](\\d+).*retention policy|retention policy.*dropped[ =](\\d+)");

        LinesRefused(String message) {
            super(message);
        }

        /** How many lines are older than the bucket keeps; all others were taken. 0 for another reason. */
        long expired() {
            var found = RETENTION.matcher(String.valueOf(getMessage()));
            if (!found.find()) {
                return 0;
            }
            return Long.parseLong(found.group(1) == null ? found.group(2) : found.group(1));
        }
    }

    /**
     * Writes lines, time stamps in nanoseconds; returns when the server said that they are durable.
     *
     * @throws LinesRefused when the lines are the reason
     * @throws StoreFault when the server or the way to it is
     */
    void write(List<String> lines) throws LinesRefused {
        try {
            writer.writeRecords(WritePrecision.NS, lines);
        } catch (InfluxException e) {
            switch (e.status()) {
                case HttpURLConnection.HTTP_BAD_REQUEST, HttpURLConnection.HTTP_ENTITY_TOO_LARGE, UNPROCESSABLE ->
                    throw new LinesRefused(reason(e));
                default -> throw fault(e);
            }
        }
    }

    /** One row of an answer. */
    interface Row {
        /** The text of a column; empty where there is none. */
        String column(String name);

        /** What the rows were grouped by. */
        String tag(String name);
    }

    /**
     * Asks in InfluxQL; times come as epoch nanoseconds.
     *
     * @throws StoreFault when there is no whole answer
     */
    List<Row> query(String influxQl) {
        String[] names = config.bucket().split("/", 2); // 1.8 calls a bucket database/retention policy
        InfluxQLQuery query = new InfluxQLQuery(influxQl, names[0], AcceptHeader.JSON);
        query.setPrecision(InfluxQLPrecision.NANOSECONDS);
        if (names.length == 2) {
            query.setRetentionPolicy(names[1]);
        }
        try {
            return rows(reader.query(query));
        } catch (InfluxException e) {
            throw fault(e);
        }
    }

    private List<Row> rows(@Nullable InfluxQLQueryResult answer) {
        if (answer == null) { // what the client makes of an answer that breaks off
            throw new StoreFault(config.url() + " answered a query in part only");
        }
        List<Row> rows = new ArrayList<>();
        for (InfluxQLQueryResult.Result result : answer.getResults()) {
            for (InfluxQLQueryResult.Series series : result.getSeries()) {
                @Nullable Map<String, String> tags = series.getTags();
                for (InfluxQLQueryResult.Series.Record values : series.getValues()) {
                    rows.add(row(tags == null ? Map.of() : tags, values));
                }
            }
        }
        return rows;
    }

    private static Row row(Map<String, String> tags, InfluxQLQueryResult.Series.Record values) {
        return new Row() {
            @Override
            public String column(String name) {
                @Nullable Object value = values.getValueByKey(name);
                return value == null ? "" : value.toString();
            }

            @Override
            public String tag(String name) {
                return tags.getOrDefault(name, "");
            }
        };
    }

    /**
     * Lets through only answers that are whole and without fault, because the client takes others for good: a write is
     * done by 204 alone; a query may fail in the middle of a 200, and a value that is null breaks the client's parser.
     */
    private static Response wholeAnswer(Interceptor.Chain chain) throws IOException {
        Response response = chain.proceed(chain.request());
        boolean query = chain.request().url().encodedPath().endsWith("/query");
        if (!response.isSuccessful() || response.body() == null) {
            return response;
        }
        if (!query) {
            if (response.code() != HttpURLConnection.HTTP_NO_CONTENT) {
                response.close();
                throw new IOException("a write was answered with " + response.code() + ": this is no InfluxDB");
            }
            return response;
        }
        String text = text(response);
        if (text.contains("\"error\":") || text.contains("\"partial\":true")) {
            throw new IOException("a query failed: " + text.substring(0, Math.min(text.length(), 300)));
        }
        String clean = text.replace("null,", "\"\",").replace("null]", "\"\"]");
        return response.newBuilder()
                .body(ResponseBody.create(clean, response.body().contentType()))
                .build();
    }

    private static String text(Response response) throws IOException {
        try (ResponseBody body = response.body()) {
            return new String(body.bytes(), StandardCharsets.UTF_8);
        } catch (java.io.EOFException e) { // the client takes it for the end of the answer
            throw new IOException("a query's answer broke off", e);
        }
    }

    private StoreFault fault(InfluxException e) {
        String what =
                switch (e.status()) {
                    case HttpURLConnection.HTTP_UNAUTHORIZED, HttpURLConnection.HTTP_FORBIDDEN ->
                        " refuses our token (" + reason(e) + "): check history.token, history.org";
                    case HttpURLConnection.HTTP_NOT_FOUND ->
                        " does not know bucket '" + config.bucket() + "' or this call (" + reason(e) + ")";
                    case 0 -> " does not answer: " + cause(e);
                    default -> " answered " + reason(e);
                };
        return new StoreFault("InfluxDB at " + config.url() + what, e, retryAfter(e));
    }

    private static String cause(InfluxException e) {
        return String.valueOf(e.getCause() == null ? e.getMessage() : e.getCause());
    }

    private static String reason(InfluxException e) {
        Object told = e.errorBody() == null ? null : e.errorBody().get("error");
        return e.status() + " " + (told == null ? e.getMessage() : told);
    }

    private static Duration retryAfter(InfluxException e) {
        String seconds = e.headers().getOrDefault(RETRY_AFTER, "");
        if (!seconds.matches("\\d{1,9}")) { // absent, or a date: our own pauses do
            return Duration.ZERO;
        }
        Duration asked = Duration.ofSeconds(Long.parseLong(seconds));
        return asked.compareTo(RETRY_AFTER_MAX) < 0 ? asked : RETRY_AFTER_MAX;
    }

    /** Ends running calls and all connections. */
    @Override
    public void close() {
        calls.cancelAll();
        client.close();
    }

    /**
     * Without Nagle's algorithm, which OkHttp leaves on: each small request would wait 40 ms for an acknowledgement.
     */
    private static final class PromptSockets extends SocketFactory {
        @Override
        public Socket createSocket() throws IOException {
            return prompt(new Socket());
        }

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            return prompt(new Socket(host, port));
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
            return prompt(new Socket(host, port, local, localPort));
        }

        @Override
        public Socket createSocket(InetAddress host, int port) throws IOException {
            return prompt(new Socket(host, port));
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
            return prompt(new Socket(host, port, local, localPort));
        }

        private static Socket prompt(Socket socket) throws IOException {
            socket.setTcpNoDelay(true);
            return socket;
        }
    }
}
