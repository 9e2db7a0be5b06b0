package kz.qalqan.ingest.senml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import java.util.HexFormat;
import java.util.List;
import kz.qalqan.ingest.senml.SenmlRecord.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SenmlPackTest {
    private static final double NOW = 1_763_700_000;

    @Test
    void baseNameTimeAndUnitHoldUntilTheNextOnes() throws Exception {
        List<SenmlRecord> pack = json("[{'bn':'a:','bt':1763700000,'bu':'Cel','n':'x','v':1},{'n':'y','t':-1.5,'v':2},"
                + "{'bn':'b:','n':'x','u':'K','v':3}]");

        assertThat(pack).extracting(SenmlRecord::name).containsExactly("a:x", "a:y", "b:x");
        assertThat(pack).extracting(SenmlRecord::unit).containsExactly("Cel", "Cel", "K");
        assertThat(pack).extracting(entry -> entry.time(0)).containsExactly(NOW, NOW - 1.5, NOW);
    }

    @Test
    void baseValueIsAddedInDecimals() throws Exception {
        List<SenmlRecord> pack = json("[{'bn':'a','bv':0.7,'v':0.1},{'t':-1},{'vb':true},{'vs':'x'}]");

        assertThat(pack).extracting(SenmlRecord::number).containsExactly(0.8, 0.7, 1.0, Double.NaN);
        assertThat(pack)
                .extracting(SenmlRecord::kind)
                .containsExactly(Kind.NUMBER, Kind.NUMBER, Kind.BOOLEAN, Kind.STRING);
    }

    @Test
    void sumAndBaseSumAddUpAndNeedNoValue() throws Exception {
        List<SenmlRecord> pack = json("[{'bn':'a','bs':10,'s':1},{'v':2},{'n':'b','s':0.5,'v':3}]");

        assertThat(pack).extracting(SenmlRecord::sum).containsExactly(11.0, 10.0, 10.5);
        assertThat(pack).extracting(SenmlRecord::kind).containsExactly(Kind.NONE, Kind.NUMBER, Kind.NUMBER);
    }

    @Test
    void timesBelowTwoToTheTwentyEighthAreRelativeToNow() throws Exception {
        List<SenmlRecord> pack = json("[{'n':'a','v':1},{'n':'a','t':-60,'v':1},{'n':'a','t':268435455,'v':1},"
                + "{'n':'a','t':268435456,'v':1}]");

        assertThat(pack)
                .extracting(entry -> entry.time(NOW))
                .containsExactly(NOW, NOW - 60, NOW + 268_435_455, 268_435_456.0);
    }

    @Test
    void recordOfBaseFieldsAloneIsNoMeasurementUnlessItBringsAValue() throws Exception {
        assertThat(json("[{'bn':'a:','bt':1763700000,'bu':'%'},{'n':'x','v':1}]"))
                .hasSize(1);
        assertThat(json("[{'bn':'a:x','bu':'%','bv':0.4}]"))
                .extracting(SenmlRecord::number)
                .containsExactly(0.4);
        assertThat(json("[]")).isEmpty();
    }

    @Test
    void valueOfTheWrongTypeHarmsNoOther() throws Exception {
        assertThat(json("[{'n':'a','v':'1'},{'n':'a','v':null},{'n':'a'},{'n':'a','v':[1]},{'n':'a','vb':1},"
                        + "{'n':'a','vs':2},{'n':'a','v':1}]"))
                .extracting(SenmlRecord::kind)
                .containsExactly(Kind.NONE, Kind.NONE, Kind.NONE, Kind.NONE, Kind.NONE, Kind.NONE, Kind.NUMBER);
    }

    @Test
    void unknownFieldsAreIgnoredWhateverTheyHold() throws Exception {
        assertThat(json("[{'n':'a','foo':{'v':9},'0':[1],'v':1}]"))
                .extracting(SenmlRecord::number)
                .containsExactly(1.0);
    }

    @ParameterizedTest
    @CsvSource({"1", "5", "10", "26"})
    void versionsWeUnderstandAreRead(int version) throws Exception {
        assertThat(json("[{'bver':" + version + ",'n':'a','v':1}]")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'n':'a','v':1} | a SenML pack is an array",
                "[1] | a SenML pack holds records only",
                "[{'n':'a','v':1}] 1 | more follows",
                "[{'n':'a','v':1,'must_':1}] | 'must_' must be understood",
                "[{'bver':11,'n':'a','v':1}] | 'bver' 11.0: versions 1 to 10 and 26 are read",
                "[{'bver':42,'n':'a','v':1}] | 'bver' 42.0",
                "[{'bver':0,'n':'a','v':1}] | 'bver' 0.0",
                "[{'bver':1.5,'n':'a','v':1}] | 'bver' 1.5",
                "[{'bver':10,'n':'a','v':1},{'bver':5,'v':1}] | 'bver' 5 after 10",
                "[{'n':'a','v':1,'vs':'x'}] | second in 'vs'",
                "[{'n':'a','n':'b','v':1}] | 'n' stands twice",
                "[{'v':1}] | name ''",
                "[{'n':':a','v':1}] | name ':a'",
                "[{'n':'a b','v':1}] | name 'a b'",
                "[{'n':1,'v':1}] | 'n' must be text",
                "[{'n':'a','bt':'x','v':1}] | 'bt' must be a number",
                "[{'n':'a','t':null,'v':1}] | 't' must be a number",
                "[{'n':'a','u':7,'v':1}] | 'u' must be text"
            })
    void whatBindsAllRecordsCondemnsThePack(String payload, String why) {
        assertThatThrownBy(() -> json(payload))
                .isInstanceOf(SenmlException.class)
                .hasMessageContaining(why);
    }

    @Test
    void packHasABoundedLength() {
        assertThatThrownBy(() -> json("[" + "{'n':'a','v':1},".repeat(20) + "{'n':'a','v':1}]"))
                .isInstanceOfSatisfying(
                        SenmlException.class, e -> assertThat(e.tooMany()).isTrue());
    }

    /** {@code [{-2:"a:",0:"x",2:c4([-1,42]),4:…}]}: numbers, words and decimal fractions as labels and values. */
    @ParameterizedTest
    @CsvSource({
        "81 a3 21 62 613a 00 61 78 02 c4 82 20 18 2a, 4.2",
        "81 a3 62 626e 62 613a 61 6e 61 78 61 76 f9 4440, 4.25",
        "9f bf 21 62 613a 00 61 78 02 18 2a ff ff, 42",
        "81 a3 21 62 613a 00 61 78 02 20, -1"
    })
    void cborMayNumberItsLabels(String hex, double value) throws Exception {
        List<SenmlRecord> pack = cbor(hex);

        assertThat(pack).extracting(SenmlRecord::name).containsExactly("a:x");
        assertThat(pack).extracting(SenmlRecord::number).containsExactly(value);
    }

    @Test
    void cborDataValueIsNoNumber() throws Exception {
        assertThat(cbor("81 a2 00 61 78 08 43 010203"))
                .extracting(SenmlRecord::kind)
                .containsExactly(Kind.DATA);
    }

    @ParameterizedTest
    @CsvSource({"81 a2 00 61 78", "9f", "81", "81 a1 00 7b ffffffffffffffff", "9f bf 00 61 78"})
    void cborThatEndsTooEarlyIsRefused(String hex) {
        assertThatThrownBy(() -> cbor(hex)).isInstanceOfAny(SenmlException.class, java.io.IOException.class);
    }

    private static List<SenmlRecord> json(String payload) throws Exception {
        try (JsonParser in = new JsonFactory().createParser(payload.replace('\'', '"'))) {
            return SenmlPack.read(in, false, 20);
        }
    }

    private static List<SenmlRecord> cbor(String hex) throws Exception {
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        try (JsonParser in = new CBORFactory().createParser(bytes)) {
            return SenmlPack.read(in, true, 20);
        }
    }
}
