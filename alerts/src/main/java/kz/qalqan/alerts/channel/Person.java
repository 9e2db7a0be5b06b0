package kz.qalqan.alerts.channel;

/**
 * Someone on the roster.
 *
 * @param name as on the roster
 * @param role in which they are called
 * @param mail address; empty for none
 * @param phone number for those who call or send text messages; empty for none
 */
public record Person(String name, String role, String mail, String phone) {}
