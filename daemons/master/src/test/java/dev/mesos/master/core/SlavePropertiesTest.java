package dev.mesos.master.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesos.master.core.MasterMetrics.Metric;
import dev.mesos.protocol.InternalMessages.SlaveRegisteredMessage;
import dev.mesos.protocol.InternalMessages.SlaveReregisteredMessage;
import dev.mesos.protocol.PeerAddress;
import dev.mesos.protocol.Upid;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What holds after any history of slaves that come, go, fall silent, move and return. */
class SlavePropertiesTest {

  private static final int HISTORIES = 300;
  private static final int STEPS = 150;
  private static final int HOSTS = 5;

  /** A failing seed is named in the error, and replays exactly. */
  @Test
  void anyHistory() {
    for (long seed = 0; seed < HISTORIES; seed++) {
      try {
        new History(seed).run();
      } catch (AssertionError e) {
        throw new AssertionError("with seed " + seed, e);
      }
    }
  }

  /** One random history. */
  private static final class History {
    private final Scene scene = Scene.leading();
    private final Map<PeerAddress, Long> links = new HashMap<>();
    private final Set<String> ids = new HashSet<>();
    private final Set<String> givenUp = new HashSet<>();
    private final Random random;
    private long lastObserver;

    History(long seed) {
      random = new Random(seed);
    }

    void run() {
      for (int i = 0; i < STEPS; i++) {
        Set<String> before = idsOf(scene.slaves());
        long unhealthy = scene.metrics.get(Metric.SLAVE_REMOVALS_UNHEALTHY);
        List<MasterAction> actions = step();
        observe(actions);
        if (scene.metrics.get(Metric.SLAVE_REMOVALS_UNHEALTHY) > unhealthy) {
          before.removeAll(idsOf(scene.slaves()));
          givenUp.addAll(before);
        }
        check(actions);
      }
    }

    private List<MasterAction> step() {
      int host = random.nextInt(HOSTS);
      Upid pid = Scene.pid(host);
      return switch (random.nextInt(7)) {
        case 0 -> scene.registers(host);
        case 1 -> scene.reregisters(anyId(), host);
        case 2 -> scene.reregisters(anyId(), Scene.pid(random.nextInt(HOSTS)), "slave-" + host);
        case 3 ->
            scene.happens(
                new MasterEvent.LinkBroken(
                    pid.address(), links.getOrDefault(pid.address(), 1L) - random.nextInt(2)));
        case 4 -> scene.pongs(pid, "slave-observer(" + anyObserver() + ")");
        case 5 -> scene.pingsDue(anyObserver(), 1 + random.nextInt(3));
        default ->
            scene.happens(
                new MasterEvent.TimerFired(
                    new MasterTimer.Reregistration(anyObserver(), random.nextInt(3))));
      };
    }

    private long anyObserver() {
      return 1 + random.nextLong(lastObserver + 1);
    }

    private String anyId() {
      List<String> known = ids.stream().sorted().toList();
      return known.isEmpty() || random.nextInt(5) == 0
          ? "master-z-S" + random.nextInt(3)
          : known.get(random.nextInt(known.size()));
    }

    private void observe(List<MasterAction> actions) {
      for (MasterAction action : actions) {
        switch (action) {
          case MasterAction.Link link -> links.put(link.address(), link.link());
          case MasterAction.SetTimer timer when timer.timer() instanceof MasterTimer.Ping ping ->
              lastObserver = Math.max(lastObserver, ping.observer());
          default -> {}
        }
      }
      ids.addAll(idsOf(scene.slaves()));
    }

    private void check(List<MasterAction> actions) {
      List<SlaveRecord> slaves = scene.slaves();
      Set<String> registered = idsOf(slaves);
      assertThat(slaves).extracting(SlaveRecord::id).doesNotHaveDuplicates();
      assertThat(slaves).extracting(SlaveRecord::pid).doesNotHaveDuplicates();
      assertThat(registered).noneMatch(givenUp::contains);
      long connected = slaves.stream().filter(SlaveRecord::connected).count();
      assertThat(scene.metrics.get(Metric.SLAVES_ACTIVE)).isEqualTo(connected);
      assertThat(scene.metrics.get(Metric.SLAVES_INACTIVE)).isEqualTo(slaves.size() - connected);
      assertThat(scene.metrics.get(MasterMetrics.Total.CPUS)).isEqualTo(2.0 * slaves.size());
      assertThat(Scene.sent(actions, SlaveRegisteredMessage.class))
          .allMatch(answer -> registered.contains(answer.getSlaveId().getValue()));
      assertThat(Scene.sent(actions, SlaveReregisteredMessage.class))
          .allMatch(answer -> registered.contains(answer.getSlaveId().getValue()));
    }

    private static Set<String> idsOf(List<SlaveRecord> slaves) {
      Set<String> ids = new HashSet<>();
      slaves.forEach(slave -> ids.add(slave.id()));
      return ids;
    }
  }
}
