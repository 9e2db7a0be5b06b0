package kz.qalqan.simulator.mine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kz.qalqan.telemetry.LocationType;
import kz.qalqan.telemetry.Quantity;
import kz.qalqan.telemetry.Site;
import kz.qalqan.telemetry.Zone;
import org.jspecify.annotations.Nullable;

/**
 * Air and methane through the zones of a plan, along its airflow graph.
 *
 * <p>Air splits at a junction by the weights of the ways that leave it, so what goes in comes out. A way can be choked:
 * then the rest of its air takes the short cut through the open door to the mine's return, and the zones behind it get
 * less. The methane they make stays the same, hence it rises there and not in the return.
 *
 * <p>Where a plan's airflow runs in a circle, the circle is opened at the zone named first; a model, not a solver.
 *
 * <p>Threads: the model's thread only.
 */
final class AirNetwork {
    /** How slowly the flow follows a door, seconds. */
    static final double FLOW_LAG_S = 1.5;
    /** How slowly the air of the whole mine comes to rest, and moves again, seconds. */
    static final double FAN_LAG_S = 20;

    private static final int FLOW = 0;
    private static final int METHANE = 1;
    /** The gases that share a row of sums with the flow and the methane. */
    private static final List<Quantity> OTHERS = Arrays.stream(Quantity.values())
            .filter(quantity -> quantity.kind() == Quantity.Kind.GAS && quantity != Quantity.CH4)
            .toList();

    private static final int WIDTH = METHANE + 1 + OTHERS.size();

    private final List<Airway> order = new ArrayList<>();
    private final Map<String, Airway> airways = new HashMap<>();
    private final Map<String, Double> nominal = new HashMap<>();
    private final Map<String, Double> opening = new HashMap<>();
    private final Map<String, Double> target = new HashMap<>();
    private final Set<String> roots = new HashSet<>();
    private final @Nullable Airway shortCut;
    private final double gassiness;
    private final Map<Quantity, Map<String, Double>> sources = new EnumMap<>(Quantity.class);
    private double draught = 1;
    private double draughtTo = 1;
    private double seconds;

    AirNetwork(Site site, Noise noise) {
        Map<String, Zone> zones = inOrder(site);
        roots.addAll(zones.keySet());
        zones.values().forEach(zone -> {
            Airway airway = new Airway(zone, AirwayForm.of(zone.location()), noise.named(zone.id()));
            order.add(airway);
            airways.put(zone.id(), airway);
            zone.airflowTo().forEach(roots::remove);
        });
        boolean coal = zones.values().stream().anyMatch(zone -> zone.location() == LocationType.FACE);
        gassiness = coal ? 1 : 0.3;
        shortCut = order.stream()
                .filter(airway -> airway.zone().location() == LocationType.MINE_RETURN)
                .findFirst()
                .orElse(null);
        settle();
    }

    /**
     * Lets only a share of the usual air into a zone.
     *
     * @param zone its name
     * @param share 1 is usual, 0 nothing
     */
    void choke(String zone, double share) {
        target.put(zone, share);
    }

    /**
     * Lets only a share of the usual air through the whole mine: its fan stands still, or turns again.
     *
     * @param share 1 is usual; what is left without a fan is the natural draught
     */
    void draught(double share) {
        draughtTo = share;
    }

    /**
     * Lets a gas flow into a zone from now on.
     *
     * @param rate cubic metres of pure gas a second, beside what the zone makes of itself; 0 ends it
     */
    void release(String zone, Quantity gas, double rate) {
        airway(zone);
        sources.computeIfAbsent(gas, g -> new HashMap<>()).put(zone, rate);
    }

    /** Brings a gas into a zone at once, cubic metres. */
    void puff(String zone, Quantity gas, double volume) {
        if (gas != Quantity.CH4) {
            sources.computeIfAbsent(gas, g -> new HashMap<>());
        }
        airway(zone).puff(gas, volume);
    }

    /** Moves the whole mine's air. */
    void step(double length) {
        seconds += length;
        double nearer = 1 - StrictMath.exp(-length / FLOW_LAG_S);
        target.forEach((zone, share) -> opening.merge(zone, share, (open, to) -> open + (to - open) * nearer));
        draught += (draughtTo - draught) * (1 - StrictMath.exp(-length / FAN_LAG_S));
        flow(length);
    }

    /** The air of a zone. */
    Airway airway(String zone) {
        Airway found = airways.get(zone);
        if (found == null) {
            throw new IllegalArgumentException("no zone '" + zone + "'");
        }
        return found;
    }

    private void settle() {
        flow(0);
        order.forEach(airway -> {
            nominal.put(airway.zone().id(), airway.flow());
            opening.put(airway.zone().id(), 1.0);
        });
        for (int i = 0; i < 600; i++) {
            flow(10);
        }
    }

    private void flow(double length) {
        Map<String, double[]> incoming = new HashMap<>();
        for (Airway airway : order) {
            String zone = airway.zone().id();
            double[] in = incoming.getOrDefault(zone, new double[WIDTH]);
            double inflow = in[FLOW] + (roots.contains(zone) ? draught * ownFlow(airway) : 0);
            double make = airway.make(seconds, nominal.getOrDefault(zone, 0.0), gassiness) + rate(Quantity.CH4, zone);
            airway.step(length, inflow, inflow > 0 ? in[METHANE] / inflow : 0, make);
            for (Quantity gas : sources.keySet()) {
                if (gas != Quantity.CH4) {
                    airway.carry(gas, length, inflow > 0 ? in[slot(gas)] / inflow : 0, rate(gas, zone));
                }
            }
            split(airway, incoming);
        }
    }

    private double rate(Quantity gas, String zone) {
        Map<String, Double> zones = sources.get(gas);
        return zones == null ? 0 : zones.getOrDefault(zone, 0.0);
    }

    private static int slot(Quantity gas) {
        return METHANE + 1 + OTHERS.indexOf(gas);
    }

    private double ownFlow(Airway root) {
        double branches = root.zone().airflowTo().stream()
                .mapToDouble(next -> airway(next).form().weight())
                .sum();
        return root.zone().location() == LocationType.INTAKE && branches > 0
                ? branches
                : root.form().weight();
    }

    private void split(Airway airway, Map<String, double[]> incoming) {
        List<String> next = airway.zone().airflowTo();
        double weights =
                next.stream().mapToDouble(zone -> airway(zone).form().weight()).sum();
        for (String zone : next) {
            double way = airway.flow() * airway(zone).form().weight() / weights;
            double open = shortCut == null ? 1 : opening.getOrDefault(zone, 1.0);
            add(incoming, zone, way * open, airway);
            if (shortCut != null && open < 1) {
                add(incoming, shortCut.zone().id(), way * (1 - open), airway);
            }
        }
    }

    private void add(Map<String, double[]> incoming, String zone, double flow, Airway from) {
        double[] sum = incoming.computeIfAbsent(zone, z -> new double[WIDTH]);
        sum[FLOW] += flow;
        sum[METHANE] += flow * from.outlet();
        for (Quantity gas : sources.keySet()) {
            if (gas != Quantity.CH4) {
                sum[slot(gas)] += flow * from.outlet(gas);
            }
        }
    }

    private static Map<String, Zone> inOrder(Site site) {
        List<Zone> backwards = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        List<Zone> zones = new ArrayList<>(site.zones().values());
        for (int i = zones.size() - 1; i >= 0; i--) {
            visit(site, zones.get(i), seen, backwards);
        }
        Map<String, Zone> order = new LinkedHashMap<>();
        for (int i = backwards.size() - 1; i >= 0; i--) {
            order.put(backwards.get(i).id(), backwards.get(i));
        }
        return order;
    }

    private static void visit(Site site, Zone zone, Set<String> seen, List<Zone> backwards) {
        if (!seen.add(zone.id())) {
            return;
        }
        for (String name : zone.airflowTo()) {
            Zone next = site.zones().get(name);
            if (next != null) {
                visit(site, next, seen, backwards);
            }
        }
        backwards.add(zone);
    }
}
