package dev.mesos.coordination;

import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line for each change of an election or of its session, as {@code key=value}. Thread-safe. */
final class ElectionLog {

  private static final Logger LOG = LoggerFactory.getLogger("dev.mesos.coordination.election");

  private final ZooKeeperUrl election;
  private final Set<String> unresolved = ConcurrentHashMap.newKeySet();

  ElectionLog(ZooKeeperUrl election) {
    this.election = election;
  }

  void detection(Detection news) {
    switch (news) {
      case Detection.Leader(Candidate c) ->
          LOG.info(
              "leader={} election={} znode={} epoch={}",
              c.info().pid(),
              election,
              c.znode(),
              c.epoch());
      case Detection.NoLeader(Detection.Reason reason, String detail) ->
          LOG.info("leader=none election={} reason={} detail=\"{}\"", election, reason, detail);
    }
  }

  void candidacy(Candidacy news) {
    switch (news) {
      case Candidacy.Joined(Candidate c) -> stands("joined", c);
      case Candidacy.Leading(Candidate c) -> stands("leading", c);
      case Candidacy.Lost(Candidacy.Reason reason, String detail) ->
          LOG.info("candidacy=lost election={} reason={} detail=\"{}\"", election, reason, detail);
      case Candidacy.Refused(String error) ->
          LOG.warn("candidacy=refused election={} error=\"{}\"", election, error);
    }
  }

  void resigned(Candidate self) {
    stands("resigned", self);
  }

  private void stands(String how, Candidate c) {
    LOG.info("candidacy={} election={} znode={} epoch={}", how, election, c.znode(), c.epoch());
  }

  void predecessor(long session, String outcome) {
    LOG.info(
        "predecessor={} election={} session=0x{}", outcome, election, Long.toHexString(session));
  }

  void remembersNothing(Path file, String why) {
    LOG.warn(
        "session_file={} election={} error=\"{}\" effect=\"a crash costs a session timeout\"",
        file,
        election,
        why);
  }

  void skipped(SkippedCandidate skipped) {
    LOG.warn(
        "candidate=skipped election={} znode={} reason=\"{}\"",
        election,
        skipped.znode(),
        skipped.reason());
  }

  /** A server is about to be tried. Only a change is said: it may be tried very often. */
  void server(String host, boolean resolved) {
    if (resolved) {
      unresolved.remove(host);
    } else if (unresolved.add(host)) {
      LOG.warn(
          "server=unresolved election={} host={} effect=\"passed over until it has an address\"",
          election,
          host);
    }
  }

  void connected(SessionStatus session) {
    LOG.info(
        "session=connected election={} id={} timeout_ms={} requested_ms={}",
        election,
        hex(session),
        session.negotiatedTimeoutMs(),
        session.requestedTimeoutMs());
  }

  void reconnected(SessionStatus session) {
    LOG.info("session=reconnected election={} id={}", election, hex(session));
  }

  void disconnected(SessionStatus session) {
    LOG.info("session=disconnected election={} id={}", election, hex(session));
  }

  void changesServer(SessionStatus session, String detail) {
    LOG.info("session=moving election={} id={} reason=\"{}\"", election, hex(session), detail);
  }

  void ended(SessionStatus session, String detail) {
    LOG.info("session=ended election={} id={} reason=\"{}\"", election, hex(session), detail);
  }

  void abandoned(String detail) {
    LOG.warn("session=abandoned election={} reason=\"{}\"", election, detail);
  }

  void failed(String what, Exception e) {
    LOG.error("election={} failed=\"{}\"", election, what, e);
  }

  private static String hex(SessionStatus session) {
    return "0x" + Long.toHexString(session.sessionId());
  }
}
