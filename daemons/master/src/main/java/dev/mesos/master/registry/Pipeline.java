package dev.mesos.master.registry;

import dev.mesos.coordination.ZnodeAnswer;
import dev.mesos.coordination.ZnodeChange;
import dev.mesos.master.registry.RegistryOutcome.Refusal;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Operations on their way into ZooKeeper, under one claim after the other.
 *
 * <p>Each transaction checks that our candidate exists and that the claim is ours, and moves {@code
 * registry/position} from the version in which the one before leaves it. So they are a chain:
 *
 * <ol>
 *   <li>Those that are carried out are the first ones of those that were sent, in that order, each
 *       once. If one fails, all behind it do.
 *   <li>Whatever became of the answers, the position alone says how many were carried out: {@link
 *       #resolve}. The rest is sent again, and nothing twice.
 *   <li>Outcomes are told in the order of the operations, a refusal not before the operations are
 *       written by which it was judged.
 * </ol>
 *
 * <p>Whether a slave's znode exists is known from what was written. If somebody changes that by
 * hand, a transaction fails; then it is sent again the other way, for we say what is there.
 */
final class Pipeline {

  /** In each transaction, before the changes of slaves. */
  static final int CANDIDATE = 0;

  static final int CLAIM = 1;
  private static final int HEAD = 3;

  private static final byte[] EMPTY = {};

  /** ZooKeeper takes no transaction of 1 MB. */
  private static final int LARGEST_ENTRY = 512 * 1024;

  /** What a change costs beside name and data. */
  private static final int CHANGE_BYTES = 64;

  /** An operation that was judged. */
  private record Pending(
      OptionalLong number, Optional<Target> target, RegistryOutcome outcome, long since) {
    int bytes() {
      return target.map(t -> CHANGE_BYTES + 2 * t.id.length() + t.data.length).orElse(0);
    }
  }

  /** What is to be in a slave's znode; no data: no znode. */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody, copied by nobody
  private record Target(String id, byte[] data) {}

  /** A transaction that was sent, and whose changes are those of its {@code targets}. */
  private record Flight(
      long number,
      int position,
      List<Pending> operations,
      List<String> ids,
      List<ZnodeChange> changes) {}

  private final RegistrySettings settings;
  private final RegistryWriter writer;
  private final RegistryLayout layout;
  private final Book book;
  private final Set<String> present;
  private final Deque<Pending> waiting = new ArrayDeque<>();
  private final Deque<Flight> flights = new ArrayDeque<>();
  private final Set<Long> unanswered = new HashSet<>();
  private final List<Runnable> corrections = new ArrayList<>();
  private int waitingTargets;
  private int claim;
  private int position;
  private boolean broken;

  /**
   * A pipeline in which nothing is under way.
   *
   * @param present the ids that have a znode
   */
  Pipeline(
      RegistrySettings settings,
      RegistryWriter writer,
      RegistryLayout layout,
      Book book,
      Set<String> present) {
    this.settings = settings;
    this.writer = writer;
    this.layout = layout;
    this.book = book;
    this.present = present;
  }

  /**
   * Judges an operation and lines it up. Without a number, only {@link RegistryNews.Pruned} tells.
   */
  void add(OptionalLong number, RegistryOperation operation, Instant at, long now) {
    Pending pending =
        switch (book.judge(operation, at, writer.epoch())) {
          case Transition.Write(RegistryEntry entry) -> write(number, entry, now);
          case Transition.Erase() -> {
            book.remove(operation.id());
            yield new Pending(
                number,
                Optional.of(new Target(operation.id(), EMPTY)),
                new RegistryOutcome.Erased(),
                now);
          }
          case Transition.Nothing(RegistryEntry entry) ->
              new Pending(number, Optional.empty(), new RegistryOutcome.Unchanged(entry), now);
          case Transition.Refuse(Refusal reason, String detail) ->
              refused(number, reason, detail, now);
        };
    waiting.add(pending);
    waitingTargets += pending.target.isPresent() ? 1 : 0;
  }

  private Pending write(OptionalLong number, RegistryEntry entry, long now) {
    byte[] data = EntryCodec.write(entry);
    if (data.length > LARGEST_ENTRY) {
      String detail =
          "slave %s: its record has %d bytes, use %d at most"
              .formatted(entry.id(), data.length, LARGEST_ENTRY);
      return refused(number, Refusal.INVALID, detail, now);
    }
    book.put(entry);
    Target target = new Target(entry.id(), data);
    return new Pending(number, Optional.of(target), new RegistryOutcome.Written(entry), now);
  }

  private static Pending refused(OptionalLong number, Refusal reason, String detail, long now) {
    return new Pending(number, Optional.empty(), new RegistryOutcome.Refused(reason, detail), now);
  }

  /** The registry is claimed: transactions go on from here. */
  void claimed(int version, int at) {
    claim = version;
    position = at;
    broken = false;
  }

  /** Sends what may be sent now, and tells what is behind nothing. */
  void flush(NumberSource numbers, List<RegistryAction> actions) {
    while (!broken) {
      if (flights.isEmpty()) {
        tellLeading(actions);
      }
      if (waitingTargets == 0 || flights.size() >= settings.transactionsInFlight()) {
        return;
      }
      Flight flight = next(numbers.next());
      flights.add(flight);
      unanswered.add(flight.number);
      position++;
      actions.add(new RegistryAction.Write(flight.number, flight.changes));
    }
  }

  /** Numbers the transactions. */
  interface NumberSource {
    long next();
  }

  private void tellLeading(List<RegistryAction> actions) {
    List<Pending> done = new ArrayList<>();
    while (!waiting.isEmpty() && waiting.peek().target.isEmpty()) {
      done.add(waiting.poll());
    }
    tell(done, actions);
  }

  private Flight next(long number) {
    List<Pending> operations = new ArrayList<>();
    List<String> ids = new ArrayList<>();
    List<ZnodeChange> changes = new ArrayList<>();
    changes.add(new ZnodeChange.Check(writer.candidate(), ZnodeChange.ANY));
    changes.add(new ZnodeChange.Check(RegistryLayout.ROOT, claim));
    changes.add(new ZnodeChange.Set(RegistryLayout.POSITION, EMPTY, position));
    int bytes = 0;
    while (!waiting.isEmpty()
        && ids.size() < settings.batchEntries()
        && (ids.isEmpty() || bytes + waiting.peek().bytes() <= settings.batchBytes())) {
      Pending operation = waiting.poll();
      operations.add(operation);
      bytes += operation.bytes();
      if (operation.target.isPresent()) {
        waitingTargets--;
        Target target = operation.target.get();
        change(target)
            .ifPresent(change -> {
              ids.add(target.id);
              changes.add(change);
            });
      }
    }
    return new Flight(number, position, operations, ids, changes);
  }

  private Optional<ZnodeChange> change(Target target) {
    String znode = layout.znode(target.id);
    if (target.data.length == 0) {
      return present.remove(target.id)
          ? Optional.of(new ZnodeChange.Delete(znode, ZnodeChange.ANY))
          : Optional.empty();
    }
    return Optional.of(
        present.add(target.id)
            ? new ZnodeChange.Create(znode, target.data)
            : new ZnodeChange.Set(znode, target.data, ZnodeChange.ANY));
  }

  /**
   * Takes the answer to a transaction.
   *
   * @return why the chain is broken, if this answer says so: then wait until {@link #quiet()},
   *     claim and {@link #resolve}
   */
  Optional<ZnodeAnswer.Failed<?>> answered(
      long number, ZnodeAnswer<List<ZnodeChange>> answer, List<RegistryAction> actions) {
    if (!unanswered.remove(number)) {
      return Optional.empty();
    }
    if (answer instanceof ZnodeAnswer.Failed<?> failed) {
      broken = true;
      correct(number, failed);
      return Optional.of(failed);
    }
    if (!broken) {
      tell(flights.remove().operations, actions);
    }
    return Optional.empty();
  }

  /** Notes what was otherwise than we thought; to be put right when it is known how far we came. */
  private void correct(long number, ZnodeAnswer.Failed<?> failed) {
    int index = failed.change() - HEAD;
    for (Flight flight : flights) {
      if (flight.number == number && index >= 0 && index < flight.ids.size()) {
        String id = flight.ids.get(index);
        switch (failed.failure()) {
          case EXISTS -> corrections.add(() -> present.add(id));
          case MISSING -> corrections.add(() -> present.remove(id));
          default -> {}
        }
      }
    }
  }

  /** Whether all that was sent is answered. */
  boolean quiet() {
    return unanswered.isEmpty();
  }

  /** Whether it is open what became of something. */
  boolean unresolved() {
    return !flights.isEmpty();
  }

  /**
   * Tells what was written, and lines the rest up again in front.
   *
   * @param reached the position at which nothing of what was sent can happen any more
   */
  void resolve(int reached, List<RegistryAction> actions) {
    while (!flights.isEmpty() && flights.peek().position < reached) {
      tell(flights.remove().operations, actions);
    }
    for (Iterator<Flight> last = flights.descendingIterator(); last.hasNext(); ) {
      takeBack(last.next());
    }
    flights.clear();
    corrections.forEach(Runnable::run);
    corrections.clear();
  }

  private void takeBack(Flight flight) {
    for (int i = flight.ids.size() - 1; i >= 0; i--) {
      switch (flight.changes.get(HEAD + i)) {
        case ZnodeChange.Create create -> present.remove(flight.ids.get(i));
        case ZnodeChange.Delete delete -> present.add(flight.ids.get(i));
        case ZnodeChange.Set set -> {}
        case ZnodeChange.Check check -> {}
      }
    }
    for (Pending operation : flight.operations.reversed()) {
      waiting.addFirst(operation);
      waitingTargets += operation.target.isPresent() ? 1 : 0;
    }
  }

  /** Tells everything that it ended. */
  void end(RegistryEnd reason, List<RegistryAction> actions) {
    RegistryOutcome ended = new RegistryOutcome.Ended(reason);
    List<Pending> all = new ArrayList<>();
    flights.forEach(flight -> all.addAll(flight.operations));
    all.addAll(waiting);
    for (Pending pending : all) {
      pending.number.ifPresent(
          n -> actions.add(new RegistryAction.Tell(new RegistryNews.Done(n, ended))));
    }
    flights.clear();
    waiting.clear();
    unanswered.clear();
    waitingTargets = 0;
    broken = true;
  }

  private static void tell(List<Pending> done, List<RegistryAction> actions) {
    List<String> pruned = new ArrayList<>();
    for (Pending pending : done) {
      if (pending.number.isPresent()) {
        actions.add(
            new RegistryAction.Tell(
                new RegistryNews.Done(pending.number.getAsLong(), pending.outcome)));
      } else {
        pending.target.ifPresent(target -> pruned.add(target.id));
      }
    }
    if (!pruned.isEmpty()) {
      actions.add(new RegistryAction.Tell(new RegistryNews.Pruned(pruned)));
    }
  }

  /** Since when the oldest operation waits. */
  Optional<Long> oldest() {
    return Optional.ofNullable(
            flights.isEmpty() ? waiting.peek() : flights.peek().operations.getFirst())
        .map(Pending::since);
  }

  /** How many operations are not told yet. */
  int size() {
    return waiting.size() + flights.stream().mapToInt(flight -> flight.operations.size()).sum();
  }
}
