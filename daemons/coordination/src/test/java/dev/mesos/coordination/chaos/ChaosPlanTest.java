package dev.mesos.coordination.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ChaosPlanTest {

  private static final Duration LENGTH = Duration.ofMinutes(2);
  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final ChaosPlan.Nodes NODES =
      new ChaosPlan.Nodes(List.of(0, 1, 2), List.of(3, 4, 5));

  private static ChaosPlan plan(long seed) {
    return ChaosPlan.of(seed, LENGTH, TIMEOUT, NODES);
  }

  @Test
  void aSeedBringsTheSameFaultsAgain() {
    assertThat(plan(7)).isEqualTo(plan(7));
    assertThat(plan(7)).isNotEqualTo(plan(8));
  }

  @Test
  void theRoundsTakeAsLongAsWasAskedFor() {
    Duration sum =
        plan(7).rounds().stream()
            .map(round -> round.lasting().plus(round.calm()))
            .reduce(Duration.ZERO, Duration::plus);
    assertThat(sum).isBetween(LENGTH, LENGTH.plus(TIMEOUT.multipliedBy(5)));
  }

  @Test
  void everyKindOfFaultComesAndNoPartitionIsOfNobody() {
    Set<Class<?>> kinds = new HashSet<>();
    LongStream.range(0, 20)
        .mapToObj(ChaosPlanTest::plan)
        .flatMap(plan -> plan.rounds().stream())
        .flatMap(round -> round.faults().stream())
        .forEach(fault -> {
          kinds.add(fault.getClass());
          if (fault instanceof Fault.Partition(Set<Integer> from, Set<Integer> to, boolean both)) {
            assertThat(from).isNotEmpty().doesNotContainAnyElementsOf(to);
            assertThat(to).isNotEmpty();
          }
        });
    assertThat(kinds).containsExactlyInAnyOrder(Fault.class.getPermittedSubclasses());
  }
}
