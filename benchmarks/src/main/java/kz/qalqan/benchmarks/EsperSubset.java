package kz.qalqan.benchmarks;

import com.espertech.esper.common.client.EPCompiled;
import com.espertech.esper.common.client.configuration.Configuration;
import com.espertech.esper.compiler.client.CompilerArguments;
import com.espertech.esper.compiler.client.EPCompileException;
import com.espertech.esper.compiler.client.EPCompilerProvider;
import com.espertech.esper.runtime.client.EPDeployException;
import com.espertech.esper.runtime.client.EPDeployment;
import com.espertech.esper.runtime.client.EPRuntime;
import com.espertech.esper.runtime.client.EPRuntimeProvider;
import com.espertech.esper.runtime.client.EPStatement;
import kz.qalqan.telemetry.ReadingBatch;

/**
 * Esper on the same subset: a pattern a limit in a context a sensor.
 *
 * <p>Threads: one.
 */
final class EsperSubset implements AutoCloseable {
    private final Subset subset;
    private final EPRuntime runtime;
    private long transitions;

    EsperSubset(Subset subset) throws EPCompileException, EPDeployException {
        this.subset = subset;
        Configuration configuration = new Configuration();
        configuration.getCommon().addEventType("Meter", Meter.class);
        configuration.getRuntime().getThreading().setInternalTimerEnabled(false);
        EPCompiled compiled =
                EPCompilerProvider.getCompiler().compile(epl(subset), new CompilerArguments(configuration));
        runtime = EPRuntimeProvider.getRuntime("benchmark", configuration);
        EPDeployment deployment = runtime.getDeploymentService().deploy(compiled);
        for (EPStatement statement : deployment.getStatements()) {
            if (statement.getName().startsWith("limit")) {
                statement.addListener((news, olds, from, in) -> transitions += news.length);
            }
        }
    }

    private static String epl(Subset subset) {
        StringBuilder text = new StringBuilder("create context EachSensor partition by id from Meter;\n");
        int number = 0;
        for (String name : subset.limits().keySet()) {
            String where = "quantity = '" + subset.limit(name).quantity().code() + "' and location = '"
                    + subset.location(name) + "' and ";
            String on = "Meter(" + where + subset.reached(name, "value") + ")";
            String off = "Meter(" + where + subset.gone(name, "value") + ")";
            text.append("@name('limit " + number++ + "') context EachSensor select a.id as id from pattern [every (a="
                    + on + " -> b=" + off + ")];\n");
        }
        return text.toString();
    }

    void take(ReadingBatch batch) {
        subset.tell(batch, (meter, value) -> runtime.getEventService().sendEventBean(meter.with(value), "Meter"));
    }

    /** Openings so far: an episode is told when it is over. */
    long episodes() {
        return transitions;
    }

    @Override
    public void close() {
        runtime.destroy();
    }
}
