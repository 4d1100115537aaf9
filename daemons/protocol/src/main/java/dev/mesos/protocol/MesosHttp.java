package dev.mesos.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.ext.web.RoutingContext;
import java.util.regex.Pattern;

/** Answers of HTTP endpoints as Mesos gives them. Every method is served, as Mesos does. */
public final class MesosHttp {

  private static final String TEXT = "text/plain; charset=utf-8";

  /**
   * What JavaScript takes for the name of a function; anything else might be a script of a
   * stranger.
   */
  private static final Pattern FUNCTION = Pattern.compile("[A-Za-z_$][A-Za-z0-9_$.]{0,127}");

  private MesosHttp() {}

  /**
   * Answers 200 with a tree, wrapped in a call of the function that the query's {@code jsonp}
   * names, if it does.
   */
  public static void json(RoutingContext context, JsonNode tree) {
    String function = context.request().getParam("jsonp");
    String json = MesosJson.write(tree);
    if (function == null || function.isEmpty()) {
      context.response().putHeader("Content-Type", "application/json").end(json);
    } else if (FUNCTION.matcher(function).matches()) {
      context
          .response()
          .putHeader("Content-Type", "text/javascript")
          .end(function + "(" + json + ")");
    } else {
      text(context, 400, "the query's jsonp has to be the name of a function");
    }
  }

  /** Answers with a status and a text. */
  public static void text(RoutingContext context, int status, String text) {
    context.response().setStatusCode(status).putHeader("Content-Type", TEXT).end(text);
  }

  /** Answers 404 as Mesos does. */
  public static void notFound(RoutingContext context) {
    status(context, 404);
  }

  /** Answers with a status and a text that only says it again, as Mesos does. */
  static void status(RoutingContext context, int status) {
    String phrase = context.response().setStatusCode(status).getStatusMessage();
    text(context, status, status + " " + phrase + ".");
  }
}
