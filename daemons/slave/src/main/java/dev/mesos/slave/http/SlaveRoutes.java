package dev.mesos.slave.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mesos.flags.BuildInfo;
import dev.mesos.protocol.LibprocessRoute;
import dev.mesos.protocol.MesosHttp;
import dev.mesos.slave.SlaveConfig;
import dev.mesos.slave.runtime.SlaveRuntime;
import io.vertx.core.Handler;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/** Mesos's endpoints of a slave, and its messages, on one port. */
public final class SlaveRoutes {

  private final SlaveRuntime slave;
  private final StateJson state;
  private final MetricsJson metrics;
  private final String process;
  private final boolean requirePeerAddressIpMatch;

  /** The endpoints of a slave that started at this time. */
  public SlaveRoutes(
      SlaveRuntime slave,
      SlaveConfig config,
      BuildInfo build,
      Instant startTime,
      InstantSource clock) {
    this.slave = slave;
    this.state = new StateJson(slave, config, build, startTime);
    this.metrics = new MetricsJson(slave, config, startTime, clock);
    this.process = config.self().id();
    this.requirePeerAddressIpMatch = config.requirePeerAddressIpMatch();
  }

  /** Adds all of them to a router, before whatever else is there. */
  public void mount(Router router) {
    router
        .route()
        .order(Integer.MIN_VALUE)
        .handler(new LibprocessRoute(slave, requirePeerAddressIpMatch));
    both(router, "/health", context -> context.response().end());
    both(router, "/state", json(state::state));
    both(router, "/flags", json(state::flags));
    both(router, "/monitor/statistics", json(state::statistics));
    router.route("/version").handler(json(state::version));
    router.route("/metrics/snapshot").handler(json(metrics::snapshot));
  }

  private static Handler<RoutingContext> json(Supplier<JsonNode> answer) {
    return context -> MesosHttp.json(context, answer.get());
  }

  /** Under the name of the process, and without. */
  private void both(Router router, String path, Handler<RoutingContext> handler) {
    for (String prefix : List.of("", "/" + process)) {
      // not route(path): its patterns give parentheses a meaning
      router
          .route()
          .handler(context -> {
            if (context.request().path().equals(prefix + path)) {
              handler.handle(context);
            } else {
              context.next();
            }
          });
    }
  }
}
