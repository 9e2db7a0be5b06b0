package kz.qalqan.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A start that did not end moves the directory aside, once. */
class StartMarkerTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-21T20:40:00Z"));

    @TempDir
    private Path data;

    @Test
    void aStartThatEndedLeavesTheDirectoryAlone() throws IOException {
        try (StartMarker marker = take()) {
            assertThat(marker.begin()).isEmpty();
            Files.writeString(data.resolve("history/rows"), "kept");
            marker.end();
        }
        try (StartMarker marker = take()) {
            assertThat(marker.begin()).isEmpty();
            assertThat(data.resolve("history/rows")).hasContent("kept");
        }
    }

    @Test
    void aStartThatDidNotEndMovesTheDirectoryAsideUnderADatedName() throws IOException {
        for (int start = 0; start < 3; start++) {
            try (StartMarker marker = take()) {
                marker.begin();
                Files.writeString(data.resolve("history/rows"), "of start " + start);
            }
        }

        assertThat(data.resolve("history-aside-20261121T204000Z/rows")).hasContent("of start 0");
        assertThat(data.resolve("history-aside-20261121T204000Z-2/rows")).hasContent("of start 1");
        assertThat(data.resolve("history/rows")).hasContent("of start 2");
    }

    @Test
    void aDirectoryInUseIsRefused() throws IOException {
        try (StartMarker marker = take()) {
            assertThat(marker.begin()).isEmpty();
            assertThatThrownBy(this::take).isInstanceOf(StoreFault.class).hasMessageContaining("is open already");
        }
        take().close();
    }

    private StartMarker take() throws IOException {
        return StartMarker.take(data.resolve("history"), CLOCK);
    }
}
