package dev.mesos.master.http;

import com.google.protobuf.Duration;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.mesos.master.core.MasterView;
import dev.mesos.master.core.OperatorAnswer;
import dev.mesos.master.core.OperatorCall;
import dev.mesos.master.runtime.MasterRuntime;
import dev.mesos.protocol.MesosHttp;
import dev.mesos.protocol.MesosJson;
import dev.mesos.protocol.ProtoJsonReader;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.mesos.Protos.DrainConfig;
import org.apache.mesos.v1.master.Protos.Call;
import org.apache.mesos.v1.master.Protos.Response;

/**
 * Mesos's v1 operator API, {@code /api/v1}, as far as it is about slaves: calls as JSON or
 * protobuf, checked and answered as Mesos does. What else Mesos has is answered 501.
 */
final class OperatorApi {

  private static final String JSON = "application/json";
  private static final String PROTOBUF = "application/x-protobuf";

  private final MasterRuntime master;

  OperatorApi(MasterRuntime master) {
    this.master = master;
  }

  /** Answers a request to the leader. */
  void answer(RoutingContext context, byte[] body, MasterView view) {
    if (view.recovering()) {
      MesosHttp.text(context, 503, "Master has not finished recovery");
    } else if (!context.request().method().equals(HttpMethod.POST)) {
      context.response().putHeader("Allow", "POST");
      MesosHttp.text(
          context,
          405,
          "405 Method Not Allowed. Expecting one of { 'POST' }, but received '"
              + context.request().method()
              + "'.");
    } else {
      parse(context, body, view);
    }
  }

  private void parse(RoutingContext context, byte[] body, MasterView view) {
    String type = header(context, "Content-Type", "");
    try {
      if (type.isEmpty()) {
        MesosHttp.text(context, 400, "Expecting 'Content-Type' to be present");
      } else if (type.startsWith(JSON)) {
        call(context, ProtoJsonReader.read(MesosJson.read(body), Call.newBuilder()), view);
      } else if (type.startsWith(PROTOBUF)) {
        call(context, Call.newBuilder().mergeFrom(body), view);
      } else {
        MesosHttp.text(context, 415, "Expecting 'Content-Type' of " + JSON + " or " + PROTOBUF);
      }
    } catch (IllegalArgumentException e) {
      MesosHttp.text(context, 400, "Failed to parse body into JSON: " + e.getMessage());
    } catch (InvalidProtocolBufferException e) {
      MesosHttp.text(context, 400, "Failed to parse body into Call protobuf");
    }
  }

  private void call(RoutingContext context, Call.Builder call, MasterView view) {
    switch (call.getType()) {
      case UNKNOWN -> absent(context, "type");
      case GET_AGENTS -> respond(context, AgentsResponse.of(view));
      case MARK_AGENT_GONE ->
          operate(
              context,
              call.hasMarkAgentGone(),
              "mark_agent_gone",
              call.getMarkAgentGone().getAgentId().getValue(),
              OperatorCall.MarkAgentGone::new);
      case DRAIN_AGENT ->
          operate(
              context,
              call.hasDrainAgent(),
              "drain_agent",
              call.getDrainAgent().getAgentId().getValue(),
              id -> new OperatorCall.DrainAgent(id, config(call.getDrainAgent())));
      case DEACTIVATE_AGENT ->
          operate(
              context,
              call.hasDeactivateAgent(),
              "deactivate_agent",
              call.getDeactivateAgent().getAgentId().getValue(),
              OperatorCall.DeactivateAgent::new);
      case REACTIVATE_AGENT ->
          operate(
              context,
              call.hasReactivateAgent(),
              "reactivate_agent",
              call.getReactivateAgent().getAgentId().getValue(),
              OperatorCall.ReactivateAgent::new);
      default -> MesosHttp.text(context, 501, "The call " + call.getType() + " is not known here");
    }
  }

  private static DrainConfig config(Call.DrainAgent call) {
    DrainConfig.Builder config = DrainConfig.newBuilder();
    if (call.hasMaxGracePeriod()) {
      Duration grace = call.getMaxGracePeriod();
      config
          .getMaxGracePeriodBuilder()
          .setNanoseconds(TimeUnit.SECONDS.toNanos(grace.getSeconds()) + grace.getNanos());
    }
    return config.setMarkGone(call.getMarkGone()).build();
  }

  private void operate(
      RoutingContext context,
      boolean present,
      String field,
      String id,
      Function<String, OperatorCall> call) {
    if (!present) {
      absent(context, field);
      return;
    }
    master
        .operate(call.apply(id))
        .onSuccess(answer -> {
          switch (answer) {
            case OperatorAnswer.Done done -> context.response().end();
            case OperatorAnswer.NotFound(String text) -> MesosHttp.text(context, 404, text);
            case OperatorAnswer.Invalid(String text) -> MesosHttp.text(context, 400, text);
            case OperatorAnswer.Unavailable(String text) -> MesosHttp.text(context, 503, text);
          }
        })
        .onFailure(context::fail);
  }

  private static void absent(RoutingContext context, String field) {
    MesosHttp.text(
        context, 400, "Failed to validate master::Call: Expecting '" + field + "' to be present");
  }

  private static void respond(RoutingContext context, Response response) {
    String accepted = header(context, "Accept", JSON);
    if (accepted.contains(JSON) || accepted.contains("*/*")) {
      context
          .response()
          .putHeader("Content-Type", JSON)
          .end(MesosJson.write(AgentsResponse.json(response)));
    } else if (accepted.contains(PROTOBUF)) {
      context
          .response()
          .putHeader("Content-Type", PROTOBUF)
          .end(Buffer.buffer(response.toByteArray()));
    } else {
      MesosHttp.text(context, 406, "Expecting 'Accept' to allow " + JSON + " or " + PROTOBUF);
    }
  }

  private static String header(RoutingContext context, String name, String otherwise) {
    String value = context.request().getHeader(name);
    return value == null ? otherwise : value.toLowerCase(Locale.ROOT);
  }
}
