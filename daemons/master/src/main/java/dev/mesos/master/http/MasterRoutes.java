package dev.mesos.master.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mesos.coordination.MasterInfo;
import dev.mesos.flags.BuildInfo;
import dev.mesos.master.MasterConfig;
import dev.mesos.master.core.MasterView;
import dev.mesos.master.runtime.MasterRuntime;
import dev.mesos.protocol.LibprocessRoute;
import dev.mesos.protocol.MesosHttp;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Mesos's endpoints of a master, each as {@code /x} and {@code /master/x}. Some are answered by any
 * master; the others only by the leader, to which standbys redirect.
 */
public final class MasterRoutes {

  /** Paths of the leader that this master does not answer itself. Standbys redirect them too. */
  private static final List<String> OTHER_PATHS_OF_THE_LEADER =
      List.of(
          "/frameworks",
          "/tasks",
          "/roles",
          "/quota",
          "/weights",
          "/teardown",
          "/reserve",
          "/unreserve",
          "/create-volumes",
          "/destroy-volumes",
          "/maintenance/*",
          "/machine/*",
          "/api/v1/scheduler");

  private final MasterRuntime master;
  private final StateJson state;
  private final MetricsJson metrics;
  private final OperatorApi api;
  private final boolean requirePeerAddressIpMatch;

  /** The endpoints of a master that started at this time. */
  public MasterRoutes(
      MasterRuntime master,
      MasterConfig config,
      BuildInfo build,
      Instant startTime,
      InstantSource clock) {
    this.master = master;
    this.state = new StateJson(config, master.elections(), build, startTime);
    this.metrics = new MetricsJson(master, startTime, clock);
    this.api = new OperatorApi(master);
    this.requirePeerAddressIpMatch = config.requirePeerAddressIpMatch();
  }

  /** Adds all of them to a router, before whatever else is there. */
  public void mount(Router router) {
    router
        .route()
        .order(Integer.MIN_VALUE)
        .handler(new LibprocessRoute(master, requirePeerAddressIpMatch));
    both(router, "/health", context -> context.response().end());
    both(router, "/redirect", context -> withView(context, view -> redirect(context, view)));
    both(router, "/redirect/*", MesosHttp::notFound); // else a redirect could lead to itself
    local(router, "/version", state::version);
    local(router, "/flags", state::flags);
    router
        .route("/metrics/snapshot")
        .handler(c -> withView(c, view -> MesosHttp.json(c, metrics.snapshot())));
    leader(router, "/state", (context, view) -> state.state(view));
    leader(router, "/state-summary", (context, view) -> state.summary(view));
    leader(router, "/slaves", (context, view) -> state.slaves(view, slaveId(context)));
    both(router, "/api/v1", this::api);
    for (String path : OTHER_PATHS_OF_THE_LEADER) {
      both(router, path, context -> onLeader(context, view -> MesosHttp.notFound(context)));
    }
    router.route().last().handler(MesosHttp::notFound);
  }

  /** Its body is read first, since it comes while we look whether we lead. */
  private void api(RoutingContext context) {
    context
        .request()
        .body()
        .onSuccess(body -> onLeader(context, view -> api.answer(context, body.getBytes(), view)))
        .onFailure(context::fail);
    context.request().resume(); // Quarkus hands requests over before it reads on
  }

  /** An answer that any master gives. */
  private void local(Router router, String path, Supplier<ObjectNode> answer) {
    both(router, path, context -> MesosHttp.json(context, answer.get()));
  }

  /** An answer that only the leader gives. */
  private void leader(Router router, String path, LeaderAnswer answer) {
    both(
        router,
        path,
        context -> onLeader(context, view -> MesosHttp.json(context, answer.of(context, view))));
  }

  /** What a leader answers. */
  private interface LeaderAnswer {
    ObjectNode of(RoutingContext context, MasterView view);
  }

  private static void both(Router router, String path, Consumer<RoutingContext> handler) {
    for (String prefix : List.of("", "/master")) {
      router.route(prefix + path).handler(handler::accept);
    }
  }

  private void onLeader(RoutingContext context, Consumer<MasterView> handler) {
    withView(
        context,
        view -> {
          if (view.leading()) {
            handler.accept(view);
          } else {
            toLeader(context, view, Answers::pathAndQuery);
          }
        });
  }

  /** The leader redirects to itself here, so that clients need not know whom they ask. */
  private static void redirect(RoutingContext context, MasterView view) {
    if (view.leading()) {
      Answers.redirect(context, view.self(), "");
    } else {
      toLeader(context, view, path -> "");
    }
  }

  private static void toLeader(
      RoutingContext context, MasterView view, Function<RoutingContext, String> target) {
    // detected as the leader but not yet sure of it, we would redirect to ourselves
    Optional<MasterInfo> leader = view.leader().filter(info -> !info.id().equals(view.self().id()));
    leader.ifPresentOrElse(
        info -> Answers.redirect(context, info, target.apply(context)),
        () -> MesosHttp.text(context, 503, "No leader elected"));
  }

  private void withView(RoutingContext context, Consumer<MasterView> handler) {
    master.view().onSuccess(handler::accept).onFailure(context::fail);
  }

  private static Optional<String> slaveId(RoutingContext context) {
    return context.queryParam("slave_id").stream().findFirst();
  }
}
