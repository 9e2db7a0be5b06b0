package kz.qalqan.ingest.sparkplug;

/**
 * An edge node, as its topics name it.
 *
 * @param group its group: the site
 * @param name its name within the group
 */
public record EdgeNode(String group, String name) {
    @Override
    public String toString() {
        return group + "/" + name;
    }
}
