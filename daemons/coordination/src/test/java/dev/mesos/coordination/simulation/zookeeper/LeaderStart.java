package dev.mesos.coordination.simulation.zookeeper;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * How a leader begins: a quorum makes itself known, promises to follow nobody of an older epoch,
 * and takes over the leader's history. Each step has to be done within {@code initLimit} ticks.
 */
final class LeaderStart {

  private final Server server;
  private final Leading leading;
  private final Set<Integer> introduced = new LinkedHashSet<>();
  private final Set<Integer> accepted = new LinkedHashSet<>();
  private final Set<Integer> taken = new LinkedHashSet<>();
  private final List<Learner> unanswered = new ArrayList<>();
  private final List<Learner> ready = new ArrayList<>();
  private long epoch;
  private boolean proposed;
  private boolean followed;
  private boolean done;

  LeaderStart(Server server, Leading leading) {
    this.server = server;
    this.leading = leading;
  }

  boolean done() {
    return done;
  }

  void begin() {
    epoch = server.acceptedEpoch() + 1;
    introduced.add(server.id());
    accepted.add(server.id());
    taken.add(server.id());
    limit();
    propose();
  }

  private int progress() {
    return introduced.size() + accepted.size() + taken.size();
  }

  private void limit() {
    int sofar = progress();
    EnsembleSettings settings = server.settings();
    server.after(
        settings.tick() * settings.initLimit(),
        () -> {
          if (!done && server.plays(leading)) {
            if (progress() == sofar) {
              server.leave(leading, "no quorum comes");
            } else {
              limit();
            }
          }
        });
  }

  private boolean quorum(Set<Integer> servers) {
    return servers.size() >= server.settings().quorum();
  }

  void introduced(Learner learner, long acceptedEpoch) {
    if (!proposed) {
      epoch = Math.max(epoch, acceptedEpoch + 1);
      introduced.add(learner.id());
    }
    unanswered.add(learner);
    propose();
  }

  private void propose() {
    if (!quorum(introduced)) {
      return;
    }
    if (!proposed) {
      proposed = true;
      server.accept(epoch);
      follow();
    }
    for (Learner learner : unanswered) {
      learner.send(new QuorumPacket.LeaderInfo(epoch));
    }
    unanswered.clear();
  }

  void accepted(Learner learner, long currentEpoch, long lastZxid) {
    if (!followed) {
      if (currentEpoch > server.currentEpoch()
          || (currentEpoch == server.currentEpoch() && lastZxid > server.lastZxid())) {
        server.leave(leading, "a follower is ahead");
        return;
      }
      if (currentEpoch != -1) {
        accepted.add(learner.id());
      }
    }
    ready.add(learner);
    follow();
    if (followed) {
      learner.bringUp();
    }
  }

  private void follow() {
    if (!followed && quorum(accepted)) {
      followed = true;
      server.enter(epoch);
      ready.forEach(Learner::bringUp);
      establish();
    }
  }

  void taken(Learner learner) {
    taken.add(learner.id());
    if (done) {
      learner.upToDate();
    } else {
      establish();
    }
  }

  private void establish() {
    if (!done && followed && quorum(taken)) {
      done = true;
      leading.establish(epoch);
    }
  }
}
