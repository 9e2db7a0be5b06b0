package kz.qalqan.history;

import io.questdb.cairo.CairoEngine;
import io.questdb.cairo.security.AllowAllSecurityContext;
import io.questdb.cairo.sql.RecordCursor;
import io.questdb.cairo.sql.RecordCursorFactory;
import io.questdb.griffin.SqlException;
import io.questdb.griffin.SqlExecutionContextImpl;
import io.questdb.griffin.engine.functions.bind.BindVariableServiceImpl;
import java.util.Map;

/**
 * A running query: rows are pulled one by one. Its functions must be among those of {@link QuestDbSettings}.
 *
 * <p>Threads: one.
 */
final class QuestSql implements AutoCloseable {
    private final RecordCursorFactory query;
    private final RecordCursor cursor;
    private final io.questdb.cairo.sql.Record found;

    private QuestSql(RecordCursorFactory query, RecordCursor cursor) {
        this.query = query;
        this.cursor = cursor;
        this.found = cursor.getRecord();
    }

    /** Starts a query; {@code times} are bound as timestamps in epoch microseconds, the sensor when it is not empty. */
    static QuestSql select(CairoEngine engine, String sql, String sensor, Map<String, Long> times) throws SqlException {
        BindVariableServiceImpl binds = new BindVariableServiceImpl(engine.getConfiguration());
        if (!sensor.isEmpty()) {
            binds.setStr("sensor", sensor);
        }
        for (Map.Entry<String, Long> time : times.entrySet()) {
            binds.setTimestamp(time.getKey(), time.getValue());
        }
        SqlExecutionContextImpl context = context(engine, binds);
        RecordCursorFactory query = engine.select(sql, context);
        boolean started = false;
        try {
            QuestSql running = new QuestSql(query, query.getCursor(context));
            started = true;
            return running;
        } finally {
            if (!started) {
                query.close();
            }
        }
    }

    /** Runs a statement that has no rows. */
    static void execute(CairoEngine engine, String sql) throws SqlException {
        engine.execute(sql, context(engine, new BindVariableServiceImpl(engine.getConfiguration())));
    }

    private static SqlExecutionContextImpl context(CairoEngine engine, BindVariableServiceImpl binds) {
        SqlExecutionContextImpl context =
                new SqlExecutionContextImpl(engine, 1).with(AllowAllSecurityContext.INSTANCE, binds);
        context.initNow(); // else now() is the smallest long
        return context;
    }

    boolean next() {
        return cursor.hasNext();
    }

    /** The row it stands at; valid until the next. */
    io.questdb.cairo.sql.Record row() {
        return found;
    }

    /** Text of a symbol of this query. */
    String symbol(int column, int key) {
        CharSequence text = cursor.getSymbolTable(column).valueOf(key);
        return text == null ? "" : text.toString();
    }

    @Override
    public void close() {
        cursor.close();
        query.close();
    }
}
