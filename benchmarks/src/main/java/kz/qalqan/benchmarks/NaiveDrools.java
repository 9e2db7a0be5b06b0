package kz.qalqan.benchmarks;

import java.util.HashMap;
import java.util.Map;
import kz.qalqan.telemetry.ReadingBatch;
import org.drools.model.codegen.ExecutableModelProject;
import org.kie.api.KieServices;
import org.kie.api.builder.KieBuilder;
import org.kie.api.builder.KieFileSystem;
import org.kie.api.builder.Message;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.rule.FactHandle;

/**
 * Drools as it is used at first: a fact a sensor, updated with each reading, the rules fired after it.
 *
 * <p>Threads: one.
 */
final class NaiveDrools implements AutoCloseable {
    private final Subset subset;
    private final KieSession session;
    private final Map<Meter, FactHandle> handles = new HashMap<>();
    private long fired;

    NaiveDrools(Subset subset) {
        this.subset = subset;
        KieServices services = KieServices.get();
        KieFileSystem files = services.newKieFileSystem();
        files.write("src/main/resources/naive/naive.drl", drl(subset));
        KieBuilder builder = services.newKieBuilder(files);
        builder.buildAll(ExecutableModelProject.class);
        if (builder.getResults().hasMessages(Message.Level.ERROR)) {
            throw new IllegalStateException(
                    builder.getResults().getMessages(Message.Level.ERROR).toString());
        }
        session = services.newKieContainer(builder.getKieModule().getReleaseId())
                .getKieBase()
                .newKieSession();
    }

    private static String drl(Subset subset) {
        StringBuilder text = new StringBuilder("""
                package naive;
                import kz.qalqan.benchmarks.Meter;
                import kz.qalqan.benchmarks.Held;
                """);
        for (String name : subset.limits().keySet()) {
            String where = "quantity == \"" + subset.limit(name).quantity().code() + "\", location == \""
                    + subset.location(name) + "\", ";
            text.append("rule \"" + name + " raise\" when $m : Meter( " + where + subset.reached(name, "value")
                    + " )\n not Held( limit == \"" + name + "\", id == $m.id )\nthen insert( new Held( \"" + name
                    + "\", $m.getId() ) ); end\n");
            text.append("rule \"" + name + " clear\" when $h : Held( limit == \"" + name + "\" )\n Meter( " + where
                    + "id == $h.id, " + subset.gone(name, "value") + " )\nthen delete( $h ); end\n");
        }
        return text.toString();
    }

    void take(ReadingBatch batch) {
        subset.tell(batch, (meter, value) -> {
            meter.setValue(value);
            FactHandle handle = handles.get(meter);
            if (handle == null) {
                handles.put(meter, session.insert(meter));
            } else {
                session.update(handle, meter);
            }
            fired += session.fireAllRules();
        });
    }

    /** Closings and openings so far. */
    long transitions() {
        return fired;
    }

    @Override
    public void close() {
        session.dispose();
    }
}
