package dev.mesos.coordination.simulation.election;

import dev.mesos.coordination.simulation.VirtualTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Holds against an election what is promised of it, at every step:
 *
 * <ol>
 *   <li>At no instant do two processes that act believe to lead.
 *   <li>Each new belief is of a later epoch than all before, and an epoch that anybody names is
 *       that of a candidate that led.
 *   <li>When all has been well for long enough, everybody names the right leader, and it leads.
 *   <li>Then no session has two candidates, and no candidate belongs to a session that nobody has.
 *   <li>What is told changes only with the election or with the end of a session; so a reconnect
 *       tells nothing.
 *   <li>After the end of a session nobody is told to lead first, before anybody is.
 * </ol>
 *
 * <p>In the baselines the first two are only counted: they are known not to keep them.
 */
public final class Judge {

  private static final class Belief {
    final long epoch;
    long until;

    Belief(long epoch) {
      this.epoch = epoch;
    }
  }

  private static final class Told {
    @Nullable String znode;
    long epoch;
    long latest;
    boolean sessionOver;
  }

  private final VirtualTime time;
  private final Truth truth;
  private final boolean strict;
  private final Map<ElectionProcess, Belief> beliefs = new HashMap<>();
  private final Map<ElectionProcess, Told> told = new HashMap<>();
  private final List<ElectionProcess> members = new ArrayList<>();
  private final List<String> findings = new ArrayList<>();
  private Consumer<ElectionProcess> prolonged = who -> {};
  private long latestEpoch;
  private int elections;
  private long overlap;

  Judge(VirtualTime time, Truth truth, boolean strict) {
    this.time = time;
    this.truth = truth;
    this.strict = strict;
  }

  void judges(ElectionProcess member) {
    members.add(member);
  }

  /** Does something whenever somebody may lead for longer than it believed before. */
  void whenProlonged(Consumer<ElectionProcess> something) {
    prolonged = something;
  }

  /** What was found wrong. */
  List<String> findings() {
    return findings;
  }

  /** How many times somebody began to lead. */
  int elections() {
    return elections;
  }

  /** For how long two believed to lead, in nanoseconds, as far as it was looked for. */
  long overlap() {
    return overlap;
  }

  /** Something that the baselines are not asked. */
  private void findIfStrict(String finding) {
    if (strict) {
      find(finding);
    }
  }

  void find(String finding) {
    time.note("judge", finding);
    findings.add("at " + time.now() / 1_000_000 / 1e3 + " s: " + finding);
  }

  void believes(ElectionProcess who, long epoch, long until) {
    Belief belief = beliefs.get(who);
    if (belief == null || belief.epoch != epoch) {
      if (until <= time.now()) {
        return;
      }
      belief = new Belief(epoch);
      beliefs.put(who, belief);
      elections++;
      if (epoch <= latestEpoch) {
        findIfStrict(who + " leads in epoch " + epoch + " after epoch " + latestEpoch);
      }
      latestEpoch = Math.max(latestEpoch, epoch);
    }
    boolean longer = until > belief.until;
    belief.until = until;
    look(who);
    if (longer) {
      prolonged.accept(who);
    }
  }

  boolean leads(ElectionProcess who) {
    Belief belief = beliefs.get(who);
    return belief != null && belief.until > time.now();
  }

  void concedes(ElectionProcess who) {
    beliefs.remove(who);
  }

  /** Looks whether somebody else believes the same; to be called when a process acts again, too. */
  void look(ElectionProcess who) {
    Belief belief = beliefs.get(who);
    if (belief == null || belief.until <= time.now() || !who.acting()) {
      return;
    }
    for (ElectionProcess other : members) {
      Belief another = beliefs.get(other);
      if (other != who && another != null && another.until > time.now() && other.acting()) {
        long common = Math.min(belief.until, another.until) - time.now();
        overlap = Math.max(overlap, common);
        find(
            who
                + " (epoch "
                + belief.epoch
                + ") and "
                + other
                + " (epoch "
                + another.epoch
                + ") both lead, for up to "
                + common / 1_000_000
                + " ms");
      }
    }
  }

  void started(ElectionProcess who) {
    told.put(who, new Told());
  }

  void detects(ElectionProcess who, String znode, long epoch) {
    Told last = told(who);
    if (!truth.everLed(epoch)) {
      find(who + " names " + znode + " of epoch " + epoch + ", which never led");
    }
    if (last.sessionOver && last.znode != null) {
      find(who + " did not say that nobody is known to lead when its session ended");
    }
    if (epoch < last.latest || (epoch == last.latest && last.znode != null)) {
      find(who + " names epoch " + epoch + " after epoch " + last.latest);
    }
    last.znode = znode;
    last.epoch = epoch;
    last.latest = epoch;
    last.sessionOver = false;
  }

  void detectsNobody(ElectionProcess who, String detail) {
    Told last = told(who);
    if (last.znode != null && !last.sessionOver && !truth.withoutLeaderSince(last.epoch)) {
      find(who + " says that nobody leads, for no reason: " + detail);
    }
    last.znode = null;
    last.sessionOver = false;
  }

  void sessionOver(ElectionProcess who) {
    told(who).sessionOver = true;
  }

  private Told told(ElectionProcess who) {
    return told.computeIfAbsent(who, key -> new Told());
  }

  /** What must not be so once all has been well for long enough. */
  List<String> wrong() {
    List<String> wrong = new ArrayList<>();
    Truth.Standing leader = truth.leader().orElse(null);
    if (leader == null) {
      return List.of("nobody leads");
    }
    boolean leads = false;
    for (ElectionProcess member : members) {
      Told last = told(member);
      if (!leader.znode().equals(last.znode) || leader.epoch() != last.epoch) {
        wrong.add(member + " names " + last.znode + " instead of " + leader.znode());
      }
      Belief belief = beliefs.get(member);
      leads |= belief != null && belief.epoch == leader.epoch() && belief.until > time.now();
    }
    if (!leads) {
      wrong.add("the leader " + leader.znode() + " does not lead");
    }
    addPhantoms(wrong);
    return wrong;
  }

  /** Nothing was wrong since then. */
  void nothingHappened(int before) {
    if (elections != before) {
      find("the leader was replaced for no reason");
    }
  }

  private void addPhantoms(List<String> wrong) {
    Map<Long, String> owners = new HashMap<>();
    for (Truth.Standing candidate : truth.standing()) {
      String other = owners.put(candidate.session(), candidate.znode());
      if (other != null) {
        wrong.add("one session has " + other + " and " + candidate.znode());
      }
      boolean owned = false;
      for (ElectionProcess member : members) {
        owned |= member.running() && member.session() == candidate.session();
      }
      if (!owned) {
        wrong.add(candidate.znode() + " is a phantom");
      }
    }
  }
}
