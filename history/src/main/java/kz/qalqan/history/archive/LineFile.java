package kz.qalqan.history.archive;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import kz.qalqan.telemetry.Sensor;
import org.jspecify.annotations.Nullable;

/**
 * A file of line protocol. Two forms of a point are known: a tag that names the sensor and a field with its value, or a
 * tag that names the device and a field for each quantity.
 *
 * <pre>
 *   readings,sensor=karaganda-1/GA-07/ch4 value=0.42 1763700000000000000
 *   air,device=GA-07 ch4=0.42,co=3 1763700000000000000
 * </pre>
 *
 * The map says what is called otherwise: {@code sensor=TAG}, {@code device=TAG}, {@code value=FIELD}, and
 * {@code FIELD=quantity}; {@code FIELD=-} leaves a field out.
 *
 * <p>Threads: one.
 */
final class LineFile {
    /** A quoted text may go over lines; more than this is refused. */
    private static final int POINT_CHARS_MAX = 65_536;

    private final ImportRequest.Form form;
    private final Sensors sensors;
    private final Desk desk;

    LineFile(ImportRequest.Form form, Sensors sensors, Desk desk) {
        this.form = form;
        this.sensors = sensors;
        this.desk = desk;
    }

    void read(Path file) throws IOException {
        long number = 0;
        try (BufferedReader lines = Files.newBufferedReader(file, ISO_8859_1)) { // bytes as they are
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                desk.line(number, line);
                StringBuilder whole = new StringBuilder(line);
                while (!point(whole) && whole.length() < POINT_CHARS_MAX) {
                    String more = lines.readLine();
                    if (more == null) {
                        break;
                    }
                    number++;
                    whole.append('\n').append(more);
                }
                if (open(whole)) {
                    desk.reject("the text of a field does not end");
                }
            }
        }
    }

    private static boolean open(CharSequence whole) {
        try {
            var unused = parse(whole);
            return false;
        } catch (LineProtocol.Refused e) {
            return e.open();
        }
    }

    private static @Nullable LinePoint parse(CharSequence whole) throws LineProtocol.Refused {
        return new LineProtocol(whole.toString().getBytes(ISO_8859_1)).next();
    }

    /** Takes a point; false when it goes on in the next line. */
    private boolean point(CharSequence whole) throws IOException {
        try {
            LinePoint point = parse(whole);
            if (point != null) {
                take(point);
            }
        } catch (LineProtocol.Refused e) {
            if (e.open()) {
                return false;
            }
            desk.reject(String.valueOf(e.getMessage()));
        }
        return true;
    }

    private void take(LinePoint point) throws IOException {
        if (point.time() == null) {
            desk.reject("no time");
            return;
        }
        try {
            long micros = form.time().micros(point.time().toString());
            String sensor = point.tags().get(form.map().getOrDefault("sensor", "sensor"));
            String device = point.tags().get(form.map().getOrDefault("device", "device"));
            if (sensor != null) {
                ofSensor(point, sensor, micros);
            } else if (device != null) {
                ofDevice(point, device, micros);
            } else {
                desk.reject("neither a sensor nor a device is among the tags "
                        + point.tags().keySet());
            }
        } catch (IllegalArgumentException e) {
            desk.reject(String.valueOf(e.getMessage()));
        }
    }

    private void ofSensor(LinePoint point, String name, long micros) throws IOException {
        String wanted = form.map().getOrDefault("value", "value");
        Optional<LinePoint.Field> field =
                point.fields().stream().filter(f -> f.key().equals(wanted)).findFirst();
        Optional<Sensor> sensor = sensors.find(name);
        if (sensor.isEmpty()) {
            desk.rejectUnknown(name);
        } else if (field.isEmpty()) {
            desk.reject("no field '" + wanted + "'");
        } else {
            desk.value(sensor.get(), micros, number(field.get()), Desk.Words.NONE);
        }
    }

    private void ofDevice(LinePoint point, String device, long micros) throws IOException {
        for (LinePoint.Field field : point.fields()) {
            String quantity = form.map().getOrDefault(field.key(), field.key());
            if (quantity.equals("-")) {
                continue;
            }
            Optional<Sensor> sensor = sensors.find(device + "/" + quantity);
            if (sensor.isEmpty()) {
                desk.rejectUnknown(device + "/" + quantity);
            } else {
                desk.value(sensor.get(), micros, number(field), Desk.Words.NONE);
            }
        }
    }

    private static double number(LinePoint.Field field) {
        if (field.value() instanceof Number number) {
            return number.doubleValue();
        }
        if (field.value() instanceof Boolean state) {
            return state ? 1 : 0;
        }
        throw new IllegalArgumentException("field '" + field.key() + "' is a text");
    }
}
