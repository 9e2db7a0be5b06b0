package kz.qalqan.rules.own;

/**
 * What is wrong with a file of own rules.
 *
 * @param file its name
 * @param line the line, from 1; of a decision table the row; 0 when it is about the whole file
 * @param reason what is wrong and what is allowed
 */
public record RuleFault(String file, int line, String reason) {
    @Override
    public String toString() {
        return (line == 0 ? file : file + ":" + line) + ": " + reason;
    }
}
