/** How each kind of receiver is told of an alert: one class a kind, all behind {@link Channel}. */
@org.jspecify.annotations.NullMarked
package kz.qalqan.alerts.channel;
