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
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    Map<String, Handler<RoutingContext>> endpoints = endpoints();
    router
        .route()
        .handler(
            context -> endpoints.getOrDefault(path(context), RoutingContext::next).handle(context));
    router.route().last().handler(MesosHttp::notFound);
  }

  private Map<String, Handler<RoutingContext>> endpoints() {
    Map<String, Handler<RoutingContext>> endpoints = new HashMap<>();
    for (String prefix : List.of("", "/" + process)) {
      endpoints.put(prefix + "/health", context -> context.response().end());
      endpoints.put(prefix + "/state", json(state::state));
      endpoints.put(prefix + "/flags", json(state::flags));
      endpoints.put(prefix + "/monitor/statistics", json(state::statistics));
    }
    endpoints.put("/version", json(state::version));
    endpoints.put("/metrics/snapshot", json(metrics::snapshot));
    return Map.copyOf(endpoints);
  }

  private static Handler<RoutingContext> json(Supplier<JsonNode> answer) {
    return context -> MesosHttp.json(context, answer.get());
  }

  /** Decoded: clients write the parentheses of {@code slave(1)} either way. */
  private static String path(RoutingContext context) {
    String path = context.request().path();
    try {
      return path == null
          ? ""
          : URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
