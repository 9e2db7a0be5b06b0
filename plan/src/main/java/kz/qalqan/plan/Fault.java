package kz.qalqan.plan;

/**
 * One thing wrong in a document a person wrote.
 *
 * @param file name of the document
 * @param line line in it, from 1; 0 when the fault is nowhere in particular
 * @param where path of the value, for example {@code sites[0].zones[2].location}
 * @param message what is wrong and what is allowed
 */
public record Fault(String file, int line, String where, String message) {
    @Override
    public String toString() {
        return file + ":" + line + ": " + (where.isEmpty() ? "" : where + ": ") + message;
    }
}
