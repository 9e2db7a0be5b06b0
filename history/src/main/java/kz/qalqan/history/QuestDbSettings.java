package kz.qalqan.history;

import io.questdb.Bootstrap;
import io.questdb.PropBootstrapConfiguration;
import io.questdb.ServerConfiguration;
import io.questdb.ServerMain;
import io.questdb.cairo.CairoEngine;
import io.questdb.griffin.FunctionFactory;
import io.questdb.griffin.engine.functions.bool.AndFunctionFactory;
import io.questdb.griffin.engine.functions.eq.EqSymStrFunctionFactory;
import io.questdb.griffin.engine.functions.lt.LtTimestampFunctionFactory;
import io.questdb.mp.WorkerPoolConfiguration;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How QuestDB runs inside this process: no port, no telemetry, no web console, durable commits, few and daemon threads,
 * its log in a small file of its own.
 */
final class QuestDbSettings extends PropBootstrapConfiguration {
    private static final String LOG = """
            writers=file
            w.file.class=io.questdb.log.LogRollingFileWriter
            w.file.location=%s
            w.file.level=ERROR,CRITICAL
            w.file.rollSize=4m
            w.file.sizeLimit=16m
            """;

    /** Objects kept for parsing SQL, per compiler: ours is four short sentences, the defaults take 80 MB of heap. */
    private static final Map<String, String> SMALL_POOLS = Map.of(
            "QDB_CAIRO_LEXER_POOL_CAPACITY", "128",
            "QDB_CAIRO_EXPRESSION_POOL_CAPACITY", "256",
            "QDB_CAIRO_MODEL_POOL_CAPACITY", "32",
            "QDB_CAIRO_COLUMN_POOL_CAPACITY", "64",
            "QDB_CAIRO_SQL_COLUMN_CAST_MODEL_POOL_CAPACITY", "16");

    private final Map<String, String> settings = new HashMap<>();

    /** Prepares the directory. */
    QuestDbSettings(Path dir) {
        for (String door : new String[] {"HTTP", "HTTP_MIN", "PG", "LINE_TCP", "LINE_UDP"}) {
            settings.put("QDB_" + door + "_ENABLED", "false");
        }
        settings.put("QDB_TELEMETRY_ENABLED", "false");
        settings.put("QDB_TELEMETRY_DISABLE_COMPLETELY", "true");
        settings.put("QDB_METRICS_ENABLED", "false");
        settings.put("QDB_CAIRO_COMMIT_MODE", "sync");
        for (String pool : new String[] {"SHARED_NETWORK", "SHARED_QUERY", "SHARED_WRITE", "WAL_APPLY"}) {
            settings.put("QDB_" + pool + "_WORKER_COUNT", "1");
        }
        for (String unused : new String[] {"EXPORT", "VIEW_COMPILER", "MAT_VIEW_REFRESH"}) {
            settings.put("QDB_" + unused + "_WORKER_COUNT", "0");
        }
        settings.put("QDB_CAIRO_MAT_VIEW_ENABLED", "false");
        settings.putAll(SMALL_POOLS);
        try {
            Path conf = Files.createDirectories(dir.resolve("conf"));
            Path log = Files.createDirectories(dir.resolve("log")).resolve("questdb.log.${date:yyyyMMdd}");
            Files.writeString(conf.resolve("log.conf"), LOG.formatted(log.toAbsolutePath()));
        } catch (IOException e) {
            throw new StoreFault("prepare " + dir, e);
        }
    }

    /** The database in a directory, not started; {@code -n} leaves our signals alone. */
    static ServerMain server(Path dir) {
        return new ServerMain(new LeanBootstrap(
                new QuestDbSettings(dir), "-d", dir.toAbsolutePath().toString(), "-n"));
    }

    /**
     * Knows the SQL functions of our queries only: loading all 1,039 takes most of the start (5 s of 6 on a busy
     * machine) and 30 MB.
     */
    private static final class LeanBootstrap extends Bootstrap {
        LeanBootstrap(QuestDbSettings settings, String... arguments) {
            super(settings, arguments);
        }

        @Override
        public CairoEngine newCairoEngine() {
            return new CairoEngine(getConfiguration().getCairoConfiguration()) {
                @Override
                protected Iterable<FunctionFactory> getFunctionFactories() {
                    return List.of(
                            new AndFunctionFactory(), new EqSymStrFunctionFactory(), new LtTimestampFunctionFactory());
                }
            };
        }
    }

    @Override
    public Map<String, String> getEnv() {
        return settings;
    }

    @Override
    public boolean useSite() {
        return false;
    }

    @Override
    public String getBanner() {
        return "";
    }

    @Override
    public ServerConfiguration getServerConfiguration(Bootstrap bootstrap) throws Exception {
        return daemons(ServerConfiguration.class, super.getServerConfiguration(bootstrap));
    }

    /** The same settings, but every pool of threads is one of daemons: a JVM that failed to start must end. */
    private static <T> T daemons(Class<T> type, T real) {
        Object proxy = Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, args) -> {
            if (method.getName().equals("isDaemonPool")) {
                return true;
            }
            Object answer = call(real, method, args);
            return answer instanceof WorkerPoolConfiguration pool
                            && method.getName().endsWith("Configuration")
                            && method.getReturnType() == WorkerPoolConfiguration.class
                    ? daemons(WorkerPoolConfiguration.class, pool)
                    : answer;
        });
        return type.cast(proxy);
    }

    private static Object call(Object real, Method method, Object[] args) throws Throwable {
        try {
            return method.invoke(real, args);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
