package dev.mesos.master.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesos.coordination.ZnodeAnswer;
import dev.mesos.coordination.ZnodeChange;
import dev.mesos.master.registry.RegistryOutcome.Refusal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How a leader claims the registry, keeps it, and loses it. */
class RegistryCoreTest extends SteppedRegistry {

  /** Conformance item 87. */
  @Test
  void operationsBeforeTheRecoveryAreRefused() {
    submit(new RegistryOperation.Admit(TestSlaves.info(1)));
    assertThat(refusal()).isEqualTo(Refusal.NOT_RECOVERED);
    handle(new RegistryEvent.Recover(WRITER));
    submit(new RegistryOperation.Admit(TestSlaves.info(1)));
    assertThat(refusal()).isEqualTo(Refusal.NOT_RECOVERED);
    assertThat(writes).isEmpty();
  }

  /** Item 87: "recover stores MasterInfo"; and of item 89, Bootstrap. */
  @Test
  void theFirstLeaderMakesTheRegistryAndSignsIt() {
    lead();
    RegistryNews.Recovered recovered = next(RegistryNews.Recovered.class);
    assertThat(recovered.entries()).isEmpty();
    assertThat(recovered.made()).isEmpty();
    String header =
        new String(zooKeeper.get(RegistryLayout.ROOT).orElseThrow().data(), StandardCharsets.UTF_8);
    assertThat(header).contains("\"id\":\"m1\"", "\"epoch\":100");
    assertThat(zooKeeper.children(RegistryLayout.SLAVES))
        .isEqualTo(new ZnodeAnswer.Ok<>(LAYOUT.bucketNames()));
  }

  @Test
  void theNextLeaderKnowsSinceWhenThereIsARegistry() {
    lead();
    successor();
    assertThat(next(RegistryNews.Recovered.class).made()).contains(FakeZooKeeper.NOW);
  }

  @Test
  void everyTransactionChecksTheCandidate() {
    lead();
    submit(new RegistryOperation.Admit(TestSlaves.info(1)));
    settle();
    assertThat(writes).hasSize(2);
    assertThat(writes)
        .allSatisfy(write ->
            assertThat(write.changes().getFirst())
                .isEqualTo(new ZnodeChange.Check(WRITER.candidate(), ZnodeChange.ANY)));
  }

  @Test
  void withoutItsCandidateALeaderChangesNothingAndEnds() {
    lead();
    next(RegistryNews.Recovered.class);
    zooKeeper.remove(WRITER.candidate());
    submit(new RegistryOperation.Admit(TestSlaves.info(1)));
    submit(new RegistryOperation.Deactivate(ID));
    settle();
    assertThat(ended()).isEqualTo(RegistryEnd.FENCED);
    assertThat(ended()).isEqualTo(RegistryEnd.FENCED);
    assertThat(next(RegistryNews.Ended.class).reason()).isEqualTo(RegistryEnd.FENCED);
    assertThat(zooKeeper.get(LAYOUT.znode(ID))).isEmpty();
    submit(new RegistryOperation.Admit(TestSlaves.info(1)));
    assertThat(ended()).isEqualTo(RegistryEnd.FENCED);
    assertThat(told).isEmpty();
  }

  @Test
  void whoCannotEvenClaimEnds() {
    zooKeeper.remove(WRITER.candidate());
    lead();
    assertThat(next(RegistryNews.Ended.class).reason()).isEqualTo(RegistryEnd.FENCED);
    assertThat(zooKeeper.get(RegistryLayout.ROOT)).isEmpty();
  }

  @Test
  void anAnswerThatIsLostIsFoundOutBeforeAnythingIsTold() {
    lead();
    next(RegistryNews.Recovered.class);
    submit(new RegistryOperation.Admit(TestSlaves.info(1)));
    submit(new RegistryOperation.Admit(TestSlaves.info(2)));
    connection.work(); // the first is carried out, the second never arrives
    handle(connection.cut(true));
    settle();
    assertThat(told).isEmpty();
    assertThat(zooKeeper.get(LAYOUT.znode(ID))).isPresent();

    handle(connection.connect());
    settle();
    assertThat(written().id()).isEqualTo(ID);
    assertThat(written().id()).isEqualTo(TestSlaves.id(2));
    assertThat(zooKeeper.get(LAYOUT.znode(ID)).orElseThrow().version()).isZero();
  }

  @Test
  void whatWasSentBeforeAndArrivesLateDoesNothing() {
    lead();
    next(RegistryNews.Recovered.class);
    submit(new RegistryOperation.Admit(TestSlaves.info(1)));
    handle(connection.cut(false));
    handle(connection.connect());
    settle();
    assertThat(written().id()).isEqualTo(ID);
    submit(new RegistryOperation.Remove(ID));
    settle();
    assertThat(outcome()).isEqualTo(new RegistryOutcome.Erased());
    assertThat(connection.workOnOrphan()).isTrue();
    assertThat(zooKeeper.get(LAYOUT.znode(ID))).isEmpty();
  }

  /** Item 86. */
  @Test
  void whatANewerVersionWroteIsNotTouched() {
    byte[] newer = "{\"format\":2}".getBytes(StandardCharsets.UTF_8);
    zooKeeper.put(RegistryLayout.ROOT, newer);
    lead();
    RegistryNews.Ended ended = next(RegistryNews.Ended.class);
    assertThat(ended.reason()).isEqualTo(RegistryEnd.INCOMPATIBLE);
    assertThat(ended.detail()).contains("use a newer version");
    assertThat(zooKeeper.get(RegistryLayout.ROOT).orElseThrow().data()).isEqualTo(newer);
    assertThat(writes).isEmpty();
  }

  /** Item 89: FetchTimeout. */
  @Test
  void whatCannotBeReadInTimeEndsIt() {
    handle(new RegistryEvent.Recover(WRITER));
    now += Duration.ofSeconds(59).toNanos();
    wake();
    assertThat(told).isEmpty();
    now += Duration.ofSeconds(1).toNanos();
    wake();
    assertThat(next(RegistryNews.Ended.class).reason()).isEqualTo(RegistryEnd.FETCH_TIMEOUT);
    handle(connection.connect());
    settle();
    assertThat(writes).isEmpty();
  }

  /** Item 89: StoreTimeout, Abort. */
  @Test
  void whatCannotBeWrittenInTimeEndsItAndAllThatFollows() {
    lead();
    next(RegistryNews.Recovered.class);
    submit(new RegistryOperation.Admit(TestSlaves.info(1)));
    handle(connection.cut(true));
    submit(new RegistryOperation.Admit(TestSlaves.info(2)));
    settle();
    now += Duration.ofSeconds(20).toNanos();
    wake();
    assertThat(ended()).isEqualTo(RegistryEnd.STORE_TIMEOUT);
    assertThat(ended()).isEqualTo(RegistryEnd.STORE_TIMEOUT);
    assertThat(next(RegistryNews.Ended.class).detail()).contains("does not answer");
    handle(connection.connect());
    settle();
    submit(new RegistryOperation.Admit(TestSlaves.info(3)));
    assertThat(ended()).isEqualTo(RegistryEnd.STORE_TIMEOUT);
    assertThat(zooKeeper.get(LAYOUT.znode(ID))).isEmpty();
  }

  @Test
  void aLeaderThatIsRefusedSaysSoOnceAndTriesOn() {
    handle(new RegistryEvent.Recover(WRITER));
    handle(connection.connect());
    for (int round = 1; round <= 6; round++) {
      for (String znode : List.of(RegistryLayout.ROOT, RegistryLayout.POSITION)) {
        handle(new RegistryEvent.WasRead(round, List.of(znode), List.of(denied())));
      }
      handle(new RegistryEvent.WasListed(round, RegistryLayout.SLAVES, denied()));
      pause();
    }
    assertThat(told).hasSize(1);
    assertThat(next(RegistryNews.Refused.class).error()).contains("DENIED");
    assertThat(now).isBetween(Duration.ofMillis(500).toNanos(), Duration.ofSeconds(2).toNanos());
  }
}
