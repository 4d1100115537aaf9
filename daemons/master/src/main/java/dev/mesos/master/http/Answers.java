package dev.mesos.master.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mesos.coordination.MasterInfo;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.regex.Pattern;

/** The forms of answers. */
final class Answers {

  /** What may name a function; anything else could smuggle a script into the answer. */
  private static final Pattern FUNCTION = Pattern.compile("[A-Za-z_$][A-Za-z0-9_$.]*");

  private static final String CONTENT_TYPE = "Content-Type";
  private static final String TEXT = "text/plain; charset=utf-8";

  private Answers() {}

  /** JSON, or with {@code ?jsonp=NAME} a call of that function. */
  static void json(RoutingContext context, ObjectNode json) {
    List<String> functions = context.queryParam("jsonp");
    if (functions.isEmpty()) {
      context.response().putHeader(CONTENT_TYPE, "application/json").end(Json.print(json));
    } else if (FUNCTION.matcher(functions.getFirst()).matches()) {
      context
          .response()
          .putHeader(CONTENT_TYPE, "text/javascript")
          .end(functions.getFirst() + "(" + Json.print(json) + ");");
    } else {
      text(context, 400, "Query parameter jsonp is no function's name: write letters and digits.");
    }
  }

  /** Without a scheme, so that a client keeps the one that it came by. */
  static void redirect(RoutingContext context, MasterInfo to, String pathAndQuery) {
    String host = to.hostname().isEmpty() ? to.address().ip() : to.hostname();
    context
        .response()
        .setStatusCode(307)
        .putHeader("Location", "//" + host + ":" + to.port() + pathAndQuery)
        .end();
  }

  static void unavailable(RoutingContext context, String text) {
    text(context, 503, text);
  }

  static void notFound(RoutingContext context) {
    text(context, 404, "404 Not Found.");
  }

  static String pathAndQuery(RoutingContext context) {
    String query = context.request().query();
    return context.request().path() + (query == null ? "" : "?" + query);
  }

  private static void text(RoutingContext context, int status, String text) {
    context.response().setStatusCode(status).putHeader(CONTENT_TYPE, TEXT).end(text);
  }
}
