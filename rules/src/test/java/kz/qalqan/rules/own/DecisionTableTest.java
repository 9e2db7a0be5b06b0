package kz.qalqan.rules.own;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables say what rule files say, and no more; what is wrong is named by file and row. */
class DecisionTableTest {
    private static final String HEAD = """
            RuleTable Own limits
            NAME,METADATA,METADATA,METADATA,METADATA,METADATA,METADATA,METADATA,CONDITION,CONDITION
            ,,,,,,,,$e : Exceeded...,$e : Exceeded...
            ,"finding( id = ""$param"", at = ""$e"" )","finding( priority = ""$param"" )","says( en = ""$param"" )",\
            "says( ru = ""$param"" )","says( kk = ""$param"" )",\
            "action( en = ""$param"", ru = ""$param"", kk = ""$param"" )",\
            "limit( level = ""alarm"", quantity = ""$1"", above = $2 )",\
            "rule == ""$param\""","level == ""$param\"""
            name,id,priority,en,ru,kk,do,limit,id,level
            """;
    private static final String DAMP =
            "Very damp,own-damp,low,\"Damp, very\",Сыро,Дымқыл,Air it,\"humidity,95\",own-damp,alarm\n";
    private static final String HOT =
            "Very hot,own-hot,high,Hot,Жарко,Ыстық,Cool it,\"air-temperature,32\",own-hot,alarm\n";

    @TempDir
    private Path folder;

    private OwnRuleFolder.Found csv(String table) throws IOException {
        Files.writeString(folder.resolve("limits.csv"), table);
        return OwnRuleFolder.read(folder, OwnRuleLintTest.KNOWN);
    }

    private static List<String> words(OwnRuleFolder.Found found) {
        return found.faults().stream().map(RuleFault::toString).toList();
    }

    @Test
    void eachRowOfACsvTableIsARule() throws IOException {
        OwnRuleFolder.Found found = csv(HEAD + DAMP + HOT);
        assertThat(words(found)).isEmpty();
        assertThat(found.pack().rules()).extracting(OwnRule::name).containsExactly("Very damp", "Very hot");
        OwnRule damp = found.pack().rules().get(0);
        assertThat(damp.line()).as("its row").isEqualTo(6);
        assertThat(damp.finding().text().en()).isEqualTo("Damp, very");
        assertThat(damp.finding().text().kk())
                .as("UTF-8, whatever the machine speaks")
                .isEqualTo("Дымқыл");
        assertThat(damp.limits()).singleElement().satisfies(limit -> assertThat(limit.value())
                .isEqualTo(95));
        assertThat(found.pack().base()).isNotNull();
    }

    @Test
    void anXlsxTableWithMergedCellsGivesTheSameRules() throws IOException {
        Files.write(folder.resolve("limits.xlsx"), sheet(true));
        OwnRuleFolder.Found found = OwnRuleFolder.read(folder, OwnRuleLintTest.KNOWN);
        assertThat(words(found)).isEmpty();
        assertThat(found.pack().rules()).extracting(OwnRule::line).containsExactly(6, 7);
        List<OwnRule> fromCsv = new java.util.ArrayList<>();
        Files.delete(folder.resolve("limits.xlsx"));
        fromCsv.addAll(csv(HEAD + DAMP + HOT).pack().rules());
        assertThat(found.pack().rules())
                .extracting(OwnRule::finding)
                .isEqualTo(fromCsv.stream().map(OwnRule::finding).toList());
        assertThat(found.pack().rules())
                .extracting(OwnRule::when)
                .isEqualTo(fromCsv.stream().map(OwnRule::when).toList());
    }

    /** The silent trap of tables: columns that are not joined make as many facts of one name. */
    @Test
    void columnsThatAreNotJoinedAreRefusedWithTheirRow() throws IOException {
        assertThat(words(csv(HEAD.replace("...", "") + DAMP)))
                .singleElement()
                .asString()
                .startsWith("limits.csv:6: ")
                .contains("two facts");
        Files.delete(folder.resolve("limits.csv"));
        Files.write(folder.resolve("limits.xlsx"), sheet(false));
        assertThat(words(OwnRuleFolder.read(folder, OwnRuleLintTest.KNOWN)))
                .hasSize(2)
                .first()
                .asString()
                .startsWith("limits.xlsx:6: ");
    }

    @Test
    void aRowCanSayNoMoreThanARule() throws IOException {
        assertThat(words(csv(HEAD + DAMP + HOT.replace(",own-hot,alarm", ",\"x\"\" ) eval( true ) //\",alarm"))))
                .isNotEmpty()
                .allSatisfy(fault -> assertThat(fault).startsWith("limits.csv:7: "));
        assertThat(words(csv(HEAD.replace("CONDITION,CONDITION", "CONDITION,ACTION")
                                .replace("$e : Exceeded...,$e : Exceeded...", "$e : Exceeded,")
                                .replace("level == \"\"$param\"\"", "System.exit( 1 );")
                        + DAMP)))
                .singleElement()
                .asString()
                .startsWith("limits.csv:6: ");
        assertThat(words(csv("RuleSet,x\nImport,java.util.List\nFunctions,void f() {}\n" + HEAD + DAMP)))
                .isNotEmpty();
    }

    @Test
    void whatIsNoTableIsRefused() throws IOException {
        assertThat(words(csv("a,b\n1,2\n"))).singleElement().asString().startsWith("limits.csv: ");
        Files.delete(folder.resolve("limits.csv"));
        Files.write(folder.resolve("x.xlsx"), "no zip".getBytes(StandardCharsets.UTF_8));
        assertThat(words(OwnRuleFolder.read(folder, OwnRuleLintTest.KNOWN)))
                .singleElement()
                .asString()
                .startsWith("x.xlsx: this is no decision table");
    }

    private static final String ROWS = """
            RuleTable Own limits
            NAME|METADATA|METADATA|METADATA|METADATA|METADATA|METADATA|METADATA|CONDITION|CONDITION
            ||||||||$e : Exceeded|SECOND
            |finding( id = "$param", at = "$e" )|finding( priority = "$param" )|says( en = "$param" )|\
            says( ru = "$param" )|says( kk = "$param" )|action( en = "$param", ru = "$param", kk = "$param" )|\
            limit( level = "alarm", quantity = "$1", above = $2 )|rule == "$param"|level == "$param"
            name|id|priority|en|ru|kk|do|limit|id|level
            Very damp|own-damp|low|Damp, very|Сыро|Дымқыл|Air it|humidity,95|own-damp|alarm
            Very hot|own-hot|high|Hot|Жарко|Ыстық|Cool it|air-temperature,32|own-hot|alarm
            """;

    private static byte[] sheet(boolean merged) throws IOException {
        List<String> rows =
                ROWS.replace("SECOND", merged ? "" : "$e : Exceeded").lines().toList();
        try (XSSFWorkbook book = new XSSFWorkbook();
                ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            XSSFSheet sheet = book.createSheet("Tables");
            for (int r = 0; r < rows.size(); r++) {
                Row row = sheet.createRow(r);
                String[] cells = rows.get(r).split("[|]", -1);
                for (int c = 0; c < cells.length; c++) {
                    row.createCell(c).setCellValue(cells[c]);
                }
            }
            if (merged) {
                sheet.addMergedRegion(new CellRangeAddress(2, 2, 8, 9));
            }
            book.write(bytes);
            return bytes.toByteArray();
        }
    }
}
