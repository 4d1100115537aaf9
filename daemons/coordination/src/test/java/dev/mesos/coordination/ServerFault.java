package dev.mesos.coordination;

import static org.awaitility.Awaitility.await;

import dev.mesos.coordination.testing.Ensemble;
import java.time.Duration;

/** What becomes of the network around the server that the leader's client is connected to. */
enum ServerFault {
  /** Nothing reaches it from the other servers, nor they it. */
  CUT_OFF {
    @Override
    void strike(Ensemble ensemble, int server, Duration timeout) {
      ensemble.isolate(server);
    }
  },

  /** It hears the others, and they hear nothing of it. */
  MUTE {
    @Override
    void strike(Ensemble ensemble, int server, Duration timeout) {
      ensemble.others(server).forEach(other -> ensemble.cutOneWay(server, other));
    }
  },

  /** They hear it, and it hears nothing of them. */
  DEAF {
    @Override
    void strike(Ensemble ensemble, int server, Duration timeout) {
      ensemble.others(server).forEach(other -> ensemble.cutOneWay(other, server));
    }
  },

  /** It is cut off from ZooKeeper's leader, and not from the other follower. */
  CUT_FROM_LEADER {
    @Override
    void strike(Ensemble ensemble, int server, Duration timeout) {
      ensemble.cut(server, ensemble.leader());
    }
  },

  /** It is ZooKeeper's leader, which takes a syncLimit to notice that it is alone. */
  LEADER_CUT_OFF {
    @Override
    int server(Ensemble ensemble) {
      return ensemble.leader();
    }

    @Override
    void strike(Ensemble ensemble, int server, Duration timeout) {
      ensemble.isolate(server);
    }
  },

  /**
   * It hears nothing for a while, and then everything, while the others hear nothing of it any
   * more: its answers to the pings that it missed are lost, and so is what it had to say of its
   * sessions.
   */
  DEAF_THEN_MUTE {
    @Override
    void strike(Ensemble ensemble, int server, Duration timeout) {
      DEAF.strike(ensemble, server, timeout);
      pause(timeout.dividedBy(5));
      MUTE.strike(ensemble, server, timeout);
      ensemble.others(server).forEach(other -> ensemble.mendOneWay(other, server));
    }
  },

  /** Slow, then stalled for less than the session's timeout, mended for a moment, then cut. */
  STALLED_THEN_CUT_OFF {
    @Override
    void strike(Ensemble ensemble, int server, Duration timeout) {
      for (int other : ensemble.others(server)) {
        ensemble.delay(server, other, timeout.dividedBy(20));
        ensemble.delay(other, server, timeout.dividedBy(20));
      }
      pause(timeout.dividedBy(5));
      ensemble.isolate(server);
      pause(timeout.dividedBy(2));
      ensemble.heal();
      pause(timeout.dividedBy(4));
      ensemble.isolate(server);
    }
  };

  /** A server that this may strike. */
  int server(Ensemble ensemble) {
    return ensemble.others(ensemble.leader()).getFirst();
  }

  /**
   * Strikes.
   *
   * @param timeout of the sessions that matter
   */
  abstract void strike(Ensemble ensemble, int server, Duration timeout);

  /** Lets time go by. */
  static void pause(Duration time) {
    await().pollDelay(time).atMost(time.plusSeconds(60)).until(() -> true);
  }
}
