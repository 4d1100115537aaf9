package dev.mesos.bench.process;

import dev.mesos.bench.peer.BeliefListener;
import dev.mesos.bench.peer.Election;
import dev.mesos.bench.peer.Patience;
import dev.mesos.bench.peer.Stander;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** A process that does nothing but stand in an election, and gives up when it is asked to end. */
public record StanderProcess(Election election) implements Starter {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @Override
  public Program start(String id, Path log, Consumer<String> lines) {
    List<String> arguments = new ArrayList<>(List.of(id));
    arguments.addAll(election.arguments());
    return Jvm.run(StanderProcess.class, List.of("-Xmx96m"), arguments, log, lines);
  }

  /** Its name, and the words of an {@link Election}. */
  @SuppressWarnings("SystemOut") // read by whoever started it
  public static void main(String[] args) throws InterruptedException {
    List<String> words = List.of(args);
    Election election = Election.parse(words.subList(1, words.size()));
    Stander stander = election.stand(words.getFirst(), BeliefListener.NONE);
    Runtime.getRuntime().addShutdownHook(new Thread(stander::close, "giving up"));
    Patience.until("it does not stand", PATIENCE, stander::stands);
    System.out.println(STANDS);
    new CountDownLatch(1).await();
  }
}
