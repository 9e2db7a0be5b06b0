package kz.qalqan.ingest.sparkplug;

import static kz.qalqan.ingest.sparkplug.Gateway.alias;
import static kz.qalqan.ingest.sparkplug.Gateway.ch4;
import static kz.qalqan.ingest.sparkplug.Gateway.co;
import static kz.qalqan.ingest.sparkplug.Gateway.metric;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import kz.qalqan.ingest.sparkplug.Hearing.Note;
import kz.qalqan.ingest.sparkplug.Metric.Standing;
import kz.qalqan.ingest.sparkplug.SparkplugTopic.Verb;
import org.eclipse.tahu.protobuf.SparkplugBProto.DataType;
import org.junit.jupiter.api.Test;

/** Births, deaths, aliases and order of one edge node. */
class SparkplugHostTest {
    private static final Duration LONG_ENOUGH = HostLimits.REORDER_TIMEOUT.plusMillis(1);

    private final Gateway gateway = new Gateway();
    private final Ear ear = gateway.ear;

    @Test
    void birthsTellWhoIsThereAndGiveTheFirstValues() {
        gateway.born();
        assertThat(ear.presence).containsExactly("k1/gw on", "k1/gw/GA-07 on");
        assertThat(ear.values()).containsExactly("GA-07 ch4=0.4", "GA-07 co=3.0");
        assertThat(gateway.host.inSync()).isEqualTo(1);
        assertThat(ear.rebirths).isEmpty();
    }

    @Test
    void aliasMeansWhatTheBirthSaid() {
        gateway.born();
        ear.clear();
        gateway.hear(gateway.data(alias(1).setDoubleValue(0.5), alias(2).setIntValue(7)));
        assertThat(ear.values()).containsExactly("GA-07 ch4=0.5", "GA-07 co=7.0");
    }

    @Test
    void metricOfTheNodeItselfIsTheNodesReading() {
        gateway.hear(gateway.nbirth(metric("Pressure", 9, DataType.Float).setFloatValue(1013.2f)));
        gateway.hear(gateway.of(Verb.NDATA, "", alias(9).setFloatValue(1012.9f)));
        assertThat(ear.values()).containsExactly("gw pressure=1013.2", "gw pressure=1012.9");
    }

    @Test
    void dataBeforeTheBirthAreRefusedAndTheNodeIsAsked() {
        gateway.hear(gateway.data(alias(1).setDoubleValue(0.5)));
        assertThat(ear.values()).isEmpty();
        assertThat(ear.refused).containsExactly("m1: out-of-session: before the birth of its node");
        assertThat(ear.rebirths).containsExactly("k1/gw");
    }

    @Test
    void deviceThatWasNotBornIsRefusedAndTheNodeIsAsked() {
        gateway.born();
        gateway.hear(gateway.of(Verb.DDATA, "GA-08", alias(1).setDoubleValue(9)));
        assertThat(ear.refused).containsExactly("m3: out-of-session: before the birth of its device");
        assertThat(ear.rebirths).containsExactly("k1/gw");
    }

    @Test
    void unknownAliasIsNobodysValueAndTheOthersOfItsMessageGetIn() {
        gateway.born();
        ear.clear();
        gateway.hear(gateway.data(alias(77).setDoubleValue(9), alias(2).setIntValue(4)));
        assertThat(ear.values()).containsExactly("GA-07 co=4.0");
        assertThat(ear.without(Standing.UNRESOLVED)).containsExactly("alias 77");
        assertThat(ear.rebirths).hasSize(1);
    }

    @Test
    void aliasOfAnotherTypeThanItsBirthIsNotThatMetric() {
        gateway.born();
        ear.clear();
        gateway.hear(gateway.data(alias(1).setDatatype(DataType.Int32_VALUE).setIntValue(4)));
        assertThat(ear.values()).isEmpty();
        assertThat(ear.rebirths).hasSize(1);
    }

    @Test
    void messageThatComesEarlyWaitsForTheOneBefore() {
        gateway.born();
        ear.clear();
        Gateway.Sent first = gateway.data(alias(1).setDoubleValue(0.5));
        Gateway.Sent second = gateway.data(alias(1).setDoubleValue(0.6));
        gateway.hear(second);
        assertThat(ear.values()).isEmpty();
        gateway.hear(first);
        assertThat(ear.values()).containsExactly("GA-07 ch4=0.5", "GA-07 ch4=0.6");
        gateway.after(LONG_ENOUGH);
        assertThat(ear.rebirths).isEmpty();
        assertThat(ear.notes).containsOnlyKeys(Note.HELD);
    }

    @Test
    void messageThatNeverComesMakesUsAskAfterTheReorderTimeout() {
        gateway.born();
        ear.clear();
        gateway.data(alias(1).setDoubleValue(0.5)); // lost
        gateway.hear(gateway.data(alias(1).setDoubleValue(0.6)));
        gateway.after(HostLimits.REORDER_TIMEOUT.minusMillis(1));
        assertThat(ear.rebirths).isEmpty();

        gateway.after(Duration.ofMillis(1));

        assertThat(ear.rebirths).containsExactly("k1/gw");
        assertThat(ear.values()).isEmpty();
        assertThat(ear.without(Standing.UNRESOLVED)).containsExactly("alias 1");
    }

    @Test
    void afterGapNoAliasCountsUntilTheRebirth() {
        gateway.born();
        gateway.data(alias(1).setDoubleValue(0.5)); // lost
        gateway.hear(gateway.data(alias(1).setDoubleValue(0.6))).after(LONG_ENOUGH);
        ear.clear();
        gateway.hear(gateway.data(alias(1).setDoubleValue(0.7)));
        assertThat(ear.values()).isEmpty();

        gateway.hear(gateway.nbirth(), gateway.of(Verb.DBIRTH, "GA-07", ch4(0.8), co(3)));
        gateway.hear(gateway.data(alias(1).setDoubleValue(0.9)));

        assertThat(ear.values()).containsExactly("GA-07 ch4=0.8", "GA-07 co=3.0", "GA-07 ch4=0.9");
        assertThat(gateway.host.inSync()).isEqualTo(1);
        assertThat(ear.presence).as("a rebirth is no coming and going").isEmpty();
    }

    @Test
    void valueWithNameAndTypeCountsEvenAfterGap() {
        gateway.born();
        gateway.data(); // lost
        gateway.hear(gateway.data(ch4(1.6).clearAlias())).after(LONG_ENOUGH);
        assertThat(ear.values()).contains("GA-07 ch4=1.6");
    }

    @Test
    void sequenceRunsOverFrom255ToZero() {
        gateway.born();
        for (int i = 0; i < 600; i++) {
            gateway.hear(gateway.data(alias(2).setIntValue(i)));
        }
        assertThat(ear.values()).hasSize(602);
        assertThat(ear.notes).isEmpty();
    }

    @Test
    void messageThatComesTwiceCountsOnce() {
        gateway.born();
        ear.clear();
        Gateway.Sent data = gateway.data(alias(1).setDoubleValue(0.5));
        gateway.hear(data, data);
        assertThat(ear.values()).hasSize(1);
        assertThat(ear.repeated).containsExactly("m4");
        assertThat(gateway.host.inSync()).isEqualTo(1);
    }

    @Test
    void birthThatComesTwiceDoesNotStartAnew() {
        Gateway.Sent birth = gateway.nbirth();
        Gateway.Sent device = gateway.of(Verb.DBIRTH, "GA-07", ch4(0.4), co(3));
        gateway.hear(birth, device, birth, device, gateway.data(alias(1).setDoubleValue(0.5)));
        assertThat(ear.values()).containsExactly("GA-07 ch4=0.4", "GA-07 co=3.0", "GA-07 ch4=0.5");
        assertThat(ear.rebirths).isEmpty();
    }

    @Test
    void deathOfTheLivingBirthTakesNodeAndDevicesAway() {
        gateway.born();
        ear.clear();
        gateway.hear(gateway.ndeath());
        assertThat(ear.presence).containsExactlyInAnyOrder("k1/gw off", "k1/gw/GA-07 off");
        assertThat(ear.values()).as("nothing is invented").isEmpty();
        gateway.hear(gateway.data(alias(1).setDoubleValue(0.5)));
        assertThat(ear.values()).isEmpty();
    }

    @Test
    void deathOfAnEarlierBirthIsPassedOver() {
        Gateway.Sent old = gateway.ndeath();
        gateway.bdSeq = 1;
        gateway.born();
        ear.clear();
        gateway.hear(old);
        assertThat(ear.presence).isEmpty();
        assertThat(ear.notes).containsOnlyKeys(Note.STALE_DEATH);
        gateway.hear(gateway.data(alias(1).setDoubleValue(0.5)));
        assertThat(ear.values()).hasSize(1);
    }

    @Test
    void deathOfDeviceTakesThatDeviceAway() {
        gateway.born();
        gateway.hear(gateway.of(Verb.DBIRTH, "GA-08", ch4(0.1)));
        ear.clear();
        gateway.hear(gateway.of(Verb.DDEATH, "GA-07"));
        assertThat(ear.presence).containsExactly("k1/gw/GA-07 off");
        gateway.hear(gateway.of(Verb.DDATA, "GA-08", alias(1).setDoubleValue(0.2)));
        assertThat(ear.values()).containsExactly("GA-08 ch4=0.2");
    }

    @Test
    void deviceThatIsNotBornAgainWithItsNodeIsGone() {
        gateway.born();
        ear.clear();
        gateway.hear(gateway.nbirth());
        gateway.after(HostLimits.REBIRTH_EVERY.minusMillis(1));
        assertThat(ear.presence).isEmpty();
        gateway.after(Duration.ofMillis(1));
        assertThat(ear.presence).containsExactly("k1/gw/GA-07 off");
    }

    @Test
    void nodeIsAskedOncePerInterval() {
        for (int i = 0; i < 50; i++) {
            gateway.hear(gateway.data(alias(1).setDoubleValue(i)));
        }
        assertThat(ear.rebirths).hasSize(1);
        gateway.after(HostLimits.REBIRTH_EVERY);
        assertThat(ear.rebirths).hasSize(2);
    }

    @Test
    void nodeThatDoesNotAnswerIsNotAskedForEver() {
        gateway.hear(gateway.data(alias(1).setDoubleValue(1)));
        for (int i = 0; i < 20; i++) {
            gateway.after(HostLimits.REBIRTH_EVERY);
        }
        assertThat(ear.rebirths).hasSize(HostLimits.ASKS_MAX);
    }

    @Test
    void afterOurOwnLineBrokeEveryNodeIsAsked() {
        gateway.born();
        ear.clear();
        gateway.host.deaf(gateway.now);
        gateway.host.hearing(gateway.now);
        assertThat(ear.rebirths).containsExactly("k1/gw");
        assertThat(ear.presence).as("our line says nothing of theirs").isEmpty();
        gateway.hear(gateway.data(alias(1).setDoubleValue(0.5)));
        assertThat(ear.values()).isEmpty();
        gateway.hear(gateway.nbirth(), gateway.of(Verb.DBIRTH, "GA-07", ch4(0.8)));
        assertThat(ear.values()).containsExactly("GA-07 ch4=0.8");
    }

    @Test
    void retainedBirthIsNoBirth() {
        Gateway.Sent birth = gateway.nbirth();
        gateway.host.take("kept", birth.topic(), birth.bytes(), true, gateway.now);
        assertThat(ear.refused).containsExactly("kept: out-of-session: retained: nobody knows how old it is");
        assertThat(ear.presence).isEmpty();
        assertThat(ear.rebirths).hasSize(1);
    }

    @Test
    void stragglerOfTheTimeBeforeRebirthIsNotReadWithItsAliases() {
        gateway.born();
        Gateway.Sent straggler = gateway.data(alias(1).setDoubleValue(0.5));
        // The same session is born again, and CH4 and CO have changed their aliases.
        Gateway.Sent birth = gateway.nbirth();
        Gateway.Sent device = gateway.of(Verb.DBIRTH, "GA-07", ch4(0.4).setAlias(2), co(3).setAlias(1));
        gateway.hear(birth, device);
        ear.clear();
        gateway.hear(straggler);
        assertThat(ear.values()).isEmpty();
        assertThat(ear.notes).containsOnlyKeys(Note.STRAGGLER);
        gateway.hear(gateway.data(alias(2).setDoubleValue(0.7)));
        assertThat(ear.values()).containsExactly("GA-07 ch4=0.7");
    }

    @Test
    void clockThatWentBackDoesNotLockNodeOut() {
        gateway.born();
        gateway.after(LONG_ENOUGH);
        gateway.now = gateway.now.minusSeconds(3600);
        Gateway.Sent birth = gateway.nbirth();
        Gateway.Sent device = gateway.of(Verb.DBIRTH, "GA-07", ch4(0.4));
        gateway.now = gateway.now.plusSeconds(3600);
        gateway.hear(birth, device, gateway.data(alias(1).setDoubleValue(0.5)));
        assertThat(ear.values()).endsWith("GA-07 ch4=0.5");
    }

    @Test
    void commandsOfOtherHostsArePassedOver() {
        gateway.host.take(
                "c", new SparkplugTopic(Verb.NCMD, new Speaker(Gateway.ID, "")), new byte[0], false, gateway.now);
        assertThat(gateway.host.nodes()).isZero();
        assertThat(ear.refused).isEmpty();
    }

    @Test
    void whatIsNoQuantityIsToldOnceByName() {
        gateway.hear(gateway.nbirth(metric("fw", 3, DataType.String).setStringValue("1.0")));
        gateway.hear(gateway.nbirth(metric("fw", 3, DataType.String).setStringValue("1.0")));
        assertThat(ear.unnamed).containsExactly("k1/gw [fw]");
        assertThat(ear.told).isEmpty();
    }

    @Test
    void nameWithoutPathStandsBeforeNamesWithOne() {
        gateway.hear(gateway.nbirth());
        gateway.hear(gateway.of(
                Verb.DBIRTH,
                "GA-07",
                ch4(0.4),
                metric("Limits/CH4", 5, DataType.Double).setDoubleValue(1.0)));
        gateway.hear(gateway.data(alias(5).setDoubleValue(2.0), alias(1).setDoubleValue(0.5)));
        assertThat(ear.values()).containsExactly("GA-07 ch4=0.4", "GA-07 ch4=0.5");
    }

    @Test
    void twoNamesForOneQuantityAreRefusedRatherThanGuessed() {
        gateway.hear(gateway.nbirth());
        gateway.hear(gateway.of(
                Verb.DBIRTH,
                "GA-07",
                metric("Gas/CH4", 1, DataType.Double).setDoubleValue(0.4),
                metric("Limits/CH4", 2, DataType.Double).setDoubleValue(1)));
        assertThat(ear.values()).isEmpty();
        assertThat(ear.without(Standing.AMBIGUOUS)).containsExactly("'Gas/CH4'", "'Limits/CH4'");
    }

    @Test
    void nodesBeyondTheLimitAreRefusedWhileTheOthersLive() {
        for (int i = 0; i <= HostLimits.NODES_MAX; i++) {
            SparkplugTopic topic = new SparkplugTopic(Verb.NBIRTH, new Speaker(new EdgeNode("k1", "n" + i), ""));
            gateway.host.take("b" + i, topic, gateway.nbirth().bytes(), false, gateway.now);
        }
        assertThat(gateway.host.nodes()).isEqualTo(HostLimits.NODES_MAX);
        assertThat(ear.notes).containsEntry(Note.LIMIT_NODES, 1);
        assertThat(ear.refused).hasSize(1);
    }
}
