package kz.qalqan.web.accounts;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What an account may do (contract 5). Stored by name. */
public enum Role {
    /** Sees everything but limits and quarantine. */
    VIEWER,
    /** Answers alerts. */
    OPERATOR,
    /** Changes limits and risk inputs. */
    ENGINEER,
    /** Cares for sensors and messages. */
    FIELD,
    /** May do all of it. */
    ADMIN;

    /** The name on the wire. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The role with this name on the wire.
     *
     * @throws IllegalArgumentException listing what is allowed
     */
    public static Role of(String word) {
        return Arrays.stream(values())
                .filter(role -> role.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("role '" + word + "': allowed are "
                        + Arrays.stream(values()).map(Role::word).toList()));
    }

    /** Comma-separated names, in the order of the roles. */
    static String join(Set<Role> roles) {
        return roles.stream().sorted().map(Role::word).collect(Collectors.joining(","));
    }

    /** Reads {@link #join}. */
    static Set<Role> split(String text) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (String word : text.split(",", -1)) {
            roles.add(of(word));
        }
        return roles;
    }
}
