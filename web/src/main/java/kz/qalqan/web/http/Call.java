package kz.qalqan.web.http;

/**
 * What stands behind one operation of the contract: from a question, already authorised and validated, to its answer.
 *
 * <p>Threads: workers, several at once; may block.
 */
@FunctionalInterface
public interface Call {
    /**
     * Answers.
     *
     * @throws Refusal when it cannot be done, with the problem to tell
     */
    Answer answer(Question question);
}
