package dev.mesos.local.api.http;

import java.util.Set;

/** Chooses how a call's answer is shown. */
final class Presenters {
  private static final Set<String> SUPPORTED =
      Set.of("PartialObjectMetadata", "PartialObjectMetadataList");

  Presenter of(Call call) {
    return switch (Accept.parse(call.accept(), SUPPORTED).as()) {
      case "PartialObjectMetadata", "PartialObjectMetadataList" -> Presenter.metadataOnly();
      default -> Presenter.whole(call.type());
    };
  }
}
