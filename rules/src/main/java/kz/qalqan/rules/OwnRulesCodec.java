package kz.qalqan.rules;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import kz.qalqan.telemetry.OwnRules;
import org.jspecify.annotations.Nullable;

/** The mine's own rules in a snapshot: their text, so that a restart needs neither directory nor journal. */
final class OwnRulesCodec {
    private OwnRulesCodec() {}

    static void write(Own own, DataOutputStream out) throws IOException {
        rules(own.inForce(), out);
        rules(own.refused(), out);
    }

    private static void rules(@Nullable OwnRules rules, DataOutputStream out) throws IOException {
        out.writeBoolean(rules != null);
        if (rules == null) {
            return;
        }
        text(rules.hash(), out);
        out.writeInt(rules.files().size());
        for (OwnRules.File file : rules.files()) {
            text(file.name(), out);
            text(file.sha256(), out);
            text(file.text(), out);
        }
        text(rules.by(), out);
        text(rules.reason(), out);
        out.writeInt(rules.faults().size());
        for (String fault : rules.faults()) {
            text(fault, out);
        }
    }

    private static void text(String text, DataOutputStream out) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    static OwnStatus read(DataInputStream in) throws IOException {
        return new OwnStatus(rules(in), rules(in), List.of());
    }

    private static @Nullable OwnRules rules(DataInputStream in) throws IOException {
        if (!in.readBoolean()) {
            return null;
        }
        String hash = text(in);
        List<OwnRules.File> files = new ArrayList<>();
        for (int i = in.readInt(); i > 0; i--) {
            files.add(new OwnRules.File(text(in), text(in), text(in)));
        }
        String by = text(in);
        String reason = text(in);
        List<String> faults = new ArrayList<>();
        for (int i = in.readInt(); i > 0; i--) {
            faults.add(text(in));
        }
        return new OwnRules(hash, files, by, reason, faults);
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    }
}
