package dev.mesos.coordination;

import dev.mesos.coordination.simulation.election.Host;
import dev.mesos.coordination.simulation.election.Participant;
import dev.mesos.coordination.simulation.zookeeper.ZooKeeperClient;

/** Takes part in an election, and ends its process as {@code mesos-master} does. */
class ElectionParticipant extends SimulatedElection implements Participant {

  /** What a process of ours does beside detecting. */
  enum Duty {
    /** Stands, and ends when it is in doubt or without a leader. */
    MASTER,
    /** Stands, and ends only when it led. */
    PATIENT_MASTER,
    /** Follows the leader. */
    SLAVE,
    /** Reads everything. */
    OPERATOR
  }

  private final Host host;
  private final Duty duty;
  private final MasterInfo info = ElectionFixture.info(5050);
  private boolean leading;
  private boolean stood;
  private boolean wasLed;

  ElectionParticipant(Host host, Duty duty, SessionSettings settings) {
    super(
        host.process(),
        host.ensemble(),
        host.path(),
        settings,
        duty == Duty.OPERATOR,
        duty == Duty.SLAVE);
    this.host = host;
    this.duty = duty;
  }

  @Override
  public void start() {
    begin();
    if (duty == Duty.MASTER || duty == Duty.PATIENT_MASTER) {
      contend(info);
    }
  }

  @Override
  protected void entered(ZooKeeperClient session) {
    host.entered(session);
  }

  @Override
  protected void sessionOver() {
    host.sessionOver();
  }

  @Override
  protected void dealt() {
    Long until = leadsUntil().orElse(null);
    Candidate self = self().orElse(null);
    if (until != null && self != null) {
      host.believes(self.epoch(), until);
    } else {
      host.concedes();
    }
  }

  @Override
  protected void tell(Detection news) {
    switch (news) {
      case Detection.Leader(Candidate leader) -> {
        host.detects(leader.znode(), leader.epoch());
        wasLed = true;
        boolean other = self().map(own -> !own.znode().equals(leader.znode())).orElse(true);
        if (leading && other) {
          host.exit("another master leads");
        }
      }
      case Detection.NoLeader(var reason, String detail) -> {
        host.detectsNobody(reason + " " + detail);
        if (leading || (stood && wasLed && duty == Duty.MASTER)) {
          host.exit("nobody is known to lead: " + detail);
        }
      }
    }
  }

  @Override
  protected void tell(Candidacy news) {
    if (host.process().time().traced()) {
      host.process().note(news.getClass().getSimpleName());
    }
    switch (news) {
      case Candidacy.Leading told -> {
        leading = true;
        wasLed = true;
      }
      case Candidacy.Lost(var reason, String detail) -> {
        if (leading) {
          host.exit("our candidacy is lost: " + detail);
        } else {
          contend(info);
        }
      }
      case Candidacy.Joined joined -> stood = true;
      case Candidacy.Refused refused -> {
        // it is tried again
      }
    }
  }
}
