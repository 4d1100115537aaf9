package dev.mesos.zookeeper;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits until the names of all members resolve.
 *
 * <p>A member that starts earlier can be elected while the others keep its name as unresolved: they
 * fail to follow it and elect again and again, for up to 20 seconds. New pods get their names
 * within a second or two, so waiting is cheaper. A member that stays away must not keep the others
 * down, hence the limit.
 */
final class MemberNames {
  private static final Logger LOG = LoggerFactory.getLogger(MemberNames.class);
  private static final Duration PAUSE = Duration.ofMillis(100);

  /**
   * Members start together, and a name server that was asked too early remembers for seconds
   * (CoreDNS: 5 s) that there is no such name.
   */
  private static final Duration HEAD_START = Duration.ofMillis(500);

  private final Resolver resolver;
  private final InstantSource clock;
  private final Pause pause;

  MemberNames(Resolver resolver, InstantSource clock, Pause pause) {
    this.resolver = resolver;
    this.clock = clock;
    this.pause = pause;
  }

  /** Uses the JVM's name service and the machine's clock. */
  static MemberNames ofMachine() {
    return new MemberNames(MemberNames::resolves, InstantSource.system(), Thread::sleep);
  }

  /**
   * Blocks until all names resolve, or the limit has passed.
   *
   * @return the names that do not resolve: empty if all do
   */
  List<String> await(List<String> names, Duration limit) throws InterruptedException {
    var end = clock.instant().plus(limit);
    pause.of(HEAD_START);
    List<String> missing = unresolved(names);
    if (!missing.isEmpty()) {
      LOG.info("waiting for names missing={} limit={}s", missing, limit.toSeconds());
    }
    while (!missing.isEmpty() && clock.instant().isBefore(end)) {
      pause.of(PAUSE);
      missing = unresolved(names);
    }
    if (!missing.isEmpty()) {
      LOG.warn(
          "starting without the names missing={}: they do not resolve; is the headless Service there, with publishNotReadyAddresses?",
          missing);
    }
    return missing;
  }

  private List<String> unresolved(List<String> names) {
    return names.stream().filter(name -> !resolver.resolves(name)).toList();
  }

  private static boolean resolves(String name) {
    try {
      return InetAddress.getByName(name) != null;
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /** A name service. */
  @FunctionalInterface
  interface Resolver {
    boolean resolves(String name);
  }

  /** A way to let time pass. */
  @FunctionalInterface
  interface Pause {
    void of(Duration time) throws InterruptedException;
  }
}
