package dev.mesos.master.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesos.master.registry.RegistryOutcome.Refusal;
import dev.mesos.protocol.RegistryMessages.RegistryRecord.State;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What becomes of the operations of a leader. */
class RegistryWritesTest extends SteppedRegistry {

  @Test
  void manyOperationsAreFewTransactions() {
    lead();
    next(RegistryNews.Recovered.class);
    writes.clear();
    for (int i = 0; i < 1_000; i++) {
      submit(new RegistryOperation.Admit(TestSlaves.info(i)));
    }
    assertThat(writes).hasSize(RegistrySettings.DEFAULT.transactionsInFlight());
    settle();
    assertThat(writes).hasSizeLessThan(12);
    for (int i = 0; i < 1_000; i++) {
      assertThat(written().id()).isEqualTo(TestSlaves.id(i));
    }
  }

  @Test
  void largeEntriesMakeSmallTransactions() {
    lead();
    writes.clear();
    for (int i = 0; i < 50; i++) {
      submit(new RegistryOperation.Admit(large(i, 50_000)));
    }
    settle();
    assertThat(writes).hasSizeGreaterThan(9);
    assertThat(writes).allMatch(write -> write.changes().size() <= 3 + 5);
  }

  @Test
  void whatZooKeeperWouldNotTakeIsRefused() {
    lead();
    next(RegistryNews.Recovered.class);
    submit(new RegistryOperation.Admit(large(1, 600_000)));
    assertThat(refusal()).isEqualTo(Refusal.INVALID);
    submit(new RegistryOperation.Admit(TestSlaves.info("", "host")));
    assertThat(refusal()).isEqualTo(Refusal.INVALID);
    submit(new RegistryOperation.Admit(TestSlaves.info(1)));
    settle();
    assertThat(written().id()).isEqualTo(ID);
  }

  @Test
  void whatWasChangedByHandIsPutRight() {
    lead();
    next(RegistryNews.Recovered.class);
    submit(new RegistryOperation.Admit(TestSlaves.info(1)));
    settle();
    assertThat(written().id()).isEqualTo(ID);
    zooKeeper.remove(LAYOUT.znode(ID));
    zooKeeper.put(LAYOUT.znode(TestSlaves.id(2)), new byte[0]);
    zooKeeper.remove(RegistryLayout.SLAVES + "/" + LAYOUT.bucket(TestSlaves.id(3)));
    submit(new RegistryOperation.Deactivate(ID));
    submit(new RegistryOperation.Admit(TestSlaves.info(2)));
    submit(new RegistryOperation.Admit(TestSlaves.info(3)));
    settle();
    assertThat(written().state()).isEqualTo(State.DEACTIVATED);
    assertThat(written().state()).isEqualTo(State.ADMITTED);
    assertThat(written().state()).isEqualTo(State.ADMITTED);
    for (int i = 1; i <= 3; i++) {
      assertThat(zooKeeper.get(LAYOUT.znode(TestSlaves.id(i)))).isPresent();
    }
  }

  /** Item 65. */
  @Test
  void whatHasNotChangedIsNotWritten() {
    lead();
    next(RegistryNews.Recovered.class);
    submit(new RegistryOperation.Admit(TestSlaves.info(1)));
    settle();
    written();
    writes.clear();
    submit(new RegistryOperation.Update(TestSlaves.info(1)));
    assertThat(outcome()).isInstanceOf(RegistryOutcome.Unchanged.class);
    assertThat(writes).isEmpty();
  }

  /** Item 53. */
  @Test
  void aSlaveIsGivenUpOnceAlsoIfItsWriteIsSlow() {
    lead();
    next(RegistryNews.Recovered.class);
    submit(new RegistryOperation.Admit(TestSlaves.info(1)));
    submit(new RegistryOperation.Deactivate(ID));
    submit(new RegistryOperation.Deactivate(ID));
    assertThat(told).isEmpty();
    settle();
    assertThat(written().state()).isEqualTo(State.ADMITTED);
    assertThat(written().state()).isEqualTo(State.DEACTIVATED);
    assertThat(refusal()).isEqualTo(Refusal.DEACTIVATED);
  }

  @Test
  void inPlaceOfWhatCannotBeReadNothingIsWritten() {
    lead();
    submit(new RegistryOperation.Admit(TestSlaves.info(2)));
    settle();
    zooKeeper.put(LAYOUT.znode(ID), "torn".getBytes(StandardCharsets.UTF_8));
    zooKeeper.put(RegistryLayout.SLAVES + "/00/%zz", new byte[0]);
    zooKeeper.put(RegistryLayout.SLAVES + "/foreign", new byte[0]);
    String elsewhere = RegistryLayout.SLAVES + "/" + LAYOUT.bucket(ID) + "/" + TestSlaves.id(2);
    zooKeeper.put(elsewhere, zooKeeper.get(LAYOUT.znode(TestSlaves.id(2))).orElseThrow().data());
    successor();
    RegistryNews.Recovered recovered = next(RegistryNews.Recovered.class);
    assertThat(recovered.entries()).extracting(RegistryEntry::id).containsExactly(TestSlaves.id(2));
    assertThat(recovered.skipped())
        .extracting(SkippedEntry::znode)
        .containsExactlyInAnyOrder(
            LAYOUT.znode(ID),
            RegistryLayout.SLAVES + "/00/%zz",
            RegistryLayout.SLAVES + "/foreign",
            elsewhere);
    assertThat(core.skipped()).isEqualTo(4);

    submit(new RegistryOperation.Readmit(TestSlaves.info(1)));
    assertThat(refusal()).isEqualTo(Refusal.UNREADABLE);
    submit(new RegistryOperation.Deactivate(TestSlaves.id(2)));
    settle();
    assertThat(written().state()).isEqualTo(State.DEACTIVATED);
    assertThat(zooKeeper.get(LAYOUT.znode(ID)).orElseThrow().data())
        .isEqualTo("torn".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void theOldestAreForgottenInOrderWithEverythingElse() {
    core =
        new RegistryCore(
            RegistrySettings.DEFAULT.withLimits(Duration.ofDays(14), 1, Duration.ofMinutes(15)));
    lead();
    next(RegistryNews.Recovered.class);
    for (int i = 1; i <= 3; i++) {
      submit(new RegistryOperation.Admit(TestSlaves.info(i)));
      submit(new RegistryOperation.Deactivate(TestSlaves.id(i)));
    }
    settle();
    told.clear();
    handle(new RegistryEvent.Prune(AT));
    submit(new RegistryOperation.Readmit(TestSlaves.info(1)));
    settle();
    assertThat(next(RegistryNews.Pruned.class).ids())
        .containsExactly(TestSlaves.id(1), TestSlaves.id(2));
    assertThat(written().id()).isEqualTo(TestSlaves.id(1));
    handle(new RegistryEvent.Prune(AT.plus(Duration.ofDays(15))));
    settle();
    assertThat(next(RegistryNews.Pruned.class).ids()).containsExactly(TestSlaves.id(3));
    assertThat(core.count(State.ADMITTED)).isEqualTo(1);
    assertThat(core.count(State.DEACTIVATED)).isZero();
  }
}
