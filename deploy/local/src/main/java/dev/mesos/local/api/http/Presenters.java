package dev.mesos.local.api.http;

import dev.mesos.local.api.table.Tables;
import io.vertx.core.http.HttpMethod;
import java.util.Set;

/** Chooses how a call's answer is shown. */
final class Presenters {
  private static final Set<String> SUPPORTED =
      Set.of("Table", "PartialObjectMetadata", "PartialObjectMetadataList");

  Presenter of(Call call) {
    boolean write = call.method().equals(HttpMethod.DELETE);
    return switch (Accept.parse(call.accept(), SUPPORTED).as()) {
      case "PartialObjectMetadata", "PartialObjectMetadataList" -> Presenter.metadataOnly();
      case "Table" ->
          write
              ? Presenter.whole(call.type())
              : Presenter.table(new Tables(call.type()), call.query().get("includeObject"));
      default -> Presenter.whole(call.type());
    };
  }
}
