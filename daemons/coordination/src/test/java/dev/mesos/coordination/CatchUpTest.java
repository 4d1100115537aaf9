package dev.mesos.coordination;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.ZooDefs;
import org.junit.jupiter.api.Test;

/** Whether a server has caught up is what a quorum says, and it does not matter what. */
class CatchUpTest extends ElectionFixture {

  private static final String UP = "caught up";

  private static final ZooKeeperSession.Listener NOBODY =
      new ZooKeeperSession.Listener() {
        @Override
        public void connected(long sentAt) {}

        @Override
        public void disconnected() {}

        @Override
        public void expired() {}

        @Override
        public void changed() {}

        @Override
        public void childGone(String child) {}

        @Override
        public void childChanged(String child) {}
      };

  private ZooKeeperSession session(ZooKeeperUrl at) throws Exception {
    ZooKeeperSession session =
        new ZooKeeperSession(
            at, 4_000, System::nanoTime, Runnable::run, NOBODY, new ElectionLog(at));
    open.add(() -> session.close().get(5, TimeUnit.SECONDS));
    return session;
  }

  private static CompletableFuture<String> catchUp(ZooKeeperSession session) {
    CompletableFuture<String> told = new CompletableFuture<>();
    session.catchUp(
        new ZooKeeperSession.Answer<>() {
          @Override
          public void ok(String path) {
            told.complete(UP);
          }

          @Override
          public void failed(Failure failure, String detail) {
            told.complete(failure.toString());
          }
        });
    return told.orTimeout(20, TimeUnit.SECONDS);
  }

  @Test
  void thatThePathIsThere() throws Exception {
    new Master(url, 5051).lead();
    assertThat(catchUp(session(url)).join()).isEqualTo(UP);
  }

  @Test
  void thatItIsNot() throws Exception {
    assertThat(catchUp(session(url)).join()).isEqualTo(UP);
  }

  @Test
  void thatItIsNotForUs() throws Exception {
    ZooKeeperUrl owner = url.withCredentials(new Credentials("mesos", "right"));
    try (Admin admin = Admin.of(owner)) {
      admin.create(url.path(), "");
      admin.zooKeeper().setACL(url.path(), ZooDefs.Ids.CREATOR_ALL_ACL, -1);
    }
    assertThat(catchUp(session(url)).join()).isEqualTo(UP);
  }

  @Test
  void butNotWithoutAQuorum() throws Exception {
    ZooKeeperSession session = session(url);
    assertThat(catchUp(session).join()).isEqualTo(UP);
    ensemble.stopAll();
    try {
      assertThat(catchUp(session).join()).isEqualTo("UNREACHABLE");
    } finally {
      ensemble.startAll();
    }
  }
}
