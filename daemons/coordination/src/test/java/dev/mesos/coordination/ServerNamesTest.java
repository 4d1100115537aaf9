package dev.mesos.coordination;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.zookeeper.client.StaticHostProvider;
import org.junit.jupiter.api.Test;

/** What we rely on in ZooKeeper's client: pods come back with other addresses. */
class ServerNamesTest {

  @Test
  void aNameIsLookedUpAtEachAttempt() {
    AtomicInteger lookups = new AtomicInteger();
    StaticHostProvider servers =
        new StaticHostProvider(
            List.of(InetSocketAddress.createUnresolved("zookeeper-0", 2181)),
            name ->
                new InetAddress[] {
                  InetAddress.getByAddress(
                      name, new byte[] {10, 0, 0, (byte) lookups.incrementAndGet()})
                });
    assertThat(servers.next(0).getAddress().getHostAddress()).isEqualTo("10.0.0.1");
    assertThat(servers.next(0).getAddress().getHostAddress()).isEqualTo("10.0.0.2");
  }
}
