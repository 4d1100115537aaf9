package dev.mesos.master.http;

import dev.mesos.coordination.MasterInfo;
import io.vertx.ext.web.RoutingContext;

/** Redirects as Mesos's masters give them. */
final class Answers {

  private Answers() {}

  /** Without a scheme, so that a client keeps the one that it came by. */
  static void redirect(RoutingContext context, MasterInfo to, String pathAndQuery) {
    String host = to.hostname().isEmpty() ? to.address().ip() : to.hostname();
    context
        .response()
        .setStatusCode(307)
        .putHeader("Location", "//" + host + ":" + to.port() + pathAndQuery)
        .end();
  }

  static String pathAndQuery(RoutingContext context) {
    String query = context.request().query();
    return context.request().path() + (query == null ? "" : "?" + query);
  }
}
