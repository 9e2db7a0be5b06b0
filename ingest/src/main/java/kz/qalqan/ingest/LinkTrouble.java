package kz.qalqan.ingest;

import java.util.Locale;

/**
 * Why a connection to the broker does not stand.
 *
 * @param kind what kind of trouble
 * @param error what was reported last, in words; no secrets; empty when there is nothing to add
 */
public record LinkTrouble(Kind kind, String error) {
    /** No trouble. */
    public static final LinkTrouble NONE = new LinkTrouble(Kind.NONE, "");

    /** What can be wrong. The sentence is read by the operator, the word by scripts. */
    public enum Kind {
        NONE(""),
        STARTING("the service starts"),
        BROKER_ABSENT("no broker answers at the address"),
        CONNECTION_BROKEN("the connection broke"),
        NETWORK_SILENT("the network swallows what is sent: nothing comes back"),
        BROKER_ENDED("the broker ended the connection"),
        BROKER_REFUSES("the broker takes no connection now"),
        CREDENTIALS_REFUSED("the broker refuses our user, password or certificate"),
        CLIENT_REFUSED("the broker refuses our client id"),
        SUBSCRIPTION_REFUSED("the broker does not let us subscribe"),
        SESSION_TAKEN_OVER("another client connected with our client id: give each its own"),
        /** A broker may end a taken-over connection without a word: then this is all that can be seen. */
        SESSION_DISPUTED("the broker ends each connection soon after it was made: has another client our client id?"),
        CERTIFICATE_EXPIRED("the broker's certificate is not valid at this time"),
        CERTIFICATE_UNKNOWN("the broker's certificate comes from an authority we do not know: see mqtt.ca"),
        CERTIFICATE_OF_ANOTHER("the broker's certificate is made out for another host"),
        OUR_CERTIFICATE_REFUSED("the broker refuses our certificate: see mqtt.certificate"),
        OWN_FILES_UNUSABLE("our own certificate files cannot be used"),
        TLS("no encrypted connection could be agreed on"),
        NO_MQTT_5("the broker does not speak MQTT 5"),
        OTHER("the connection failed");

        private final String sentence;

        Kind(String sentence) {
            this.sentence = sentence;
        }

        /** As it stands in the health report and the journal: lower case with hyphens. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** What it means. */
        public String sentence() {
            return sentence;
        }
    }

    static LinkTrouble of(Kind kind, String error) {
        return new LinkTrouble(kind, error);
    }

    /** Whether somebody else may be using our client id. */
    boolean disputed() {
        return kind == Kind.SESSION_TAKEN_OVER || kind == Kind.SESSION_DISPUTED;
    }

    /** Word, sentence and last error in one line; empty when there is none. */
    public String words() {
        if (kind == Kind.NONE) {
            return "";
        }
        return kind.word() + ": " + kind.sentence() + (error.isEmpty() ? "" : " (" + error + ")");
    }
}
