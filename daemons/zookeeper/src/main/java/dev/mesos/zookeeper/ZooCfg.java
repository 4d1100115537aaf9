package dev.mesos.zookeeper;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/** The server's configuration file as a pure function of the settings. */
final class ZooCfg {
  private ZooCfg() {}

  static String render(Settings settings) {
    List<String> lines = new ArrayList<>();
    lines.add("# written at every start from the environment");
    lines.add("dataDir=" + settings.dataDir());
    lines.add("tickTime=" + settings.tickTimeMs());
    lines.add("initLimit=" + settings.initLimit());
    lines.add("syncLimit=" + settings.syncLimit());
    lines.add("minSessionTimeout=" + settings.minSessionTimeoutMs());
    lines.add("maxSessionTimeout=" + settings.maxSessionTimeoutMs());
    lines.add("maxClientCnxns=0");
    lines.add("autopurge.snapRetainCount=3");
    lines.add("autopurge.purgeInterval=1");
    lines.add("4lw.commands.whitelist=ruok,srvr,mntr,conf");
    lines.add("admin.enableServer=false");
    lines.add("reconfigEnabled=false");
    // one member is a quorum of one: so it can grow later, and says the same things about itself
    lines.add("standaloneEnabled=false");
    lines.add("quorumListenOnAllIPs=" + settings.listensEverywhere());
    lines.add("clientPort=" + Settings.CLIENT_PORT);
    if (!settings.listensEverywhere()) {
      lines.add("clientPortAddress=" + settings.bindAddress().getHostAddress());
    }
    for (int id = 1; id <= settings.members().size(); id++) {
      lines.add(server(settings, id));
    }
    return String.join("\n", lines) + "\n";
  }

  private static String server(Settings settings, int id) {
    // the own entry is what the quorum and election ports are bound to
    boolean own = id == settings.id() && !settings.listensEverywhere();
    String host = own ? literal(settings.bindAddress()) : settings.members().get(id - 1);
    return "server.%d=%s:%d:%d:participant"
        .formatted(id, host, Settings.QUORUM_PORT, Settings.ELECTION_PORT);
  }

  private static String literal(InetAddress address) {
    String text = address.getHostAddress();
    return address instanceof Inet6Address ? "[" + text + "]" : text;
  }
}
