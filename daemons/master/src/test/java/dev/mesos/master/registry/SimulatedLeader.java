package dev.mesos.master.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.mesos.coordination.ZnodeChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** A leader of a {@link RegistryHistory}: a core, its connection, and what should come of it. */
final class SimulatedLeader {

  private static final RegistryLayout LAYOUT = new RegistryLayout(RegistryHistory.BUCKETS);
  private static final ByteString ERASED = ByteString.EMPTY;

  /** A change of a slave. */
  private record Change(String id, ByteString content) {}

  private final RegistryWriter writer;
  private final RegistryCore core;
  private final FakeZooKeeper zooKeeper;
  private final FakeConnection connection;
  private final BooleanSupplier claimedLast;
  private final Book model = new Book();

  /** What it was asked for, and how much of that was brought about. */
  private final List<Change> wanted = new ArrayList<>();

  private int done;

  /** For each operation how much of {@link #wanted} it and those before it make. */
  private final Map<Long, Integer> reaches = new HashMap<>();

  private long submitted;
  private long told;
  private boolean recovered;
  private boolean ended;

  SimulatedLeader(
      int number,
      RegistryCore core,
      FakeZooKeeper zooKeeper,
      Consumer<List<ZnodeChange>> carriedOut,
      BooleanSupplier claimedLast) {
    this.claimedLast = claimedLast;
    this.writer =
        new RegistryWriter("json.info_%010d".formatted(number), 1_000 + number, "m" + number);
    this.core = core;
    this.zooKeeper = zooKeeper;
    this.connection =
        new FakeConnection(
            zooKeeper,
            (write, changes) -> {
              carriedOut.accept(changes);
              changes.forEach(this::changed);
            });
  }

  String candidate() {
    return writer.candidate();
  }

  void recover(long now) {
    handle(new RegistryEvent.Recover(writer), now);
  }

  void connect(long now) {
    if (!connection.connected()) {
      handle(connection.connect(), now);
    }
  }

  void cut(boolean forgotten, long now) {
    if (connection.connected()) {
      handle(connection.cut(forgotten), now);
    }
  }

  void work() {
    connection.work();
  }

  void workOnOrphan() {
    connection.workOnOrphan();
  }

  void receive(long now) {
    connection.receive().forEach(answer -> handle(answer, now));
  }

  void receiveLost(long now) {
    connection.receiveLost().forEach(answer -> handle(answer, now));
  }

  void wake(long now) {
    if (core.wakeAt().isPresent() && now - core.wakeAt().get() >= 0) {
      handle(new RegistryEvent.Woke(), now);
    }
  }

  void submit(RegistryOperation operation, Instant at, long now) {
    long number = ++submitted;
    if (recovered && !ended) {
      expect(operation, at);
    }
    reaches.put(number, wanted.size());
    handle(new RegistryEvent.Submit(number, operation, at), now);
  }

  void prune(Instant at, long now) {
    if (recovered && !ended) {
      for (String id : Pruning.due(model.entries(), RegistryHistory.SETTINGS, at)) {
        expect(new RegistryOperation.Prune(id), at);
      }
    }
    handle(new RegistryEvent.Prune(at), now);
  }

  private void expect(RegistryOperation operation, Instant at) {
    String id = operation.id();
    switch (model.judge(operation, at, writer.epoch())) {
      case Transition.Write(RegistryEntry entry) -> {
        model.put(entry);
        wanted.add(new Change(id, content(entry)));
      }
      case Transition.Erase() -> {
        model.remove(id);
        wanted.add(new Change(id, ERASED));
      }
      case Transition.Nothing nothing -> {}
      case Transition.Refuse refuse -> {}
    }
  }

  private void changed(ZnodeChange change) {
    String name = change.znode().substring(change.znode().lastIndexOf('/') + 1);
    switch (change) {
      case ZnodeChange.Create create ->
          brought(create.znode(), name, ByteString.copyFrom(create.data()));
      case ZnodeChange.Set set -> brought(set.znode(), name, ByteString.copyFrom(set.data()));
      case ZnodeChange.Delete delete -> brought(delete.znode(), name, ERASED);
      case ZnodeChange.Check check -> {}
    }
  }

  private void brought(String znode, String id, ByteString content) {
    if (znode.equals(LAYOUT.znode(id))) {
      assertThat(done).as("changes of %s, of those asked for", this).isLessThan(wanted.size());
      assertThat(new Change(id, content))
          .as("change %s of %s", done, this)
          .isEqualTo(wanted.get(done));
      done++;
    }
  }

  private static ByteString content(RegistryEntry entry) {
    return ByteString.copyFrom(EntryCodec.write(entry));
  }

  private void handle(RegistryEvent event, long now) {
    boolean before = ended;
    for (RegistryAction action : core.on(event, now)) {
      if (action instanceof RegistryAction.Tell(RegistryNews news)) {
        tell(news);
      } else {
        assertThat(before).as("%s asks for something after its end", this).isFalse();
        connection.send(action);
      }
    }
  }

  private void tell(RegistryNews news) {
    switch (news) {
      case RegistryNews.Recovered(var entries, var skipped, var made) -> {
        assertThat(recovered).isFalse();
        assertThat(skipped).isEmpty();
        recovered = true;
        entries.forEach(model::put);
        assertHolds();
      }
      case RegistryNews.Done(long number, RegistryOutcome outcome) -> done(number, outcome);
      case RegistryNews.Pruned(List<String> ids) ->
          ids.forEach(id ->
              assertThat(wanted.subList(0, done)).as("pruned").contains(new Change(id, ERASED)));
      case RegistryNews.Refused refused -> throw new AssertionError(refused.error());
      case RegistryNews.Ended(RegistryEnd reason, String detail) -> {
        assertThat(ended).isFalse();
        assertThat(reason).as(detail).isEqualTo(RegistryEnd.FENCED);
        assertThat(claimedLast.getAsBoolean() && zooKeeper.get(candidate()).isPresent())
            .as("%s ends though it leads: %s", this, detail)
            .isFalse();
        ended = true;
      }
    }
  }

  private void done(long number, RegistryOutcome outcome) {
    assertThat(number).as("the order in which %s tells", this).isEqualTo(told + 1);
    told = number;
    switch (outcome) {
      case RegistryOutcome.Written(RegistryEntry entry) ->
          assertThat(wanted.get(reaches.get(number) - 1))
              .isEqualTo(new Change(entry.id(), content(entry)));
      case RegistryOutcome.Erased() ->
          assertThat(wanted.get(reaches.get(number) - 1).content()).isEqualTo(ERASED);
      case RegistryOutcome.Unchanged unchanged -> {}
      case RegistryOutcome.Refused refused -> {}
      case RegistryOutcome.Ended over -> {
        return;
      }
    }
    assertThat(done)
        .as("%s of %s is told and not brought about", number, this)
        .isGreaterThanOrEqualTo(reaches.get(number));
  }

  /** How many changes of slaves it has brought about. */
  int changes() {
    return done;
  }

  boolean idle() {
    return ended || (recovered && told == submitted && core.queued() == 0);
  }

  /** What it takes to be so is so, as long as nobody has claimed after it. */
  void assertHolds() {
    if (ended || !claimedLast.getAsBoolean()) {
      return;
    }
    Map<String, ByteString> holds = new HashMap<>();
    model.entries().forEach(entry -> holds.put(entry.id(), content(entry)));
    for (int i = 0; i < RegistryHistory.SLAVES; i++) {
      String id = TestSlaves.id(i);
      Optional<ByteString> there =
          zooKeeper.get(LAYOUT.znode(id)).map(znode -> ByteString.copyFrom(znode.data()));
      assertThat(there)
          .as("what there is of %s for %s", id, this)
          .isEqualTo(Optional.ofNullable(holds.get(id)));
    }
  }

  @Override
  public String toString() {
    return writer.masterId();
  }
}
