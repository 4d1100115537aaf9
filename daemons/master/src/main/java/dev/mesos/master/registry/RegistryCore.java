package dev.mesos.master.registry;

import dev.mesos.coordination.Znode;
import dev.mesos.coordination.ZnodeAnswer;
import dev.mesos.coordination.ZnodeAnswer.Failure;
import dev.mesos.coordination.ZnodeChange;
import dev.mesos.master.registry.RegistryOutcome.Refusal;
import dev.mesos.protocol.RegistryMessages.RegistryRecord.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The registry of one leader, from its claim to its end. Pure: no clock, no thread, no connection.
 * Times are nanoseconds. Not thread-safe.
 *
 * <p>A <em>claim</em> is a transaction that checks our own candidate znode and writes us into the
 * header, in the version that was seen; every other transaction of ours checks the candidate, and
 * the header in the version that the claim made. So:
 *
 * <ol>
 *   <li><b>A deposed leader changes nothing.</b> Its candidate is gone, or else its successor has
 *       claimed; either makes each of its transactions fail, also one that was sent long ago and
 *       arrives late.
 *   <li><b>Recovery misses nothing.</b> All is read on the session that claimed, after the claim:
 *       it shows all that was carried out before, and of what was sent before and was not, nothing
 *       can be any more. That needs no word of the predecessor, no clock, and no luck.
 *   <li><b>What is told as written is written</b>, by a quorum, before it is told; what is told as
 *       refused is not. While nobody knows, nothing is told: after a lost answer we claim again,
 *       and then {@link Pipeline} knows what was carried out.
 *   <li><b>Outcomes are told once</b>, in the order of the operations.
 *   <li><b>The end is final</b>: {@link RegistryNews.Ended} once; what is asked for later ends too.
 * </ol>
 */
public final class RegistryCore {

  private sealed interface Phase {
    /** Nobody leads. */
    record Idle() implements Phase {}

    /** For a connection, or for the next attempt. */
    record Waiting() implements Phase {}

    /** For the answers to a look. */
    record Looking(Claim claim) implements Phase {}

    /** For the answer to a claim. */
    record Claiming(Claim claim, RegistryLayout layout, long number) implements Phase {}

    /** For all slaves. */
    record Reading(Claim claim, RegistryLayout layout, EntryReader reader) implements Phase {}

    /** Operations flow. */
    record Ready() implements Phase {}

    /** For the answers to all that was sent, since one of them was not as it should be. */
    record Draining() implements Phase {}

    /** For nothing. */
    record Ended(RegistryEnd reason) implements Phase {}
  }

  private static final long FIRST_PAUSE = Duration.ofMillis(50).toNanos();
  private static final int MOST_DOUBLINGS = 6;

  private final RegistrySettings settings;
  private final Book book = new Book();
  private List<RegistryAction> actions = new ArrayList<>();
  private Phase phase = new Phase.Idle();
  private boolean connected;
  private boolean claimed;
  private long round;
  private long lastWrite;
  private long nextAttempt;
  private int failures;
  private long began;
  private int skipped;
  private int readBatch;
  private @Nullable String refused;
  private @Nullable RegistryWriter self;
  private @Nullable Pipeline pipeline;

  /** A core that does nothing until we lead. */
  public RegistryCore(RegistrySettings settings) {
    this.settings = settings;
    this.readBatch = settings.readBatch();
  }

  /** Takes one event and says what to do, in this order. */
  public List<RegistryAction> on(RegistryEvent event, long now) {
    actions = new ArrayList<>();
    switch (event) {
      case RegistryEvent.Recover(RegistryWriter writer) -> recover(writer, now);
      case RegistryEvent.Submit submit -> submit(submit, now);
      case RegistryEvent.Prune prune -> prune(prune, now);
      case RegistryEvent.Connected() -> {
        connected = true;
        nextAttempt = now;
      }
      case RegistryEvent.Disconnected() -> connected = false;
      case RegistryEvent.WasRead read -> {
        if (read.round() == round) {
          read(read.znodes(), read.answers(), now);
        }
      }
      case RegistryEvent.WasListed listed -> {
        if (listed.round() == round) {
          listed(listed.znode(), listed.answer(), now);
        }
      }
      case RegistryEvent.WasWritten(long number, var answer) -> written(number, answer, now);
      case RegistryEvent.Woke() -> {}
    }
    wake(now);
    return actions;
  }

  /** When to send {@link RegistryEvent.Woke}, in nanoseconds; empty if nothing is due. */
  public Optional<Long> wakeAt() {
    Optional<Long> deadline = deadline();
    if (phase instanceof Phase.Waiting && connected) {
      return deadline.filter(at -> at - nextAttempt < 0).or(() -> Optional.of(nextAttempt));
    }
    return deadline;
  }

  private Optional<Long> deadline() {
    if (phase instanceof Phase.Idle || phase instanceof Phase.Ended) {
      return Optional.empty();
    }
    return pipeline == null
        ? Optional.of(began + settings.fetchTimeout().toNanos())
        : pipeline.oldest().map(since -> since + settings.storeTimeout().toNanos());
  }

  /** Whether operations are taken, or were before the end. */
  boolean recovered() {
    return pipeline != null;
  }

  /** How many slaves are in a state, counting what is being written. */
  int count(State state) {
    return book.count(state);
  }

  /** How many znodes could not be read. */
  int skipped() {
    return skipped;
  }

  /** How many operations are not done yet. */
  int queued() {
    return pipeline == null ? 0 : pipeline.size();
  }

  private void recover(RegistryWriter writer, long now) {
    if (!(phase instanceof Phase.Idle)) {
      throw new IllegalStateException("led by " + self + " already, now by " + writer);
    }
    self = writer;
    began = now;
    nextAttempt = now;
    phase = new Phase.Waiting();
  }

  private RegistryWriter self() {
    if (self == null) {
      throw new IllegalStateException("nobody leads");
    }
    return self;
  }

  private void submit(RegistryEvent.Submit submit, long now) {
    if (phase instanceof Phase.Ended(RegistryEnd reason)) {
      tell(new RegistryNews.Done(submit.number(), new RegistryOutcome.Ended(reason)));
    } else if (pipeline == null) {
      RegistryOutcome early =
          new RegistryOutcome.Refused(Refusal.NOT_RECOVERED, "the registry is not read yet");
      tell(new RegistryNews.Done(submit.number(), early));
    } else {
      pipeline.add(OptionalLong.of(submit.number()), submit.operation(), submit.at(), now);
      flush();
    }
  }

  private void prune(RegistryEvent.Prune prune, long now) {
    if (pipeline != null && !(phase instanceof Phase.Ended)) {
      for (String id : Pruning.due(book.entries(), settings, prune.at())) {
        RegistryOperation operation = new RegistryOperation.Prune(id);
        pipeline.add(OptionalLong.empty(), operation, prune.at(), now);
      }
      flush();
    }
  }

  private void wake(long now) {
    Optional<Long> deadline = deadline();
    if (deadline.isPresent() && now - deadline.get() >= 0) {
      if (pipeline == null) {
        end(RegistryEnd.FETCH_TIMEOUT, "not read within " + settings.fetchTimeout() + cause());
      } else {
        end(RegistryEnd.STORE_TIMEOUT, "not written within " + settings.storeTimeout() + cause());
      }
    } else if (phase instanceof Phase.Waiting && connected && now - nextAttempt >= 0) {
      phase = new Phase.Looking(new Claim(self()));
      actions.addAll(Claim.look(++round));
    }
  }

  private String cause() {
    return refused != null ? ": " + refused : connected ? "" : ": ZooKeeper does not answer";
  }

  private void read(List<String> znodes, List<ZnodeAnswer<Znode>> answers, long now) {
    switch (phase) {
      case Phase.Looking(Claim claim) -> {
        claim.read(znodes.getFirst(), answers.getFirst());
        looked(claim, now);
      }
      case Phase.Reading reading -> {
        reading.reader().read(znodes, answers);
        readOn(reading, now);
      }
      default -> {}
    }
  }

  private void listed(String znode, ZnodeAnswer<List<String>> answer, long now) {
    switch (phase) {
      case Phase.Looking(Claim claim) -> {
        claim.listed(answer);
        looked(claim, now);
      }
      case Phase.Reading reading -> {
        reading.reader().listed(znode, answer);
        readOn(reading, now);
      }
      default -> {}
    }
  }

  private void looked(Claim claim, long now) {
    if (!claim.complete()) {
      return;
    }
    Optional<ZnodeAnswer.Failed<?>> failure = claim.failure();
    if (failure.isPresent()) {
      again(failure.get(), now);
      return;
    }
    try {
      if (claimed && !claim.stillOurs()) {
        end(RegistryEnd.FENCED, "somebody else has claimed the registry, or removed it");
        return;
      }
      RegistryHeader header = claim.header();
      long number = ++lastWrite;
      phase = new Phase.Claiming(claim, new RegistryLayout(header.buckets()), number);
      actions.add(new RegistryAction.Write(number, claim.changes(header)));
    } catch (IncompatibleRegistryException e) {
      end(RegistryEnd.INCOMPATIBLE, e.reason());
    }
  }

  private void written(long number, ZnodeAnswer<List<ZnodeChange>> answer, long now) {
    if (phase instanceof Phase.Claiming claiming && claiming.number() == number) {
      claimed(claiming, answer, now);
    } else if (pipeline != null && !(phase instanceof Phase.Ended)) {
      Optional<ZnodeAnswer.Failed<?>> failure = pipeline.answered(number, answer, actions);
      if (failure.isEmpty() && phase instanceof Phase.Ready) {
        failures = 0;
        flush();
      } else if (failure.isPresent()) {
        broken(failure.get());
      }
      if (phase instanceof Phase.Draining && pipeline.quiet()) {
        pause(now);
      }
    }
  }

  private void broken(ZnodeAnswer.Failed<?> failure) {
    boolean fenced =
        switch (failure.change()) {
          case Pipeline.CANDIDATE -> failure.failure() == Failure.MISSING;
          case Pipeline.CLAIM -> failure.failure() != Failure.DENIED;
          default -> false;
        };
    if (fenced) {
      end(RegistryEnd.FENCED, failure.detail());
    } else {
      phase = new Phase.Draining();
      report(failure);
    }
  }

  private void claimed(Phase.Claiming claiming, ZnodeAnswer<List<ZnodeChange>> answer, long now) {
    Claim claim = claiming.claim();
    if (answer instanceof ZnodeAnswer.Failed<?> failed) {
      if (failed.change() == Pipeline.CANDIDATE && failed.failure() == Failure.MISSING) {
        end(RegistryEnd.FENCED, failed.detail());
      } else {
        again(failed, now);
      }
    } else if (pipeline == null) {
      claimed = true;
      EntryReader reader =
          new EntryReader(++round, claiming.layout(), settings.readsInFlight(), readBatch);
      phase = new Phase.Reading(claim, claiming.layout(), reader);
      actions.addAll(reader.next());
    } else {
      pipeline.resolve(claim.position(), actions);
      pipeline.claimed(claim.claimedVersion(), claim.position());
      phase = new Phase.Ready();
      flush();
    }
  }

  private void readOn(Phase.Reading reading, long now) {
    EntryReader reader = reading.reader();
    if (reader.failure().isPresent()) {
      // perhaps it was too much for one answer
      readBatch = Math.max(1, readBatch / 2);
      again(reader.failure().get(), now);
    } else if (reader.done()) {
      recovered(reading);
    } else {
      actions.addAll(reader.next());
    }
  }

  private void recovered(Phase.Reading reading) {
    EntryReader reader = reading.reader();
    Set<String> present = new HashSet<>();
    for (RegistryEntry entry : reader.entries()) {
      book.put(entry);
      present.add(entry.id());
    }
    reader.blocked().forEach(book::block);
    skipped = reader.skipped().size();
    pipeline = new Pipeline(settings, self(), reading.layout(), book, present);
    pipeline.claimed(reading.claim().claimedVersion(), reading.claim().position());
    failures = 0;
    refused = null;
    phase = new Phase.Ready();
    tell(new RegistryNews.Recovered(reader.entries(), reader.skipped(), reading.claim().made()));
  }

  private void flush() {
    if (pipeline != null && phase instanceof Phase.Ready) {
      pipeline.flush(() -> ++lastWrite, actions);
    }
  }

  private void again(ZnodeAnswer.Failed<?> failure, long now) {
    report(failure);
    pause(now);
  }

  /** What is not just a lost connection, or somebody who was quicker, somebody has to know of. */
  private void report(ZnodeAnswer.Failed<?> failure) {
    boolean worthTelling =
        failure.failure() == Failure.DENIED || failure.failure() == Failure.OTHER;
    if (worthTelling && !failure.detail().equals(refused)) {
      refused = failure.detail();
      tell(new RegistryNews.Refused(failure.detail()));
    }
  }

  private void pause(long now) {
    long pause = failures == 0 ? 0 : FIRST_PAUSE << Math.min(failures - 1, MOST_DOUBLINGS);
    failures++;
    nextAttempt = now + pause;
    phase = new Phase.Waiting();
  }

  private void end(RegistryEnd reason, String detail) {
    if (pipeline != null) {
      pipeline.end(reason, actions);
    }
    phase = new Phase.Ended(reason);
    tell(new RegistryNews.Ended(reason, detail));
  }

  private void tell(RegistryNews news) {
    actions.add(new RegistryAction.Tell(news));
  }
}
