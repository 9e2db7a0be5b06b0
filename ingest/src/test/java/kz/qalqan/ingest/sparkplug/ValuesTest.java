package kz.qalqan.ingest.sparkplug;

import static org.assertj.core.api.Assertions.assertThat;

import kz.qalqan.ingest.sparkplug.Metric.Standing;
import kz.qalqan.ingest.sparkplug.Metric.Word;
import kz.qalqan.ingest.sparkplug.SparkplugTopic.Verb;
import org.eclipse.tahu.protobuf.SparkplugBProto.DataType;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Datatypes, null, history, quality and units of metrics. */
class ValuesTest {
    private final Gateway gateway = new Gateway();

    private Metric birth(Payload.Metric.Builder metric) {
        gateway.hear(gateway.nbirth(), gateway.of(Verb.DBIRTH, "GA-07", metric));
        return gateway.ear.last();
    }

    private Metric data(DataType type, Payload.Metric.Builder metric) {
        birth(Gateway.metric("ch4", 1, type));
        gateway.hear(gateway.data(metric.setAlias(1)));
        return gateway.ear.last();
    }

    private static Payload.Metric.Builder value() {
        return Payload.Metric.newBuilder();
    }

    @ParameterizedTest
    @CsvSource({
        "Int8, 255, -1",
        "Int8, 4294967295, -1",
        "Int16, 65535, -1",
        "Int32, 4294967295, -1",
        "Int32, 7, 7",
        "UInt8, 255, 255",
        "UInt16, 65535, 65535",
        "UInt32, 4294967295, 4294967295"
    })
    void integersOf32BitsMeanWhatTheirTypeSays(DataType type, long bits, double expected) {
        assertThat(data(type, value().setIntValue((int) bits)).number()).isEqualTo(expected);
        assertThat(data(type, value().setLongValue(bits)).number()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "Int64, -1, -1",
        "Int64, 9007199254740993, 9007199254740992",
        "UInt64, -1, 18446744073709551615",
        "UInt64, 5, 5"
    })
    void integersOf64BitsMeanWhatTheirTypeSays(DataType type, long bits, double expected) {
        assertThat(data(type, value().setLongValue(bits)).number()).isEqualTo(expected);
    }

    @Test
    void floatMeansTheDecimalNumberThatWasWritten() {
        assertThat(data(DataType.Float, value().setFloatValue(1.3f)).number()).isEqualTo(1.3);
        assertThat(data(DataType.Double, value().setDoubleValue(1.3)).number()).isEqualTo(1.3);
    }

    @Test
    void notANumberIsNumberWithoutValue() {
        Metric nan = data(DataType.Float, value().setFloatValue(Float.NaN));
        assertThat(nan.type()).isEqualTo(Metric.Type.NUMBER);
        assertThat(nan.number()).isNaN();
        assertThat(data(DataType.Double, value().setDoubleValue(Double.POSITIVE_INFINITY))
                        .number())
                .isInfinite();
    }

    @Test
    void booleanIsFlag() {
        Metric on = data(DataType.Boolean, value().setBooleanValue(true));
        assertThat(on.type()).isEqualTo(Metric.Type.FLAG);
        assertThat(on.number()).isEqualTo(1);
    }

    @Test
    void textAndStructuresAreNoNumbers() {
        assertThat(data(DataType.String, value().setStringValue("0.5")).type()).isEqualTo(Metric.Type.TEXT);
        assertThat(data(DataType.DataSet, value().setDatasetValue(Payload.DataSet.getDefaultInstance()))
                        .type())
                .isEqualTo(Metric.Type.STRUCTURE);
        assertThat(data(DataType.Template, value().setTemplateValue(Payload.Template.getDefaultInstance()))
                        .type())
                .isEqualTo(Metric.Type.STRUCTURE);
        assertThat(data(DataType.DateTime, value().setLongValue(5)).type()).isEqualTo(Metric.Type.STRUCTURE);
        assertThat(data(DataType.Double, value().setLongValue(5)).type())
                .as("a whole number where a double was announced")
                .isEqualTo(Metric.Type.STRUCTURE);
    }

    @Test
    void nullInBirthIsNoValueYetAndNullInDataIsFault() {
        assertThat(birth(Gateway.metric("ch4", 1, DataType.Double).setIsNull(true))
                        .standing())
                .isEqualTo(Standing.NONE_YET);
        Metric lost = data(DataType.Double, value().setIsNull(true));
        assertThat(lost.standing()).isEqualTo(Standing.VALUE);
        assertThat(lost.number()).isNaN();
        assertThat(lost.word()).isEqualTo(Word.BAD);
    }

    @Test
    void historyAndBirthsWithoutTimeAreNotOfNow() {
        assertThat(data(DataType.Double, value().setDoubleValue(1).setIsHistorical(true))
                        .word())
                .isEqualTo(Word.OLD);
        assertThat(birth(Gateway.metric("ch4", 1, DataType.Double).setDoubleValue(1))
                        .word())
                .isEqualTo(Word.OLD);
        assertThat(birth(Gateway.ch4(1)).word()).isEqualTo(Word.GOOD);
        assertThat(data(DataType.Double, value().setDoubleValue(1).setIsTransient(true))
                        .word())
                .isEqualTo(Word.GOOD);
    }

    @Test
    void timeOfTheMetricStandsBeforeTimeOfTheMessage() {
        assertThat(data(DataType.Double, value().setDoubleValue(1).setTimestamp(7))
                        .millis())
                .isEqualTo(7L);
        assertThat(data(DataType.Double, value().setDoubleValue(1)).millis()).isEqualTo(gateway.now.toEpochMilli());
    }

    @ParameterizedTest
    @CsvSource({"192, GOOD", "0, BAD", "500, OLD", "64, UNCERTAIN", "216, GOOD", "12, BAD", "-1, UNCERTAIN"})
    void qualityPropertyIsHeeded(int code, Word expected) {
        Payload.PropertySet quality = Payload.PropertySet.newBuilder()
                .addKeys("Quality")
                .addValues(Payload.PropertyValue.newBuilder().setType(3).setIntValue(code))
                .build();
        assertThat(data(DataType.Double, value().setDoubleValue(1).setProperties(quality))
                        .word())
                .isEqualTo(expected);
    }

    @Test
    void unitOfTheBirthHoldsForItsData() {
        Payload.PropertySet unit = Payload.PropertySet.newBuilder()
                .addKeys("engUnit")
                .addValues(Payload.PropertyValue.newBuilder().setType(12).setStringValue(" ppm "))
                .build();
        birth(Gateway.ch4(5000).setProperties(unit));
        gateway.hear(gateway.data(Gateway.alias(1).setDoubleValue(6000)));
        assertThat(gateway.ear.last().unit()).isEqualTo("ppm");
    }

    @ParameterizedTest
    @CsvSource({
        "CH4, ch4",
        "Gas/CH4, ch4",
        "a/b/airVelocity, air-velocity",
        "Air Velocity, air-velocity",
        "air_velocity, air-velocity",
        "PIPE_CH4, pipe-ch4",
        "fw, ''",
        "Node Control/CH4, ''",
        "CH4/raw, ''"
    })
    void namesMeanQuantities(String name, String expected) {
        assertThat(QuantityNames.quantity(name)).isEqualTo(expected);
    }
}
