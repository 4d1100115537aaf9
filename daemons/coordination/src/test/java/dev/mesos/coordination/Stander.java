package dev.mesos.coordination;

import dev.mesos.coordination.testing.BeliefRecorder;
import dev.mesos.coordination.testing.Recorder;
import java.util.OptionalLong;

/** A contender that stands again whenever it loses. */
final class Stander implements BeliefRecorder.Believer, AutoCloseable {

  private final MasterInfo info;
  private final Recorder<Candidacy> candidacy = new Recorder<>();
  private final Contender contender;

  Stander(ZooKeeperUrl url, SessionSettings settings, int port) {
    info = ElectionFixture.info(port);
    contender = Contender.start(url, settings, this::told, detection -> {});
  }

  private void told(Candidacy news) {
    candidacy.accept(news);
    if (news instanceof Candidacy.Lost) {
      contender.contend(info);
    }
  }

  void contend() {
    contender.contend(info);
  }

  /** What comes next of the given kind; what comes before is dropped. */
  <T extends Candidacy> T await(Class<T> kind) {
    return candidacy.await(kind);
  }

  boolean stands() {
    return contender.candidate().isPresent();
  }

  @Override
  public boolean leads() {
    return contender.leads();
  }

  @Override
  public OptionalLong epoch() {
    return contender
        .candidate()
        .map(self -> OptionalLong.of(self.epoch()))
        .orElse(OptionalLong.empty());
  }

  @Override
  public void close() {
    contender.close();
  }
}
