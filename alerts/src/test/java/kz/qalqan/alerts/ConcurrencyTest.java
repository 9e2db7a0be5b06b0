package kz.qalqan.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Rules and operators at the same moment. */
final class ConcurrencyTest extends BookFixture {
    private static final int ROUNDS = 40;

    private final ExecutorService people = Executors.newFixedThreadPool(6);

    @AfterEach
    void goHome() {
        people.shutdownNow();
    }

    private void together(List<Callable<Object>> steps) throws InterruptedException, ExecutionException {
        for (Future<Object> step : people.invokeAll(steps)) {
            step.get();
        }
    }

    @Test
    void anAnswerAndAReturnAtOnceEndInNormalWithOneAnswer() throws InterruptedException, ExecutionException {
        for (int round = 0; round < ROUNDS; round++) {
            Found found = Found.of("ch4-limit", "GA-" + round);
            apply(found.raised(1.2));
            String id = only().id();
            List<Callable<Object>> steps = new ArrayList<>();
            steps.add(() -> {
                apply(found.returned(0.4));
                return id;
            });
            for (int person = 0; person < 5; person++) {
                Step step = new Step("person-" + person, "10.0.0." + person, "mine", null);
                steps.add(() -> book.acknowledge(id, step));
            }
            together(steps);
            assertThat(state(id)).isEqualTo(AlertState.NORMAL);
            assertThat(book.history(id)).hasSize(3);
        }
        assertThat(book.verify().fault()).isNull();
        assertThat(book.events(0, 1000).events()).hasSize(3 * ROUNDS);
    }

    @Test
    void oneKeyRaisedByManyThreadsOfTwoBooksOpensOneAlert() throws InterruptedException, ExecutionException {
        AlertBook second = new AlertBook(database, clock);
        List<Callable<Object>> steps = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            AlertBook writer = i % 2 == 0 ? book : second;
            String site = Found.SITE;
            long position = i + 1L;
            steps.add(() -> {
                try {
                    writer.apply(site, position, List.of(Found.of("ch4-limit").raised(1.2)));
                } catch (BookUnwritable | IllegalStateException e) {
                    return e; // two writers on one store are refused, never merged
                }
                return site;
            });
        }
        together(steps);
        assertThat(book.alerts(AlertQuery.openOnes()).alerts()).hasSize(1);
        assertThat(book.verify().fault()).isNull();
    }

    @Test
    void theChainVerifiesWhileItIsWritten() throws InterruptedException, ExecutionException {
        List<Callable<Object>> steps = new ArrayList<>();
        steps.add(() -> {
            for (int i = 0; i < 100; i++) {
                apply(
                        Found.of("ch4-limit", "GA-" + i).raised(1.2),
                        Found.of("co-limit", "GA-" + i).raised(20));
            }
            return "written";
        });
        for (int i = 0; i < 4; i++) {
            steps.add(() -> {
                for (int n = 0; n < 5; n++) {
                    assertThat(book.verify().fault()).isNull();
                }
                return "verified";
            });
        }
        together(steps);
        assertThat(book.verify().events()).isEqualTo(200);
    }
}
