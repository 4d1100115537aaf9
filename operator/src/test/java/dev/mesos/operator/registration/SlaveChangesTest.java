package dev.mesos.operator.registration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesos.operator.model.ClusterId;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SlaveChangesTest {
  private static final ClusterId ID = new ClusterId("ns", "demo", "uid");

  private static KnownSlave slave(int ordinal, boolean connected) {
    return new KnownSlave("S" + ordinal, host(ordinal), connected);
  }

  private static String host(int ordinal) {
    return "demo-slave-" + ordinal + ".demo-slave-headless.ns.svc";
  }

  @Test
  void whoIsAwayIsNamed() {
    SlaveCounts counts =
        SlaveChanges.counts(
            new Counters(1, 1, 1, 4), List.of(slave(0, true), slave(2, false), slave(1, false)));
    assertThat(counts).isEqualTo(new SlaveCounts(1, 2, 4, List.of("demo-slave-1", "demo-slave-2")));
  }

  @Test
  void onlySoManyNamesAreTold() {
    List<KnownSlave> away = IntStream.range(0, 9).mapToObj(i -> slave(i, false)).toList();
    assertThat(SlaveChanges.counts(new Counters(0, 9, 0, 0), away).missing()).hasSize(5);
  }

  @Test
  void onlyOurOwnBeyondTheOrdinalsThatAreAwayHaveDeparted() {
    List<KnownSlave> slaves =
        List.of(
            slave(1, false),
            slave(2, true),
            slave(3, false),
            new KnownSlave("else", "demo-slave-9.other-slave-headless.ns.svc", false),
            new KnownSlave("foreign", "machine-12.example", false),
            new KnownSlave("odd", "demo-slave-x.demo-slave-headless.ns.svc", false));
    assertThat(SlaveChanges.departed(ID, 2, slaves)).containsExactly(slave(3, false));
  }

  @Test
  void whoWasGivenUpIsNamed() {
    Map<String, String> before = Map.of("S0", "demo-slave-0", "S1", "demo-slave-1");
    assertThat(SlaveChanges.loss(before, List.of(slave(0, true)), 1))
        .isEqualTo("the leader has given up demo-slave-1 (S1)");
  }

  @Test
  void nobodyIsNamedWhoMayHaveLeftByHimself() {
    Map<String, String> before = Map.of("S0", "demo-slave-0", "S1", "demo-slave-1");
    assertThat(SlaveChanges.loss(before, List.of(), 1))
        .isEqualTo(
            "the leader has given up 1 slaves; these are no longer registered: demo-slave-0 (S0), demo-slave-1 (S1)");
    assertThat(SlaveChanges.loss(Map.of(), List.of(), 2))
        .isEqualTo("the leader has given up 2 slaves");
  }
}
