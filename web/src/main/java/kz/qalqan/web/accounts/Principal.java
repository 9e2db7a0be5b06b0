package kz.qalqan.web.accounts;

import java.util.Collection;
import java.util.Set;

/**
 * Who asks.
 *
 * @param name of the account
 * @param roles what it may do
 * @param version of the account when it was recognised
 */
public record Principal(String name, Set<Role> roles, long version) {
    public Principal {
        roles = Set.copyOf(roles);
    }

    static Principal of(Account account) {
        return new Principal(account.name(), account.roles(), account.version());
    }

    /** Whether one of these roles is held; an administrator holds all. */
    public boolean may(Collection<Role> allowed) {
        return roles.contains(Role.ADMIN) || allowed.stream().anyMatch(roles::contains);
    }
}
