package dev.mesos.coordination.simulation.zookeeper;

import dev.mesos.coordination.simulation.Clock;
import dev.mesos.coordination.simulation.Network;
import dev.mesos.coordination.simulation.SimulatedProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One server of an ensemble: what it keeps on disk, and its role.
 *
 * <p>The log, and the epochs that it promised and took part in, outlive the process; what was not
 * written yet does not.
 */
public final class Server extends SimulatedProcess {

  /** Where clients connect. */
  public static final int CLIENTS = 2181;

  static final int QUORUM = 2888;

  private static final long POLL_LEAST = 50_000_000;
  private static final long POLL_MOST = 250_000_000;

  private final int id;
  private final Ensemble ensemble;
  private final List<Transaction> log = new ArrayList<>();
  private int durable;
  private long acceptedEpoch;
  private long currentEpoch;
  private DataTree tree = new DataTree();
  private int applied;
  private long diskFree = Long.MIN_VALUE;
  private @Nullable Role role;
  private @Nullable Frontend frontend;

  Server(int id, Clock clock, Ensemble ensemble) {
    super("zk" + id, clock, ensemble.time());
    this.id = id;
    this.ensemble = ensemble;
  }

  int id() {
    return id;
  }

  EnsembleSettings settings() {
    return ensemble.settings();
  }

  Ensemble ensemble() {
    return ensemble;
  }

  Network network() {
    return ensemble.network();
  }

  /** What it has applied. */
  public DataTree tree() {
    return tree;
  }

  List<Transaction> log() {
    return log;
  }

  int applied() {
    return applied;
  }

  long acceptedEpoch() {
    return acceptedEpoch;
  }

  long currentEpoch() {
    return currentEpoch;
  }

  long lastZxid() {
    return log.isEmpty() ? 0 : log.getLast().zxid();
  }

  /** Whether clients are served. */
  public boolean serves() {
    return frontend != null;
  }

  /** Whether it believes to lead the ensemble. */
  public boolean leads() {
    return role instanceof Leading && serves();
  }

  Optional<Role> role() {
    return Optional.ofNullable(role);
  }

  Optional<Frontend> frontend() {
    return Optional.ofNullable(frontend);
  }

  static long password(long session) {
    return session * 0x9E3779B97F4A7C15L + 1;
  }

  @Override
  protected void started() {
    note("starts");
    applyAll();
    listen(CLIENTS, socket -> new ClientConnection(this, socket));
    look();
  }

  @Override
  protected void ended() {
    log.subList(durable, log.size()).clear();
    role = null;
    frontend = null;
    rebuild(0);
  }

  /** Looks for a leader, or for others that want it to lead. */
  private void look() {
    after(
        dice().between(POLL_LEAST, POLL_MOST),
        () -> {
          if (role == null) {
            ensemble.elect(this);
          }
          if (role == null) {
            look();
          }
        });
  }

  void lead() {
    note("begins to lead");
    Leading leading = new Leading(this);
    role = leading;
    leading.begin();
  }

  void follow(Server leader) {
    if (time().traced()) {
      note("begins to follow " + leader);
    }
    Following following = new Following(this, leader);
    role = following;
    following.begin();
  }

  /** Ends a role, with everybody's connections; unless it has ended before. */
  void leave(Role ending, String why) {
    if (role != ending) {
      return;
    }
    if (time().traced()) {
      note("looks for a leader: " + why);
    }
    Frontend served = frontend;
    frontend = null;
    if (served != null) {
      served.shutDown();
    }
    role = null;
    unlisten(QUORUM);
    durable = log.size();
    ending.end();
    look();
  }

  boolean plays(Role which) {
    return role == which;
  }

  void serve(Frontend face) {
    note("serves");
    frontend = face;
  }

  void accept(long epoch) {
    acceptedEpoch = epoch;
  }

  void enter(long epoch) {
    currentEpoch = epoch;
  }

  /** Adds to the log; the action is done once that is on disk. */
  void append(Transaction transaction, Runnable logged) {
    log.add(transaction);
    int size = log.size();
    persist(() -> {
      durable = Math.max(durable, Math.min(size, log.size()));
      logged.run();
    });
  }

  /** Does something once what was written before is on disk. */
  void persist(Runnable written) {
    diskFree = Math.max(diskFree, now()) + ensemble.diskDelay();
    at(diskFree, written);
  }

  /** Makes the log the same as another one, and applies it. */
  void take(List<Transaction> history) {
    int common = 0;
    int least = Math.min(log.size(), history.size());
    while (common < least && log.get(common).zxid() == history.get(common).zxid()) {
      common++;
    }
    log.subList(common, log.size()).clear();
    if (applied > common) {
      rebuild(common);
    }
    log.addAll(history.subList(common, history.size()));
    durable = log.size();
    applyAll();
  }

  void applyAll() {
    while (applied < log.size()) {
      apply(log.get(applied), DataTree.NOBODY);
    }
  }

  void apply(Transaction transaction, DataTree.Observer observer) {
    tree.apply(transaction, observer);
    applied++;
  }

  private void rebuild(int count) {
    tree = new DataTree();
    applied = 0;
    while (applied < count) {
      apply(log.get(applied), DataTree.NOBODY);
    }
  }

  /** A copy of what it has applied, to work ahead on. */
  DataTree copyOfTree() {
    DataTree copy = new DataTree();
    for (int i = 0; i < applied; i++) {
      copy.apply(log.get(i), DataTree.NOBODY);
    }
    return copy;
  }
}
