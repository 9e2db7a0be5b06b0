@org.jspecify.annotations.NullMarked
package kz.qalqan.alerts.notify;
