package kz.qalqan.history.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kz.qalqan.telemetry.Sensor;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * A CSV file (RFC 4180) with a row of names first, in one of two forms.
 *
 * <pre>
 *   time,sensor,value[,quality][,unit]          a row for each reading
 *   time,{column},{column}…                     a row for each time, a column for each sensor
 * </pre>
 *
 * The map says what is called otherwise: {@code time=COLUMN}, {@code sensor=COLUMN}, {@code value=COLUMN},
 * {@code quality=COLUMN}, {@code unit=COLUMN}; and in the second form {@code COLUMN=device/quantity}, or
 * {@code COLUMN=-} to leave a column out.
 *
 * <p>Threads: one.
 */
final class CsvFile {
    private static final Set<String> ROLES = Set.of("time", "sensor", "value", "quality", "unit");

    private final ImportRequest.Form form;
    private final Sensors sensors;
    private final Desk desk;

    CsvFile(ImportRequest.Form form, Sensors sensors, Desk desk) {
        this.form = form;
        this.sensors = sensors;
        this.desk = desk;
    }

    void read(Path file) throws IOException {
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setDelimiter(form.delimiter())
                .setTrim(true)
                .setIgnoreEmptyLines(true)
                .get();
        try (Reader text = new BufferedReader(new InputStreamReader(
                        Files.newInputStream(file), UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPLACE)));
                CSVParser rows = CSVParser.parse(text, format)) {
            Iterator<CSVRecord> each = rows.iterator();
            if (!each.hasNext()) {
                throw new IllegalArgumentException(file + " is empty: it needs a row of names first");
            }
            Row row = row(file, names(each.next()));
            while (hasNext(each, rows)) {
                CSVRecord record = each.next();
                desk.line(rows.getCurrentLineNumber(), String.join(String.valueOf(form.delimiter()), record));
                row.take(record);
            }
        }
    }

    /** The parser cannot go on after text that is no CSV, for example a quote that does not end. */
    private boolean hasNext(Iterator<CSVRecord> rows, CSVParser parser) throws IOException {
        try {
            return rows.hasNext();
        } catch (UncheckedIOException e) {
            desk.line(parser.getCurrentLineNumber(), "");
            desk.reject("no CSV from here to the end of the file: " + e.getMessage());
            return false;
        }
    }

    private static List<String> names(CSVRecord record) {
        List<String> names = new ArrayList<>(record.toList());
        names.set(0, names.get(0).replace("\uFEFF", "")); // what spreadsheets write before UTF-8
        return names;
    }

    /** Takes the cells of one row. */
    private interface Row {
        void take(CSVRecord record) throws IOException;
    }

    private Row row(Path file, List<String> names) {
        int time = column(names, "time");
        if (time < 0) {
            throw new IllegalArgumentException(file + " has no column '" + name("time") + "': it has " + names
                    + "; name the one with the time by --map time=COLUMN");
        }
        return column(names, "sensor") >= 0 ? longRow(file, names, time) : wideRow(file, names, time);
    }

    private Row longRow(Path file, List<String> names, int time) {
        int sensor = column(names, "sensor");
        int value = column(names, "value");
        int quality = column(names, "quality");
        int unit = column(names, "unit");
        if (value < 0) {
            throw new IllegalArgumentException(file + " has no column '" + name("value") + "': it has " + names);
        }
        return record -> {
            if (record.size() <= Math.max(time, Math.max(sensor, value))) {
                desk.reject(record.size() + " cells where " + names.size() + " are named");
                return;
            }
            Optional<Sensor> known = sensors.find(record.get(sensor));
            if (known.isEmpty()) {
                desk.rejectUnknown(record.get(sensor));
                return;
            }
            cell(
                    record.get(time),
                    record.get(value),
                    known.get(),
                    new Desk.Words(at(record, unit), at(record, quality)));
        };
    }

    private Row wideRow(Path file, List<String> names, int time) {
        Map<Integer, Sensor> columns = new LinkedHashMap<>();
        List<String> unmapped = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            String mapped = form.map().getOrDefault(name, name);
            if (i == time || mapped.equals("-")) {
                continue;
            }
            if (form.map().containsKey(name)) {
                columns.put(i, sensors.require("column '" + name + "'", mapped));
            } else if (sensors.find(name).isPresent()) {
                columns.put(i, sensors.require("column", name));
            } else {
                unmapped.add(name);
            }
        }
        form.map().keySet().stream()
                .filter(name -> !ROLES.contains(name) && !names.contains(name))
                .forEach(unmapped::add);
        if (!unmapped.isEmpty() || columns.isEmpty()) {
            throw new IllegalArgumentException(file + ": what are the columns " + unmapped + " of " + names
                    + "? Say --map COLUMN=device/quantity, or --map COLUMN=- to leave one out");
        }
        return record -> wide(record, time, columns, names.size());
    }

    private void wide(CSVRecord record, int time, Map<Integer, Sensor> columns, int size) throws IOException {
        if (record.size() != size) {
            desk.reject(record.size() + " cells where " + size + " are named");
            return;
        }
        for (Map.Entry<Integer, Sensor> column : columns.entrySet()) {
            String written = record.get(column.getKey());
            if (!written.isEmpty()) {
                cell(record.get(time), written, column.getValue(), Desk.Words.NONE);
            }
        }
    }

    private void cell(String time, String written, Sensor sensor, Desk.Words words) throws IOException {
        try {
            long micros = form.time().micros(time);
            desk.value(sensor, micros, Desk.number(written, form.decimalComma()), words);
        } catch (IllegalArgumentException e) {
            desk.reject(String.valueOf(e.getMessage()));
        }
    }

    private String name(String role) {
        return form.map().getOrDefault(role, role);
    }

    private int column(List<String> names, String role) {
        return names.indexOf(name(role));
    }

    private static String at(CSVRecord record, int column) {
        return column < 0 || column >= record.size() ? "" : record.get(column);
    }
}
