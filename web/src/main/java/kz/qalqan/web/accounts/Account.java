package kz.qalqan.web.accounts;

import java.time.Instant;
import java.util.Set;

/**
 * Somebody who may sign in. The password's hash stays in the store.
 *
 * @param name what they sign in with
 * @param roles what they may do
 * @param version changes with every change of the account: what was signed in before is signed out
 * @param createdAt when it was added
 */
public record Account(String name, Set<Role> roles, long version, Instant createdAt) {
    public Account {
        roles = Set.copyOf(roles);
    }
}
