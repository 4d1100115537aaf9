package dev.mesos.coordination.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Random faults, one round after the other, all from one seed. The first two rounds are given: a
 * leader that is stopped until it must have lost, and one that is killed, so that there always are
 * changes of the leader.
 *
 * @param rounds in order
 */
record ChaosPlan(List<Round> rounds) {

  /** Faults that begin and end together, and the calm after them. */
  record Round(List<Fault> faults, Duration lasting, Duration calm) {}

  /** Which nodes there are. */
  record Nodes(List<Integer> servers, List<Integer> masters) {

    List<Integer> all() {
      List<Integer> all = new ArrayList<>(servers);
      all.addAll(masters);
      return all;
    }
  }

  private static final Duration SHORTEST = Duration.ofMillis(50);

  /**
   * Rounds until the time is up.
   *
   * @param timeout of the sessions: faults last from a small part to several times of it
   */
  static ChaosPlan of(long seed, Duration length, Duration timeout, Nodes nodes) {
    Random random = new Random(seed);
    List<Round> rounds = new ArrayList<>();
    rounds.add(
        new Round(List.of(new Fault.Stopped(Fault.LEADER)), timeout.multipliedBy(2), timeout));
    rounds.add(new Round(List.of(new Fault.Killed(Fault.LEADER)), SHORTEST, timeout));
    Duration left = length.minus(timeout.multipliedBy(4));
    while (left.isPositive()) {
      Round round = round(random, timeout, nodes);
      rounds.add(round);
      left = left.minus(round.lasting()).minus(round.calm());
    }
    return new ChaosPlan(List.copyOf(rounds));
  }

  private static Round round(Random random, Duration timeout, Nodes nodes) {
    int count = random.nextInt(3) == 0 ? 2 : 1;
    return new Round(
        IntStream.range(0, count).mapToObj(i -> fault(random, nodes)).toList(),
        between(random, SHORTEST, timeout.multipliedBy(3)),
        between(random, SHORTEST, timeout.multipliedBy(2)));
  }

  /** As often within a factor of ten at either end. */
  private static Duration between(Random random, Duration least, Duration most) {
    double exponent = random.nextDouble() * Math.log((double) most.toNanos() / least.toNanos());
    return Duration.ofNanos((long) (least.toNanos() * Math.exp(exponent)));
  }

  private static Fault fault(Random random, Nodes nodes) {
    return switch (random.nextInt(10)) {
      case 0, 1, 2, 3 -> partition(random, nodes);
      case 4 -> new Fault.Lossy(anyOf(random, nodes.all()), 20 + random.nextInt(60));
      case 5, 6 -> new Fault.Stopped(victim(random, nodes));
      case 7 ->
          new Fault.Killed(random.nextBoolean() ? Fault.LEADER : anyOf(random, nodes.masters()));
      default -> new Fault.Killed(anyOf(random, nodes.servers()));
    };
  }

  private static int victim(Random random, Nodes nodes) {
    return random.nextInt(3) == 0 ? anyOf(random, nodes.servers()) : Fault.LEADER;
  }

  private static Fault partition(Random random, Nodes nodes) {
    boolean bothWays = random.nextBoolean();
    return switch (random.nextInt(4)) {
      case 0 -> {
        // The leader, and some or all of the servers.
        Set<Integer> servers = some(random, nodes.servers());
        yield random.nextBoolean()
            ? new Fault.Partition(Set.of(Fault.LEADER), servers, bothWays)
            : new Fault.Partition(servers, Set.of(Fault.LEADER), bothWays);
      }
      case 1, 2 -> split(random, nodes.servers(), bothWays);
      default -> split(random, nodes.all(), bothWays);
    };
  }

  private static Fault split(Random random, List<Integer> among, boolean bothWays) {
    Set<Integer> side = some(random, among.subList(1, among.size()));
    Set<Integer> rest =
        among.stream().filter(node -> !side.contains(node)).collect(Collectors.toSet());
    return random.nextBoolean()
        ? new Fault.Partition(side, rest, bothWays)
        : new Fault.Partition(rest, side, bothWays);
  }

  /** At least one of them. */
  private static Set<Integer> some(Random random, List<Integer> nodes) {
    Set<Integer> some =
        nodes.stream().filter(node -> random.nextBoolean()).collect(Collectors.toSet());
    return some.isEmpty() ? Set.of(anyOf(random, nodes)) : some;
  }

  private static int anyOf(Random random, List<Integer> nodes) {
    return nodes.get(random.nextInt(nodes.size()));
  }
}
