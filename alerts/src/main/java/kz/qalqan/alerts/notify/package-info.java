/** Who is told what and when: the outbox beside the alert book, one courier a receiver, rosters and escalation. */
@org.jspecify.annotations.NullMarked
package kz.qalqan.alerts.notify;
